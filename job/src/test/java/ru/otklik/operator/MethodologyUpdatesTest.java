package ru.otklik.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static ru.otklik.testing.References.BRATSK;
import static ru.otklik.testing.References.SYKTYVKAR;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.flink.api.common.typeinfo.Types;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import ru.otklik.domain.period.CalendarKind;
import ru.otklik.domain.period.RollingKind;
import ru.otklik.domain.ranking.Methodology;
import ru.otklik.domain.ranking.Ties;
import ru.otklik.domain.reference.ReferenceData;
import ru.otklik.domain.region.IncidentFacts;
import ru.otklik.domain.region.MeasureRules;
import ru.otklik.edge.TestRecords;
import ru.otklik.edge.reference.Overrides;
import ru.otklik.edge.reference.ReferenceFiles;
import ru.otklik.operator.OperatorScenario.Backend;
import ru.otklik.operator.OperatorScenario.Step;
import ru.otklik.operator.OperatorScenario.Subject;

/** A new version of the methodology reaches a running job: from its time on, everywhere at once, whatever restarts. */
class MethodologyUpdatesTest {
    private static final String APRIL = "2023-03-31T21:00";
    private static final Pattern BOARD = Pattern.compile(
            "\"methodology\":\"([^\"]+)\".*\"period\":\\{\"end\":\"([^\"]+)\",\"kind\":\"[A-Z]+\",\"label\":\"([^\"]+)\"");

    @TempDir
    private java.nio.file.Path path;

    private static Methodology version(String id, String effective) {
        Methodology shipped = Scripts.REFERENCE.methodologyAt(0);
        return new Methodology(
                id,
                Scripts.at(effective),
                shipped.kinds(),
                Ties.COMPETITION,
                shipped.minimumVolumePerMonth(),
                shipped.zones(),
                shipped.recommendations());
    }

    private static ConfigUpdate update(long offset, String id, String effective, String appended) {
        Origin origin = new Origin("config.methodology", 0, offset, new byte[32], Scripts.at(appended));
        return ConfigUpdate.of(origin, version(id, effective));
    }

    /** Five incidents of March, five of April, a late event about March after its end. */
    private static List<Step<IncidentFacts>> facts() throws Exception {
        Scripts scripts = new Scripts();
        for (int i = 0; i < 5; i++) {
            scripts.registered("m" + i, SYKTYVKAR, "2023-03-30T07:0" + i)
                    .registered("b" + i, BRATSK, "2023-03-30T07:1" + i)
                    .event("m" + i, "ANSWERED", "2023-03-30T09:0" + i, "");
        }
        scripts.passed("2023-03-31T19:00").passed("2023-03-31T19:30").registered("n", SYKTYVKAR, "2023-03-31T21:06");
        scripts.passed("2023-03-31T21:04").event("m1", "CANCELLED", "2023-03-30T10:00", "2023-03-31T21:07", "");
        scripts.passed("2023-03-31T21:06").heartbeat("2023-03-31T21:21", 0).passed("2023-03-31T21:20");
        for (int i = 0; i < 5; i++) {
            scripts.registered("a" + i, SYKTYVKAR, "2023-04-30T07:0" + i);
        }
        return scripts.passed("2023-04-30T07:00")
                .heartbeat("2023-04-30T21:02", 0)
                .passed("2023-04-30T21:01")
                .facts();
    }

    private static Subject<IncidentFacts, Publication, String> measure(ReferenceData reference, UpdatesSoFar soFar) {
        MeasureRules rules = new MeasureRules(
                reference,
                Duration.ofDays(45).toMillis(),
                RollingKind.STANDARD,
                Set.of("P7D"),
                Set.of(CalendarKind.MONTH),
                false);
        return new Subject<>(
                () -> new MeasureRegions(rules, TestRecords.formats(), soFar),
                FlatType.INCIDENT_FACTS,
                FlatType.PUBLICATION,
                MeasureRegions.LATE_FACTS,
                IncidentFacts::region,
                Types.STRING);
    }

    private static Subject<IncidentFacts, Publication, String> measure() {
        return measure(Scripts.REFERENCE, UpdatesSoFar.NONE);
    }

