package ru.otklik.domain.incident;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import ru.otklik.domain.packing.ByteReader;
import ru.otklik.domain.packing.ByteWriter;

/**
 * Takes one event into the packed history of its incident and says what changed: {@code (state, event) -> (state,
 * facts)}.
 *
 * <p>A fact that lies ahead (a deadline that nothing has met yet, the end of the retention) is held until its time comes
 * near: nearly always an earlier event takes it back, and nobody else has to hear of it. What is released later is the
 * same as if it had been sent at once: its date lies after its stamp, so every value that covers the date takes it.
 */
public final class IncidentHistory implements Serializable {
    private static final long serialVersionUID = 2L;

    /*
     * State of one key: the version byte, then for each incident of that key (one, but for a collision of 64-bit keys):
     * 8 bytes that tell incidents of one key apart, the length of what follows, twice the number of events (plus one for
     * POS), the base time, the length of the events, these in order of arrival, the facts sent and the facts held. Events are only appended, so that a sent REGISTERED can name its event by its index. The facts are kept,
     * not derived: after a change of reference data or of a rule, what was sent before must be taken back exactly as it
     * was sent.
     */
    private static final byte VERSION = 3;

    /** Events that one incident may have. */
    public static final int MOST_EVENTS = 1000;

    /** Until an instant nothing is held. */
    public static final long NOTHING_HELD = Long.MAX_VALUE;

    private static final Source[] SOURCES = Source.values();

    private final VerdictRules rules;
    private final boolean tellsStages;
    private final transient ByteWriter packed = new ByteWriter(512);
    private final transient ByteWriter body = new ByteWriter(512);
    private final transient ByteWriter whole = new ByteWriter(512);
    private final transient EventPacking.Codes codes = new EventPacking.Codes();

    public IncidentHistory(VerdictRules rules) {
        this(rules, false);
    }

    /** @param tellsStages whether transitions tell the steps of stages, too */
    public IncidentHistory(VerdictRules rules, boolean tellsStages) {
        this.rules = rules;
        this.tellsStages = tellsStages;
    }

    private Object readResolve() {
        return new IncidentHistory(rules, tellsStages);
    }

    /** Takes facts of one incident whose time has come near, and what they make of its being open. */
    public interface Released {
        void take(Source source, List<SignedFact> facts, OpenSince open);
    }

    /** What is left of a state after a release, and the earliest date of what is still held. */
    public record Rest(byte[] state, long dueAt) {}

    /** Where one incident of a key lies. */
    private record Segment(int from, int size, int eventsFrom, int eventsEnd, int end, Source source, long base) {}

    /**
     * Takes an event in.
     *
     * @param state what was kept for the incident's key, null for nothing
     * @param check tells incidents of one key apart
     * @param stamp event time of the event's partition before it, epoch milliseconds; Long.MIN_VALUE before any
     * @param heldFrom facts dated from here on, epoch milliseconds, and after the event and its stamp, are held
     */
    public Transition take(
            byte @Nullable [] state, long check, Source source, IncidentEvent event, long stamp, long heldFrom) {
        Segment segment = state == null ? null : find(state, check);
        if (state == null || segment == null) {
            boolean tooOld = event.type() == EventType.REGISTERED
                    && stamp != Long.MIN_VALUE
                    && event.occurredAt() < stamp - rules.retainAnsweredMillis();
            if (tooOld) {
                return unchanged(state, Transition.Outcome.REGISTERED_TOO_OLD);
            }
            return accept(state, null, check, new ArrayList<>(1), source, event, stamp, heldFrom);
        }
        List<IncidentEvent> events = eventsOf(state, segment);
        if (isExpired(events, source, stamp)) {
            return unchanged(state, Transition.Outcome.EXPIRED);
        }
        if (events.contains(event)) {
            return unchanged(state, Transition.Outcome.DUPLICATE);
        }
        if (events.size() >= MOST_EVENTS) {
            return unchanged(state, Transition.Outcome.TOO_MANY_EVENTS);
        }
        return accept(state, segment, check, events, source, event, stamp, heldFrom);
    }

