package ru.otklik.domain.incident;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import ru.otklik.domain.packing.ByteReader;
import ru.otklik.domain.packing.ByteWriter;

/**
 * Takes one event into the packed history of its incident and says what changed: {@code (state, event) -> (state,
 * facts)}.
 */
public final class IncidentHistory implements Serializable {
    private static final long serialVersionUID = 1L;

    /*
     * State of one key: the version byte, then for each incident of that key (one, but for a collision of 64-bit keys):
     * 8 bytes that tell incidents of one key apart, the length of what follows, the number of events, the base time, the
     * events in order of arrival, the facts sent. Events are only appended, so that a sent REGISTERED can name its event
     * by its index. The facts are kept, not derived: after a change of reference data or of a rule, what was sent
     * before must be taken back exactly as it was sent.
     */
    private static final byte VERSION = 1;

    /** Events that one incident may have. */
    public static final int MOST_EVENTS = 1000;

    /** Above this number of facts a hash table finds the difference faster than pairs do. */
    private static final int FEW_FACTS = 32;

    private final VerdictRules rules;

    public IncidentHistory(VerdictRules rules) {
        this.rules = rules;
    }

    /** One incident of a key, unpacked. */
    private record Segment(int from, int eventsFrom, int eventsEnd, int end, long base, List<IncidentEvent> events) {}

    /**
     * Takes an event in.
     *
     * @param state what was kept for the incident's key, null for nothing
     * @param check tells incidents of one key apart
     * @param stamp event time of the event's partition before it, epoch milliseconds; Long.MIN_VALUE before any
     */
    public Transition take(byte @Nullable [] state, long check, Source source, IncidentEvent event, long stamp) {
        Segment segment = state == null ? null : find(state, check);
        if (state == null || segment == null) {
            boolean tooOld = event.type() == EventType.REGISTERED
                    && stamp != Long.MIN_VALUE
                    && event.occurredAt() < stamp - rules.retainAnsweredMillis();
            if (tooOld) {
                return unchanged(state, Transition.Outcome.REGISTERED_TOO_OLD);
            }
            return accept(state, null, check, List.of(), List.of(), source, event);
        }
        List<IncidentEvent> events = segment.events();
        if (isExpired(events, source, stamp)) {
            return unchanged(state, Transition.Outcome.EXPIRED);
        }
        if (events.contains(event)) {
            return unchanged(state, Transition.Outcome.DUPLICATE);
        }
        if (events.size() >= MOST_EVENTS) {
            return unchanged(state, Transition.Outcome.TOO_MANY_EVENTS);
        }
        List<Fact> sent = FactPacking.read(new ByteReader(state, segment.eventsEnd(), segment.end()), segment.base());
        return accept(state, segment, check, events, sent, source, event);
    }

    /**
     * Whether nothing that is still kept can matter at an event time: every incident of the key has been expired for
     * longer than {@code graceMillis}.
     */
    public boolean isForgettable(byte[] state, long eventTime, long graceMillis) {
        for (int at = 1; at < state.length; ) {
            Segment segment = segmentAt(state, at);
            long newest = Long.MIN_VALUE;
            for (IncidentEvent event : segment.events()) {
                newest = Math.max(newest, event.occurredAt());
            }
            if (eventTime - graceMillis <= newest + rules.retainUnansweredMillis()) {
                return false;
            }
            at = segment.end();
        }
        return true;
    }

    private boolean isExpired(List<IncidentEvent> events, Source source, long stamp) {
        long newest = Long.MIN_VALUE;
        for (IncidentEvent event : events) {
            newest = Math.max(newest, event.occurredAt());
        }
        long shortest = Math.min(rules.retainAnsweredMillis(), rules.retainUnansweredMillis());
        if (stamp == Long.MIN_VALUE || stamp <= newest + shortest) {
            return false;
        }
        Verdict verdict = Verdict.of(events, source, rules);
        boolean keepsLonger = verdict.registration() == null || verdict.stillRunning();
        return stamp > newest + (keepsLonger ? rules.retainUnansweredMillis() : rules.retainAnsweredMillis());
    }

    private static Transition unchanged(byte @Nullable [] state, Transition.Outcome outcome) {
        return new Transition(state == null ? new byte[0] : state, outcome, List.of());
    }

