package ru.otklik.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static ru.otklik.oracle.OracleExamples.BRATSK;
import static ru.otklik.oracle.OracleExamples.REFERENCE;
import static ru.otklik.oracle.OracleExamples.SYKTYVKAR;
import static ru.otklik.oracle.OracleExamples.USINSK;
import static ru.otklik.oracle.OracleExamples.at;
import static ru.otklik.oracle.OracleExamples.boards;
import static ru.otklik.oracle.OracleExamples.metrics;
import static ru.otklik.oracle.OracleExamples.standing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import ru.otklik.testing.RandomEvents;

/** Examples small enough to be worked out by hand: the oracle is judged before it judges. */
class OracleTest {

    private static final OracleReference.Municipality PLACE = REFERENCE.municipality(SYKTYVKAR);

    @Test
    void walksWorkingTimeOverWeekendShortDayAndHoliday() {
        long friday = at("2023-03-03T17:30");
        OracleCalendar calendar = REFERENCE.calendar();

        // Half an hour on Friday, 09–13 and 14–17:30 on Monday: eight hours.
        assertThat(calendar.afterWorkingMillis(PLACE, friday, 8 * 3_600_000L)).isEqualTo(at("2023-03-06T17:30"));
        // Working dates after Friday 3: 6, 7, 9 (8 is off), 10, 13, 14, 15.
        assertThat(calendar.afterWorkingDays(PLACE, friday, 7)).isEqualTo(at("2023-03-15T18:00"));
        // The second one, the 7th, is short.
        assertThat(calendar.afterWorkingDays(PLACE, friday, 2)).isEqualTo(at("2023-03-07T17:00"));
        // The thirtieth date after 3 March is 2 April.
        assertThat(OracleCalendar.afterCalendarDays(PLACE.zone(), friday, 30)).isEqualTo(at("2023-04-03T00:00"));
        // Sunday evening to Monday ten: one hour; a night: none.
        assertThat(calendar.workingMillis(PLACE, at("2023-03-05T20:00"), at("2023-03-06T10:00")))
                .isEqualTo(3_600_000L);
        assertThat(calendar.workingMillis(PLACE, at("2023-03-05T20:00"), at("2023-03-05T23:00")))
                .isZero();
    }

    @Test
    void lateAnswerTakesBackTheMissAndRevisesTheMonth() {
        // Eight working hours from Monday 10:00 end on Tuesday 10:00; the answer of 09:59 comes in April.
        Oracle.Result result = new OracleExamples()
                .registered("a", SYKTYVKAR, "2023-03-27T10:00")
                .until("2023-04-01T00:10")
                .im("a", "ANSWERED", "2023-03-28T09:59")
                .until("2023-04-01T01:00")
                .replay();

        List<ObjectNode> march = metrics(result, SYKTYVKAR, "2023-03");

        assertThat(march).hasSize(2);
        assertThat(march.get(0).get("status").asText()).isEqualTo("FINAL");
        assertThat(march.get(0).get("eventTime").asText()).isEqualTo("2023-03-31T21:00:00.000Z");
        assertThat(march.get(0).at("/responseDeadline").toString())
                .isEqualTo("{\"met\":0,\"missed\":1,\"compliance\":0}");
        assertThat(march.get(0).at("/open").asLong()).isEqualTo(1);
        // Its stamp is 00:09, a minute behind the newest event: the tick is 00:10.
        assertThat(march.get(1).get("eventTime").asText()).isEqualTo("2023-03-31T21:10:00.000Z");
        assertThat(march.get(1).get("revision").asInt()).isEqualTo(1);
        assertThat(march.get(1).at("/responseDeadline").toString())
                .isEqualTo("{\"met\":1,\"missed\":0,\"compliance\":1}");
        // 23:59 h elapsed, 7:59 h = 28,740,000 ms working; its bucket [28,573,696; 28,835,840) has the middle
        // 28,704,768.
        assertThat(march.get(1).at("/response/meanMillis").asLong()).isEqualTo(86_340_000);
        assertThat(march.get(1).at("/response/workingMeanMillis").asLong()).isEqualTo(28_740_000);
        assertThat(march.get(1).at("/response/workingMedianMillis").asLong()).isEqualTo(28_704_768);
        assertThat(march.get(1).at("/registeredPer10k").toString()).isEqualTo("1");
    }

