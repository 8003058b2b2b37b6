package ru.otklik.domain.region;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
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
import ru.otklik.domain.incident.Stage;
import ru.otklik.domain.incident.Transition;
import ru.otklik.domain.incident.VerdictRules;
import ru.otklik.domain.period.RollingKind;
import ru.otklik.domain.reference.ReferenceData;
import ru.otklik.edge.reference.ReferenceFiles;
import ru.otklik.testing.MutePublisher;

/** Whole timelines of incidents: what fires and resolves, in any order of arrival, restarted anywhere. */
class AlertTimelinesTest {
    private static final long MINUTE = 60_000;
    private static final long DAY = 24 * 60 * MINUTE;
    private static final long DISORDER = MINUTE;
    private static final long START = Instant.parse("2024-03-04T00:00:00Z").toEpochMilli();
    private static final String REGION = "87000000";
    private static final ReferenceData REFERENCE = ReferenceFiles.shipped();
    private static final VerdictRules VERDICT = new VerdictRules(REFERENCE, 90 * DAY, 400 * DAY);

    private record Incoming(String incidentId, IncidentEvent event) {}

    private static final class Told extends MutePublisher {
        private final List<String> steps = new ArrayList<>();

        @Override
        public void publish(AlertStep step) {
            steps.add(String.join(
                    " ",
                    step.rule().id(),
                    String.valueOf(step.subject().incidentId()),
                    String.valueOf(step.subject().stage()),
                    step.told().change().name(),
                    String.valueOf(step.told().after().firedAt() - START),
                    String.valueOf(step.at() - START)));
        }
    }

    private static AlertRule rule(String id, AlertKind kind, long threshold, long forMillis) {
        AlertRule.Condition condition = new AlertRule.Condition(
                BigDecimal.valueOf(threshold), BigDecimal.ZERO, false, 0, null, false, false, "", 0);
        return new AlertRule(
                id, kind, AlertRule.Scope.ALL, condition, forMillis, 0, Severity.WARNING, false, null, false);
    }

    private static MeasureRules rules(AlertRules... versions) {
        return new MeasureRules(
                REFERENCE,
                45 * DAY,
                RollingKind.STANDARD,
                Set.of(),
                Set.of(),
                true,
                new AlertRuleBook(List.of(versions), List.of()));
    }

