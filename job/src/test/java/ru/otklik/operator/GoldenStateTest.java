package ru.otklik.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import ru.otklik.domain.incident.IncidentHistory;
import ru.otklik.domain.incident.VerdictRules;
import ru.otklik.domain.period.CalendarKind;
import ru.otklik.domain.period.RollingKind;
import ru.otklik.domain.reference.ReferenceData;
import ru.otklik.domain.region.IncidentFacts;
import ru.otklik.domain.region.MeasureRules;
import ru.otklik.domain.region.RegionBook;
import ru.otklik.domain.region.RegionReport;
import ru.otklik.domain.region.RegionState;
import ru.otklik.edge.TestRecords;
import ru.otklik.edge.reference.Overrides;
import ru.otklik.edge.reference.ReferenceFiles;
import ru.otklik.operator.OperatorScenario.Backend;
import ru.otklik.operator.OperatorScenario.Step;
import ru.otklik.operator.OperatorScenario.Subject;

/**
 * A savepoint of every released version goes on as if today's build had written it: with as many subtasks, with fewer and
 * more of them, and under other norms, calendars and methodologies.
 *
 * <p>{@code -Dotklik.golden.write=true} writes the savepoints of {@link GoldenState#NEWEST} anew. Do so for a version that
 * is not out yet; for one that is, raise the number first.
 */
class GoldenStateTest {
    private static final boolean WRITES = Boolean.getBoolean("otklik.golden.write");
    private static final String ROLLING = "P7D";

    @TempDir
    private static Path directory = Path.of("");

    private static ReferenceData changed = Scripts.REFERENCE;

    /** An operator with state, its script, and the same operator under changed rules. */
    private record Played<I, O, K>(Subject<I, O, K> usual, Subject<I, O, K> changed, List<Step<I>> steps) {
        private List<Step<I>> before() {
            return steps.subList(0, steps.size() / 2);
        }

        private List<Step<I>> after() {
            return steps.subList(steps.size() / 2, steps.size());
        }

        OperatorSubtaskState[] savepoint() throws Exception {
            return new OperatorScenario<>(usual, Backend.HASHMAP)
                    .start(GoldenState.SUBTASKS)
                    .play(before())
                    .stop();
        }

        List<String> resumed(boolean underChangedRules, int parallelism, OperatorSubtaskState[] savepoint)
                throws Exception {
            return new OperatorScenario<>(underChangedRules ? changed : usual, Backend.HASHMAP)
                    .start(parallelism, savepoint)
                    .play(after())
                    .finish()
                    .sent();
        }
    }

    /** The operators that keep something. */
    enum Stateful {
        STAMP {
            @Override
            Played<?, ?, ?> of(Scripts script) {
                return new Played<>(Scripts.stamp(), Scripts.stamp(), script.steps());
            }
        },
        TRACK {
            @Override
            Played<?, ?, ?> of(Scripts script) throws Exception {
                VerdictRules other = new VerdictRules(
                        changed,
                        Duration.ofDays(90).toMillis(),
                        Duration.ofDays(300).toMillis());
                Subject<Inbound, IncidentFacts, Long> usual = Scripts.track();
                return new Played<>(
                        usual,
                        new Subject<>(
                                () -> new TrackIncidents(other, Scripts.GRACE, TestRecords.formats()),
                                usual.in(),
                                usual.out(),
                                usual.side(),
                                usual.selector(),
                                usual.keyType()),
                        script.stamped());
            }
        },
        MEASURE {
            @Override
            Played<?, ?, ?> of(Scripts script) throws Exception {
                Subject<IncidentFacts, Publication, String> usual = Scripts.measure(ROLLING);
                return new Played<>(
                        usual,
                        new Subject<>(
                                () -> new MeasureRegions(otherRules(), TestRecords.formats()),
                                usual.in(),
                                usual.out(),
                                usual.side(),
                                usual.selector(),
                                usual.keyType()),
                        script.facts());
            }
        },
        MERGE {
            @Override
            Played<?, ?, ?> of(Scripts script) throws Exception {
                Subject<RegionReport, Publication, String> usual = Scripts.merge(ROLLING);
                return new Played<>(
                        usual,
                        new Subject<>(
                                () -> new MergeRegions(otherRules(), TestRecords.formats()),
                                usual.in(),
                                usual.out(),
                                usual.side(),
                                usual.selector(),
                                usual.keyType()),
                        script.reports(ROLLING));
            }
        };

        abstract Played<?, ?, ?> of(Scripts script) throws Exception;

        String file() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    private static MeasureRules otherRules() {
        return new MeasureRules(
                changed,
                Duration.ofDays(45).toMillis(),
                RollingKind.STANDARD,
                Set.of(ROLLING),
                Set.of(CalendarKind.values()),
                false);
    }

