package ru.otklik.domain.region;

import static org.assertj.core.api.Assertions.assertThat;
import static ru.otklik.domain.region.FactFeed.DAY;
import static ru.otklik.domain.region.FactFeed.HOUR;
import static ru.otklik.domain.region.FactFeed.MINUTE;
import static ru.otklik.domain.region.FactFeed.rule;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import ru.otklik.domain.alert.AlertKind;
import ru.otklik.domain.alert.AlertRuleBook;
import ru.otklik.domain.alert.AlertRules;
import ru.otklik.domain.clock.WorkingCalendar;
import ru.otklik.domain.incident.FactKind;
import ru.otklik.domain.region.FactFeed.Dated;
import ru.otklik.edge.reference.AlertRuleFile;
import ru.otklik.edge.reference.Overrides;

/** Rules about municipalities against a calculation that goes through all facts again at every hour. */
class MunicipalAlertsTest {
    private static final long START = FactFeed.at("2024-02-01T00:00");
    private static final int DAYS = 36;

    private static final AlertRuleBook RULES = new AlertRuleBook(
            List.of(new AlertRules(
                    "v",
                    0,
                    List.of(
                            rule("backlog", AlertKind.OVERDUE_BACKLOG, "2", "1", 2, false, null),
                            rule("low", AlertKind.LOW_COMPLIANCE, "0.7", "0.8", 3, false, null),
                            rule("silent", AlertKind.SILENT_MUNICIPALITY, "14400000", "3600000", 1, false, null),
                            rule("surge", AlertKind.ACTIVITY_SURGE, "3", "2", 3, false, null)))),
            List.of());

    private enum Seen {
        BREACH,
        BETWEEN,
        CLEAR,
        UNKNOWN
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void fireAndResolveAsASeparateCalculationSays(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        FactFeed feed = feed(random);
        long until = START + DAYS * DAY;

        Map<String, List<String>> expected = expected(feed.facts(), until);

        assertThat(byRule(feed.play(RULES, until, -1))).isEqualTo(expected);
        assertThat(byRule(feed.play(RULES, until, random.nextInt(feed.facts().size()))))
                .isEqualTo(expected);
    }

    @Test
    void allKindsFireAndResolveInTheseHistories() {
        List<String> seen = new ArrayList<>();
        for (long seed = 1; seed <= 6; seed++) {
            expected(feed(new SplittableRandom(seed)).facts(), START + DAYS * DAY)
                    .forEach((rule, steps) -> steps.forEach(step -> seen.add(rule + " " + step.split(" ", -1)[0])));
        }

        assertThat(seen)
                .contains("backlog FIRED", "backlog RESOLVED", "low FIRED", "low RESOLVED", "low STALE", "low FRESH")
                .contains("silent FIRED", "silent RESOLVED", "surge FIRED", "surge RESOLVED");
    }

    /** Row 90: the shipped rules say nothing of a municipality that had ten incidents in a month and one late answer. */
    @Test
    void oneLateAnswerInAQuietMonthIsNoAlert() {
        AlertRuleBook shipped = AlertRuleFile.load(null, Overrides.NONE, null, FactFeed.REFERENCE);
        FactFeed feed = new FactFeed();
        for (int i = 0; i < 10; i++) {
            long at = START + (3 * i * 24 + 7) * HOUR;
            long answered = at + (i == 4 ? 40 : 2) * HOUR;
            feed.add(FactKind.REGISTERED, at).add(FactKind.OPEN_FROM, at);
            feed.add(FactKind.RESPONDED, answered).add(FactKind.OPEN_UNTIL, answered);
            if (i == 4) {
                feed.add(FactKind.MISSED_RESPONSE, at + 30 * HOUR).add(FactKind.OVERDUE_FROM, at + 30 * HOUR);
                feed.add(FactKind.OVERDUE_UNTIL, answered);
            } else {
                feed.add(FactKind.MET_RESPONSE, answered);
            }
        }

        assertThat(feed.play(shipped, START + DAYS * DAY, -1)).isEmpty();
    }

    /** Busy and quiet days in turn; dates are whole minutes. */
    private static FactFeed feed(SplittableRandom random) {
        FactFeed feed = new FactFeed();
        for (int day = 0; day < DAYS; day++) {
            int registered = random.nextInt(4) == 0 ? 6 + random.nextInt(12) : random.nextInt(3);
            for (int i = 0; i < registered; i++) {
                long at = START + day * DAY + random.nextInt(1440) * MINUTE;
                long due = at + (1 + random.nextInt(2_000)) * MINUTE;
                long answered = at + (1 + random.nextInt(3_000)) * MINUTE;
                feed.add(FactKind.REGISTERED, at).add(FactKind.OPEN_FROM, at);
                feed.add(FactKind.RESPONDED, answered).add(FactKind.OPEN_UNTIL, answered);
                if (answered <= due) {
                    feed.add(FactKind.MET_RESPONSE, answered);
                } else {
                    feed.add(FactKind.MISSED_RESPONSE, due).add(FactKind.OVERDUE_FROM, due);
                    feed.add(FactKind.OVERDUE_UNTIL, answered);
                }
            }
        }
        return feed;
    }

