package ru.otklik.operator;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** {@link Publication} in flight. */
public final class PublicationSerializer extends FlatSerializer<Publication> {
    private static final long serialVersionUID = 1L;

    @Override
    public void serialize(Publication publication, DataOutputView out) throws IOException {
        writeText(publication.topic(), out);
        writeText(publication.key(), out);
        writeBytes(publication.value(), out);
        Publication.Row row = publication.row();
        out.writeBoolean(row != null);
        if (row != null) {
            out.writeByte(row.primaryKey().size());
            for (String part : row.primaryKey()) {
                writeText(part, out);
            }
            out.writeInt(row.edition());
            out.writeByte(row.finality());
            out.writeInt(row.revision());
            writeText(row.eventTime(), out);
            writeText(row.contentHash(), out);
            writeText(row.status(), out);
            writeText(row.start(), out);
            writeText(row.end(), out);
        }
    }

    @Override
    public Publication deserialize(DataInputView in) throws IOException {
        String topic = readText(in);
        String key = readText(in);
        byte[] value = readBytes(in);
        return new Publication(topic, key, value, in.readBoolean() ? readRow(in) : null);
    }

    private static Publication.Row readRow(DataInputView in) throws IOException {
        int parts = in.readByte();
        List<String> primaryKey = new ArrayList<>(parts);
        for (int i = 0; i < parts; i++) {
            primaryKey.add(readText(in));
        }
        return new Publication.Row(
                primaryKey,
                in.readInt(),
                in.readByte(),
                in.readInt(),
                readText(in),
                readText(in),
                readText(in),
                readText(in),
                readText(in));
    }

    @Override
    public TypeSerializerSnapshot<Publication> snapshotConfiguration() {
        return new Snapshot();
    }

    /** Named in savepoints. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<Publication> {
        public Snapshot() {
            super(PublicationSerializer::new);
        }
    }
}
