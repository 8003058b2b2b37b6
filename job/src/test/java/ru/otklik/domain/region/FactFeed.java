package ru.otklik.domain.region;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import ru.otklik.domain.alert.AlertKind;
import ru.otklik.domain.alert.AlertRule;
import ru.otklik.domain.alert.AlertRuleBook;
import ru.otklik.domain.alert.AlertStep;
import ru.otklik.domain.alert.Severity;
import ru.otklik.domain.incident.Fact;
import ru.otklik.domain.incident.FactKind;
import ru.otklik.domain.incident.SignedFact;
import ru.otklik.domain.incident.Source;
import ru.otklik.domain.incident.Stage;
import ru.otklik.domain.period.RollingKind;
import ru.otklik.domain.reference.Municipality;
import ru.otklik.domain.reference.ReferenceData;
import ru.otklik.edge.reference.ReferenceFiles;
import ru.otklik.testing.MutePublisher;

/** Facts of one municipality, fed into the book of its region, and what its watcher tells. */
final class FactFeed {
    static final long MINUTE = 60_000;
    static final long HOUR = 60 * MINUTE;
    static final long DAY = 24 * HOUR;
    static final String REGION = "87000000";
    static final ReferenceData REFERENCE = ReferenceFiles.shipped();
    static final Municipality PLACE = REFERENCE.municipalitiesOf(REGION).get(0);

    /** A fact at its time. */
    record Dated(FactKind kind, long date) {}

    private final List<Dated> facts = new ArrayList<>();

    /** Epoch milliseconds of a time in UTC such as "2024-03-04T20:00". */
    static long at(String utc) {
        return Instant.parse(utc + ":00Z").toEpochMilli();
    }

    /** A rule about municipalities that is evaluated every hour. */
    static AlertRule rule(
            String id,
            AlertKind kind,
            String threshold,
            String recovery,
            long minimumCases,
            boolean quietHours,
            @Nullable String inhibitedBy) {
        AlertRule.Condition condition = new AlertRule.Condition(
                new BigDecimal(threshold),
                new BigDecimal(recovery),
                false,
                minimumCases,
                Stage.RESPONSE,
                true,
                false,
                kind == AlertKind.LOW_COMPLIANCE || kind == AlertKind.ACTIVITY_SURGE ? "PT24H" : "",
                HOUR);
        return new AlertRule(
                id, kind, AlertRule.Scope.ALL, condition, 0, 0, Severity.WARNING, quietHours, inhibitedBy, false);
    }

    FactFeed add(FactKind kind, long date) {
        facts.add(new Dated(kind, date));
        return this;
    }

    /** Some facts of a kind in the minutes from a time on. */
    FactFeed add(int count, FactKind kind, String utc) {
        for (int i = 0; i < count; i++) {
            add(kind, at(utc) + i * MINUTE);
        }
        return this;
    }

    /** All facts, oldest first. */
    List<Dated> facts() {
        facts.sort(Comparator.comparingLong(Dated::date));
        return facts;
    }

    /** What is told until an instant if the book is saved and restored after some facts. */
    List<String> play(AlertRuleBook alerts, long until, int restartAfter) {
        MeasureRules rules =
                new MeasureRules(REFERENCE, 45 * DAY, RollingKind.STANDARD, Set.of(), Set.of(), false, alerts);
        RegionBook book = new RegionBook(REGION, rules);
        Told told = new Told();
        int fed = 0;
        for (Dated fact : facts()) {
            if (fact.date() >= until) {
                break;
            }
            if (fed++ == restartAfter) {
                book = restarted(book, rules);
            }
            long stamp = fact.date() - MINUTE;
            SignedFact signed =
                    new SignedFact(1, new Fact(fact.kind(), fact.date(), PLACE.number(), null, 0, 0), "ЖКХ", null, 0);
            book.receive(new IncidentFacts(REGION, Source.POS, "i", fact.date(), stamp, 0, List.of(signed)));
            book.advance(stamp, 0, told);
        }
        book.advance(until, 0, told);
        return told.steps;
    }

    private static RegionBook restarted(RegionBook book, MeasureRules rules) {
        Map<Long, byte[]> chunks = new HashMap<>();
        RegionState.save(book, new RegionState.Sink() {
            @Override
            public void put(long key, byte[] chunk) {
                chunks.put(key, chunk);
            }

            @Override
            public void remove(long key) {
                chunks.remove(key);
            }
        });
        RegionBook restored = new RegionBook(REGION, rules);
        chunks.forEach((key, chunk) -> RegionState.load(restored, key, chunk));
        RegionState.settle(restored);
        return restored;
    }

    /** "rule CHANGE time", with + if people are told. */
    private static final class Told extends MutePublisher {
        private final List<String> steps = new ArrayList<>();

        @Override
        public void publish(AlertStep step) {
            steps.add(step.rule().id() + " " + step.told().change() + " "
                    + Instant.ofEpochMilli(step.at()).toString().replace(":00Z", "")
                    + (step.told().deliver() ? " +" : ""));
        }
    }
}
