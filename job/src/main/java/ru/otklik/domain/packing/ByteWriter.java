package ru.otklik.domain.packing;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A growing byte buffer; reused between records by {@link #clear}. */
public final class ByteWriter {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private byte[] bytes;
    private int size;

    public ByteWriter(int capacity) {
        bytes = new byte[capacity];
    }

    public void clear() {
        size = 0;
    }

    public int size() {
        return size;
    }

    public void putByte(int value) {
        reserve(1);
        bytes[size++] = (byte) value;
    }

    /** Eight bytes, most significant first. */
    public void putLong(long value) {
        reserve(8);
        LONGS.set(bytes, size, value);
        size += 8;
    }

    /** One to ten bytes, seven bits each, least significant first; small numbers at or above 0 are short. */
    public void putVarLong(long value) {
        reserve(10);
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            bytes[size++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        bytes[size++] = (byte) rest;
    }

    /** Like {@link #putVarLong}, with numbers near 0 of either sign being short. */
    public void putSignedVarLong(long value) {
        putVarLong((value << 1) ^ (value >> 63));
    }

    public void putString(String text) {
        byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
        putVarLong(encoded.length);
        putBytes(encoded, 0, encoded.length);
    }

    public void putBytes(byte[] source, int from, int length) {
        reserve(length);
        System.arraycopy(source, from, bytes, size, length);
        size += length;
    }

    /** Appends all that another writer holds. */
    public void putAll(ByteWriter other) {
        putBytes(other.bytes, 0, other.size);
    }

    public byte[] toBytes() {
        return Arrays.copyOf(bytes, size);
    }

    private void reserve(int more) {
        if (bytes.length - size < more) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
        }
    }
}
