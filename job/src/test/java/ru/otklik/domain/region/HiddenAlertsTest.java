package ru.otklik.domain.region;

import static org.assertj.core.api.Assertions.assertThat;
import static ru.otklik.domain.region.FactFeed.at;
import static ru.otklik.domain.region.FactFeed.rule;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import ru.otklik.domain.alert.AlertKind;
import ru.otklik.domain.alert.AlertRule;
import ru.otklik.domain.alert.AlertRuleBook;
import ru.otklik.domain.alert.AlertRules;
import ru.otklik.domain.alert.Silence;
import ru.otklik.domain.incident.FactKind;

/** Quiet hours, inhibition and silences: what people are told when, wherever the watcher is restarted. Komi is three hours ahead of UTC. */
class HiddenAlertsTest {
    private static final AlertRule QUIET = rule("backlog", AlertKind.OVERDUE_BACKLOG, "2", "1", 0, true, null);
    private static final AlertRule LOUD = rule("backlog", AlertKind.OVERDUE_BACKLOG, "2", "1", 0, false, null);

    private static AlertRuleBook book(List<AlertRule> rules, Silence... silences) {
        return new AlertRuleBook(List.of(new AlertRules("v", 0, rules)), List.of(silences));
    }

    private static Silence silence(Set<String> regions, Set<String> municipalities, String from, String until) {
        return new Silence("s", Set.of("backlog"), regions, municipalities, at(from), at(until), "Дежурный", "учения");
    }

    private static FactFeed overdue(int count, String from, int ended, String until) {
        return new FactFeed()
                .add(count, FactKind.OPEN_FROM, from)
                .add(count, FactKind.OVERDUE_FROM, from)
                .add(ended, FactKind.OVERDUE_UNTIL, until);
    }

    private static void assertTold(FactFeed feed, AlertRuleBook book, String until, String... expected) {
        for (int position = -1; position < feed.facts().size(); position++) {
            assertThat(feed.play(book, at(until), position))
                    .as("restarted after %d", position)
                    .containsExactly(expected);
        }
    }

    @Test
    void quietHoursLastUntilTheWorkingDayBegins() {
        assertTold(
                overdue(3, "2024-03-04T17:10", 3, "2024-03-05T12:10"),
                book(List.of(QUIET)),
                "2024-03-06T00:00",
                "backlog FIRED 2024-03-04T18:00",
                "backlog RELEASED 2024-03-05T06:00 +",
                "backlog SUPPRESSED 2024-03-05T10:00",
                "backlog RELEASED 2024-03-05T11:00",
                "backlog RESOLVED 2024-03-05T13:00 +");
    }

    @Test
    void quietHoursLastOverAHolidayAndTheWeekend() {
        assertTold(
                overdue(3, "2024-03-08T07:10", 3, "2024-03-11T06:10"),
                book(List.of(QUIET)),
                "2024-03-12T00:00",
                "backlog FIRED 2024-03-08T08:00",
                "backlog RELEASED 2024-03-11T06:00 +",
                "backlog RESOLVED 2024-03-11T07:00 +");
    }

    @Test
    void nobodyHearsOfWhatBeginsAndEndsAtNight() {
        assertTold(
                overdue(3, "2024-03-04T17:10", 3, "2024-03-04T20:10"),
                book(List.of(QUIET)),
                "2024-03-06T00:00",
                "backlog FIRED 2024-03-04T18:00",
                "backlog RESOLVED 2024-03-04T21:00");
    }

    private static final List<AlertRule> INHIBITED = List.of(
            rule("big", AlertKind.OVERDUE_BACKLOG, "5", "5", 0, false, null),
            rule("small", AlertKind.OVERDUE_BACKLOG, "2", "1", 0, false, "big"));

    /** Rows 83 and 84: restarted with both firing, nobody hears of the lesser; when the greater ends, once, on time. */
    @Test
    void theLesserAlertIsToldWhenTheGreaterEnds() {
        FactFeed feed = overdue(7, "2024-03-04T17:10", 3, "2024-03-04T19:10")
                .add(4, FactKind.OVERDUE_UNTIL, "2024-03-04T21:10");

        assertTold(
                feed,
                book(INHIBITED),
                "2024-03-06T00:00",
                "big FIRED 2024-03-04T18:00 +",
                "small FIRED 2024-03-04T18:00",
                "big RESOLVED 2024-03-04T20:00 +",
                "small RELEASED 2024-03-04T20:00 +",
                "small RESOLVED 2024-03-04T22:00 +");
    }

    @Test
    void whoWasToldOfTheLesserAlertIsToldOfItsEndWhileItIsInhibited() {
        FactFeed feed =
                overdue(3, "2024-03-04T17:10", 7, "2024-03-04T20:10").add(4, FactKind.OVERDUE_FROM, "2024-03-04T18:10");

        assertTold(
                feed,
                book(INHIBITED),
                "2024-03-06T00:00",
                "small FIRED 2024-03-04T18:00 +",
                "big FIRED 2024-03-04T19:00 +",
                "small SUPPRESSED 2024-03-04T19:00",
                "big RESOLVED 2024-03-04T21:00 +",
                "small RESOLVED 2024-03-04T21:00 +");
    }

    /** Row 85. */
    @Test
    void aSilenceBeginsAndEndsBetweenTwoLooks() {
        assertTold(
                overdue(3, "2024-03-04T17:10", 3, "2024-03-04T21:10"),
                book(List.of(LOUD), silence(Set.of("87000000"), Set.of(), "2024-03-04T18:17", "2024-03-04T19:23")),
                "2024-03-06T00:00",
                "backlog FIRED 2024-03-04T18:00 +",
                "backlog SUPPRESSED 2024-03-04T18:17",
                "backlog RELEASED 2024-03-04T19:23",
                "backlog RESOLVED 2024-03-04T22:00 +");
    }

    /** Row 85. */
    @Test
    void whatFiresWhileSilencedIsToldIfItStillFiresAtTheEnd() {
        assertTold(
                overdue(3, "2024-03-04T17:10", 3, "2024-03-04T21:10"),
                book(
                        List.of(LOUD),
                        silence(Set.of(), Set.of(FactFeed.PLACE.id()), "2024-03-04T17:00", "2024-03-04T19:23")),
                "2024-03-06T00:00",
                "backlog FIRED 2024-03-04T18:00",
                "backlog RELEASED 2024-03-04T19:23 +",
                "backlog RESOLVED 2024-03-04T22:00 +");
    }

    @Test
    void aSilenceOfOthersHidesNothing() {
        assertTold(
                overdue(3, "2024-03-04T17:10", 3, "2024-03-04T21:10"),
                book(List.of(LOUD), silence(Set.of("25000000"), Set.of(), "2024-03-04T17:00", "2024-03-04T23:00")),
                "2024-03-06T00:00",
                "backlog FIRED 2024-03-04T18:00 +",
                "backlog RESOLVED 2024-03-04T22:00 +");
    }
}
