package ru.otklik.domain.metrics;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;
import ru.otklik.domain.incident.Source;
import ru.otklik.domain.packing.ByteReader;
import ru.otklik.domain.packing.ByteWriter;

/**
 * The figures of one municipality over one period, apart by source and by authority, so that every view (overall, per
 * source, the administration's own) is a merge.
 */
public final class Tally {
    /** Takes the figures of one authority and source; they must not be changed. */
    interface Cells {
        void visit(int authority, Source source, Figures figures);
    }

    /** Cell keys, authority * 2 + source, sorted; nearly always the two of the administration. */
    private int[] keys = new int[0];

    private Figures[] cells = new Figures[0];
    private final TokenCounts citizens = new TokenCounts();
    /** Citizens once more, of each authority but the administration: few, so most tallies have none. */
    private final Map<Integer, TokenCounts> citizensOfOthers = new TreeMap<>();

    private boolean changed;

    /** Adds a line of the log {@code sign} times. */
    public void add(long head, long payload, int sign) {
        changed = true;
        int code = Entry.code(head);
        int signed = sign * Entry.sign(head);
        if (code == Entry.CITIZEN) {
            citizens.add(payload, Entry.source(head), signed);
            if (Entry.authority(head) != 0) {
                citizensOf(Entry.authority(head)).add(payload, Entry.source(head), signed);
            }
        } else if (Entry.isCounted(code)) {
            cell(Entry.authority(head) * 2 + Entry.source(head).ordinal()).add(code, payload, signed);
        }
    }

    /** Adds all that another tally holds. */
    public void addAll(Tally other) {
        changed = true;
        for (int i = 0; i < other.keys.length; i++) {
            cell(other.keys[i]).addAll(other.cells[i]);
        }
        citizens.addAll(other.citizens);
        other.citizensOfOthers.forEach(
                (authority, tokens) -> citizensOf(authority).addAll(tokens));
    }

    private TokenCounts citizensOf(int authority) {
        return citizensOfOthers.computeIfAbsent(authority, key -> new TokenCounts());
    }

    /** Hands out the figures of every authority and source. */
    void visitCells(Cells visitor) {
        for (int i = 0; i < keys.length; i++) {
            visitor.visit(keys[i] >> 1, (keys[i] & 1) == 0 ? Source.INCIDENT_MANAGEMENT : Source.POS, cells[i]);
        }
    }

    private Figures cell(int key) {
        int at = Arrays.binarySearch(keys, key);
        if (at >= 0) {
            return cells[at];
        }
        int insert = -at - 1;
        int[] moreKeys = new int[keys.length + 1];
        Figures[] moreCells = new Figures[keys.length + 1];
        System.arraycopy(keys, 0, moreKeys, 0, insert);
        System.arraycopy(cells, 0, moreCells, 0, insert);
        System.arraycopy(keys, insert, moreKeys, insert + 1, keys.length - insert);
        System.arraycopy(cells, insert, moreCells, insert + 1, keys.length - insert);
        moreKeys[insert] = key;
        moreCells[insert] = new Figures();
        keys = moreKeys;
        cells = moreCells;
        return moreCells[insert];
    }

    /**
     * A new merge of the cells of a source.
     *
     * @param source null for both
     * @param authorities which authorities to take
     */
    public Figures merge(@Nullable Source source, IntPredicate authorities) {
        Figures merged = new Figures();
        for (int i = 0; i < keys.length; i++) {
            if ((source == null || (keys[i] & 1) == source.ordinal()) && authorities.test(keys[i] >> 1)) {
                merged.addAll(cells[i]);
            }
        }
        return merged;
    }

    /** Distinct citizens who registered through a source; null for either. */
    public long citizens(@Nullable Source source) {
        return source == null ? citizens.distinct() : citizens.distinct(source);
    }

    /** Distinct citizens who registered what an authority other than the administration had to answer. */
    long citizens(@Nullable Source source, int authority) {
        TokenCounts tokens = citizensOfOthers.get(authority);
        if (tokens == null) {
            return 0;
        }
        return source == null ? tokens.distinct() : tokens.distinct(source);
    }

    public boolean isEmpty() {
        for (Figures cell : cells) {
            if (!cell.isEmpty()) {
                return false;
            }
        }
        return true;
    }

    /** Whether anything was added since this was last asked. */
    public boolean takeChanged() {
        boolean was = changed;
        changed = false;
        return was;
    }

    public void pack(ByteWriter out) {
        out.putVarLong(keys.length);
        for (int i = 0; i < keys.length; i++) {
            out.putVarLong(keys[i]);
            cells[i].pack(out);
        }
        out.putVarLong(citizensOfOthers.size());
        citizensOfOthers.forEach((authority, tokens) -> {
            byte[] packed = tokens.toBytes();
            out.putVarLong(authority);
            out.putVarLong(packed.length);
            out.putBytes(packed, 0, packed.length);
        });
        citizens.pack(out);
    }

    public static Tally unpack(ByteReader in) {
        Tally tally = new Tally();
        int cells = in.takeVarInt();
        for (int i = 0; i < cells; i++) {
            tally.cell(in.takeVarInt()).unpack(in);
        }
        int others = in.takeVarInt();
        for (int i = 0; i < others; i++) {
            int authority = in.takeVarInt();
            tally.citizensOf(authority).unpack(new ByteReader(in.takeBytes(in.takeVarInt())));
        }
        tally.citizens.unpack(in);
        return tally;
    }
}
