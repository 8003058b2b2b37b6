package ru.otklik.oracle;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import ru.otklik.oracle.OracleDecoder.Reason;

/** Reads one partition in order: stamps, expiry, and the differences between each incident's verdicts. */
final class OracleReplay {

    private static final int MOST_EVENTS = 1_000;
    private static final long LONG_AGO = Long.MIN_VALUE / 4;

    private static final class State {
        private final Map<String, OracleEvent> events = new LinkedHashMap<>();
        private long newest = LONG_AGO;
        private OracleVerdict.Judged judged = OracleVerdict.Judged.nothing();
    }

    private final OracleReference reference;
    private final Oracle.Options options;
    private final OracleDecoder decoder;
    private final Map<String, State> incidents = new HashMap<>();
    private final List<OracleFact.Sent> sent = new ArrayList<>();
    private final List<OracleFact.Sent> outcomes = new ArrayList<>();
    private final List<Oracle.Rejected> rejected = new ArrayList<>();
    private final List<OracleEvent> late = new ArrayList<>();
    private long newest = LONG_AGO;

    OracleReplay(OracleReference reference, Oracle.Options options) {
        this.reference = reference;
        this.options = options;
        this.decoder = new OracleDecoder(reference, options.earliest(), options.notAfter(), options.citizenHash());
    }

    void read(List<byte[]> lines) {
        for (byte[] line : lines) {
            read(line);
        }
    }

    private void read(byte[] line) {
        try {
            OracleEvent event = decoder.decode(line);
            Instant asOf = options.asOf();
            if (asOf == null || event.occurredAt() <= asOf.toEpochMilli()) {
                accept(event);
                newest = Math.max(newest, event.occurredAt());
            }
        } catch (OracleDecoder.Rejected e) {
            rejected.add(new Oracle.Rejected(e.reason(), new String(line, StandardCharsets.UTF_8)));
        }
    }

    private void accept(OracleEvent event) throws OracleDecoder.Rejected {
        long stamp = newest == LONG_AGO ? LONG_AGO : newest - options.disorder().toMillis();
        State state = incidents.get(event.incident());
        if (isExpired(event, state, stamp)) {
            late.add(event);
            return;
        }
        if (state == null) {
            state = new State();
            incidents.put(event.incident(), state);
        }
        if (state.events.containsKey(event.text())) {
            return;
        }
        if (state.events.size() >= MOST_EVENTS) {
            throw new OracleDecoder.Rejected(Reason.TOO_MANY_EVENTS, event.incident());
        }
        state.events.put(event.text(), event);
        state.newest = Math.max(state.newest, event.occurredAt());
        OracleVerdict.Judged before = state.judged;
        state.judged = OracleVerdict.of(
                reference, state.events.values(), options.retainUnanswered().toMillis());
        send(before.facts(), state.judged.facts(), stamp, event.incident(), sent);
        send(before.outcomes(), state.judged.outcomes(), stamp, event.incident(), outcomes);
    }

    private static void send(
            List<OracleFact> before, List<OracleFact> after, long stamp, String incident, List<OracleFact.Sent> out) {
        difference(before, after).forEach((fact, count) -> {
            for (int i = 0; i < Math.abs(count); i++) {
                out.add(new OracleFact.Sent(fact, Integer.signum(count), stamp, incident));
            }
        });
    }

    private boolean isExpired(OracleEvent event, @Nullable State state, long stamp) {
        if (state == null) {
            return event.type() == OracleEvent.Type.REGISTERED
                    && stamp - event.occurredAt() > options.retainAnswered().toMillis();
        }
        boolean isLong = state.judged.orphan() || state.judged.running();
        long retention = (isLong ? options.retainUnanswered() : options.retainAnswered()).toMillis();
        return stamp - state.newest > retention;
    }

    private static Map<OracleFact, Integer> difference(List<OracleFact> before, List<OracleFact> after) {
        Map<OracleFact, Integer> difference = new LinkedHashMap<>();
        before.forEach(fact -> difference.merge(fact, -1, Integer::sum));
        after.forEach(fact -> difference.merge(fact, 1, Integer::sum));
        return difference;
    }

    List<OracleFact.Sent> sent() {
        return sent;
    }

    /** The same of outcomes, told where their incident was registered. */
    List<OracleFact.Sent> outcomes() {
        return outcomes;
    }

    List<Oracle.Rejected> rejected() {
        return rejected;
    }

    List<OracleEvent> late() {
        return late;
    }

    /** Event time at the end of input; null if nothing was accepted and no as-of is given. */
    @Nullable
    Long endOfInput() {
        Instant asOf = options.asOf();
        return asOf != null ? Long.valueOf(asOf.toEpochMilli()) : newest == LONG_AGO ? null : Long.valueOf(newest);
    }
}
