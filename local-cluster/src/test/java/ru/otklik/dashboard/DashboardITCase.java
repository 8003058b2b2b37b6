package ru.otklik.dashboard;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import ru.otklik.schemas.Topics;

/** Every page in a real Chromium, as people use it: with the keyboard, on a telephone, while figures change. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init")
class DashboardITCase {
    private static final String FIRST = "#board tbody tr:first-child th a";
    private static final String ALERT = "2654a66785a92cd7dc7e0469ddd56b43d7b4f9e20fb1ab02f46cf1fec6dbb2df";

    @TempDir
    static Path folder;

    private Chromium chromium;
    private DashboardFixture dashboard;
    private BrowserContext context;
    private Page page;
    private final List<String> faults = new ArrayList<>();

    @BeforeAll
    void start() throws Exception {
        Optional<Path> program = Chromium.find();
        assumeTrue(program.isPresent(), "no chromium on the path: the pages of the dashboard are not tested");
        dashboard = DashboardFixture.start(folder, 2, 30, 12, 30);
        chromium = Chromium.start(program.orElseThrow());
    }

    @AfterAll
    void stop() {
        if (chromium != null) {
            chromium.close();
        }
        if (dashboard != null) {
            dashboard.close();
        }
    }

    @BeforeEach
    void open() {
        open(new Browser.NewContextOptions().setViewportSize(1280, 900));
    }

    @AfterEach
    void close() {
        context.close();
        assertThat(faults)
                .as("what the browser complained of, and requests to other hosts")
                .isEmpty();
        faults.clear();
    }

    private void open(Browser.NewContextOptions options) {
        context = chromium.browser().newContext(options.setLocale("ru-RU").setTimezoneId("Europe/Moscow"));
        page = context.newPage();
        page.onConsoleMessage(message -> {
            if (message.type().equals("error") || message.type().equals("warning")) {
                faults.add(message.text());
            }
        });
        page.onPageError(faults::add);
        page.onRequest(request -> {
            if (!request.url().startsWith(dashboard.address())) {
                faults.add(request.url());
            }
        });
    }

    private static List<String> pages() {
        return List.of(
                "/?region=87000000",
                "/?region=ALL&lang=en&period=QUARTER:2026-Q3",
                "/municipality?id=87701000&period=QUARTER:2026-Q3",
                "/?region=" + SeededFigures.GROUPED + "&period=QUARTER:2026-Q3",
                "/compare?compare=87701000,87600001,11600105&period=QUARTER:2026-Q3",
                "/definitions?term=share",
                "/alerts?region=ALL&alert=" + ALERT,
                "/snapshots?region=ALL&snapshot=87000000/2023-Q2/0/1",
                "/quality");
    }

    @ParameterizedTest
    @MethodSource("pages")
    void hasNoSeriousFaultByTheRulesOfAxe(String address) {
        for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
            visit(address);
            assertThat(Axe.seriousFaults(page)).as("%s, %s", address, scheme).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void fitsAScreenOf320Pixels(String address) {
        page.setViewportSize(320, 640);
        visit(address);

        assertThat(page.evaluate("() => document.documentElement.scrollWidth")).isEqualTo(320);
    }

    @Test
    void sortsByTheKeyboardAndGoesBack() {
        visit("/?region=87000000");
        String official = page.innerText(FIRST);
        page.focus("[data-sort=registered]");
        page.keyboard().press("Enter");

        assertThat(page.locator("th.registered")).hasAttribute("aria-sort", "descending");
        assertThat(page.locator("[data-sort=registered]")).isFocused();
        assertThat(page.locator("#said")).hasText("Упорядочено: Обращений, по убыванию");
        assertThat(page).hasURL(Pattern.compile(".*sort=-registered.*"));

        page.goBack();
        assertThat(page.locator("th.place")).hasAttribute("aria-sort", "ascending");
        assertThat(page.locator(FIRST)).hasText(official);
    }

    @Test
    void leadsByTheKeyboardAloneFromTheStartToAMunicipality() {
        visit("/?region=87000000");
        page.keyboard().press("Tab");
        assertThat(page.locator("#skip")).isFocused();
        page.keyboard().press("Enter");
        for (int i = 0; i < 40 && !isFocused(FIRST); i++) {
            page.keyboard().press("Tab");
        }
        String name = page.innerText(FIRST);
        page.keyboard().press("Enter");

        assertThat(page.locator("h1")).containsText(name);
        page.goBack();
        assertThat(page.locator(FIRST)).hasText(name);
    }

    @Test
    void findsMunicipalitiesWhileTheNameIsTyped() {
        visit("/?region=87000000");
        page.locator("#q").pressSequentially("ижем");

        assertThat(page.locator("#board tbody th a").first()).containsText("Ижемский район");
        assertThat(page.locator("#q")).isFocused();
        page.reload();
        assertThat(page.locator("#q")).hasValue("ижем");
        assertThat(page.locator("#board tbody th a").first()).containsText("Ижемский район");
    }

    @Test
    void speaksEnglishAndRussian() {
        visit("/?region=87000000");
        assertThat(page.locator("#board td.score").first()).containsText(Pattern.compile("\\d+,\\d"));
        page.click("a.language");

        assertThat(page.locator("html")).hasAttribute("lang", "en");
        assertThat(page.locator("th.share")).containsText("Answers in time");
        assertThat(page.locator("#board td.score").first()).containsText(Pattern.compile("\\d+\\.\\d"));
    }

    @Test
    void showsAPushAndMarksWhoMovedButNotUnderThePointer() throws Exception {
        page.clock().install();
        visit("/?region=87000000&every=5");
        assertThat(page.locator("#connection")).hasText("На связи");
        page.hover("#board");
        dashboard.send(Topics.RANKINGS_LIVE, swapped().toString());

        assertThat(page.locator("#waiting")).containsText(Pattern.compile("[1-9]"));
        page.clock().fastForward(6_000);
        assertThat(page.locator("#board tr.moved")).hasCount(0);
        page.click("#apply");
        assertThat(page.locator("#board tr.moved").first()).containsText("сдвиг");
    }

    @Test
    void waitsWhileItIsPaused() throws Exception {
        page.clock().install();
        visit("/?region=87000000&every=5&paused=1");
        assertThat(page.locator("#pause")).hasAttribute("aria-pressed", "true");
        dashboard.send(Topics.RANKINGS_LIVE, swapped().toString());
        assertThat(page.locator("#waiting")).containsText(Pattern.compile("[1-9]"));
        page.clock().fastForward(6_000);

        assertThat(page.locator("#board tr.moved")).hasCount(0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"xlsx", "csv", "html", "json"})
    void downloadsAReport(String format) throws Exception {
        visit("/snapshots?region=ALL");
        Locator link =
                page.locator("a[download][href*='format=" + format + "']").first();
        Download download = page.waitForDownload(link::click);

        assertThat(download.suggestedFilename()).isEqualTo("87000000-2023-Q2-r1." + format);
        assertThat(Files.size(download.path())).isGreaterThan(1000);
    }

    @Test
    void saysWhatARevisionChanged() {
        visit("/snapshots?region=ALL&snapshot=87000000/2023-Q2/0/1");

        assertThat(page.locator(".story tbody tr")).hasCount(1);
        assertThat(page.locator(".story tbody tr")).containsText(Pattern.compile("Ответов.*788.*790"));
    }

    @Test
    void keepsWhatIsBeingTypedWhenTheLanguageChanges() {
        visit("/?region=87000000&period=QUARTER:2026-Q3");
        page.fill("#q", "Ухта");
        assertThat(page.locator("#board tbody th a")).hasCount(4);
        page.click("a.language");

        assertThat(page.locator("html")).hasAttribute("lang", "en");
        assertThat(page.locator("#board tbody th a")).hasCount(4);
        assertThat(page.locator("#q")).hasValue("Ухта");
    }

    @Test
    void showsHowLongPeopleWaitedAndWhenTheyCame() {
        visit("/municipality?id=87701000&period=QUARTER:2026-Q3");
        Locator hours = page.locator("table.hours");

        assertThat(hours.locator("tbody tr")).hasCount(7);
        assertThat(hours.locator("tbody tr").nth(4).locator("td").nth(17)).hasText("262 рабочий час");
        assertThat(hours.locator("tbody tr").nth(6).locator("td").nth(23)).hasText("30");
        assertThat(hours.locator("td.working")).hasCount(40);
        Locator waits = page.locator("section[aria-labelledby='s-muni.waits']");
        assertThat(waits.locator("#d-muni\\.waits")).containsText("Чаще всего ждали до 4 ч");
        assertThat(waits.locator("tbody tr")).hasCount(14);
    }

    @Test
    void explainsADeadline() {
        visit("/municipality?id=87701000&period=QUARTER:2026-Q3");
        page.fill("input[name=start]", "2024-03-07T15:00");
        page.click("form.choices button[type=submit]");

        assertThat(page.locator("pre")).containsText("рабоч");
    }

    @Test
    void comparesThoseWhoWereMarkedAndNoMoreThanFour() {
        visit("/?region=87000000&period=QUARTER:2026-Q3");
        Locator boxes = page.locator("#board td.choose input");
        for (int i = 0; i < 5; i++) {
            boxes.nth(i).focus();
            page.keyboard().press("Space");
        }
        assertThat(page.locator("#said")).hasText("Сравнить можно не больше четырёх.");
        assertThat(page.locator("#board td.choose input:checked")).hasCount(4);
        page.click("#compare");

        assertThat(page.locator("table.compare thead th")).hasCount(5);
        assertThat(page.locator("table.compare")).containsText("★");
        page.locator("table.compare thead a.small").first().click();
        assertThat(page.locator("table.compare thead th")).hasCount(4);
        page.goBack();
        assertThat(page.locator("table.compare thead th")).hasCount(5);
    }

    @Test
    void savesWhatTheScreenShowsWithTheSameFingerprint() throws Exception {
        visit("/?region=87000000&period=QUARTER:2026-Q3&sort=-registered&q=и");
        List<String> names = page.locator("#board tbody th a").allInnerTexts();
        String hash = page.getAttribute("#standing code", "title");
        Download download = page.waitForDownload(() -> page.click("#export"));

        List<String> lines = Files.readAllLines(download.path());
        assertThat(lines.get(0)).startsWith("\ufeffМесто;");
        assertThat(lines.subList(1, 1 + names.size()))
                .extracting(line -> line.split(";", -1)[5])
                .isEqualTo(names);
        assertThat(lines).contains("Отпечаток;" + hash);
        assertThat(download.suggestedFilename()).contains(hash.substring(0, 12));
    }

    @Test
    void ranksAmongPeersWhereTheJobDoes() {
        visit("/?region=" + SeededFigures.GROUPED + "&period=QUARTER:2026-Q3");

        assertThat(page.locator("#group")).hasValue("PEERS");
        assertThat(page.locator("#board tr.group")).hasCount(3);
        page.selectOption("#period", "LIVE:P30D");
        assertThat(page.locator("#board tr.group")).hasCount(0);
        assertThat(page.locator(FIRST)).isVisible();
        page.goBack();
        page.selectOption("#group", "ALL");
        assertThat(page.locator("#board tr.group")).hasCount(0);
        page.selectOption("#region", "87000000");
        assertThat(page.locator("#group")).hasValue("ALL");
    }

    @Test
    void keepsTheChosenTheme() {
        visit("/?region=87000000");
        page.selectOption("#theme", "dark");
        page.reload();

        assertThat(page.locator("html")).hasAttribute("data-theme", "dark");
        assertThat(page.locator("#theme")).hasValue("dark");
    }

    @Test
    void tellsWhoHasLessThanAnHourLeft() {
        visit("/?region=87000000");

        assertThat(page.locator("#near li")).hasCount(2);
        assertThat(page.locator("#near li").first()).containsText("осталось 20");
        page.locator("#near a").first().click();
        assertThat(page.locator(".story")).containsText("im-20");
    }

    @Test
    void explainsNumbersToWhoeverComesWithTheKeyboard() {
        visit("/?region=87000000");
        page.focus("[data-sort=share]");
        assertThat(
                        page.evaluate(
                                "() => getComputedStyle(document.activeElement, '::after').content.includes('Доля первых ответов')"))
                .isEqualTo(true);
        page.focus("th.parts a.term");
        page.keyboard().press("Enter");

        assertThat(page.locator("#d-parts")).isFocused();
        page.goBack();
        assertThat(page.locator("#board")).isVisible();
    }

    /** A live board with the first two places exchanged. */
    private ObjectNode swapped() {
        ObjectNode board = dashboard.figures.board("87000000", "ROLLING", "P30D", "LIVE");
        ArrayNode entries = (ArrayNode) board.path("entries");
        ((ObjectNode) entries.get(0)).put("place", 2);
        ((ObjectNode) entries.get(1)).put("place", 1);
        return board;
    }

    private boolean isFocused(String selector) {
        return (Boolean)
                page.evaluate("selector => document.activeElement === document.querySelector(selector)", selector);
    }

    private void visit(String address) {
        page.navigate(dashboard.address() + address);
        page.waitForSelector("main:not([aria-busy]) h1");
    }
}
