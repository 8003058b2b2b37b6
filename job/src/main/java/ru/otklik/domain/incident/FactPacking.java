package ru.otklik.domain.incident;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import ru.otklik.domain.packing.ByteReader;
import ru.otklik.domain.packing.ByteWriter;

/** The facts of one incident, those sent before those held, as about 3 to 8 bytes each. */
final class FactPacking {
    /*
     * The number of facts sent, the municipality of the cohort (0 for none) and the time of registration, the facts
     * sent, the facts held. All are of one verdict, so they share these, and where the municipality is that of the
     * cohort, an outcome counts for it. Facts come in runs: most share date and owner with the fact before. A byte holds
     * the kind and three flags; what differs from the fact before follows. Nearly every time span began at the base, so
     * what is kept of it is how far from there it began.
     */
    private static final int SAME_DATE = 1 << 5;
    private static final int SAME_OWNER = 1 << 6;
    private static final int HAS_FIGURES = 1 << 7;

    private static final int NO_MUNICIPALITY = 0;

    private FactPacking() {}

    /** The facts of one incident: those that were sent, and those that wait until their date comes near. */
    record Kept(List<Fact> sent, List<Fact> held) {
        static final Kept NOTHING = new Kept(List.of(), List.of());
    }

    static void write(ByteWriter out, List<Fact> sent, List<Fact> held, long baseMillis) {
        out.putVarLong(sent.size());
        Fact outcome = firstOfCohort(sent);
        outcome = outcome == null ? firstOfCohort(held) : outcome;
        out.putVarLong(outcome == null ? NO_MUNICIPALITY : outcome.municipality());
        if (outcome != null) {
            out.putSignedVarLong(outcome.registeredAt() - baseMillis);
        }
        Fact last = null;
        for (int i = 0; i < sent.size(); i++) {
            last = write(out, sent.get(i), last, baseMillis);
        }
        for (int i = 0; i < held.size(); i++) {
            last = write(out, held.get(i), last, baseMillis);
        }
    }

    private static @Nullable Fact firstOfCohort(List<Fact> facts) {
        for (int i = 0; i < facts.size(); i++) {
            if (facts.get(i).registeredAt() != Fact.NO_COHORT) {
                return facts.get(i);
            }
        }
        return null;
    }

    private static Fact write(ByteWriter out, Fact fact, @Nullable Fact last, long baseMillis) {
        long lastDate = last == null ? baseMillis : last.date();
        boolean sameOwner = last != null
                && fact.municipality() == last.municipality()
                && Objects.equals(fact.authority(), last.authority());
        boolean figures = fact.elapsed() != 0 || fact.detail() != 0;
        out.putByte(fact.kind().ordinal()
                | (fact.date() == lastDate ? SAME_DATE : 0)
                | (sameOwner ? SAME_OWNER : 0)
                | (figures ? HAS_FIGURES : 0));
        if (fact.date() != lastDate) {
            out.putSignedVarLong(fact.date() - lastDate);
        }
        if (!sameOwner) {
            out.putVarLong((long) fact.municipality() << 1 | (fact.authority() == null ? 0 : 1));
            if (fact.authority() != null) {
                out.putString(fact.authority());
            }
        }
        if (figures) {
            out.putSignedVarLong(spanOf(fact.kind(), fact.elapsed(), fact.date() - baseMillis));
            out.putVarLong(fact.detail());
        }
        return fact;
    }

    /** A time since the start of a stage as the start since the base, and back again. */
    private static long spanOf(FactKind kind, long span, long sinceBase) {
        return kind.spansTime() ? sinceBase - span : span;
    }

    static Kept read(ByteReader in, long baseMillis) {
        int size = in.takeVarInt();
        int home = in.takeVarInt();
        long registeredAt = home == NO_MUNICIPALITY ? Fact.NO_COHORT : baseMillis + in.takeSignedVarLong();
        List<Fact> sent = new ArrayList<>(size);
        List<Fact> held = new ArrayList<>(4);
        long date = baseMillis;
        int municipality = 0;
        String authority = null;
        while (in.hasMore()) {
            int head = in.takeByte();
            if ((head & SAME_DATE) == 0) {
                date += in.takeSignedVarLong();
            }
            if ((head & SAME_OWNER) == 0) {
                long owner = in.takeVarLong();
                municipality = (int) (owner >>> 1);
                authority = (owner & 1) == 0 ? null : in.takeString();
            }
            FactKind kind = FactKind.of(head & 0x1F);
            boolean figures = (head & HAS_FIGURES) != 0;
            Fact fact = new Fact(
                    kind,
                    date,
                    municipality,
                    authority,
                    figures ? spanOf(kind, in.takeSignedVarLong(), date - baseMillis) : 0,
                    figures ? in.takeVarLong() : 0,
                    municipality == home && kind.isOutcome() ? registeredAt : Fact.NO_COHORT);
            (sent.size() < size ? sent : held).add(fact);
        }
        return new Kept(sent, held);
    }
}
