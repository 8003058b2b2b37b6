package ru.otklik.domain.packing;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Reads what {@link ByteWriter} wrote. */
public final class ByteReader {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private final byte[] bytes;
    private final int end;
    private int position;

    public ByteReader(byte[] bytes) {
        this(bytes, 0, bytes.length);
    }

    public ByteReader(byte[] bytes, int from, int end) {
        this.bytes = bytes;
        this.position = from;
        this.end = end;
    }

    public boolean hasMore() {
        return position < end;
    }

    public int position() {
        return position;
    }

    public void skip(int count) {
        position += count;
    }

    public int takeByte() {
        return bytes[position++];
    }

    public long takeLong() {
        long value = (long) LONGS.get(bytes, position);
        position += 8;
        return value;
    }

    public long takeVarLong() {
        long value = 0;
        int shift = 0;
        while (true) {
            byte next = bytes[position++];
            value |= (long) (next & 0x7F) << shift;
            if (next >= 0) {
                return value;
            }
            shift += 7;
        }
    }

    public int takeVarInt() {
        return (int) takeVarLong();
    }

    public long takeSignedVarLong() {
        long value = takeVarLong();
        return (value >>> 1) ^ -(value & 1);
    }

    public byte[] takeBytes(int length) {
        byte[] taken = Arrays.copyOfRange(bytes, position, position + length);
        position += length;
        return taken;
    }

    public String takeString() {
        int length = takeVarInt();
        String text = new String(bytes, position, length, StandardCharsets.UTF_8);
        position += length;
        return text;
    }
}
