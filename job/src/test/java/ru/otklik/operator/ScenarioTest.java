package ru.otklik.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static ru.otklik.testing.References.SYKTYVKAR;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import ru.otklik.domain.region.IncidentFacts;
import ru.otklik.operator.OperatorScenario.Backend;

/** What an operator sends in small lives, restarted in their middle. */
class ScenarioTest {
    private static final String MARCH = SYKTYVKAR + "|MONTH|2023-03|ALL";

    @Test
    void silentNightEndsPeriodsAndMissesDeadlines() throws Exception {
        // Registered on Thursday 10:00 in Moscow: eight working hours end on Friday 10:00.
        Scripts night = new Scripts()
                .registered("a", SYKTYVKAR, "2023-03-30T07:00")
                .heartbeat("2023-03-31T07:01", 0)
                .passed("2023-03-31T07:00")
                .heartbeat("2023-03-31T07:01:00.001", 0)
                .passed("2023-03-31T21:00");

        List<String> published = publish(night);

        assertThat(of(published, MARCH)).last().asString().contains("\"status\":\"FINAL\"", "\"missed\":1");
        assertThat(of(published, SYKTYVKAR + "|DAY|2023-03-31|ALL"))
                .last()
                .asString()
                .contains("\"eventTime\":\"2023-03-31T21:00:00.000Z\"", "\"missed\":1", "\"overdue\":1");
        // Dated at 07:00, so not before the first watermark: the preliminary value of 07:00 does not have it.
        assertThat(of(published, SYKTYVKAR + "|DAY|2023-03-31|ALL").stream()
                        .filter(line -> line.contains("\"eventTime\":\"2023-03-31T07:00:00.000Z\"")))
                .noneMatch(line -> line.contains("\"missed\":1"));
    }

    @Test
    void eventOfAClosedPeriodRevisesAfterARestartAndNeverReopens() throws Exception {
        Scripts closed = new Scripts()
                .registered("a", SYKTYVKAR, "2023-03-31T10:00")
                .passed("2023-03-31T20:59")
                .heartbeat("2023-03-31T21:01", 0)
                .passed("2023-03-31T21:00");
        int restart = closed.facts().size();
        Scripts late = closed.event("a", "ANSWERED", "2023-03-31T11:00", "2023-03-31T21:02", "")
                .heartbeat("2023-03-31T21:07", 0)
                .passed("2023-03-31T21:06");

        for (Backend backend : Backend.values()) {
            OperatorScenario<IncidentFacts, Publication, String> scenario =
                    new OperatorScenario<>(Scripts.measure(), backend).start(1);
            List<OperatorScenario.Step<IncidentFacts>> steps = late.facts();
            scenario.play(steps.subList(0, restart)).restart(1).play(steps.subList(restart, steps.size()));

            List<String> march = of(scenario.finish().sent(), MARCH);
            assertThat(march)
                    .filteredOn(line -> line.contains("\"status\":\"FINAL\""))
                    .hasSize(1);
            assertThat(march).last().asString().contains("\"status\":\"REVISED\"", "\"revision\":1", "\"met\":1");
            assertThat(march.subList(march.size() - 2, march.size())).noneMatch(line -> line.contains("PRELIMINARY"));
        }
    }

    @Test
    void regionBeginsAlikeWhateverOfItsFirstFactsArrivesFirst() throws Exception {
        IncidentFacts february = first("f", "2023-02-27T10:00");
        IncidentFacts march = first("m", "2023-03-05T10:00");
        OperatorScenario.Step<IncidentFacts> before = OperatorScenario.Step.watermark(Scripts.at("2023-02-26T00:00"));
        OperatorScenario.Step<IncidentFacts> after = OperatorScenario.Step.watermark(Scripts.at("2023-03-10T00:00"));

        List<String> inOrder =
                play(List.of(before, OperatorScenario.Step.of(february), OperatorScenario.Step.of(march), after));
        List<String> overtaken =
                play(List.of(OperatorScenario.Step.of(march), before, OperatorScenario.Step.of(february), after));

        assertThat(of(inOrder, SYKTYVKAR + "|MONTH|2023-02|ALL"))
                .last()
                .asString()
                .contains("\"status\":\"FINAL\"");
        assertThat(OperatorScenario.difference(records(inOrder), records(overtaken)))
                .isEmpty();
    }

    /** A registration that is stamped by its own time. */
    private static IncidentFacts first(String incident, String utc) throws Exception {
        IncidentFacts facts = new OperatorScenario<>(Scripts.track(), Backend.HASHMAP)
                .start(1)
                .play(new Scripts().registered(incident, SYKTYVKAR, utc).stamped())
                .finish()
                .records()
                .get(0);
        return new IncidentFacts(
                facts.region(),
                facts.source(),
                facts.incidentId(),
                facts.occurredAt(),
                facts.occurredAt(),
                0,
                facts.facts());
    }

    private static List<String> play(List<OperatorScenario.Step<IncidentFacts>> steps) throws Exception {
        return new OperatorScenario<>(Scripts.measure(), Backend.HASHMAP)
                .start(1)
                .play(steps)
                .finish()
                .sent();
    }

    private static List<String> records(List<String> sent) {
        return sent.stream().filter(line -> !line.startsWith("Watermark")).toList();
    }

