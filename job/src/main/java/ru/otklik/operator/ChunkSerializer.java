package ru.otklik.operator;

import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Bytes that nobody changes: a checkpoint in progress shares them with the operator instead of copying. */
public final class ChunkSerializer extends FlatSerializer<byte[]> {
    private static final long serialVersionUID = 1L;

    @Override
    public void serialize(byte[] chunk, DataOutputView out) throws IOException {
        writeBytes(chunk, out);
    }

    @Override
    public byte[] deserialize(DataInputView in) throws IOException {
        return readBytes(in);
    }

    @Override
    public TypeSerializerSnapshot<byte[]> snapshotConfiguration() {
        return new Snapshot();
    }

    /** Named in savepoints. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<byte[]> {
        public Snapshot() {
            super(ChunkSerializer::new);
        }
    }
}