    private Transition accept(
            byte @Nullable [] state,
            @Nullable Segment segment,
            long check,
            List<IncidentEvent> before,
            List<Fact> sent,
            Source source,
            IncidentEvent event) {
        List<IncidentEvent> events = new ArrayList<>(before.size() + 1);
        events.addAll(before);
        events.add(event);
        Verdict verdict = Verdict.of(events, source, rules);
        List<Fact> facts = withRegistrationIndex(verdict, events);
        List<SignedFact> difference = difference(sent, facts, events);
        return new Transition(pack(state, segment, check, event, facts), Transition.Outcome.ACCEPTED, difference);
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

    private static List<SignedFact> difference(List<Fact> sent, List<Fact> facts, List<IncidentEvent> events) {
        List<SignedFact> difference = new ArrayList<>();
        if (sent.size() > FEW_FACTS) {
            Map<Fact, Integer> balance = new HashMap<>();
            sent.forEach(fact -> balance.merge(fact, -1, Integer::sum));
            facts.forEach(fact -> balance.merge(fact, 1, Integer::sum));
            balance.forEach((fact, count) -> {
                for (int i = 0; i < Math.abs(count); i++) {
                    difference.add(signed(Integer.signum(count), fact, events));
                }
            });
            return difference;
        }
        boolean[] kept = new boolean[facts.size()];
        for (Fact old : sent) {
            int match = 0;
            while (match < kept.length && (kept[match] || !old.equals(facts.get(match)))) {
                match++;
            }
            if (match < kept.length) {
                kept[match] = true;
            } else {
                difference.add(signed(-1, old, events));
            }
        }
        for (int i = 0; i < kept.length; i++) {
            if (!kept[i]) {
                difference.add(signed(1, facts.get(i), events));
            }
        }
        return difference;
    }

    private static SignedFact signed(int sign, Fact fact, List<IncidentEvent> events) {
        if (fact.kind() != FactKind.REGISTERED) {
            return new SignedFact(sign, fact, null, null, 0);
        }
        IncidentEvent registration = events.get((int) fact.detail());
        return new SignedFact(sign, fact, registration.topic(), registration.channel(), registration.citizen());
    }

    private static byte[] pack(
            byte @Nullable [] state, @Nullable Segment segment, long check, IncidentEvent event, List<Fact> facts) {
        long base = segment == null ? event.occurredAt() : segment.base();
        ByteWriter body = new ByteWriter(192);
        body.putVarLong(segment == null ? 1 : segment.events().size() + 1L);
        body.putSignedVarLong(base);
        if (state != null && segment != null) {
            body.putBytes(state, segment.eventsFrom(), segment.eventsEnd() - segment.eventsFrom());
        }
        EventPacking.write(body, event, base);
        FactPacking.write(body, facts, base);
        byte[] packed = body.toBytes();
        ByteWriter out = new ByteWriter(packed.length + 16 + (state == null ? 0 : state.length));
        out.putByte(VERSION);
        if (state != null) {
            int from = segment == null ? state.length : segment.from();
            int end = segment == null ? state.length : segment.end();
            out.putBytes(state, 1, from - 1);
            out.putBytes(state, end, state.length - end);
        }
        out.putLong(check);
        out.putVarLong(packed.length);
        out.putBytes(packed, 0, packed.length);
        return out.toBytes();
    }

    private static @Nullable Segment find(byte[] state, long check) {
        if (state[0] != VERSION) {
            throw new IllegalStateException("incident state of version " + state[0] + "; this job reads " + VERSION);
        }
        for (int at = 1; at < state.length; ) {
            if (new ByteReader(state, at, state.length).takeLong() == check) {
                return segmentAt(state, at);
            }
            at = segmentAt(state, at).end();
        }
        return null;
    }

    private static Segment segmentAt(byte[] state, int at) {
        ByteReader in = new ByteReader(state, at, state.length);
        in.skip(8);
        int length = in.takeVarInt();
        int bodyFrom = in.position();
        int count = in.takeVarInt();
        long base = in.takeSignedVarLong();
        int eventsFrom = in.position();
        List<IncidentEvent> events = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            events.add(EventPacking.read(in, base));
        }
        return new Segment(at, eventsFrom, in.position(), bodyFrom + length, base, events);
    }
}
