package ru.otklik.domain.incident;

import org.jspecify.annotations.Nullable;
import ru.otklik.domain.packing.ByteReader;
import ru.otklik.domain.packing.ByteWriter;
import ru.otklik.domain.packing.KnownWords;

/** An {@link IncidentEvent} as 12 to 50 bytes of state; times are kept relative to a base. */
final class EventPacking {
    /*
     * Layout: two bytes of flags, the time relative to the base (signed varlong), the hash of the id (8 bytes), then
     * the fields that the flags name. Frequent words take one byte.
     */
    private static final int AUTHORITY = 1 << 4;
    private static final int RESPOND_BY = 1 << 5;
    private static final int RESOLVE_BY = 1 << 6;
    private static final int INTERMEDIATE = 1 << 7;
    private static final int CHANNEL = 1;
    private static final int CITIZEN = 1 << 1;
    private static final int HIGH = 1 << 2;
    private static final int MUNICIPALITY = 1 << 3;
    private static final int TOPIC = 1 << 4;
    private static final int RATING_SHIFT = 5;

    private static final EventType[] TYPES = EventType.values();

    private EventPacking() {}

    /** Texts of municipality codes that were read lately, so that a code read again is the same string. */
    static final class Codes {
        private static final int SLOT_BITS = 12;

        private final long[] packed = new long[1 << SLOT_BITS];
        private final @Nullable String[] texts = new @Nullable String[1 << SLOT_BITS];

        String text(long code) {
            int slot = (int) ((code * 0x9E37_79B9_7F4A_7C15L) >>> (Long.SIZE - SLOT_BITS));
            String known = texts[slot];
            if (known == null || packed[slot] != code) {
                known = municipality(code);
                packed[slot] = code;
                texts[slot] = known;
            }
            return known;
        }
    }

    static void write(ByteWriter out, IncidentEvent event, long baseMillis) {
        out.putByte(event.type().ordinal()
                | (event.authority() == null ? 0 : AUTHORITY)
                | (event.respondBy() == IncidentEvent.NONE ? 0 : RESPOND_BY)
                | (event.resolveBy() == IncidentEvent.NONE ? 0 : RESOLVE_BY)
                | (event.isFinal() ? 0 : INTERMEDIATE));
        out.putByte((event.channel() == null ? 0 : CHANNEL)
                | (event.citizen() == 0 ? 0 : CITIZEN)
                | (event.priority() == Priority.HIGH ? HIGH : 0)
                | (event.municipality() == null ? 0 : MUNICIPALITY)
                | (event.topic() == null ? 0 : TOPIC)
                | event.rating() << RATING_SHIFT);
        out.putSignedVarLong(event.occurredAt() - baseMillis);
        out.putLong(event.eventHash());
        if (event.municipality() != null) {
            // The length of the code (8 or 11) is its lowest bit: leading zeros survive.
            out.putVarLong(Long.parseLong(event.municipality()) << 1
                    | (event.municipality().length() == 11 ? 1 : 0));
        }
        writeWord(out, event.authority());
        writeWord(out, event.topic());
        writeWord(out, event.channel());
        if (event.citizen() != 0) {
            out.putLong(event.citizen());
        }
        if (event.respondBy() != IncidentEvent.NONE) {
            out.putSignedVarLong(event.respondBy() - event.occurredAt());
        }
        if (event.resolveBy() != IncidentEvent.NONE) {
            out.putSignedVarLong(event.resolveBy() - event.occurredAt());
        }
    }

    static IncidentEvent read(ByteReader in, long baseMillis, Codes codes) {
        int first = in.takeByte();
        int second = in.takeByte();
        long occurredAt = baseMillis + in.takeSignedVarLong();
        long eventHash = in.takeLong();
        String municipality = (second & MUNICIPALITY) == 0 ? null : codes.text(in.takeVarLong());
        String authority = (first & AUTHORITY) == 0 ? null : readWord(in);
        String topic = (second & TOPIC) == 0 ? null : readWord(in);
        String channel = (second & CHANNEL) == 0 ? null : readWord(in);
        long citizen = (second & CITIZEN) == 0 ? 0 : in.takeLong();
        return new IncidentEvent(
                TYPES[first & 0xF],
                occurredAt,
                eventHash,
                municipality,
                authority,
                topic,
                channel,
                (second & HIGH) == 0 ? Priority.NORMAL : Priority.HIGH,
                citizen,
                (first & RESPOND_BY) == 0 ? IncidentEvent.NONE : occurredAt + in.takeSignedVarLong(),
                (first & RESOLVE_BY) == 0 ? IncidentEvent.NONE : occurredAt + in.takeSignedVarLong(),
                (first & INTERMEDIATE) == 0,
                second >>> RATING_SHIFT & 0x7);
    }

    private static String municipality(long packed) {
        String digits = Long.toString(packed >>> 1);
        int length = (packed & 1) == 0 ? 8 : 11;
        return digits.length() == length ? digits : "0".repeat(length - digits.length()) + digits;
    }

    private static void writeWord(ByteWriter out, @Nullable String word) {
        if (word == null) {
            return;
        }
        int known = KnownWords.numberOf(word);
        out.putVarLong(known);
        if (known == 0) {
            out.putString(word);
        }
    }

    private static String readWord(ByteReader in) {
        int known = in.takeVarInt();
        return known == 0 ? in.takeString() : KnownWords.word(known);
    }
}