    /** Steps without the name of the rule, in order, by rule. */
    private static Map<String, List<String>> byRule(List<String> told) {
        Map<String, List<String>> byRule = new TreeMap<>();
        for (String step : told) {
            String[] parts = step.split(" ", -1);
            byRule.computeIfAbsent(parts[0], rule -> new ArrayList<>()).add(parts[1] + " " + parts[2]);
        }
        return byRule;
    }

    private static Map<String, List<String>> expected(List<Dated> facts, long until) {
        Map<String, List<String>> told = new TreeMap<>();
        long[] worked = workedMinutes(until);
        for (String rule : List.of("backlog", "low", "silent", "surge")) {
            boolean fires = false;
            boolean stale = false;
            for (long at = START + HOUR; at <= until; at += HOUR) {
                if (at <= facts.get(0).date()) {
                    continue;
                }
                Seen seen = look(rule, facts, at, worked);
                List<String> changes = new ArrayList<>();
                if (!fires && seen == Seen.BREACH) {
                    changes.add("FIRED");
                    fires = true;
                } else if (fires && seen == Seen.UNKNOWN && !stale) {
                    changes.add("STALE");
                    stale = true;
                } else if (fires && seen != Seen.UNKNOWN) {
                    if (stale) {
                        changes.add("FRESH");
                        stale = false;
                    }
                    if (seen == Seen.CLEAR) {
                        changes.add("RESOLVED");
                        fires = false;
                    }
                }
                for (String change : changes) {
                    told.computeIfAbsent(rule, id -> new ArrayList<>())
                            .add(change + " "
                                    + Instant.ofEpochMilli(at).toString().replace(":00Z", ""));
                }
            }
        }
        return told;
    }

    private static Seen look(String rule, List<Dated> facts, long at, long[] worked) {
        long open = count(facts, FactKind.OPEN_FROM, 0, at) - count(facts, FactKind.OPEN_UNTIL, 0, at);
        switch (rule) {
            case "backlog" -> {
                long late = count(facts, FactKind.OVERDUE_FROM, 0, at) - count(facts, FactKind.OVERDUE_UNTIL, 0, at);
                return late > 2 && open >= 2 ? Seen.BREACH : late <= 1 ? Seen.CLEAR : Seen.BETWEEN;
            }
            case "low" -> {
                long met = count(facts, FactKind.MET_RESPONSE, at - DAY, at);
                long cases = met + count(facts, FactKind.MISSED_RESPONSE, at - DAY, at);
                return cases < 3
                        ? Seen.UNKNOWN
                        : 10 * met < 7 * cases ? Seen.BREACH : 10 * met >= 8 * cases ? Seen.CLEAR : Seen.BETWEEN;
            }
            case "silent" -> {
                if (open < 1) {
                    return Seen.CLEAR;
                }
                long minutes = worked[index(at)] - worked[index(Math.max(at - 30 * DAY, idleSince(facts, at)))];
                return minutes > 240 ? Seen.BREACH : minutes <= 60 ? Seen.CLEAR : Seen.BETWEEN;
            }
            default -> {
                if (at - 28 * DAY < (facts.get(0).date() / (5 * MINUTE) + 1) * 5 * MINUTE) {
                    return Seen.UNKNOWN;
                }
                long now = count(facts, FactKind.REGISTERED, at - DAY, at);
                long before = 0;
                for (long week = 1; week <= 4; week++) {
                    before += count(facts, FactKind.REGISTERED, at - DAY - week * 7 * DAY, at - week * 7 * DAY);
                }
                long usual = Math.max(4, before);
                return 4 * now > 3 * usual
                        ? now < 3 ? Seen.BETWEEN : Seen.BREACH
                        : 4 * now <= 2 * usual ? Seen.CLEAR : Seen.BETWEEN;
            }
        }
    }

    private static long count(List<Dated> facts, FactKind kind, long from, long until) {
        return facts.stream()
                .filter(fact -> fact.kind() == kind && fact.date() >= from && fact.date() < until)
                .count();
    }

    /** The last answer, or the last time when the desk was empty before something came. */
    private static long idleSince(List<Dated> facts, long at) {
        long since = Long.MIN_VALUE / 2;
        long open = 0;
        TreeMap<Long, Long> steps = new TreeMap<>();
        for (Dated fact : facts) {
            if (fact.date() >= at) {
                break;
            }
            if (fact.kind() == FactKind.RESPONDED) {
                since = fact.date();
            } else if (fact.kind() == FactKind.OPEN_FROM || fact.kind() == FactKind.OPEN_UNTIL) {
                steps.merge(fact.date(), fact.kind() == FactKind.OPEN_FROM ? 1L : -1L, Long::sum);
            }
        }
        for (Map.Entry<Long, Long> step : steps.entrySet()) {
            if (open <= 0 && open + step.getValue() > 0) {
                since = Math.max(since, step.getKey());
            }
            open += step.getValue();
        }
        return since;
    }

    /** Working minutes from a month before the start to each minute. */
    private static long[] workedMinutes(long until) {
        WorkingCalendar calendar = FactFeed.REFERENCE.calendarOf(FactFeed.PLACE);
        long[] worked = new long[index(until) + 1];
        for (int i = 1; i < worked.length; i++) {
            worked[i] = worked[i - 1] + (calendar.isWorkingTime(START - 31 * DAY + (i - 1L) * MINUTE) ? 1 : 0);
        }
        return worked;
    }

    private static int index(long at) {
        return (int) ((at - (START - 31 * DAY)) / MINUTE);
    }
}
