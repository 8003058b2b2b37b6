package ru.otklik.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import ru.otklik.schemas.Topics;

/**
 * The whole country: 2,320 municipalities and four quarters. It prints what it measures; the bounds are several times the aims,
 * since the machine that tests is not the one that serves.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init")
class DashboardScaleITCase {
    private static final int BROWSERS = 200;

    @TempDir
    static Path folder;

    private DashboardFixture dashboard;

    @BeforeAll
    void start() throws Exception {
        dashboard = DashboardFixture.start(folder, 80, 29, 0, 0);
    }

    @AfterAll
    void stop() {
        dashboard.close();
    }

    @Test
    void showsTheCountryAtOnce() {
        Optional<Path> program = Chromium.find();
        assumeTrue(program.isPresent(), "no chromium on the path: the pages of the dashboard are not measured");
        try (Chromium chromium = Chromium.start(program.orElseThrow());
                Page page = chromium.browser().newPage()) {
            List<Double> paints = new ArrayList<>();
            List<Double> tables = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                page.navigate(dashboard.address() + "/?region=ALL&period=QUARTER:2026-Q3");
                page.waitForSelector("#board tbody tr");
                tables.add(number(page, "() => performance.now()"));
                paints.add(number(page, "() => performance.getEntriesByName('first-contentful-paint')[0].startTime"));
            }
            List<Double> sorts = new ArrayList<>();
            for (String column :
                    List.of("share", "registered", "name", "median", "score", "p90", "overdue", "rating", "rework")) {
                page.waitForFunction("() => document.querySelectorAll('#board tbody th a').length === 100");
                sorts.add(number(
                        page,
                        "async () => { const start = performance.now();"
                                + "document.querySelector('[data-sort=" + column + "]').click();"
                                + "await new Promise(done => requestAnimationFrame(() => setTimeout(done)));"
                                + "return performance.now() - start; }"));
            }
            say("first paint %.0f ms, table %.0f ms, another order %.0f ms (medians)", List.of(paints, tables, sorts));
            page.waitForFunction("() => document.querySelectorAll('#board tbody th a').length === 100");
            assertThat(median(paints)).isLessThan(5_000);
            assertThat(median(sorts)).isLessThan(1_000);
        }
    }

    @Test
    void pushesToTwoHundredBrowsers() throws Exception {
        CountDownLatch listening = new CountDownLatch(BROWSERS);
        CountDownLatch told = new CountDownLatch(BROWSERS);
        HttpClient client = HttpClient.newHttpClient();
        URI address = URI.create(dashboard.address() + "/api/live?region=87000000&label=P30D");
        List<Thread> browsers = new ArrayList<>();
        for (int i = 0; i < BROWSERS; i++) {
            Thread browser = new Thread(() -> listen(client, address, listening, told));
            browser.setDaemon(true);
            browser.start();
            browsers.add(browser);
        }
        assertThat(listening.await(60, TimeUnit.SECONDS)).isTrue();
        ObjectNode board = dashboard.figures.board("87000000", "ROLLING", "P30D", "LIVE");
        long sent = System.nanoTime();
        dashboard.send(Topics.RANKINGS_LIVE, board.toString());

        assertThat(told.await(30, TimeUnit.SECONDS)).isTrue();
        say(
                "a push to %.0f browsers after %.0f ms",
                List.of(List.of((double) BROWSERS), List.of((System.nanoTime() - sent) / 1e6)));
        browsers.forEach(Thread::interrupt);
    }

    private static void listen(HttpClient client, URI address, CountDownLatch listening, CountDownLatch told) {
        try (InputStream in = client.send(
                        HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofInputStream())
                .body()) {
            byte[] buffer = new byte[64 * 1024];
            boolean isFirst = true;
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                if (isFirst) {
                    listening.countDown();
                    isFirst = false;
                }
                if (new String(buffer, 0, n, java.nio.charset.StandardCharsets.UTF_8).contains("event: board")) {
                    told.countDown();
                    return;
                }
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void say(String sentence, List<List<Double>> values) {
        Object[] medians = values.stream().map(DashboardScaleITCase::median).toArray();
        System.out.println("dashboard: " + String.format(Locale.ROOT, sentence, medians));
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }

    private static double number(Page page, String expression) {
        return ((Number) page.evaluate(expression)).doubleValue();
    }
}
