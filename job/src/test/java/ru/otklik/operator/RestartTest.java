package ru.otklik.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static ru.otklik.testing.References.BLAGOVESHCHENSK;
import static ru.otklik.testing.References.BRATSK;
import static ru.otklik.testing.References.SYKTYVKAR;
import static ru.otklik.testing.References.USINSK;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import ru.otklik.domain.region.IncidentFacts;
import ru.otklik.domain.region.RegionReport;
import ru.otklik.operator.OperatorScenario.Backend;
import ru.otklik.operator.OperatorScenario.Step;
import ru.otklik.operator.OperatorScenario.Subject;

/** A restart at any position, or at all of them, changes no byte of what an operator sends. */
class RestartTest {
    private static final String TO_BRATSK = ",\"municipality\":\"25714000\"";

    /** A month's last evening, its end in three zones, late answers after it, a silent night, a closed horizon. */
    private static Scripts life() {
        return new Scripts()
                .registered("a", SYKTYVKAR, "2023-03-30T07:00")
                .registered("b", USINSK, "2023-03-30T07:01")
                .passed("2023-03-30T07:00")
                .registered("c", BRATSK, "2023-03-30T07:06:30.500")
                .passed("2023-03-30T07:05:40")
                .event("a", "ASSIGNED", "2023-03-30T07:07", ",\"authority\":\"komi-upravtodor\"")
                .line("{\"eventId\":1}", at("2023-03-30T07:07"), 0)
                .event("b", "TRANSFERRED", "2023-03-30T07:08", TO_BRATSK)
                .passed("2023-03-30T07:07:01")
                .registered("d", BLAGOVESHCHENSK, "2023-03-31T08:00")
                .event("a", "ANSWERED", "2023-03-31T08:01", ",\"final\":false")
                .passed("2023-03-31T08:00")
                .event("c", "ANSWERED", "2023-03-30T09:00", "2023-03-31T08:02", "")
                .passed("2023-03-31T08:01:30")
                .event("c", "RATED", "2023-03-31T08:03", ",\"rating\":4")
                .registered("e", SYKTYVKAR, "2023-03-31T20:57")
                .passed("2023-03-31T20:56")
                .heartbeat("2023-03-31T21:01:10", 0)
                .passed("2023-03-31T21:00")
                .event("b", "CLOSED", "2023-03-31T15:00", "2023-03-31T21:02:10", "")
                .passed("2023-03-31T21:01:20")
                .heartbeat("2023-03-31T21:04", 0)
                .passed("2023-03-31T21:03")
                .event("d", "CANCELLED", "2023-03-31T09:00", "2023-03-31T21:04:30", "")
                .passed("2023-03-31T21:04")
                .heartbeat("2023-03-31T21:09", 0)
                .passed("2023-03-31T21:08")
                .event("a", "CLOSED", "2023-03-31T21:09:10", "")
                .event("a", "REOPENED", "2023-03-31T21:09:20", "")
                .heartbeat("2023-04-01T01:31", 0)
                .passed("2023-04-01T01:30")
                .event("e", "ANSWERED", "2023-03-31T20:58", "2023-04-03T05:00", "")
                .registered("f", USINSK, "2023-04-03T05:00")
                .passed("2023-04-03T04:59")
                .event("c", "RETURNED", "2023-04-03T05:02", "")
                .event("c", "ANSWERED", "2023-04-03T05:03", "")
                .passed("2023-04-03T05:02")
                .event("x", "ANSWERED", "2023-04-03T05:03", "")
                .registered("g", SYKTYVKAR, "2023-05-20T05:00")
                .passed("2023-05-20T04:59")
                .event("e", "CANCELLED", "2023-03-31T20:59", "2023-05-20T05:01", "")
                .passed("2023-05-20T05:00:30")
                .heartbeat("2023-05-20T05:12", 0)
                .passed("2023-05-20T05:11");
    }

    private static long at(String utc) {
        return Scripts.at(utc);
    }

    @ParameterizedTest
    @EnumSource(names = {"HASHMAP", "ROCKSDB"})
    void stampsAlikeWhereverItRestarts(Backend backend) throws Exception {
        assertSameWhereverItRestarts(Scripts.stamp(), backend, life().steps());
    }

    @ParameterizedTest
    @EnumSource(names = {"HASHMAP", "ROCKSDB"})
    void sendsTheSameFactsWhereverItRestarts(Backend backend) throws Exception {
        assertSameWhereverItRestarts(Scripts.track(), backend, life().stamped());
    }