    private static final MeasureRules RULES = rules(new AlertRules(
            "v",
            0,
            List.of(
                    rule("near", AlertKind.INCIDENT_DEADLINE_NEAR, 120 * MINUTE, 0),
                    rule("overdue", AlertKind.INCIDENT_OVERDUE, 0, 0),
                    rule("overdue-for", AlertKind.INCIDENT_OVERDUE, 5 * MINUTE, 7 * MINUTE))));

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void firesAndResolvesAsASeparateCalculationSays(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 500; i++) {
            List<Incoming> events = timeline(random);
            long asOf = START + random.nextLong(4 * DAY);
            List<Incoming> seen = events.stream()
                    .filter(each -> each.event().occurredAt() <= asOf)
                    .toList();
            List<String> expected = expected(seen, asOf);

            assertThat(play(seen, asOf, -1, RULES)).as("timeline %d", i).isEqualTo(expected);
            assertThat(play(seen, asOf, random.nextInt(seen.size() + 1), RULES)).isEqualTo(expected);
            assertThat(play(shuffled(seen, random), asOf, random.nextInt(seen.size() + 1), RULES))
                    .isEqualTo(expected);
        }
    }

    @Test
    void restartsAnywhereAlike() {
        List<Incoming> events = timeline(new SplittableRandom(99));
        List<String> expected = play(events, START + 5 * DAY, -1, RULES);
        for (int position = 0; position <= events.size(); position++) {
            assertThat(play(events, START + 5 * DAY, position, RULES)).isEqualTo(expected);
        }
    }

    @Test
    void endsWhatADeletedRuleFiresAndGoesOnWithAChangedOne() {
        MeasureRules changing = rules(
                new AlertRules(
                        "v1",
                        0,
                        List.of(
                                rule("gone", AlertKind.INCIDENT_OVERDUE, 0, 0),
                                rule("kept", AlertKind.INCIDENT_OVERDUE, 0, 0))),
                new AlertRules(
                        "v2", START + 60 * MINUTE, List.of(rule("kept", AlertKind.INCIDENT_OVERDUE, MINUTE, 0))));
        List<Incoming> events = List.of(
                new Incoming("i", registered(START + 10 * MINUTE, START + 20 * MINUTE, START + 20 * DAY)),
                new Incoming("i", event(EventType.ANSWERED, START + 90 * MINUTE, true)));

        List<String> told = play(events, START + DAY, 1, changing);

        assertThat(told)
                .containsExactlyInAnyOrder(
                        "gone i RESPONSE FIRED 1200001 1200001",
                        "gone i RESPONSE RESOLVED 1200001 3600000",
                        "kept i RESPONSE FIRED 1200001 1200001",
                        "kept i RESPONSE RULE_CHANGED 1200001 3600000",
                        "kept i RESPONSE RESOLVED 1200001 5400000");
    }

    @Test
    void firesInANightOfHeartBeatsAlone() {
        RegionBook book = new RegionBook(REGION, RULES);
        Told told = new Told();
        Map<String, byte[]> histories = new HashMap<>();
        receive(
                book,
                histories,
                new Incoming("i", registered(START, START + 30 * MINUTE, START + 20 * DAY)),
                Long.MIN_VALUE);

        book.advance(START + 30 * MINUTE, 0, told);
        int before = told.steps.size();
        book.advance(START + 31 * MINUTE, 0, told);

        assertThat(before).isEqualTo(1);
        assertThat(told.steps).hasSize(2).last().isEqualTo("overdue i RESPONSE FIRED 1800001 1800001");
    }

    private static IncidentEvent event(EventType type, long at, boolean isFinal) {
        return new IncidentEvent(
                type,
                at,
                at * 31 + type.ordinal(),
                null,
                null,
                null,
                null,
                Priority.NORMAL,
                0,
                IncidentEvent.NONE,
                IncidentEvent.NONE,
                isFinal,
                0);
    }

    private static IncidentEvent registered(long at, long respondBy, long resolveBy) {
        return new IncidentEvent(
                EventType.REGISTERED,
                at,
                at * 31,
                "87701000",
                null,
                "ЖКХ",
                null,
                Priority.NORMAL,
                0,
                respondBy,
                resolveBy,
                true,
                0);
    }

    private static List<Incoming> timeline(SplittableRandom random) {
        List<Incoming> events = new ArrayList<>();
        int incidents = 1 + random.nextInt(4);
        for (int i = 0; i < incidents; i++) {
            long at = START + random.nextLong(DAY);
            String id = "i" + i;
            events.add(new Incoming(
                    id, registered(at, at + random.nextLong(8 * 60 * MINUTE), at + random.nextLong(2 * DAY))));
            int more = random.nextInt(4);
            for (int j = 0; j < more; j++) {
                at += 1 + random.nextLong(12 * 60 * MINUTE);
                EventType type = random.nextInt(6) == 0 ? EventType.CANCELLED : EventType.ANSWERED;
                events.add(new Incoming(id, event(type, at, random.nextBoolean())));
            }
        }
        events.sort(Comparator.comparingLong(each -> each.event().occurredAt()));
        return events;
    }

    /** Swaps neighbours that lie within the allowed disorder. */
    private static List<Incoming> shuffled(List<Incoming> events, SplittableRandom random) {
        List<Incoming> other = new ArrayList<>(events);
        for (int i = 1; i < other.size(); i++) {
            long apart =
                    other.get(i).event().occurredAt() - other.get(i - 1).event().occurredAt();
            if (Math.abs(apart) < DISORDER && random.nextBoolean()) {
                Collections.swap(other, i, i - 1);
            }
        }
        return other;
    }

    private static List<String> play(List<Incoming> events, long asOf, int restartAt, MeasureRules rules) {
        RegionBook book = new RegionBook(REGION, rules);
        Map<Long, byte[]> chunks = new HashMap<>();
        Map<String, byte[]> histories = new HashMap<>();
        Told told = new Told();
        long newest = Long.MIN_VALUE;
        for (int i = 0; i <= events.size(); i++) {
            if (i == restartAt) {
                book = restarted(book, rules, chunks);
            }
            if (i < events.size()) {
                receive(book, histories, events.get(i), newest == Long.MIN_VALUE ? newest : newest - DISORDER);
                newest = Math.max(newest, events.get(i).event().occurredAt());
                book.advance(newest - DISORDER, 0, told);
            }
        }
        book.finish(asOf, told);
        Collections.sort(told.steps);
        return told.steps;
    }

    private static RegionBook restarted(RegionBook book, MeasureRules rules, Map<Long, byte[]> chunks) {
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

    private static void receive(RegionBook book, Map<String, byte[]> histories, Incoming incoming, long stamp) {
        Transition transition = new IncidentHistory(VERDICT, true)
                .take(
                        histories.get(incoming.incidentId()),
                        incoming.incidentId().hashCode(),
                        Source.POS,
                        incoming.event(),
                        stamp,
                        IncidentHistory.NOTHING_HELD);
        histories.put(incoming.incidentId(), transition.state());
        book.receive(new IncidentFacts(
                REGION,
                Source.POS,
                incoming.incidentId(),
                incoming.event().occurredAt(),
                stamp,
                0,
                transition.facts(),
                null,
                transition.steps() == null ? null : PackedSteps.of(transition.steps())));
    }

    /** Each stage from its start to its end, straight from the sorted events: no state, no wheel, no steps. */
    private static List<String> expected(List<Incoming> events, long asOf) {
        List<String> told = new ArrayList<>();
        Set<String> ids = new TreeSet<>();
        events.forEach(each -> ids.add(each.incidentId()));
        for (String id : ids) {
            List<IncidentEvent> own = events.stream()
                    .filter(each -> each.incidentId().equals(id))
                    .map(Incoming::event)
                    .toList();
            IncidentEvent opened = own.get(0);
            if (opened.type() != EventType.REGISTERED) {
                continue;
            }
            for (Stage stage : List.of(Stage.RESPONSE, Stage.RESOLUTION)) {
                long end = Long.MAX_VALUE;
                for (IncidentEvent event : own) {
                    boolean ends = event.type() == EventType.CANCELLED
                            || (event.type() == EventType.ANSWERED && (stage == Stage.RESPONSE || event.isFinal()));
                    end = ends ? Math.min(end, event.occurredAt()) : end;
                }
                long due = stage == Stage.RESPONSE ? opened.respondBy() : opened.resolveBy();
                String about = id + " " + stage;
                span("near " + about, Math.max(opened.occurredAt(), due - 120 * MINUTE), end, asOf, told);
                span("overdue " + about, due + 1, end, asOf, told);
                span("overdue-for " + about, due + 1 + 12 * MINUTE, end, asOf, told);
            }
        }
        Collections.sort(told);
        return told;
    }

    private static void span(String about, long from, long until, long asOf, List<String> told) {
        if (from < until && from <= asOf) {
            told.add(about + " FIRED " + (from - START) + " " + (from - START));
            if (until <= asOf) {
                told.add(about + " RESOLVED " + (from - START) + " " + (until - START));
            }
        }
    }
}
