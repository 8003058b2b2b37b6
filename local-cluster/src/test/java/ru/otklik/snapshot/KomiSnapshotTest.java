package ru.otklik.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import ru.otklik.cli.Otklik;
import ru.otklik.traffic.Gazetteer;
import ru.otklik.traffic.Place;

/** The report on Komi in the second quarter of 2023: what its centre published, and what a recount of the events says. */
class KomiSnapshotTest {
    private static final Instant START = Instant.parse("2023-03-31T21:00:00Z");
    private static final Instant END = Instant.parse("2023-06-30T21:00:00Z");

    /** Усть-Вымский, Княжпогостский, Печора, Инта, Воркута, Усинск, Сыктывкар. */
    private static final List<String> LEADERS =
            List.of("87644000", "87608000", "87620000", "87715000", "87710000", "87723000", "87701000");

    /** Вуктыл, Сыктывдинский, Троицко-Печорский. */
    private static final List<String> MOST_ACTIVE = List.of("87712000", "87628000", "87636000");

    @TempDir
    private Path folder = Path.of("");

    /** A replay takes a quarter of a minute: a build does some, {@code -Dotklik.komi=all} does all. */
    private static List<Long> seeds() {
        return isWhole() ? List.of(1L, 2L, 3L, 42L) : List.of(1L, 42L);
    }

    private static List<Arguments> parts() {
        List<Arguments> all = List.of(Arguments.of(4L, 17), Arguments.of(5L, 42), Arguments.of(6L, 99));
        return isWhole() ? all : all.subList(0, 1);
    }

    private static boolean isWhole() {
        return "all".equals(System.getProperty("otklik.komi"));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void saysWhatTheCentrePublished(long seed) throws IOException {
        Path events = generate(seed);
        Snapshot snapshot = replay(events);
        JsonNode tree = snapshot.tree();
        String html = Files.readString(files().resolve("r0.html")).replace('\u00a0', ' ');

        assertThat(Snapshot.totals(tree, "ALL").path("registered").asLong()).isEqualTo(15_624);
        assertThat(html)
                .contains(
                        "Рейтинг муниципалитетов за II квартал 2023 года",
                        "15 624",
                        "2 ч 57 мин",
                        "кварталом ранее 3 ч 01 мин");
        assertThat(ids(tree.path("leaders"))).containsExactlyInAnyOrderElementsOf(LEADERS);
        assertThat(ids(tree.path("activityLeaders"))).containsExactlyElementsOf(MOST_ACTIVE);
        assertThat(everyNth(tree)).containsEntry("KEEP_POS_DEADLINES", 2).containsEntry("RAISE_SATISFACTION", 3);
        assertThat(html)
                .contains(
                        "Каждому второму муниципалитету рекомендовано соблюдать сроки",
                        "Каждому третьему муниципалитету рекомендовано обратить внимание на эффективность");
        assertSameAsRecount(snapshot, events);
        assertThat(Otklik.run(
                        "snapshot", "verify", "--offline", folder.resolve("out").toString()))
                .isZero();
    }

    @ParameterizedTest(name = "seed {0}, part {1}")
    @MethodSource("parts")
    void equalsARecountWhenEventsAreMissing(long seed, int part) throws IOException {
        List<String> kept = new ArrayList<>();
        List<String> all = Files.readAllLines(generate(seed));
        for (String line : all) {
            if (Math.floorMod(line.hashCode(), 100) != part) {
                kept.add(line);
            }
        }
        Path fewer = Files.write(folder.resolve("fewer.ndjson"), kept);
        assertThat(all.size() - kept.size()).isBetween(all.size() / 130, all.size() / 75);

        assertSameAsRecount(replay(fewer), fewer);
    }

    private static void assertSameAsRecount(Snapshot snapshot, Path events) throws IOException {
        RecountedQuarter recount = RecountedQuarter.of(events, START, END);
        JsonNode tree = snapshot.tree();
        JsonNode totals = Snapshot.totals(tree, "ALL");

        assertThat(totals.path("registered").asLong()).isEqualTo(recount.signals());
        assertThat(totals.path("responded").asLong()).isEqualTo(recount.answers());
        assertThat(totals.path("responseMeanMillis").asLong()).isEqualTo(recount.meanMillis());
        recount.bySource()
                .forEach((source, signals) -> assertThat(
                                Snapshot.totals(tree, source).path("registered").asLong())
                        .as(source)
                        .isEqualTo(signals));
        recount.byTopic()
                .forEach((topic, signals) -> assertThat(
                                tree.path("topics").path(topic).asLong(signals))
                        .as(topic)
                        .isEqualTo(signals));
        Map<String, Long> registered = new TreeMap<>();
        snapshot.figures()
                .forEach((id, figures) -> registered.put(
                        id.substring(0, 5), figures.path("registered").asLong()));
        assertThat(registered).isEqualTo(recount.byMunicipality());
        assertThat(activity(snapshot)).isEqualTo(activity(recount));
    }

    private static Map<String, BigDecimal> activity(Snapshot snapshot) {
        Map<String, BigDecimal> scores = new TreeMap<>();
        for (JsonNode entry : snapshot.board("ACTIVITY").path("entries")) {
            scores.put(
                    entry.path("id").asText().substring(0, 5),
                    entry.path("score").decimalValue().setScale(1));
        }
        return scores;
    }

    private static Map<String, BigDecimal> activity(RecountedQuarter recount) {
        Map<String, BigDecimal> scores = new TreeMap<>();
        for (Place place : Gazetteer.load().places("87000000")) {
            String code = place.id().substring(0, 5);
            scores.put(
                    code,
                    BigDecimal.valueOf(recount.byMunicipality().getOrDefault(code, 0L) * 10_000)
                            .divide(BigDecimal.valueOf(place.population()), 1, RoundingMode.HALF_UP));
        }
        return scores;
    }

    private static List<String> ids(JsonNode leaders) {
        List<String> ids = new ArrayList<>();
        leaders.forEach(leader -> ids.add(leader.path("id").asText()));
        return ids;
    }

    private static Map<String, Integer> everyNth(JsonNode tree) {
        Map<String, Integer> found = new TreeMap<>();
        tree.path("recommendations")
                .forEach(one -> found.put(
                        one.path("code").asText(), one.path("everyNth").asInt()));
        return found;
    }

    private Path generate(long seed) {
        Path events = folder.resolve("events.ndjson");
        assertThat(Otklik.run("generate", "--profile", "komi-2023-q2", "--seed", "" + seed, "--out", events.toString()))
                .isZero();
        return events;
    }

    private Path files() {
        return folder.resolve("out/snapshots/87000000/2023-Q2");
    }

    /** Replays until the end of the quarter; its first report. */
    private Snapshot replay(Path events) throws IOException {
        assertThat(Otklik.run(
                        "replay",
                        "--periods",
                        "QUARTER",
                        "--as-of",
                        END.toString(),
                        "--out",
                        folder.resolve("out").toString(),
                        events.toString()))
                .isZero();
        return Snapshot.parse(Files.readString(files().resolve("r0.json")));
    }
}