    @ParameterizedTest
    @EnumSource(names = {"HASHMAP", "ROCKSDB"})
    void publishesTheSameWhereverItRestarts(Backend backend) throws Exception {
        assertSameWhereverItRestarts(Scripts.measure("PT24H", "P7D"), backend, life().facts());
        List<String> published = play(Scripts.measure("PT24H", "P7D"), backend, life().facts());
        String march = SYKTYVKAR + "|MONTH|2023-03|ALL";
        assertHas(published, "metrics.attribution", march, "\"status\":\"FINAL\"");
        assertHas(published, "metrics.attribution", march, "\"status\":\"REVISED\"");
    }

    @ParameterizedTest
    @EnumSource(names = {"HASHMAP", "ROCKSDB_FULL"})
    void mergesTheSameWhereverItRestartsOrIsRescaled(Backend backend) throws Exception {
        List<Step<RegionReport>> reports = life().reports("P7D");
        // The life after the first days of April is long and quiet.
        List<Step<RegionReport>> first = reports.subList(0, Math.min(300, reports.size()));

        assertSameRescaled(Scripts.merge("P7D"), backend, first);
        assertSameIfItAlwaysRestarts(Scripts.merge("P7D"), backend, first);
        List<String> merged = play(Scripts.merge("P7D"), backend, reports);
        assertHas(merged, "metrics.region", "COUNTRY|RU|MONTH|2023-03|ALL", "\"status\":\"PRELIMINARY\"");
        assertHas(merged, "metrics.region", "COUNTRY|RU|MONTH|2023-03|ALL", "\"status\":\"FINAL\"");
        assertHas(merged, "metrics.region", "COUNTRY|RU|MONTH|2023-03|ALL", "\"status\":\"REVISED\"");
        assertHas(merged, "metrics.region", "DISTRICT|Сибирский|DAY|2023-03-31|POS", "\"status\":\"FINAL\"");
        assertHas(merged, "rankings.period", "DISTRICT_REGIONS|Сибирский|ALL|SPEED|QUARTER|2023-Q1");
        assertHas(merged, "rankings.rolling", "COUNTRY_REGIONS|RU|ALL|ACTIVITY|ROLLING|P7D");
    }

    @ParameterizedTest
    @EnumSource(names = {"HASHMAP", "ROCKSDB_FULL"})
    void sendsTheSameIfItRestartsAfterEveryStep(Backend backend) throws Exception {
        assertSameIfItAlwaysRestarts(Scripts.stamp(), backend, life().steps());
        assertSameIfItAlwaysRestarts(Scripts.track(), backend, life().stamped());
        assertSameIfItAlwaysRestarts(Scripts.measure("PT24H", "P7D"), backend, life().facts());
    }

    @Test
    void scriptHasWhatItIsMeantToShow() throws Exception {
        List<Step<Inbound>> steps = life().steps();
        List<String> stamped = play(Scripts.stamp(), Backend.HASHMAP, steps);
        List<String> facts = play(Scripts.track(), Backend.HASHMAP, life().stamped());
        List<String> published = play(Scripts.measure("PT24H", "P7D"), Backend.HASHMAP, life().facts());

        assertThat(stamped).filteredOn(line -> line.startsWith("side ")).hasSize(1);
        assertThat(facts.get(facts.size() - 1)).contains("-1 ", "MISSED_RESPONSE", "OVERDUE_UNTIL", "RATED");
        assertHas(published, "metrics.municipality", "|MONTH|2023-03|", "\"status\":\"FINAL\"");
        assertHas(published, "metrics.municipality", "|MONTH|2023-03|", "\"status\":\"REVISED\"");
        assertHas(published, "metrics.municipality", "|DAY|", "\"status\":\"PRELIMINARY\"");
        assertHas(published, "metrics.municipality", "|PT24H|");
        assertHas(published, "rankings.rolling", "|P7D");
        assertHas(published, "rankings.period", "\"status\":\"REVISED\"");
        assertHas(published, "side facts.late", "\"refusedBy\":[{\"kind\":\"DAY\"");
        assertThat(published.stream().filter(line -> line.contains("|PT1H|"))).isEmpty();
    }

    private static void assertHas(List<String> published, String... parts) {
        assertThat(published.stream().anyMatch(line -> List.of(parts).stream().allMatch(line::contains)))
                .as(String.join(" ", parts))
                .isTrue();
    }

