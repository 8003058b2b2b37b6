package ru.otklik.domain.packing;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A growing byte buffer; reused between records by {@link #clear}. */
public final class ByteWriter {
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
        for (int shift = 56; shift >= 0; shift -= 8) {
            bytes[size++] = (byte) (value >>> shift);
        }
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

    public byte[] toBytes() {
        return Arrays.copyOf(bytes, size);
    }

    private void reserve(int more) {
        if (bytes.length - size < more) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
        }
    }
}
