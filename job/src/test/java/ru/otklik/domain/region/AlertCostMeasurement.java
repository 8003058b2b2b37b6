package ru.otklik.domain.region;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import ru.otklik.domain.alert.AlertKind;
import ru.otklik.domain.alert.AlertRule;
import ru.otklik.domain.alert.AlertRuleBook;
import ru.otklik.domain.alert.AlertRules;
import ru.otklik.domain.alert.AlertStep;
import ru.otklik.domain.alert.Severity;
import ru.otklik.domain.incident.EventType;
import ru.otklik.domain.incident.IncidentEvent;
import ru.otklik.domain.incident.IncidentHistory;
import ru.otklik.domain.incident.PackedSteps;
import ru.otklik.domain.incident.Priority;
import ru.otklik.domain.incident.Source;
import ru.otklik.domain.incident.Transition;
import ru.otklik.domain.incident.VerdictRules;
import ru.otklik.domain.period.RollingKind;
import ru.otklik.domain.reference.Municipality;
import ru.otklik.domain.reference.ReferenceData;
import ru.otklik.edge.reference.ReferenceFiles;
import ru.otklik.testing.MutePublisher;

/**
 * What alerts cost an event of one region: run by hand. Prints microseconds an event, of judging and measuring together,
 * for several numbers of rules of each sort; 20 days, two events an incident.
 */
public final class AlertCostMeasurement extends MutePublisher {
    private static final long MINUTE = 60_000;
    private static final long DAY = 1440 * MINUTE;
    private static final long START = Instant.parse("2024-03-04T00:00:00Z").toEpochMilli();
    private static final String REGION = "87000000";
    private static final int INCIDENTS = 20_000;
    private static final ReferenceData REFERENCE = ReferenceFiles.shipped();

    private long steps;

    private AlertCostMeasurement() {}

    public static void main(String[] args) {
        for (int round = 0; round < 2; round++) {
            for (int[] rules : new int[][] {{0, 0}, {2, 5}, {0, 200}, {200, 0}, {100, 100}}) {
                new AlertCostMeasurement().measure(rules[0], rules[1]);
            }
        }
    }

    private void measure(int ofIncidents, int ofMunicipalities) {
        List<AlertRule> rules = new ArrayList<>();
        for (int i = 0; i < ofIncidents + ofMunicipalities; i++) {
            boolean ofIncident = i < ofIncidents;
            AlertRule.Condition condition = new AlertRule.Condition(
                    BigDecimal.valueOf((long) i * MINUTE),
                    BigDecimal.valueOf((long) i * MINUTE),
                    false,
                    5,
                    null,
                    true,
                    false,
                    ofIncident ? "" : "P7D",
                    ofIncident ? 0 : 60 * MINUTE);
            rules.add(new AlertRule(
                    "r" + i,
                    ofIncident ? AlertKind.INCIDENT_OVERDUE : AlertKind.SLOW_RESPONDER,
                    AlertRule.Scope.ALL,
                    condition,
                    0,
                    0,
                    Severity.INFO,
                    true,
                    null,
                    false));
        }
        AlertRuleBook book = rules.isEmpty()
                ? AlertRuleBook.NONE
                : new AlertRuleBook(List.of(new AlertRules("v", 0, rules)), List.of());
        RegionBook region = new RegionBook(
                REGION, new MeasureRules(REFERENCE, 45 * DAY, RollingKind.STANDARD, Set.of(), Set.of(), true, book));
        IncidentHistory history =
                new IncidentHistory(new VerdictRules(REFERENCE, 90 * DAY, 400 * DAY), book.watchesIncidents());
        List<Municipality> places = REFERENCE.municipalitiesOf(REGION);
        long begun = System.nanoTime();
        for (int i = 0; i < INCIDENTS; i++) {
            long at = START + i * 20L * DAY / INCIDENTS;
            String place = places.get(i % places.size()).id();
            Transition opened = take(history, region, i, null, event(EventType.REGISTERED, at, place));
            take(history, region, i, opened.state(), event(EventType.ANSWERED, at + 1 + i % 90 * MINUTE, null));
            region.advance(at - MINUTE, 0, this);
        }
        double micros = (System.nanoTime() - begun) / 1e3 / (2 * INCIDENTS);
        System.err.printf(
                "%d rules on incidents, %d on municipalities: %.1f us an event, %d steps%n",
                ofIncidents, ofMunicipalities, micros, steps);
    }

    private static Transition take(
            IncidentHistory history, RegionBook region, int id, byte @Nullable [] state, IncidentEvent event) {
        Transition transition = history.take(
                state,
                id,
                Source.INCIDENT_MANAGEMENT,
                event,
                event.occurredAt() - MINUTE,
                IncidentHistory.NOTHING_HELD);
        region.receive(new IncidentFacts(
                REGION,
                Source.INCIDENT_MANAGEMENT,
                "i" + id,
                event.occurredAt(),
                event.occurredAt() - MINUTE,
                0,
                transition.facts(),
                null,
                transition.steps() == null ? null : PackedSteps.of(transition.steps())));
        return transition;
    }

    private static IncidentEvent event(EventType type, long at, @Nullable String place) {
        return new IncidentEvent(
                type,
                at,
                at * 31 + type.ordinal(),
                place,
                null,
                place == null ? null : "ЖКХ",
                null,
                Priority.NORMAL,
                0,
                IncidentEvent.NONE,
                IncidentEvent.NONE,
                true,
                0);
    }

    @Override
    public void publish(AlertStep step) {
        steps++;
    }
}