    /** The facts with updates in front. */
    private static List<Step<IncidentFacts>> script(ConfigUpdate... updates) throws Exception {
        List<Step<IncidentFacts>> steps = new ArrayList<>();
        List.of(updates).forEach(update -> steps.add(Step.update(update)));
        steps.addAll(facts());
        return steps;
    }

    /** "label end methodology" of every board, in order. */
    private static List<String> boards(List<Publication> sent) {
        List<String> boards = new ArrayList<>();
        for (Publication publication : sent) {
            Matcher matcher = BOARD.matcher(OperatorScenario.text(publication));
            if (publication.topic().equals("rankings.period")
                    || publication.topic().equals("rankings.rolling")) {
                assertThat(matcher.find()).isTrue();
                boards.add(matcher.group(3) + " " + matcher.group(2) + " " + matcher.group(1));
            }
        }
        return boards;
    }

    private static OperatorScenario<IncidentFacts, Publication, String> played(
            Subject<IncidentFacts, Publication, String> subject, List<Step<IncidentFacts>> steps) throws Exception {
        return new OperatorScenario<>(subject, Backend.HASHMAP)
                .start(1)
                .play(steps)
                .finish();
    }

    @Test
    void calendarPeriodsGoByTheirStartAndRollingOnesByTheirEnd() throws Exception {
        List<String> boards = boards(played(measure(), script(update(0, "second", APRIL, "2023-03-31T20:00")))
                .records());

        assertThat(boards).isNotEmpty();
        for (String board : boards) {
            // In Bratsk April had begun five hours earlier, before the new version.
            boolean isSecond = board.startsWith("2023-05")
                    || ((board.startsWith("2023-04") || board.startsWith("2023-Q2")) && board.contains("+03:00"))
                    || (board.startsWith("P7D") && board.compareTo("P7D 2023-03-31T21:00:00Z") >= 0);
            assertThat(board).endsWith(isSecond ? " second" : " default-1");
        }
        assertThat(boards).anyMatch(board -> board.startsWith("2023-04 "));
        assertThat(boards).anyMatch(board -> board.startsWith("2023-03 "));
        assertThat(boards).anyMatch(board -> board.startsWith("P7D ") && board.endsWith(" default-1"));
    }

    @ParameterizedTest(name = "{1} effective from {2}, appended at {3}: {4}")
    @CsvSource({
        "0, second, 2023-03-31T21:00, 2023-03-31T20:50, ",
        "0, second, 2023-03-31T21:00, 2023-03-31T20:50:01, EFFECTIVE_IN_PAST",
        "0, second, 2017-01-01T00:00, 2023-03-31T20:50, EFFECTIVE_IN_PAST",
        "0, default-1, 2023-03-31T21:00, 2023-03-31T20:00, ID_TAKEN",
        "0, first, 2023-05-01T00:00, 2023-03-31T20:00, ID_TAKEN",
        "0, second, 2023-06-01T00:00, 2023-03-31T20:00, EFFECTIVE_TIME_TAKEN"
    })
    void rejectsWhatWouldChangeThePast(
            long offset, String id, String effective, String appended, ConfigRejectionReason reason) throws Exception {
        List<Publication> sent = new OperatorScenario<>(measure(), Backend.HASHMAP)
                .start(2)
                .play(List.of(
                        Step.update(update(7, "first", "2023-06-01T00:00", "2023-03-31T19:00")),
                        Step.update(update(offset, id, effective, appended))))
                .restart(3)
                .finish()
                .records();

        assertThat(sent.stream().map(Publication::topic).distinct().toList())
                .isEqualTo(reason == null ? List.of() : List.of("config.rejected"));
        assertThat(sent).hasSize(reason == null ? 0 : 1);
        if (reason != null) {
            assertThat(OperatorScenario.text(sent.get(0)))
                    .contains("\"reason\":\"" + reason + "\"", "\"key\":\"" + id + "\"");
        }
    }