    /** Norms of a day less, holidays decreed afterwards, and another methodology from the middle of the script on. */
    @BeforeAll
    static void changeTheRules() throws Exception {
        Path calendar = Files.createDirectory(directory.resolve("calendar"));
        Files.writeString(
                calendar.resolve("days.csv"),
                shipped("calendar/days.csv") + "REGION,87000000,2024-02-28,HOLIDAY,decreed afterwards,a test\n"
                        + "COUNTRY,*,2024-03-04,HOLIDAY,decreed afterwards,a test\n");
        Path norms = Files.writeString(
                directory.resolve("norms.csv"),
                shipped("norms.csv").replace(",RESOLUTION,7,WORKING_DAYS", ",RESOLUTION,3,WORKING_DAYS"));
        Path methodology = Files.writeString(
                directory.resolve("later.json"),
                shipped("methodology/default-1.json")
                        .replace("default-1", "later")
                        .replace("2018-01-01T00:00:00+03:00", "2024-03-01T00:00:00+03:00")
                        .replace("\"worst\": 0.7", "\"worst\": 0.5"));
        changed = ReferenceFiles.load(null, new Overrides(null, calendar, norms, methodology));
        if (WRITES) {
            GoldenState newest = new GoldenState(GoldenState.NEWEST);
            newest.writeEvents();
            for (Stateful operator : Stateful.values()) {
                newest.writeSavepoint(
                        operator.file(), operator.of(newest.script()).savepoint());
            }
        }
    }

    private static String shipped(String file) throws Exception {
        try (InputStream in =
                Objects.requireNonNull(ReferenceFiles.class.getResourceAsStream("/reference/" + file), file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @ParameterizedTest
    @EnumSource
    void goesOnFromEveryVersion(Stateful operator) throws Exception {
        for (GoldenState golden : GoldenState.all()) {
            Played<?, ?, ?> played = operator.of(golden.script());
            OperatorSubtaskState[] fresh = played.savepoint();
            for (int parallelism : new int[] {GoldenState.SUBTASKS, 1, 3}) {
                assertGoesOn(operator, played, golden, fresh, false, parallelism);
            }
            List<String> underUsualRules = played.resumed(false, 1, fresh);
            List<String> underChangedRules = assertGoesOn(operator, played, golden, fresh, true, 1);
            assertRulesMatter(operator, underUsualRules, underChangedRules);
        }
    }

    private static List<String> assertGoesOn(
            Stateful operator,
            Played<?, ?, ?> played,
            GoldenState golden,
            OperatorSubtaskState[] fresh,
            boolean underChangedRules,
            int parallelism)
            throws Exception {
        List<String> expected = played.resumed(underChangedRules, parallelism, fresh);
        List<String> resumed = played.resumed(underChangedRules, parallelism, golden.savepoint(operator.file()));

        assertThat(OperatorScenario.difference(expected, resumed))
                .as(
                        "%s of version %d with %d subtasks, rules changed: %s",
                        operator, golden.version(), parallelism, underChangedRules)
                .isEmpty();
        assertThat(resumed).hasSizeGreaterThan(10);
        return resumed;
    }

    private static void assertRulesMatter(Stateful operator, List<String> underUsualRules, List<String> resumed) {
        if (operator != Stateful.STAMP) {
            assertThat(resumed).isNotEqualTo(underUsualRules);
        }
    }

    @ParameterizedTest
    @EnumSource
    void todaysStateIsThatOfTheNewestVersion(Stateful operator) throws Exception {
        GoldenState newest = new GoldenState(GoldenState.NEWEST);
        List<byte[]> golden = GoldenState.contents(newest.savepoint(operator.file()));
        List<byte[]> today = GoldenState.contents(operator.of(newest.script()).savepoint());

        assertThat(today).hasSameSizeAs(golden);
        for (int i = 0; i < golden.size(); i++) {
            assertThat(today.get(i))
                    .as(
                            "stream %d of the state of %s; if it is to differ, give the next version a golden savepoint"
                                    + " (raise GoldenState.NEWEST if version %d is out, then -Dotklik.golden.write=true)",
                            i, operator, GoldenState.NEWEST)
                    .isEqualTo(golden.get(i));
        }
    }

    @Test
    void refusesStateOfAVersionItDoesNotKnow() {
        byte[] unknown = new byte[64];
        unknown[0] = 99;

        assertThatThrownBy(() -> new IncidentHistory(Scripts.VERDICT).dueAt(unknown))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("version 99");
        RegionBook book = new RegionBook("87000000", otherRules());
        assertThatThrownBy(() -> RegionState.load(book, 0, unknown))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("version 99");
    }
}
