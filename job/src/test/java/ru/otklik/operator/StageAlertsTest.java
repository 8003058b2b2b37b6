package ru.otklik.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static ru.otklik.testing.References.IRKUTSK;
import static ru.otklik.testing.References.SYKTYVKAR;
import static ru.otklik.testing.References.USINSK;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.apache.flink.api.common.typeinfo.Types;
import org.junit.jupiter.api.Test;
import ru.otklik.domain.alert.AlertKind;
import ru.otklik.domain.alert.AlertRule;
import ru.otklik.domain.alert.AlertRuleBook;
import ru.otklik.domain.alert.AlertRules;
import ru.otklik.domain.alert.Severity;
import ru.otklik.domain.period.RollingKind;
import ru.otklik.domain.region.IncidentFacts;
import ru.otklik.domain.region.MeasureRules;
import ru.otklik.edge.TestRecords;
import ru.otklik.operator.OperatorScenario.Backend;
import ru.otklik.operator.OperatorScenario.Step;
import ru.otklik.operator.OperatorScenario.Subject;

/** What becomes of alerts about an incident that is extended, moves or is returned, from its events on. */
class StageAlertsTest {
    private static AlertRule rule(String id, AlertKind kind, Duration threshold) {
        AlertRule.Condition condition = new AlertRule.Condition(
                BigDecimal.valueOf(threshold.toMillis()), BigDecimal.ZERO, false, 0, null, false, false, "", 0);
        return new AlertRule(id, kind, AlertRule.Scope.ALL, condition, 0, 0, Severity.WARNING, false, null, false);
    }

    private static final MeasureRules RULES = new MeasureRules(
            Scripts.REFERENCE,
            Duration.ofDays(45).toMillis(),
            RollingKind.STANDARD,
            Set.of(),
            Set.of(),
            false,
            new AlertRuleBook(
                    List.of(new AlertRules(
                            "v",
                            0,
                            List.of(
                                    rule("near", AlertKind.INCIDENT_DEADLINE_NEAR, Duration.ofMinutes(30)),
                                    rule("overdue", AlertKind.INCIDENT_OVERDUE, Duration.ZERO)))),
                    List.of()));

    private static Subject<IncidentFacts, Publication, String> measure() {
        return new Subject<>(
                () -> new MeasureRegions(RULES, TestRecords.formats()),
                FlatType.INCIDENT_FACTS,
                FlatType.PUBLICATION,
                MeasureRegions.LATE_FACTS,
                IncidentFacts::region,
                Types.STRING);
    }

    /** An incident of Syktyvkar that is to be answered until seven o'clock UTC, and resolved much later. */
    private static Scripts registered() {
        return new Scripts()
                .event(
                        "i",
                        "REGISTERED",
                        "2024-03-04T06:00",
                        ",\"municipality\":\"" + SYKTYVKAR
                                + "\",\"topic\":\"ЖКХ\",\"respondBy\":\"2024-03-04T07:00:00Z\""
                                + ",\"resolveBy\":\"2024-04-20T00:00:00Z\"")
                .heartbeat("2024-03-04T06:36", 0)
                .passed("2024-03-04T06:35");
    }

    /** "rule municipality stage CHANGE time", and why an alert ended, the same wherever the script is broken. */
    private static List<String> told(Scripts script, String until) throws Exception {
        List<Step<IncidentFacts>> steps =
                script.heartbeat(until, 0).passed(until).facts(true);
        List<String> unbroken = lines(new OperatorScenario<>(measure(), Backend.HASHMAP)
                .start(1)
                .play(steps)
                .finish()
                .records());
        for (int position = 0; position <= steps.size(); position++) {
            assertThat(lines(new OperatorScenario<>(measure(), Backend.HASHMAP)
                            .start(2)
                            .play(steps.subList(0, position))
                            .restart(1)
                            .play(steps.subList(position, steps.size()))
                            .finish()
                            .records()))
                    .isEqualTo(unbroken);
        }
        return unbroken;
    }

    private static List<String> lines(List<Publication> sent) {
        return AlertLines.of(sent).stream()
                .map(line -> line.rule() + " " + line.municipality() + " " + line.stage() + " " + line.change() + " "
                        + line.time() + (line.reason().equals("null") ? "" : " " + line.reason()))
                .sorted()
                .toList();
    }

    @Test
    void anExtensionEndsWhatWasNearAndMovesWhatIsOverdue() throws Exception {
        Scripts script =
                registered().event("i", "EXTENDED", "2024-03-04T06:45", ",\"respondBy\":\"2024-03-04T08:00:00Z\"");

        assertThat(told(script, "2024-03-04T09:00"))
                .containsExactly(
                        "near 87701000 RESPONSE FIRED 06:30:00.000",
                        "near 87701000 RESPONSE FIRED 07:30:00.000",
                        "near 87701000 RESPONSE RESOLVED 06:45:00.000 RECOVERED",
                        "overdue 87701000 RESPONSE FIRED 08:00:00.001");
    }

