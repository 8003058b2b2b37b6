package ru.otklik.domain.alert;

import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import ru.otklik.domain.packing.ByteReader;
import ru.otklik.domain.packing.ByteWriter;

/** A silence as bytes. */
public final class SilencePacking {
    private static final byte VERSION = 1;

    private SilencePacking() {}

    public static byte[] pack(Silence silence) {
        ByteWriter out = new ByteWriter(128);
        out.putByte(VERSION);
        out.putString(silence.id());
        pack(silence.rules(), out);
        pack(silence.regions(), out);
        pack(silence.municipalities(), out);
        out.putSignedVarLong(silence.fromMillis());
        out.putSignedVarLong(silence.untilMillis());
        out.putString(silence.author());
        out.putString(silence.reason());
        return out.toBytes();
    }

    private static void pack(Set<String> words, ByteWriter out) {
        out.putVarLong(words.size());
        new TreeSet<>(words).forEach(out::putString);
    }

    /**
     * The silence that was packed.
     *
     * @throws IllegalStateException if the bytes are of another version
     */
    public static Silence unpack(byte[] bytes) {
        ByteReader in = new ByteReader(bytes);
        int version = in.takeByte();
        if (version != VERSION) {
            throw new IllegalStateException("a silence of version " + version + "; this job reads " + VERSION);
        }
        return new Silence(
                in.takeString(),
                unpackWords(in),
                unpackWords(in),
                unpackWords(in),
                in.takeSignedVarLong(),
                in.takeSignedVarLong(),
                in.takeString(),
                in.takeString());
    }

    private static Set<String> unpackWords(ByteReader in) {
        int size = in.takeVarInt();
        Set<String> words = new HashSet<>();
        for (int i = 0; i < size; i++) {
            words.add(in.takeString());
        }
        return words;
    }
}
