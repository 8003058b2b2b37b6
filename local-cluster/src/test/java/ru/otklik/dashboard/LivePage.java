package ru.otklik.dashboard;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.TimeoutError;
import com.microsoft.playwright.assertions.LocatorAssertions;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import ru.otklik.edge.reference.Overrides;
import ru.otklik.edge.reference.ReferenceFiles;

/** The ranking of a running system in a browser, as somebody sees it who leaves it open. */
public final class LivePage implements AutoCloseable {
    private static final double PATIENCE_MILLIS = Duration.ofMinutes(2).toMillis();
    private static final LocatorAssertions.HasTextOptions PATIENTLY =
            new LocatorAssertions.HasTextOptions().setTimeout(PATIENCE_MILLIS);

    private final DashboardServer server;
    private final Chromium chromium;
    private final Page page;
    /** A second tab, which stays on a quarter. */
    private final Page quarter;

    private LivePage(DashboardServer server, Chromium chromium) {
        this.server = server;
        this.chromium = chromium;
        page = chromium.browser().newPage();
        quarter = chromium.browser().newPage();
    }

    /** Opens it; empty if this machine has no browser. */
    public static Optional<LivePage> open(DashboardSettings settings) {
        return Chromium.find()
                .map(program -> new LivePage(
                        DashboardServer.open(settings, ReferenceFiles.load(null, Overrides.NONE), System.out::println),
                        Chromium.start(program)));
    }

    /**
     * Waits for a ranking and the line to the server, and returns the event time that the head shows. Events of the past make no
     * live boards: then it is the ranking of the newest month.
     */
    public Instant awaitRanking() {
        page.navigate("http://127.0.0.1:" + server.port() + "/?every=5");
        assertThat(page.locator("#connection")).hasText("На связи", PATIENTLY);
        assertThat(page.locator("#board td.score").first()).hasText(Pattern.compile("\\d+,\\d.*"), PATIENTLY);
        return eventTime();
    }

    /** Waits until the page has gone on by itself from an event time, and returns the new one. */
    public Instant awaitLaterThan(Instant before) {
        try {
            page.waitForFunction(
                    "before => new Date(document.querySelector('#standing time')?.dateTime) > new Date(before)",
                    before.toString(),
                    new Page.WaitForFunctionOptions().setTimeout(PATIENCE_MILLIS));
        } catch (TimeoutError e) {
            throw new AssertionError("nothing new on " + page.url() + ", which shows:\n" + page.innerText("main"), e);
        }
        return eventTime();
    }

    /** Opens the ranking of a quarter that is not over, in a tab of its own; events of the past make no preliminary one. */
    public void openQuarter(String label) {
        quarter.navigate("http://127.0.0.1:" + server.port() + "/?period=QUARTER:" + label);
        assertThat(quarter.locator("main"))
                .containsText(
                        "Для этого выбора рейтинга нет.",
                        new LocatorAssertions.ContainsTextOptions().setTimeout(PATIENCE_MILLIS));
    }

    /** Waits until the tab of the quarter says by itself that it is over, and returns what it says. */
    public String awaitQuarterEnd() {
        Locator state = quarter.locator("#standing strong");
        assertThat(state).hasText(Pattern.compile("Окончательно|Исправлено, редакция \\d+"), PATIENTLY);
        return state.innerText();
    }

    /** Goes on from the quarter to the reports, as one does then, and saves the newest one of it. */
    public Path saveReport(String region, String label) {
        quarter.click("nav a[href*='snapshots']");
        Locator link =
                quarter.locator("a[download][href*='" + region + "'][href*='" + label + "'][href*='format=html']");
        assertThat(link.first()).isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(PATIENCE_MILLIS));
        return quarter.waitForDownload(() -> link.first().click()).path();
    }

    /**
     * Goes through every page, at the width of a screen and of a telephone, and says what is wrong with them: what the browser
     * complains of, and what is broader than the telephone; a page without a heading is waited for in vain.
     *
     * @param addresses of the pages, from the slash on
     */
    public List<String> walk(List<String> addresses) {
        List<String> faults = new ArrayList<>();
        Page walker = chromium.browser().newPage();
        walker.onConsoleMessage(message -> {
            if (message.type().equals("error") || message.type().equals("warning")) {
                faults.add(walker.url() + ": " + message.text());
            }
        });
        walker.onPageError(fault -> faults.add(walker.url() + ": " + fault));
        for (String address : addresses) {
            walker.setViewportSize(1280, 800);
            walker.navigate("http://127.0.0.1:" + server.port() + address);
            walker.waitForSelector("main:not([aria-busy]) h1");
            walker.setViewportSize(320, 800);
            try {
                walker.waitForFunction("() => document.documentElement.scrollWidth <= 320");
            } catch (TimeoutError e) {
                faults.add(address + " is broader than 320 pixels");
            }
        }
        walker.close();
        return faults;
    }

    /** Sorts the ranking of the quarter by the keyboard alone, filters it and changes the language; returns what is left over. */
    public String sortAndFilter(String label) {
        quarter.navigate("http://127.0.0.1:" + server.port() + "/?period=QUARTER:" + label);
        quarter.waitForSelector("#board tbody tr");
        quarter.focus("[data-sort=registered]");
        quarter.keyboard().press("Enter");
        assertThat(quarter.locator("th.registered")).hasAttribute("aria-sort", "descending");
        quarter.fill("#q", "Ухта");
        assertThat(quarter.locator("#board tbody th a")).hasCount(1);
        quarter.click("a.language");
        assertThat(quarter.locator("html")).hasAttribute("lang", "en");
        return quarter.locator("#board tbody th a").innerText();
    }

    /** How many municipalities are shown. */
    public int lines() {
        Locator names = page.locator("#board tbody th a");
        return names.count();
    }

    @Override
    public void close() {
        chromium.close();
        server.close();
    }

    private Instant eventTime() {
        return Instant.parse(Objects.requireNonNull(page.getAttribute("#standing time", "datetime")));
    }
}