    /**
     * Lets go of held facts.
     *
     * @param state of one key
     * @param before facts dated before are released, epoch milliseconds
     */
    public Rest release(byte[] state, long before, Released released) {
        byte[] rest = state;
        long dueAt = NOTHING_HELD;
        for (int at = 1; at < rest.length; ) {
            Segment segment = segmentAt(rest, at);
            FactPacking.Kept kept = factsOf(rest, segment);
            List<Fact> sent = new ArrayList<>(kept.sent());
            List<Fact> held = new ArrayList<>(0);
            List<SignedFact> facts = new ArrayList<>(2);
            for (Fact fact : kept.held()) {
                if (fact.date() < before) {
                    sent.add(fact);
                    boolean namesItsEvent = fact.kind() == FactKind.REGISTERED;
                    facts.add(signed(1, fact, namesItsEvent ? eventsOf(rest, segment) : List.of()));
                } else {
                    held.add(fact);
                    dueAt = Math.min(dueAt, fact.date());
                }
            }
            int end = segment.end();
            if (!facts.isEmpty()) {
                long check = new ByteReader(rest, at, rest.length).takeLong();
                startBody(segment.size(), segment.source(), segment.base());
                body.putVarLong(segment.eventsEnd() - segment.eventsFrom());
                body.putBytes(rest, segment.eventsFrom(), segment.eventsEnd() - segment.eventsFrom());
                FactPacking.write(body, sent, held, segment.base());
                int length = rest.length;
                rest = replace(rest, segment, check);
                end += rest.length - length;
                released.take(segment.source(), facts, new OpenSince(OpenSince.of(kept.sent()), OpenSince.of(sent)));
            }
            at = end;
        }
        return new Rest(rest, dueAt);
    }

    /** The earliest date of a fact that is held, epoch milliseconds; {@link #NOTHING_HELD} if none is. */
    public long dueAt(byte[] state) {
        long dueAt = NOTHING_HELD;
        for (int at = 1; at < state.length; ) {
            Segment segment = segmentAt(state, at);
            dueAt = Math.min(dueAt, earliest(factsOf(state, segment).held()));
            at = segment.end();
        }
        return dueAt;
    }

    /** Tells of each incident of a key since when it is open, by the facts that were sent. */
    public void visitOpen(byte[] state, LongConsumer since) {
        for (int at = 1; at < state.length; ) {
            Segment segment = segmentAt(state, at);
            since.accept(OpenSince.of(factsOf(state, segment).sent()));
            at = segment.end();
        }
    }

    /**
     * Whether nothing that is still kept can matter at an event time: every incident of the key has been expired for
     * longer than {@code graceMillis}, and none of its facts lies ahead.
     */
    public boolean isForgettable(byte[] state, long eventTime, long graceMillis) {
        for (int at = 1; at < state.length; ) {
            Segment segment = segmentAt(state, at);
            long newest = newest(eventsOf(state, segment));
            if (eventTime - graceMillis <= newest + rules.retainUnansweredMillis()
                    || liesAhead(factsOf(state, segment), eventTime)) {
                return false;
            }
            at = segment.end();
        }
        return true;
    }

    /** Of held facts and sent ones alike, so that it does not hang on when they were released. */
    private static boolean liesAhead(FactPacking.Kept kept, long eventTime) {
        for (Fact fact : kept.held()) {
            if (fact.date() > eventTime) {
                return true;
            }
        }
        for (Fact fact : kept.sent()) {
            if (fact.date() > eventTime) {
                return true;
            }
        }
        return false;
    }

    private static long newest(List<IncidentEvent> events) {
        long newest = Long.MIN_VALUE;
        for (int i = 0; i < events.size(); i++) {
            newest = Math.max(newest, events.get(i).occurredAt());
        }
        return newest;
    }

    private boolean isExpired(List<IncidentEvent> events, Source source, long stamp) {
        long newest = newest(events);
        long shortest = Math.min(rules.retainAnsweredMillis(), rules.retainUnansweredMillis());
        if (stamp == Long.MIN_VALUE || stamp <= newest + shortest) {
            return false;
        }
        Verdict verdict = Verdict.of(events, source, rules);
        boolean keepsLonger = verdict.registration() == null || verdict.stillRunning();
        return stamp > newest + (keepsLonger ? rules.retainUnansweredMillis() : rules.retainAnsweredMillis());
    }

    private static Transition unchanged(byte @Nullable [] state, Transition.Outcome outcome) {
        return new Transition(
                state == null ? new byte[0] : state,
                outcome,
                List.of(),
                List.of(),
                NOTHING_HELD,
                0,
                OpenSince.UNCHANGED,
                null);
    }

    private Transition accept(
            byte @Nullable [] state,
            @Nullable Segment segment,
            long check,
            List<IncidentEvent> events,
            Source source,
            IncidentEvent event,
            long stamp,
            long heldFrom) {
        FactPacking.Kept kept = state == null || segment == null ? FactPacking.Kept.NOTHING : factsOf(state, segment);
        events.add(event);
        List<StageStep> steps = tellsStages ? new ArrayList<>(6) : null;
        Verdict verdict = Verdict.of(events, source, rules, steps);
        Difference difference = new Difference(kept, withRegistrationIndex(verdict, events), events);
        difference.take(Math.max(heldFrom, Math.max(event.occurredAt(), stamp) + 1), stamp);
        long base = segment == null ? event.occurredAt() : segment.base();
        packed.clear();
        if (state != null && segment != null) {
            packed.putBytes(state, segment.eventsFrom(), segment.eventsEnd() - segment.eventsFrom());
        }
        EventPacking.write(packed, event, base);
        startBody(events.size(), source, base);
        body.putVarLong(packed.size());
        body.putAll(packed);
        FactPacking.write(body, difference.sent, difference.held, base);
        long dueAt = earliest(difference.held);
        return new Transition(
                replace(state, segment, check),
                Transition.Outcome.ACCEPTED,
                difference.facts,
                difference.owed,
                dueAt < earliest(kept.held()) ? dueAt : NOTHING_HELD,
                newestPlace(verdict.facts()),
                new OpenSince(OpenSince.of(kept.sent()), OpenSince.of(difference.sent)),
                steps);
    }