    @Test
    void restartsTheStageUnderTheNewMunicipalityAndKeepsTheMissBefore() {
        // Roads: four hours, restarted by a transfer. Missed at 14:00 in Сыктывкар, restarted at 15:00, due at 19:00.
        Oracle.Result result = new OracleExamples()
                .im("a", "REGISTERED", "2023-03-06T10:00", ",\"municipality\":\"87701000\",\"topic\":\"Дороги\"")
                .im("a", "TRANSFERRED", "2023-03-06T15:00", ",\"municipality\":\"87523000\"")
                .im("a", "ANSWERED", "2023-03-06T19:00")
                .replay();

        // The resolution goes on (its row says CONTINUE) and is met in time.
        assertThat(standing(result))
                .containsExactly(
                        "MET(RESOLUTION) 87723000 2023-03-06T16:00:00.000Z",
                        "MET(RESPONSE) 87723000 2023-03-06T16:00:00.000Z",
                        "MISSED(RESPONSE) 87701000 2023-03-06T11:00:00.000Z",
                        "OPEN+ 87701000 2023-03-06T07:00:00.000Z",
                        "OPEN+ 87723000 2023-03-06T12:00:00.000Z",
                        "OPEN- 87701000 2023-03-06T12:00:00.000Z",
                        "OPEN- 87723000 2023-03-06T16:00:00.000Z",
                        "OVERDUE+ 87701000 2023-03-06T11:00:00.000Z",
                        "OVERDUE- 87701000 2023-03-06T12:00:00.000Z",
                        "REGISTERED 87701000 2023-03-06T07:00:00.000Z",
                        "RESOLVED 87723000 2023-03-06T16:00:00.000Z",
                        "RESPONDED 87723000 2023-03-06T16:00:00.000Z",
                        "TRANSFERRED_IN 87723000 2023-03-06T12:00:00.000Z",
                        "TRANSFERRED_OUT 87701000 2023-03-06T12:00:00.000Z");
    }

    @Test
    void cancellationLeavesOneFactAndNoAnomaly() {
        Oracle.Result result = new OracleExamples()
                .im("a", "CLOSED", "2023-03-06T09:59")
                .registered("a", SYKTYVKAR, "2023-03-06T10:00")
                .im("a", "RATED", "2023-03-06T10:30", ",\"rating\":1")
                .im("a", "CANCELLED", "2023-03-06T12:00")
                .im("a", "CANCELLED", "2023-03-06T11:00")
                .replay();

        assertThat(standing(result)).containsExactly("CANCELLED 87701000 2023-03-06T08:00:00.000Z");
    }

    @Test
    void reworkHasItsOwnDeadlineAndTheSecondClosingIsAnAnomaly() {
        // Returned on the 7th at 10:00: 24 hours; answered an hour late. The last closing finds it closed.
        Oracle.Result result = new OracleExamples()
                .registered("a", SYKTYVKAR, "2023-03-06T10:00")
                .im("a", "RETURNED", "2023-03-06T10:30")
                .im("a", "CLOSED", "2023-03-06T11:00")
                .im("a", "RETURNED", "2023-03-07T10:00")
                .im("a", "REOPENED", "2023-03-07T11:00")
                .im("a", "ANSWERED", "2023-03-08T11:00")
                .im("a", "CLOSED", "2023-03-08T12:00")
                .im("a", "CLOSED", "2023-03-08T13:00")
                .replay();

        assertThat(standing(result))
                .contains(
                        "ANOMALY(RETURNED_BEFORE_ANSWER) 87701000 2023-03-06T07:30:00.000Z",
                        "ANOMALY(CLOSED_TWICE) 87701000 2023-03-08T10:00:00.000Z",
                        "MISSED(REWORK) 87701000 2023-03-08T07:00:00.000Z",
                        "OVERDUE- 87701000 2023-03-08T08:00:00.000Z",
                        "OPEN- 87701000 2023-03-08T08:00:00.000Z",
                        "REOPENED 87701000 2023-03-07T08:00:00.000Z")
                .filteredOn(fact -> fact.startsWith("CLOSED") || fact.startsWith("RESOLVED"))
                .hasSize(3);
    }

    @Test
    void unansweredIncidentIsAbandonedAfterFourHundredDays() {
        // Four hundred days after 6 March 2023 is 9 April 2024.
        Oracle.Result result = new OracleExamples()
                .registered("a", USINSK, "2023-03-06T10:00")
                .until("2024-06-01T00:00")
                .replay();

        assertThat(metrics(result, USINSK, "2024-03").get(0).get("open").asLong())
                .isEqualTo(1);
        ObjectNode april = metrics(result, USINSK, "2024-04").get(0);
        assertThat(april.get("open").asLong()).isZero();
        assertThat(april.get("overdue").asLong()).isZero();
        assertThat(april.get("anomalies").asLong()).isEqualTo(1);
        assertThat(april.at("/municipality/code").asText()).isEqualTo("87523000");
        assertThat(april.at("/municipality/name").asText()).isEqualTo("округ Усинск");
    }