    @Test
    void rescalingAndBackChangesNothing() throws Exception {
        for (Backend backend : new Backend[] {Backend.HASHMAP, Backend.ROCKSDB_FULL}) {
            assertSameRescaled(Scripts.stamp(), backend, twoPartitions().steps());
            assertSameRescaled(Scripts.track(), backend, life().stamped());
            assertSameRescaled(Scripts.measure(), backend, alwaysCurrent(life().facts()));
        }
    }

    /** Two partitions of unequal age and heart-beats. */
    private static Scripts twoPartitions() {
        Scripts scripts = new Scripts();
        for (int i = 10; i < 40; i++) {
            int partition = i % 3 == 0 ? 1 : 0;
            String time = partition == 1 ? "2023-03-30T07:" + i : "2023-03-30T09:" + i;
            scripts.line(Scripts.registration("p" + i, USINSK, time), at(time), partition);
        }
        return scripts.heartbeat("2023-03-30T10:00", 1)
                .line(Scripts.registration("q", USINSK, "2023-03-30T07:00"), 0, 1);
    }

    /** What is too old to be published hangs on the newest record of a subtask; here nothing is. */
    private static List<Step<IncidentFacts>> alwaysCurrent(List<Step<IncidentFacts>> steps) {
        List<Step<IncidentFacts>> current = new ArrayList<>();
        for (Step<IncidentFacts> step : steps) {
            IncidentFacts facts = step.value();
            current.add(
                    facts == null
                            ? step
                            : Step.of(new IncidentFacts(
                                    facts.region(),
                                    facts.source(),
                                    facts.incidentId(),
                                    facts.occurredAt(),
                                    facts.stamp(),
                                    0,
                                    facts.facts())));
        }
        return current;
    }

    private static <I, O, K> void assertSameRescaled(Subject<I, O, K> subject, Backend backend, List<Step<I>> steps)
            throws Exception {
        List<String> unbroken = records(play(subject, backend, steps));
        for (int third = 1; third < steps.size() / 2; third += 5) {
            List<String> rescaled = new OperatorScenario<>(subject, backend)
                    .start(1)
                    .play(steps.subList(0, third))
                    .restart(2)
                    .play(steps.subList(third, 2 * third))
                    .restart(1)
                    .play(steps.subList(2 * third, steps.size()))
                    .finish()
                    .sent();

            assertThat(OperatorScenario.difference(unbroken, records(rescaled)))
                    .as("rescaled after %d and %d of %d steps", third, 2 * third, steps.size())
                    .isEmpty();
        }
    }

    /** Without watermarks, of which every subtask sends its own, and in no order. */
    private static List<String> records(List<String> sent) {
        return sent.stream()
                .filter(line -> !line.startsWith("Watermark"))
                .sorted()
                .toList();
    }

    private static <I, O, K> List<String> play(Subject<I, O, K> subject, Backend backend, List<Step<I>> steps)
            throws Exception {
        return new OperatorScenario<>(subject, backend)
                .start(1)
                .play(steps)
                .finish()
                .sent();
    }

    private static <I, O, K> void assertSameWhereverItRestarts(
            Subject<I, O, K> subject, Backend backend, List<Step<I>> steps) throws Exception {
        List<String> unbroken = play(subject, backend, steps);
        List<String> differences = new ArrayList<>();

        for (int position = 0; position <= steps.size(); position++) {
            List<String> broken = new OperatorScenario<>(subject, backend)
                    .start(1)
                    .play(steps.subList(0, position))
                    .restart(1)
                    .play(steps.subList(position, steps.size()))
                    .finish()
                    .sent();
            String difference = OperatorScenario.difference(unbroken, broken);
            if (!difference.isEmpty()) {
                differences.add("restarted after " + position + " of " + steps.size() + " steps: " + difference);
            }
        }

        assertThat(differences).isEmpty();
    }

    private static <I, O, K> void assertSameIfItAlwaysRestarts(
            Subject<I, O, K> subject, Backend backend, List<Step<I>> steps) throws Exception {
        List<String> unbroken = play(subject, backend, steps);
        OperatorScenario<I, O, K> broken = new OperatorScenario<>(subject, backend).start(1);
        for (Step<I> step : steps) {
            broken.play(List.of(step)).restart(1);
        }

        assertThat(OperatorScenario.difference(unbroken, broken.finish().sent()))
                .isEmpty();
    }
}
