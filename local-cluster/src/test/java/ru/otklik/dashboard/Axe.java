package ru.otklik.dashboard;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** Rules of accessibility, run in the page. The library's own way opens a second page, which a strict policy forbids. */
final class Axe {
    private static final String SERIOUS = "() => axe.run().then(result => result.violations"
            + ".filter(fault => ['serious', 'critical'].includes(fault.impact))"
            + ".map(fault => fault.id + ' ' + fault.nodes.map(node => node.target + ': ' + node.failureSummary)))";

    private Axe() {}

    /** What is serious or critical on a page, each with its places. */
    static List<String> seriousFaults(Page page) {
        try (InputStream axe = Objects.requireNonNull(AxeBuilder.class.getResourceAsStream("/axe.min.js"))) {
            page.evaluate(new String(axe.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new IllegalStateException("axe cannot be read", e);
        }
        return ((List<?>) page.evaluate(SERIOUS)).stream().map(String::valueOf).toList();
    }
}
