package ru.otklik.domain.metrics;

import ru.otklik.domain.incident.Source;
import ru.otklik.domain.packing.ByteReader;
import ru.otklik.domain.packing.ByteWriter;

/** How often each citizen registered through each source; knows at any time how many distinct ones there are. */
final class TokenCounts {
    /*
     * Open addressing with linear probing over three arrays, 16 bytes a slot. A token whose counts fell to 0 keeps its
     * slot until the next growth, so that probing stays right. The token 0 means an empty slot.
     */
    private long[] tokens = new long[8];
    private int[] social = new int[8];
    private int[] portal = new int[8];
    private int used;
    private int distinct;
    private int distinctSocial;
    private int distinctPortal;

    void add(long token, Source source, int count) {
        if ((used + 1) * 5 > tokens.length * 3) {
            rebuild();
        }
        int slot = slotOf(token);
        if (tokens[slot] == 0) {
            tokens[slot] = token;
            used++;
        }
        boolean wasThere = isPresent(slot);
        if (source == Source.POS) {
            distinctPortal += step(portal[slot], portal[slot] + count);
            portal[slot] += count;
        } else {
            distinctSocial += step(social[slot], social[slot] + count);
            social[slot] += count;
        }
        distinct += (isPresent(slot) ? 1 : 0) - (wasThere ? 1 : 0);
    }

    void addAll(TokenCounts other) {
        for (int i = 0; i < other.tokens.length; i++) {
            if (other.social[i] != 0) {
                add(other.tokens[i], Source.INCIDENT_MANAGEMENT, other.social[i]);
            }
            if (other.portal[i] != 0) {
                add(other.tokens[i], Source.POS, other.portal[i]);
            }
        }
    }

    int distinct() {
        return distinct;
    }

    int distinct(Source source) {
        return source == Source.POS ? distinctPortal : distinctSocial;
    }

    private boolean isPresent(int slot) {
        return social[slot] > 0 || portal[slot] > 0;
    }

    private static int step(int before, int after) {
        return (after > 0 ? 1 : 0) - (before > 0 ? 1 : 0);
    }

    private int slotOf(long token) {
        int mask = tokens.length - 1;
        int slot = (int) (token ^ token >>> 32) & mask;
        while (tokens[slot] != 0 && tokens[slot] != token) {
            slot = slot + 1 & mask;
        }
        return slot;
    }

    private void rebuild() {
        int live = 0;
        for (int i = 0; i < tokens.length; i++) {
            if (social[i] != 0 || portal[i] != 0) {
                live++;
            }
        }
        int capacity = 8;
        while (capacity * 2 < (live + 1) * 5) {
            capacity *= 2;
        }
        long[] oldTokens = tokens;
        int[] oldSocial = social;
        int[] oldPortal = portal;
        tokens = new long[capacity];
        social = new int[capacity];
        portal = new int[capacity];
        used = live;
        for (int i = 0; i < oldTokens.length; i++) {
            if (oldSocial[i] != 0 || oldPortal[i] != 0) {
                int slot = slotOf(oldTokens[i]);
                tokens[slot] = oldTokens[i];
                social[slot] = oldSocial[i];
                portal[slot] = oldPortal[i];
            }
        }
    }

    void pack(ByteWriter out) {
        for (int i = 0; i < tokens.length; i++) {
            if (social[i] != 0 || portal[i] != 0) {
                out.putLong(tokens[i]);
                out.putSignedVarLong(social[i]);
                out.putSignedVarLong(portal[i]);
            }
        }
    }

    /** The packed form by itself, since it does not say where it ends. */
    byte[] toBytes() {
        ByteWriter out = new ByteWriter(16);
        pack(out);
        return out.toBytes();
    }

    void unpack(ByteReader in) {
        while (in.hasMore()) {
            long token = in.takeLong();
            add(token, Source.INCIDENT_MANAGEMENT, (int) in.takeSignedVarLong());
            add(token, Source.POS, (int) in.takeSignedVarLong());
        }
    }
}