    @Test
    void eventOfAnExpiredIncidentIsLate() {
        // Closed on 6 March: expired once event time, a minute behind the newest event, is past 4 June 11:00.
        OracleExamples example = new OracleExamples()
                .registered("a", USINSK, "2023-03-06T10:00")
                .im("a", "CLOSED", "2023-03-06T11:00")
                .until("2023-06-04T11:01");

        assertThat(example.im("a", "REOPENED", "2023-06-04T10:59").replay().lateEvents())
                .isEmpty();
        assertThat(new OracleExamples()
                        .registered("a", USINSK, "2023-03-06T10:00")
                        .im("a", "CLOSED", "2023-03-06T11:00")
                        .until("2023-06-04T11:01:00.001")
                        .im("a", "REOPENED", "2023-06-04T10:59")
                        .replay()
                        .lateEvents())
                .hasSize(1);
    }

    @Test
    void monthRefusesAFactThatItsYearStillTakes() {
        // March ends 45 days before 16 May; the quarter 45 days before the same; the year takes it.
        Oracle.Result result = new OracleExamples()
                .registered("b", SYKTYVKAR, "2023-03-01T10:00")
                .until("2023-05-16T00:01")
                .im("b", "CANCELLED", "2023-03-02T10:00")
                .replay();

        assertThat(result.lateFacts().get(0).refusedBy()).containsExactly("2023-03-01", "2023-03", "2023-Q1");
        assertThat(metrics(result, SYKTYVKAR, "2023-03")).hasSize(1);
        ObjectNode year = metrics(result, SYKTYVKAR, "2023").get(0);
        assertThat(year.get("status").asText()).isEqualTo("PRELIMINARY");
        assertThat(year.get("revision").asInt()).isEqualTo(-1);
        assertThat(year.get("registered").asLong()).isZero();
        assertThat(year.get("cancelled").asLong()).isEqualTo(1);
    }

    @Test
    void asOfHidesLaterEventsAndLeavesDeadlinesToComeAlone() {
        Oracle.Result result = new OracleExamples()
                .registered("a", SYKTYVKAR, "2023-03-06T10:00")
                .im("a", "ANSWERED", "2023-03-06T12:00:00.001")
                .replay(Oracle.Options.shipped().asOf("2023-03-06T09:00:00Z"));

        ObjectNode march = metrics(result, SYKTYVKAR, "2023-03").get(0);
        assertThat(march.get("responded").asLong()).isZero();
        assertThat(march.at("/responseDeadline/missed").asLong()).isZero();
        assertThat(march.at("/responseDeadline/compliance").isNull()).isTrue();
        assertThat(march.get("eventTime").asText()).isEqualTo("2023-03-06T09:00:00.000Z");
        // Present with zeros, since the region's series has begun; the other region's has not.
        assertThat(metrics(result, USINSK, "2023-03")).hasSize(1);
        assertThat(metrics(result, BRATSK, "2023-03")).isEmpty();
    }

