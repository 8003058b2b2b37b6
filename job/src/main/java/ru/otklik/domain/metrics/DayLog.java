package ru.otklik.domain.metrics;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import ru.otklik.domain.incident.FactKind;
import ru.otklik.domain.packing.ByteReader;
import ru.otklik.domain.packing.ByteWriter;

/** The lines of one municipality and one UTC day, in the order of time. */
public final class DayLog {
    /** Takes lines of a log; {@code date} is the event time in epoch milliseconds. */
    public interface Visitor {
        void visit(long date, long head, long payload);
    }

    public static final int DAY_MILLIS = 86_400_000;

    /*
     * Lines are appended and put in order when somebody reads. A line and its taking back annihilate then: whatever
     * added one has added the other. Between checkpoints a day at rest is kept packed only (6 to 8 bytes a line, 16
     * unpacked); the packed form is immutable and shared with the checkpoint.
     */
    private long[] heads = new long[4];
    private long[] payloads = new long[4];
    private int size;
    private int sorted;
    private byte @Nullable [] packed;
    /** Whether a checkpoint holds what is in the log now. */
    private boolean saved;

    public static DayLog unpack(byte[] packed) {
        DayLog log = new DayLog();
        log.packed = packed;
        log.heads = new long[0];
        log.payloads = new long[0];
        log.size = -1;
        log.saved = true;
        return log;
    }

    void add(long head, long payload) {
        materialise();
        packed = null;
        saved = false;
        if (size == heads.length) {
            heads = Arrays.copyOf(heads, Math.max(4, size * 2));
            payloads = Arrays.copyOf(payloads, heads.length);
        }
        heads[size] = head;
        payloads[size] = payload;
        size++;
    }

    /** Visits the lines from a millisecond of the day (inclusive) to another (exclusive), in order. */
    void visit(long dayStart, int fromMillis, int untilMillis, Visitor visitor) {
        order();
        int from = lowerBound(Entry.firstHead(fromMillis));
        int until = untilMillis >= DAY_MILLIS ? size : lowerBound(Entry.firstHead(untilMillis));
        for (int i = from; i < until; i++) {
            visitor.visit(dayStart + Entry.millisOfDay(heads[i]), heads[i], payloads[i]);
        }
    }

    private int lowerBound(long head) {
        int low = 0;
        int high = size;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (heads[middle] < head) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private void order() {
        materialise();
        if (sorted == size) {
            return;
        }
        LineSort.sort(heads, payloads, sorted, size);
        long[] mergedHeads = new long[size];
        long[] mergedPayloads = new long[size];
        int left = 0;
        int right = sorted;
        int merged = 0;
        while (left < sorted || right < size) {
            boolean takeLeft = right == size || (left < sorted && LineSort.compare(heads, payloads, left, right) <= 0);
            int next = takeLeft ? left++ : right++;
            boolean annihilates = merged > 0
                    && (mergedHeads[merged - 1] ^ heads[next]) == 1
                    && mergedPayloads[merged - 1] == payloads[next];
            if (annihilates) {
                merged--;
            } else {
                mergedHeads[merged] = heads[next];
                mergedPayloads[merged] = payloads[next];
                merged++;
            }
        }
        heads = mergedHeads;
        payloads = mergedPayloads;
        size = merged;
        sorted = merged;
    }

    boolean isSaved() {
        return saved;
    }

    /** The immutable packed form of what is in the log now, for a checkpoint. */
    public byte[] save() {
        saved = true;
        return pack();
    }

    private byte[] pack() {
        if (packed != null) {
            return packed;
        }
        order();
        ByteWriter out = new ByteWriter(16 + size * 8);
        out.putVarLong(size);
        int time = 0;
        for (int i = 0; i < size; i++) {
            time = packLine(out, heads[i], payloads[i], time);
        }
        packed = out.toBytes();
        return packed;
    }

    /** Keeps the packed form only; it is unpacked again when somebody asks. */
    void rest() {
        if (size < 0) {
            return;
        }
        pack();
        heads = new long[0];
        payloads = new long[0];
        size = -1;
    }

    private static int packLine(ByteWriter out, long head, long payload, int lastTime) {
        int time = Entry.millisOfDay(head);
        int code = Entry.code(head);
        int authority = Entry.authority(head);
        out.putVarLong(time - lastTime);
        out.putByte(code
                | Entry.source(head).ordinal() << 5
                | (Entry.sign(head) < 0 ? 1 << 6 : 0)
                | (authority == 0 ? 0 : 1 << 7));
        if (authority != 0) {
            out.putVarLong(authority);
        }
        if (code == FactKind.REGISTERED.ordinal()) {
            out.putVarLong(Entry.topic(payload));
            out.putVarLong(Entry.channel(payload));
        } else if (code == Entry.CITIZEN) {
            out.putLong(payload);
        } else {
            if (Entry.isOutcome(code)) {
                out.putVarLong(Entry.monthsBack(payload) + 1L);
            }
            if (Entry.hasFigure(code)) {
                out.putVarLong(Entry.isOutcome(code) ? Entry.figure(payload) : payload);
            }
        }
        return time;
    }

    private void materialise() {
        if (size >= 0 || packed == null) {
            return;
        }
        ByteReader in = new ByteReader(packed);
        size = in.takeVarInt();
        heads = new long[Math.max(4, size)];
        payloads = new long[heads.length];
        int time = 0;
        for (int i = 0; i < size; i++) {
            time += in.takeVarInt();
            int tag = in.takeByte();
            int authority = (tag & 1 << 7) == 0 ? 0 : in.takeVarInt();
            int code = tag & 0x1F;
            heads[i] = Entry.firstHead(time)
                    | (long) code << 31
                    | (long) (tag >> 5 & 1) << 30
                    | (long) authority << 1
                    | (tag >> 6 & 1);
            if (code == FactKind.REGISTERED.ordinal()) {
                int topic = in.takeVarInt();
                payloads[i] = Entry.registeredPayload(topic, in.takeVarInt());
            } else if (code == Entry.CITIZEN) {
                payloads[i] = in.takeLong();
            } else {
                long cohort = Entry.isOutcome(code) ? Entry.outcomePayload(in.takeVarInt() - 1, 0) : 0;
                payloads[i] = cohort | (Entry.hasFigure(code) ? in.takeVarLong() : 0);
            }
        }
        sorted = size;
    }
}
