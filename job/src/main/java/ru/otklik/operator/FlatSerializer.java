package ru.otklik.operator;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.flink.api.common.typeutils.base.TypeSerializerSingleton;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.jspecify.annotations.Nullable;
import ru.otklik.domain.packing.KnownWords;

/** A serializer of immutable records, written by hand: records in flight are never copied, and never seen by Kryo. */
abstract class FlatSerializer<T> extends TypeSerializerSingleton<T> {
    private static final long serialVersionUID = 1L;

    private static final int LONG = 255;

    @Override
    public boolean isImmutableType() {
        return true;
    }

    @Override
    public @Nullable T createInstance() {
        return null;
    }

    @Override
    public T copy(T from) {
        return from;
    }

    @Override
    public T copy(T from, @Nullable T reuse) {
        return from;
    }

    @Override
    public int getLength() {
        return -1;
    }

    @Override
    public T deserialize(@Nullable T reuse, DataInputView in) throws IOException {
        return deserialize(in);
    }

    @Override
    public void copy(DataInputView in, DataOutputView out) throws IOException {
        serialize(deserialize(in), out);
    }

    static void writeText(String text, DataOutputView out) throws IOException {
        writeBytes(text.getBytes(StandardCharsets.UTF_8), out);
    }

    static String readText(DataInputView in) throws IOException {
        return new String(readBytes(in), StandardCharsets.UTF_8);
    }

    /** A word of an open vocabulary; those that are known take one byte. */
    static void writeWord(String word, DataOutputView out) throws IOException {
        int known = KnownWords.numberOf(word);
        out.writeByte(known);
        if (known == 0) {
            writeText(word, out);
        }
    }

    static String readWord(DataInputView in) throws IOException {
        int known = in.readByte();
        return known == 0 ? readText(in) : KnownWords.word(known);
    }

    /** A length below 255 takes one byte. */
    static void writeBytes(byte[] bytes, DataOutputView out) throws IOException {
        if (bytes.length < LONG) {
            out.writeByte(bytes.length);
        } else {
            out.writeByte(LONG);
            out.writeInt(bytes.length);
        }
        out.write(bytes, 0, bytes.length);
    }

    static byte[] readBytes(DataInputView in) throws IOException {
        int length = in.readUnsignedByte();
        byte[] bytes = new byte[length < LONG ? length : in.readInt()];
        in.readFully(bytes, 0, bytes.length);
        return bytes;
    }
}