    @Test
    void equalScoresShareAPlaceAndTheReasonIsGivenToTheRest() {
        OracleExamples example = new OracleExamples();
        for (int i = 0; i < 5; i++) {
            for (String code : List.of(USINSK, SYKTYVKAR)) {
                String incident = code + i;
                example.registered(incident, code, "2023-03-06T10:00");
                // An hour: full marks. One late answer in Усинск leaves 0.8 of deadlines, a third of the marks.
                boolean isLate = i == 4 && code.equals(USINSK);
                example.im(incident, "ANSWERED", isLate ? "2023-03-07T12:00" : "2023-03-06T11:00");
            }
        }
        Oracle.Result result = example.until("2023-04-01T00:01").replay();

        ObjectNode speed = boards(result, "SPEED", "2023-03").get(0);
        ObjectNode overall = boards(result, "OVERALL", "2023-03").get(0);
        ObjectNode quality = boards(result, "QUALITY", "2023-03").get(0);

        // An hour stands in a bucket with the middle 3,588,096 ms, under an hour: both have 100, in order of name.
        assertThat(speed.at("/entries/0/name").asText()).isEqualTo("Сыктывкар");
        assertThat(speed.at("/entries/0/score").toString()).isEqualTo("100");
        assertThat(speed.at("/entries/1/place").asInt()).isEqualTo(1);
        // Ratings are missing (0.1 of 0.9 left out): weights over 0.9. (0.4·100/3 + 0.2·100 + 0.2·100 + 0.1·100)/0.9.
        assertThat(overall.at("/entries/1/score").toString()).isEqualTo("70.4");
        assertThat(overall.at("/entries/1/zone").asText()).isEqualTo("YELLOW");
        assertThat(overall.at("/entries/1/reweighted").asBoolean()).isTrue();
        assertThat(overall.at("/entries/1/contributions/0").toString())
                .isEqualTo("{\"indicator\":\"responseDeadline.compliance\",\"value\":0.8,\"cases\":5,"
                        + "\"shrunken\":null,\"low\":0.3755,\"high\":0.9638,"
                        + "\"score\":33.3,\"weight\":0.4444,\"points\":14.8148}");
        assertThat(overall.at("/entries/1/recommendations").toString())
                .isEqualTo("[{\"code\":\"KEEP_IM_DEADLINES\",\"cases\":5,\"value\":0.8,\"threshold\":0.95}]");
        assertThat(quality.at("/entries")).hasSize(2);
        // Two a month make six a quarter: five are too few.
        assertThat(result.boards().stream()
                        .filter(b -> b.at("/period/label").asText().equals("2023-Q1"))
                        .findFirst()
                        .orElseThrow()
                        .at("/notRanked/0/reason")
                        .asText())
                .isEqualTo("BELOW_MINIMUM_VOLUME");
    }

    @Test
    void rollingWindowHoldsItsStartAndNotItsEnd() {
        Oracle.Result result = new OracleExamples()
                .registered("a", SYKTYVKAR, "2023-03-06T10:00")
                .until("2023-03-06T12:00")
                .replay();

        // Dated 10:00: in the window that ends at 10:01, still in that of 11:00, not in that of 10:00 or 11:01.
        assertThat(registeredInTheHourUpTo(result, "2023-03-06T10:01")).containsExactly(1L, 0L);
        assertThat(registeredInTheHourUpTo(result, "2023-03-06T11:00")).containsExactly(1L, 0L);
        assertThat(registeredInTheHourUpTo(result, "2023-03-06T11:01")).containsExactly(0L, 0L);
        assertThat(registeredInTheHourUpTo(result, "2023-03-06T10:00")).isEmpty();
    }

    private static List<Long> registeredInTheHourUpTo(Oracle.Result result, String end) {
        return result.rolling().rollingAt(OraclePeriod.Rolling.PT1H, at(end)).metrics().stream()
                .filter(r -> r.get("source").asText().equals("ALL"))
                .map(r -> r.get("registered").asLong())
                .toList();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void sweepEndsWhereFilteringDoes(long seed) {
        long start = at("2023-12-01T00:00");
        long end = start + 50 * 86_400_000L;
        List<String> lines = RandomEvents.lines(RandomEvents.Parameters.of(
                seed, 60, List.of(SYKTYVKAR, USINSK, "87523000", BRATSK), Instant.ofEpochMilli(start), end - start));
        Oracle.Result result = Oracle.replayLines(REFERENCE, lines, Oracle.Options.shipped());

        for (OraclePeriod.Rolling kind : OraclePeriod.Rolling.values()) {
            OracleRolling.Records swept = result.rolling().sweep(kind, start, end);
            for (int day = 3; day < 50; day += 9) {
                long at = kind.endAfter(start + day * 86_400_000L + seed * 1_234_567L);
                OracleRolling.Records filtered = result.rolling().rollingAt(kind, at);

                assertThat(newest(swept, at))
                        .as("seed %d, %s at %d", seed, kind, at)
                        .containsAllEntriesOf(newest(filtered, at));
            }
        }
        assertThat(result.rejected()).isEmpty();
    }

    private static Map<String, String> newest(OracleRolling.Records records, long until) {
        Map<String, String> newest = new HashMap<>();
        records.metrics().forEach(r -> keep(newest, r.get("municipality").get("id") + "" + r.get("source"), r, until));
        records.boards().forEach(r -> keep(newest, r.get("board").toString(), r, until));
        return newest;
    }

    private static void keep(Map<String, String> newest, String key, ObjectNode record, long until) {
        ObjectNode content = record.deepCopy();
        content.remove(List.of("period", "eventTime"));
        if (Instant.parse(record.get("eventTime").asText()).toEpochMilli() <= until) {
            newest.put(key, content.toString());
        }
    }
}