    /** Row 87: half a minute late, and nobody had looked in between. */
    @Test
    void anAnswerBetweenTwoLooksIsLateAllTheSame() throws Exception {
        Scripts script = registered().event("i", "ANSWERED", "2024-03-04T07:00:30", ",\"final\":false");

        assertThat(told(script, "2024-03-04T09:00"))
                .contains(
                        "overdue 87701000 RESPONSE FIRED 07:00:00.001",
                        "overdue 87701000 RESPONSE RESOLVED 07:00:30.000 RECOVERED");
    }

    /** The code shown is that of the day, whatever the sender's. */
    @Test
    void aTransferInsideTheRegionTakesTheAlertAlong() throws Exception {
        Scripts script = registered()
                .event("i", "TRANSFERRED", "2024-03-04T06:40", ",\"municipality\":\"" + USINSK + "\"")
                .event("i", "ANSWERED", "2024-03-04T07:20", ",\"final\":false");

        assertThat(told(script, "2024-03-04T09:00"))
                .containsExactly(
                        "near 87523000 RESPONSE RESOLVED 07:20:00.000 RECOVERED",
                        "near 87701000 RESPONSE FIRED 06:30:00.000",
                        "overdue 87523000 RESPONSE FIRED 07:00:00.001",
                        "overdue 87523000 RESPONSE RESOLVED 07:20:00.000 RECOVERED");
    }

    @Test
    void aTransferToAnotherRegionEndsTheAlertHereAndBeginsOneThere() throws Exception {
        Scripts script = registered()
                .event("i", "TRANSFERRED", "2024-03-04T06:40", ",\"municipality\":\"" + IRKUTSK + "\"")
                .event("i", "ANSWERED", "2024-03-04T07:20", ",\"final\":false");

        assertThat(told(script, "2024-03-04T09:00"))
                .containsExactly(
                        "near 25701000 RESPONSE FIRED 06:40:00.000",
                        "near 25701000 RESPONSE RESOLVED 07:20:00.000 RECOVERED",
                        "near 87701000 RESPONSE FIRED 06:30:00.000",
                        "near 87701000 RESPONSE RESOLVED 06:40:00.000 WITHDRAWN",
                        "overdue 25701000 RESPONSE FIRED 07:00:00.001",
                        "overdue 25701000 RESPONSE RESOLVED 07:20:00.000 RECOVERED");
    }

    @Test
    void aCancelledIncidentEndsItsAlerts() throws Exception {
        assertThat(told(registered().event("i", "CANCELLED", "2024-03-04T06:50", ""), "2024-03-04T09:00"))
                .containsExactly(
                        "near 87701000 RESPONSE FIRED 06:30:00.000",
                        "near 87701000 RESPONSE RESOLVED 06:50:00.000 WITHDRAWN");
    }

    /** Seven working days from Monday the 4th over the holiday of the 8th: Thursday the 14th, 18:00 in Moscow. */
    @Test
    void aReturnedAnswerHasADeadlineOfItsOwn() throws Exception {
        Scripts script = registered()
                .event("i", "ANSWERED", "2024-03-04T06:37", "")
                .event("i", "RETURNED", "2024-03-04T06:50", "")
                .heartbeat("2024-03-14T16:00", 0)
                .passed("2024-03-14T15:59")
                .event("i", "ANSWERED", "2024-03-14T16:30", "");

        assertThat(told(script, "2024-03-14T17:00"))
                .containsExactly(
                        "near 87701000 RESPONSE FIRED 06:30:00.000",
                        "near 87701000 RESPONSE RESOLVED 06:37:00.000 RECOVERED",
                        "near 87701000 REWORK FIRED 14:30:00.000",
                        "near 87701000 REWORK RESOLVED 16:30:00.000 RECOVERED",
                        "overdue 87701000 REWORK FIRED 15:00:00.001",
                        "overdue 87701000 REWORK RESOLVED 16:30:00.000 RECOVERED");
    }

    /** Event time that stands still fires nothing and resolves nothing, however long it is waited; once it goes on, all is told. */
    @Test
    void aProducerThatStopsEvenItsHeartBeatsLeavesEverythingAsItIs() throws Exception {
        List<Step<IncidentFacts>> steps = registered().facts(true);
        OperatorScenario<IncidentFacts, Publication, String> scenario =
                new OperatorScenario<>(measure(), Backend.HASHMAP).start(1).play(steps);
        for (int i = 0; i < 3; i++) {
            scenario.play(List.of(Step.watermark(Scripts.at("2024-03-04T06:35"))))
                    .restart(1);
        }

        assertThat(lines(scenario.records())).containsExactly("near 87701000 RESPONSE FIRED 06:30:00.000");
        assertThat(lines(scenario.play(List.of(Step.watermark(Scripts.at("2024-03-05T00:00"))))
                        .finish()
                        .records()))
                .containsExactly(
                        "near 87701000 RESPONSE FIRED 06:30:00.000", "overdue 87701000 RESPONSE FIRED 07:00:00.001");
    }
}
