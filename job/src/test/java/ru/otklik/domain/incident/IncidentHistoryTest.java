package ru.otklik.domain.incident;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import ru.otklik.domain.clock.NormUnit;
import ru.otklik.domain.clock.OnTransfer;
import ru.otklik.domain.incident.Transition.Outcome;
import ru.otklik.domain.packing.ByteReader;
import ru.otklik.domain.packing.ByteWriter;
import ru.otklik.edge.TestRecords;
import ru.otklik.operator.Inbound;
import ru.otklik.testing.RandomEvents;
import ru.otklik.testing.References;

class IncidentHistoryTest {
    private static final long CHECK = 42;
    private static final long NO_STAMP = Long.MIN_VALUE;
    private static final long DAY = Duration.ofDays(1).toMillis();

    private final IncidentHistory history = new IncidentHistory(Events.RULES);

    /** What was kept, and the sum of all differences. */
    private static final class Life {
        private final IncidentHistory history;
        private byte @Nullable [] state;
        private final Map<String, Integer> net = new HashMap<>();

        Life(IncidentHistory history) {
            this.history = history;
        }

        Outcome take(IncidentEvent event, long stamp) {
            Transition transition =
                    history.take(state, CHECK, Source.INCIDENT_MANAGEMENT, event, stamp, IncidentHistory.NOTHING_HELD);
            if (transition.outcome() == Outcome.ACCEPTED) {
                state = transition.state();
            }
            transition.facts().forEach(this::sum);
            return transition.outcome();
        }

        private void sum(SignedFact signed) {
            net.merge(text(signed), signed.sign(), Integer::sum);
            net.values().removeIf(count -> count == 0);
        }

        private static String text(SignedFact signed) {
            Fact fact = signed.fact();
            // The detail of a sent REGISTERED says which event it is of, and so depends on the order of arrival.
            String figures = fact.kind() == FactKind.REGISTERED ? "" : " " + fact.elapsed() + " " + fact.detail();
            return Events.text(fact) + figures + " " + signed.topic() + " " + signed.channel() + " " + signed.citizen();
        }
    }

    private static Map<String, Integer> netOf(List<IncidentEvent> events, VerdictRules rules) {
        Verdict verdict = Verdict.of(events, Source.INCIDENT_MANAGEMENT, rules);
        Map<String, Integer> net = new HashMap<>();
        for (Fact fact : verdict.facts()) {
            IncidentEvent registered = fact.kind() == FactKind.REGISTERED ? verdict.registration() : null;
            SignedFact signed = registered == null
                    ? new SignedFact(1, fact, null, null, 0)
                    : new SignedFact(1, fact, registered.topic(), registered.channel(), registered.citizen());
            net.merge(Life.text(signed), 1, Integer::sum);
        }
        return net;
    }

