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
     * The number of facts sent, these, the facts held. Facts come in runs: most share date and owner with the fact
     * before. A byte holds the kind and three flags; what differs from the fact before follows. Nearly every time span
     * began at the base, so what is kept of it is how far from there it began.
     */
    private static final int SAME_DATE = 1 << 5;
    private static final int SAME_OWNER = 1 << 6;
    private static final int HAS_FIGURES = 1 << 7;

    private FactPacking() {}

    /** The facts of one incident: those that were sent, and those that wait until their date comes near. */
    record Kept(List<Fact> sent, List<Fact> held) {
        static final Kept NOTHING = new Kept(List.of(), List.of());
    }

    static void write(ByteWriter out, List<Fact> sent, List<Fact> held, long baseMillis) {
        out.putVarLong(sent.size());
        Fact last = null;
        for (int i = 0; i < sent.size(); i++) {
            last = write(out, sent.get(i), last, baseMillis);
        }
        for (int i = 0; i < held.size(); i++) {
            last = write(out, held.get(i), last, baseMillis);
        }
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
            out.putSignedVarLong(fact.date() - fact.elapsed() - baseMillis);
            out.putVarLong(fact.detail());
        }
        return fact;
    }

    static Kept read(ByteReader in, long baseMillis) {
        int size = in.takeVarInt();
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
            boolean figures = (head & HAS_FIGURES) != 0;
            Fact fact = new Fact(
                    FactKind.of(head & 0x1F),
                    date,
                    municipality,
                    authority,
                    figures ? date - baseMillis - in.takeSignedVarLong() : 0,
                    figures ? in.takeVarLong() : 0);
            (sent.size() < size ? sent : held).add(fact);
        }
        return new Kept(sent, held);
    }
}
