package ru.otklik.domain.metrics;

import java.util.HashMap;
import java.util.Map;
import ru.otklik.domain.packing.ByteReader;
import ru.otklik.domain.packing.ByteWriter;

/** What was published last under each key: its revision and the hash of its content. */
public final class Published {
    private record Last(int revision, long hash) {}

    private final Map<Long, Last> byKey = new HashMap<>();
    private boolean changed;

    /** A key of three small numbers: kind (below 2^8), view (below 2^8), index (of either sign). */
    public static long key(int kind, int view, int index) {
        return (long) kind << 40 | (long) view << 32 | (index & 0xFFFF_FFFFL);
    }

    private static int indexOf(long key) {
        return (int) key;
    }

    public boolean contains(long key) {
        return byKey.containsKey(key);
    }

    /** Whether a content is what was published last under a key. */
    public boolean isLast(long key, long hash) {
        Last last = byKey.get(key);
        return last != null && last.hash() == hash;
    }

    /** The revision that was published last under a key, -1 for none. */
    public int revision(long key) {
        Last last = byKey.get(key);
        return last == null ? -1 : last.revision();
    }

    public void put(long key, int revision, long hash) {
        byKey.put(key, new Last(revision, hash));
        changed = true;
    }

    /** Forgets keys of a kind whose index lies before one. */
    public void forgetBefore(int kind, int index) {
        changed |= byKey.keySet().removeIf(key -> key >>> 40 == kind && indexOf(key) < index);
    }

    /** Whether anything was put or forgotten since this was last asked. */
    public boolean takeChanged() {
        boolean was = changed;
        changed = false;
        return was;
    }

    public void pack(ByteWriter out) {
        byKey.forEach((key, last) -> {
            out.putVarLong(key);
            out.putSignedVarLong(last.revision());
            out.putLong(last.hash());
        });
    }

    public void unpack(ByteReader in) {
        while (in.hasMore()) {
            byKey.put(in.takeVarLong(), new Last((int) in.takeSignedVarLong(), in.takeLong()));
        }
    }
}