    @Test
    void anEqualVersionSentTwiceIsNoFault() throws Exception {
        ConfigUpdate update = update(0, "second", APRIL, "2023-03-31T20:00");
        ConfigUpdate again = update(1, "second", APRIL, "2023-03-31T20:58");

        assertThat(played(measure(), List.of(Step.update(update), Step.update(again)))
                        .records())
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"HASHMAP", "ROCKSDB"})
    void changesNothingWhereverItRestarts(Backend backend) throws Exception {
        List<Step<IncidentFacts>> steps = script(
                update(0, "second", APRIL, "2023-03-31T20:00"),
                update(1, "second", "2023-05-01T00:00", "2023-03-31T20:01"));
        List<String> unbroken = new OperatorScenario<>(measure(), backend)
                .start(1)
                .play(steps)
                .finish()
                .sent();

        for (int position = 0; position <= steps.size(); position++) {
            List<String> broken = new OperatorScenario<>(measure(), backend)
                    .start(1)
                    .play(steps.subList(0, position))
                    .restart(1)
                    .play(steps.subList(position, steps.size()))
                    .finish()
                    .sent();

            assertThat(OperatorScenario.difference(unbroken, broken))
                    .as("restarted after " + position)
                    .isEmpty();
        }
        assertThat(unbroken.stream().filter(line -> line.startsWith("config.rejected")))
                .hasSize(1);
    }

    @Test
    void whatLiesInTheTopicAtTheStartIsKnownBeforeItIsDelivered() throws Exception {
        ConfigUpdate good = update(0, "second", APRIL, "2023-03-31T20:00");
        ConfigUpdate bad = update(1, "third", "2023-03-31T20:05", "2023-03-31T20:01");
        List<Step<IncidentFacts>> late = new ArrayList<>(facts());
        late.add(Step.update(good));
        late.add(Step.update(bad));

        OperatorScenario<IncidentFacts, Publication, String> expected = played(measure(), script(good, bad));
        OperatorScenario<IncidentFacts, Publication, String> caughtUp =
                played(measure(Scripts.REFERENCE, soFar(good, bad)), late);

        assertThat(boards(caughtUp.records())).isEqualTo(boards(expected.records()));
        assertThat(texts(caughtUp)).containsExactlyInAnyOrderElementsOf(texts(expected));
    }

    private static List<String> texts(OperatorScenario<IncidentFacts, Publication, String> scenario) {
        return scenario.records().stream().map(OperatorScenario::text).toList();
    }

    private static UpdatesSoFar soFar(ConfigUpdate... updates) {
        return () -> List.of(updates);
    }

    @Test
    void revisionsKeepTheVersionOfFinalEvenIfReferenceDataChanges() throws Exception {
        java.nio.file.Path file = path.resolve("other.json");
        String shipped = new String(
                ReferenceFiles.files(null, Overrides.NONE).get("methodology/default-1.json"),
                java.nio.charset.StandardCharsets.UTF_8);
        java.nio.file.Files.writeString(file, shipped.replace("default-1", "other"));
        ReferenceData changed = ReferenceFiles.load(null, new Overrides(null, null, null, file));
        List<Step<IncidentFacts>> steps = facts();
        int cut = 1;
        while (steps.get(cut - 1).watermark() < Scripts.at("2023-03-31T21:00")) {
            cut++;
        }
        ReferenceData[] inForce = {ReferenceFiles.shipped()};
        Subject<IncidentFacts, Publication, String> any = measure();
        Subject<IncidentFacts, Publication, String> subject = new Subject<>(
                () -> measure(inForce[0], UpdatesSoFar.NONE).operator().get(),
                any.in(),
                any.out(),
                any.side(),
                any.selector(),
                any.keyType());

        OperatorScenario<IncidentFacts, Publication, String> scenario =
                new OperatorScenario<>(subject, Backend.HASHMAP).start(1).play(steps.subList(0, cut));
        inForce[0] = changed;
        List<Publication> sent = scenario.restart(1)
                .play(steps.subList(cut, steps.size()))
                .finish()
                .records();

        List<String> revised = sent.stream()
                .map(OperatorScenario::text)
                .filter(text -> text.startsWith("rankings.period") && text.contains("\"status\":\"REVISED\""))
                .toList();
        assertThat(revised).isNotEmpty().allMatch(text -> text.contains("\"methodology\":\"default-1\""));
        assertThat(boards(sent)).anyMatch(board -> board.startsWith("2023-04 ") && board.endsWith(" other"));
    }
}