    /** Random events of single incidents through the real door; unknown codes are not among them. */
    private static Map<String, List<IncidentEvent>> incidents(long seed, int count) {
        TestRecords door = new TestRecords(Events.REFERENCE);
        Map<String, List<IncidentEvent>> incidents = new HashMap<>();
        long offset = 0;
        for (String line : RandomEvents.lines(RandomEvents.Parameters.of(
                seed, count, References.CODES, java.time.Instant.parse("2023-04-03T00:00:00Z"), 20 * DAY))) {
            Inbound.Accepted accepted = Objects.requireNonNull(
                    door.decode(line, "t", 0, offset++, 0).accepted(), line);
            incidents
                    .computeIfAbsent(accepted.source() + accepted.incidentId(), key -> new ArrayList<>())
                    .add(accepted.event());
        }
        return incidents;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void anyOrderOfArrivalEndsInTheFactsOfTheSet(long seed) {
        incidents(seed, 60).forEach((incident, events) -> {
            List<IncidentEvent> set = events.stream().distinct().toList();
            Map<String, Integer> expected = netOf(set, Events.RULES);
            for (int order = 0; order < 6; order++) {
                List<IncidentEvent> shuffled = new ArrayList<>(events);
                Collections.shuffle(shuffled, new Random(seed * 31 + order));
                Life life = new Life(history);
                shuffled.forEach(event -> life.take(event, NO_STAMP));

                assertThat(life.net)
                        .as("seed %d, order %d, %s", seed, order, shuffled)
                        .isEqualTo(expected);
            }
        });
    }

    @ParameterizedTest
    @ValueSource(longs = {6, 7})
    void duplicateChangesNothing(long seed) {
        incidents(seed, 30).values().forEach(events -> {
            Life life = new Life(history);
            for (IncidentEvent event : events.stream().distinct().toList()) {
                life.take(event, NO_STAMP);
                Map<String, Integer> before = new HashMap<>(life.net);
                byte[] state = Objects.requireNonNull(life.state);
                Transition again = history.take(
                        state, CHECK, Source.INCIDENT_MANAGEMENT, event, NO_STAMP, IncidentHistory.NOTHING_HELD);

                assertThat(again.outcome()).as("seed %d", seed).isEqualTo(Outcome.DUPLICATE);
                assertThat(again.state()).isSameAs(state);
                assertThat(again.facts()).isEmpty();
                assertThat(life.net).isEqualTo(before);
            }
        });
    }

    static Stream<Arguments> seedsAndTypes() {
        return Stream.of(EventType.values()).map(type -> Arguments.of(type.ordinal() + 100L, type));
    }

    @ParameterizedTest
    @MethodSource("seedsAndTypes")
    void packedEventIsReadBackWhole(long seed, EventType type) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 500; i++) {
            long base = random.nextLong(4_000_000_000_000L);
            IncidentEvent event = new IncidentEvent(
                    type,
                    base + random.nextLong(-400 * DAY, 400 * DAY),
                    random.nextLong(),
                    text(random, "01001000", "00000001", "87701000101", "00701000000", "99999999999"),
                    text(random, "komi-upravtodor", "ж".repeat(64), "VK", "\0"),
                    text(random, "ЖКХ", "Дороги", "\uD83D\uDEA7".repeat(200), " "),
                    text(random, "VK", "MOBILE", "x".repeat(64)),
                    random.nextBoolean() ? Priority.HIGH : Priority.NORMAL,
                    random.nextBoolean() ? 0 : random.nextLong(),
                    random.nextBoolean() ? IncidentEvent.NONE : base + random.nextLong(-DAY, 50L * 366 * DAY),
                    random.nextBoolean() ? IncidentEvent.NONE : random.nextLong(4_000_000_000_000L),
                    random.nextBoolean(),
                    random.nextInt(6));
            ByteWriter out = new ByteWriter(8);
            EventPacking.write(out, event, base);

            ByteReader in = new ByteReader(out.toBytes());
            assertThat(EventPacking.read(in, base, new EventPacking.Codes()))
                    .as("seed %d, case %d", seed, i)
                    .isEqualTo(event);
            assertThat(in.hasMore()).isFalse();
        }
    }

    private static @Nullable String text(SplittableRandom random, String... texts) {
        int index = random.nextInt(texts.length + 1);
        return index == texts.length ? null : texts[index];
    }

    @ParameterizedTest
    @ValueSource(longs = {8, 9})
    void packedFactsAreReadBackWhole(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Fact> facts = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) {
            boolean figures = random.nextBoolean();
            FactKind kind = FactKind.of(random.nextInt(FactKind.values().length));
            int place = random.nextInt(3) == 0 ? 1001 : random.nextInt(100_000);
            facts.add(new Fact(
                    kind,
                    random.nextInt(3) == 0 ? 7 : random.nextLong(4_000_000_000_000L),
                    place,
                    text(random, "x", "ж".repeat(64)),
                    figures ? random.nextLong(4_000_000_000_000L) : 0,
                    figures ? random.nextLong(4_000_000_000_000L) : 0,
                    place == 1001 && kind.isOutcome() ? 5 : Fact.NO_COHORT));
        }
        ByteWriter out = new ByteWriter(8);
        List<Fact> sent = facts.subList(0, 1_500);
        List<Fact> held = facts.subList(1_500, facts.size());
        FactPacking.write(out, sent, held, 7);

        assertThat(FactPacking.read(new ByteReader(out.toBytes()), 7))
                .as("seed %d", seed)
                .isEqualTo(new FactPacking.Kept(sent, held));
    }

    @Test
    void takesAThousandEventsAndRefusesTheNext() {
        Life life = new Life(history);
        life.take(Events.script("03T10:00 REGISTERED id=0").get(0), NO_STAMP);
        for (int i = 1; i < IncidentHistory.MOST_EVENTS; i++) {
            assertThat(life.take(Events.script("03T11:00 ASSIGNED id=" + i).get(0), NO_STAMP))
                    .isEqualTo(Outcome.ACCEPTED);
        }
        Map<String, Integer> full = new HashMap<>(life.net);

        assertThat(life.take(Events.script("03T12:00 ANSWERED id=1000").get(0), NO_STAMP))
                .isEqualTo(Outcome.TOO_MANY_EVENTS);
        assertThat(life.take(Events.script("03T11:00 ASSIGNED id=999").get(0), NO_STAMP))
                .isEqualTo(Outcome.DUPLICATE);
        assertThat(life.net).isEqualTo(full);
    }

    @Test
    void incidentsUnderOneKeyStayApart() {
        byte[] state = null;
        Life alone = new Life(history);
        Map<String, Integer> first = new HashMap<>();
        List<IncidentEvent> events = Events.script(
                "03T10:00 REGISTERED; 03T11:00 ANSWERED; 03T12:00 RETURNED; 04T11:00 ANSWERED; 04T12:00 RATED rating=5");
        List<IncidentEvent> others =
                Events.script("03T10:00 REGISTERED m=87723; 03T10:30 TRANSFERRED m=87701; 03T11:00 CANCELLED");
        for (int i = 0; i < events.size(); i++) {
            Transition transition = history.take(
                    state, 1, Source.INCIDENT_MANAGEMENT, events.get(i), NO_STAMP, IncidentHistory.NOTHING_HELD);
            transition.facts().forEach(fact -> first.merge(Life.text(fact), fact.sign(), Integer::sum));
            state = transition.state();
            if (i < others.size()) {
                state = history.take(
                                state,
                                2,
                                Source.INCIDENT_MANAGEMENT,
                                others.get(i),
                                NO_STAMP,
                                IncidentHistory.NOTHING_HELD)
                        .state();
            }
            alone.take(events.get(i), NO_STAMP);
        }
        first.values().removeIf(count -> count == 0);

        assertThat(first).isEqualTo(alone.net);
        assertThat(history.take(
                                state,
                                2,
                                Source.INCIDENT_MANAGEMENT,
                                others.get(2),
                                NO_STAMP,
                                IncidentHistory.NOTHING_HELD)
                        .outcome())
                .isEqualTo(Outcome.DUPLICATE);
        assertThat(history.take(
                                state,
                                3,
                                Source.INCIDENT_MANAGEMENT,
                                others.get(2),
                                NO_STAMP,
                                IncidentHistory.NOTHING_HELD)
                        .outcome())
                .isEqualTo(Outcome.ACCEPTED);
    }

    static Stream<Arguments> expiries() {
        return Stream.of(
                Arguments.of("answered", "03T10:00 REGISTERED; 03T11:00 ANSWERED", "03T11:00", 90),
                Arguments.of("cancelled", "03T10:00 REGISTERED; 03T11:00 CANCELLED", "03T11:00", 90),
                Arguments.of("running", "03T10:00 REGISTERED; 03T11:00 ANSWERED final=false", "03T11:00", 400),
                Arguments.of(
                        "rework runs", "03T10:00 REGISTERED; 03T11:00 ANSWERED; 03T12:00 RETURNED", "03T12:00", 400),
                Arguments.of("orphan", "03T11:00 ANSWERED", "03T11:00", 400),
                Arguments.of("late newest", "03T10:00 REGISTERED; 29T11:00 ASSIGNED; 03T11:00 CLOSED", "29T11:00", 90));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("expiries")
    void expiresOneMillisecondAfterItsRetention(String name, String script, String newest, int days) {
        IncidentEvent next = Events.script("05-02T10:00 ASSIGNED id=77").get(0);
        long last = Events.at(newest) + days * DAY;

        for (long stamp : new long[] {NO_STAMP, 0, last}) {
            assertThat(lived(script).take(next, stamp)).as("stamp %d", stamp).isEqualTo(Outcome.ACCEPTED);
        }
        assertThat(lived(script).take(next, last + 1)).isEqualTo(Outcome.EXPIRED);
    }

    private Life lived(String script) {
        Life life = new Life(history);
        Events.script(script).forEach(event -> life.take(event, NO_STAMP));
        return life;
    }

    @Test
    void registrationWithoutStateMayBeNinetyDaysOld() {
        IncidentEvent registered = Events.script("03T10:00 REGISTERED").get(0);
        IncidentEvent answered = Events.script("03T10:00 ANSWERED").get(0);
        long stamp = registered.occurredAt() + 90 * DAY;

        assertThat(new Life(history).take(registered, stamp)).isEqualTo(Outcome.ACCEPTED);
        assertThat(new Life(history).take(registered, stamp + 1)).isEqualTo(Outcome.REGISTERED_TOO_OLD);
        assertThat(new Life(history).take(answered, stamp + 1)).isEqualTo(Outcome.ACCEPTED);
        assertThat(lived("03T11:00 ANSWERED id=5").take(registered, stamp + 1))
                .as("its orphan waits")
                .isEqualTo(Outcome.ACCEPTED);
    }

    @Test
    void isForgettableOnceAllOfItsKeyHaveBeenExpiredForTheGraceTime() {
        byte[] one = Objects.requireNonNull(lived("03T10:00 REGISTERED; 03T11:00 CLOSED").state);
        byte[] two = history.take(
                        one,
                        2,
                        Source.POS,
                        Events.script("03T12:00 CLOSED").get(0),
                        NO_STAMP,
                        IncidentHistory.NOTHING_HELD)
                .state();
        long last = Events.at("03T11:00") + 401 * DAY;

        assertThat(history.isForgettable(one, last, DAY)).isFalse();
        assertThat(history.isForgettable(one, last + 1, DAY)).isTrue();
        assertThat(history.isForgettable(two, last + 1, DAY)).isFalse();
        assertThat(history.isForgettable(two, last + 1 + 3_600_000, DAY)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(longs = {10, 11, 12})
    void factsSentUnderOtherNormsAreTakenBackExactly(long seed) {
        VerdictRules stricter = Events.rules(References.withNorms(
                References.norm(null, null, Stage.RESPONSE, 1, NormUnit.CALENDAR_HOURS, OnTransfer.RESTART),
                References.norm(null, null, Stage.REWORK, 1, NormUnit.CALENDAR_DAYS, OnTransfer.CONTINUE)));
        incidents(seed, 60).forEach((incident, all) -> {
            List<IncidentEvent> events = all.stream().distinct().toList();
            Life before = new Life(history);
            Life after = new Life(new IncidentHistory(stricter));
            for (int i = 0; i < events.size() - 1; i++) {
                before.take(events.get(i), NO_STAMP);
            }
            after.state = before.state;
            after.net.putAll(before.net);
            after.take(events.get(events.size() - 1), NO_STAMP);

            assertThat(after.net).as("seed %d: %s", seed, events).isEqualTo(netOf(events, stricter));
        });
    }

    @Test
    void longLivesAreComparedLikeShortOnes() {
        // Beyond 32 facts the difference is taken by a table.
        Life life = new Life(history);
        List<IncidentEvent> events = new ArrayList<>(Events.script("03T10:00 REGISTERED; 03T10:01 ANSWERED"));
        for (int i = 2; i < 60; i++) {
            String type = i % 2 == 0 ? "RETURNED" : "ANSWERED";
            events.addAll(Events.script("03T11:" + (i < 10 ? "0" : "") + i + " " + type + " id=" + i));
        }
        Collections.shuffle(events, new Random(13));
        events.forEach(event -> life.take(event, NO_STAMP));

        assertThat(life.net).isEqualTo(netOf(events, Events.RULES));
        assertThat(life.net.values().stream().mapToInt(Integer::intValue).sum()).isGreaterThan(100);
    }
}
