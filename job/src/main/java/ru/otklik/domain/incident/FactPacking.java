package ru.otklik.domain.incident;

import java.util.ArrayList;
import java.util.List;
import ru.otklik.domain.packing.ByteReader;
import ru.otklik.domain.packing.ByteWriter;

/** The facts that were sent of one incident, as about 3 to 8 bytes each. */
final class FactPacking {
    /*
     * Facts come in runs: most share date and owner with the fact before. A byte holds the kind and two flags; what
     * differs from the fact before follows.
     */
    private static final int SAME_DATE = 1 << 5;
    private static final int SAME_OWNER = 1 << 6;
    private static final int HAS_FIGURES = 1 << 7;

    private FactPacking() {}

    static void write(ByteWriter out, List<Fact> facts, long baseMillis) {
        long date = baseMillis;
        int municipality = 0;
        String authority = null;
        for (Fact fact : facts) {
            boolean sameOwner =
                    fact.municipality() == municipality && java.util.Objects.equals(fact.authority(), authority);
            boolean figures = fact.elapsed() != 0 || fact.detail() != 0;
            out.putByte(fact.kind().ordinal()
                    | (fact.date() == date ? SAME_DATE : 0)
                    | (sameOwner ? SAME_OWNER : 0)
                    | (figures ? HAS_FIGURES : 0));
            if (fact.date() != date) {
                out.putSignedVarLong(fact.date() - date);
            }
            if (!sameOwner) {
                out.putVarLong((long) fact.municipality() << 1 | (fact.authority() == null ? 0 : 1));
                if (fact.authority() != null) {
                    out.putString(fact.authority());
                }
            }
            if (figures) {
                out.putVarLong(fact.elapsed());
                out.putVarLong(fact.detail());
            }
            date = fact.date();
            municipality = fact.municipality();
            authority = fact.authority();
        }
    }

    static List<Fact> read(ByteReader in, long baseMillis) {
        List<Fact> facts = new ArrayList<>();
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
            facts.add(new Fact(
                    FactKind.of(head & 0x1F),
                    date,
                    municipality,
                    authority,
                    figures ? in.takeVarLong() : 0,
                    figures ? in.takeVarLong() : 0));
        }
        return facts;
    }
}