    @Test
    void stampIsWhatItsOwnPartitionHadReached() throws Exception {
        Scripts two = new Scripts()
                .line(registration("a", "07:00"), 0, 0)
                .line(registration("b", "05:00"), 0, 1)
                .line(registration("c", "06:00"), 0, 0)
                .line("{\"eventId\":1,\"occurredAt\":\"2023-03-30T23:00:00Z\"}", 0, 0)
                .heartbeat("2023-03-30T08:00", 1)
                .line(registration("d", "07:30"), 0, 1)
                .line(registration("e", "07:31"), 0, 0);

        List<Inbound> stamped = new OperatorScenario<>(Scripts.stamp(), Backend.HASHMAP)
                .start(1)
                .play(two.steps())
                .finish()
                .records();

        assertThat(stamped)
                .extracting(Inbound::stamp)
                .containsExactly(
                        Inbound.NO_TIME,
                        Inbound.NO_TIME,
                        Scripts.at("2023-03-30T06:59"),
                        Scripts.at("2023-03-30T07:59"),
                        Scripts.at("2023-03-30T06:59"));
    }

    @Test
    void rejectionIsToldOnceWithReasonAndWithoutPayload() throws Exception {
        Scripts broken = new Scripts().line("{\"eventId\":\"secret\",\"type\":7}", 0, 0);

        List<Publication> diverted = new OperatorScenario<>(Scripts.stamp(), Backend.HASHMAP)
                .start(1)
                .play(broken.steps())
                .finish()
                .diverted();

        assertThat(diverted).hasSize(1);
        assertThat(new String(diverted.get(0).value(), StandardCharsets.UTF_8))
                .contains("\"reason\":\"WRONG_TYPE\"")
                .doesNotContain("secret");
    }

    @Test
    void twoEventsOfOneCitizenAreOneCitizen() throws Exception {
        Scripts same = new Scripts()
                .registered("a1", SYKTYVKAR, "2023-03-31T10:00")
                .registered("a2", SYKTYVKAR, "2023-03-31T10:01")
                .registered("b1", SYKTYVKAR, "2023-03-31T10:02")
                .passed("2023-03-31T21:00");

        assertThat(of(publish(same), MARCH)).last().asString().contains("\"citizens\":2", "\"registered\":3");
    }

    @Test
    void eventAfterExpiryIsToldAndOneOfAForgottenIncidentIsAnOrphanWhereverItRestarts() throws Exception {
        // Newest event on 1 January 2020: forgotten 800 days later, on 11 March 2022; a sweep comes every 90 days.
        Scripts old = new Scripts()
                .registered("a", SYKTYVKAR, "2020-01-01T10:00")
                .passed("2022-03-01T00:00")
                .line(registrationAt("z", "2022-03-10T00:00"), 0, 0)
                .event("a", "CLOSED", "2022-03-10T00:01", "")
                .line(registrationAt("y", "2022-03-12T00:00"), 0, 0)
                .passed("2022-03-11T23:59")
                .line(registrationAt("x", "2022-03-12T00:02"), 0, 0)
                .event("a", "CLOSED", "2022-03-12T00:03", "");
        List<OperatorScenario.Step<Inbound>> steps = old.stamped();
        OperatorScenario<Inbound, IncidentFacts, Long> unbroken = new OperatorScenario<>(
                        Scripts.track(), Backend.HASHMAP)
                .start(1)
                .play(steps)
                .finish();

        assertThat(unbroken.diverted()).hasSize(1);
        for (int position = 0; position <= steps.size(); position++) {
            OperatorScenario<Inbound, IncidentFacts, Long> broken = new OperatorScenario<>(
                            Scripts.track(), Backend.HASHMAP)
                    .start(1)
                    .play(steps.subList(0, position))
                    .restart(1)
                    .play(steps.subList(position, steps.size()))
                    .finish();
            assertThat(OperatorScenario.difference(unbroken.sent(), broken.sent()))
                    .as("restarted after %d steps", position)
                    .isEmpty();
        }
    }

    @Test
    void sweepFreesTheStateOfForgottenIncidentsOnly() throws Exception {
        Scripts two = new Scripts()
                .registered("a", SYKTYVKAR, "2020-01-01T10:00")
                .registered("b", SYKTYVKAR, "2020-01-03T10:00");
        long forgotten = Scripts.at("2020-01-01T10:00") + Duration.ofDays(800).toMillis();

        OperatorScenario<Inbound, IncidentFacts, Long> scenario = new OperatorScenario<>(
                        Scripts.track(), Backend.HASHMAP)
                .start(1)
                .play(two.stamped());

        assertThat(scenario.keys()).isEqualTo(2);
        assertThat(scenario.play(List.of(OperatorScenario.Step.watermark(forgotten)))
                        .keys())
                .isEqualTo(2);
        assertThat(scenario.restart(1)
                        .play(List.of(OperatorScenario.Step.watermark(forgotten + 1)))
                        .keys())
                .isEqualTo(1);
        scenario.finish();
    }

    private static List<String> publish(Scripts scripts) throws Exception {
        return play(scripts.facts());
    }

    private static List<String> of(List<String> published, String key) {
        return published.stream()
                .filter(line -> line.startsWith("metrics.municipality " + key))
                .toList();
    }

    private static String registration(String incident, String time) {
        return registrationAt(incident, "2023-03-30T" + time);
    }

    private static String registrationAt(String incident, String utc) {
        return Scripts.registration(incident, SYKTYVKAR, utc);
    }
}