    private static int newestPlace(List<Fact> facts) {
        return facts.isEmpty() ? 0 : facts.get(facts.size() - 1).municipality();
    }

    private static long earliest(List<Fact> held) {
        long earliest = NOTHING_HELD;
        for (int i = 0; i < held.size(); i++) {
            earliest = Math.min(earliest, held.get(i).date());
        }
        return earliest;
    }

    /**
     * A REGISTERED names its event by its index: that event's topic, channel and citizen are what was sent. Another event
     * that says the same is no reason to send it again.
     */
    private static List<Fact> withRegistrationIndex(Verdict verdict, List<IncidentEvent> events) {
        List<Fact> facts = verdict.facts();
        for (int i = 0; i < facts.size(); i++) {
            Fact fact = facts.get(i);
            if (fact.kind() == FactKind.REGISTERED) {
                int index = 0;
                while (!saysTheSame(events.get(index), verdict.registration())) {
                    index++;
                }
                if (index == 0) {
                    return facts;
                }
                List<Fact> indexed = new ArrayList<>(facts);
                indexed.set(i, new Fact(fact.kind(), fact.date(), fact.municipality(), fact.authority(), 0, index));
                return indexed;
            }
        }
        return facts;
    }

    private static boolean saysTheSame(IncidentEvent event, @Nullable IncidentEvent registration) {
        return registration != null
                && event.type() == registration.type()
                && event.citizen() == registration.citizen()
                && Objects.equals(event.topic(), registration.topic())
                && Objects.equals(event.channel(), registration.channel());
    }

    static SignedFact signed(int sign, Fact fact, List<IncidentEvent> events) {
        if (fact.kind() != FactKind.REGISTERED) {
            return new SignedFact(sign, fact, null, null, 0);
        }
        IncidentEvent registration = events.get((int) fact.detail());
        return new SignedFact(sign, fact, registration.topic(), registration.channel(), registration.citizen());
    }

    private void startBody(int events, Source source, long base) {
        body.clear();
        body.putVarLong(2L * events + source.ordinal());
        body.putSignedVarLong(base);
    }

    /** A state with the body in the place of a segment; a new segment is put at the end. */
    private byte[] replace(byte @Nullable [] state, @Nullable Segment segment, long check) {
        whole.clear();
        whole.putByte(VERSION);
        if (state != null) {
            int from = segment == null ? state.length : segment.from();
            int end = segment == null ? state.length : segment.end();
            whole.putBytes(state, 1, from - 1);
            putBody(check);
            whole.putBytes(state, end, state.length - end);
        } else {
            putBody(check);
        }
        return whole.toBytes();
    }

    private void putBody(long check) {
        whole.putLong(check);
        whole.putVarLong(body.size());
        whole.putAll(body);
    }

    private @Nullable Segment find(byte[] state, long check) {
        for (int at = 1; at < state.length; ) {
            Segment segment = segmentAt(state, at);
            if (new ByteReader(state, at, state.length).takeLong() == check) {
                return segment;
            }
            at = segment.end();
        }
        return null;
    }

    private FactPacking.Kept factsOf(byte[] state, Segment segment) {
        return FactPacking.read(new ByteReader(state, segment.eventsEnd(), segment.end()), segment.base());
    }

    private Segment segmentAt(byte[] state, int at) {
        if (state[0] != VERSION) {
            throw new IllegalStateException("incident state of version " + state[0] + "; this job reads " + VERSION);
        }
        ByteReader in = new ByteReader(state, at, state.length);
        in.skip(8);
        int length = in.takeVarInt();
        int bodyFrom = in.position();
        int head = in.takeVarInt();
        long base = in.takeSignedVarLong();
        int eventsLength = in.takeVarInt();
        int eventsFrom = in.position();
        return new Segment(
                at, head >>> 1, eventsFrom, eventsFrom + eventsLength, bodyFrom + length, SOURCES[head & 1], base);
    }

    /** In order of arrival; room for one more. */
    private List<IncidentEvent> eventsOf(byte[] state, Segment segment) {
        ByteReader in = new ByteReader(state, segment.eventsFrom(), segment.eventsEnd());
        List<IncidentEvent> events = new ArrayList<>(segment.size() + 1);
        for (int i = 0; i < segment.size(); i++) {
            events.add(EventPacking.read(in, segment.base(), codes));
        }
        return events;
    }
}
