package ru.otklik.operator;

import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.jspecify.annotations.Nullable;
import ru.otklik.domain.ranking.Methodology;
import ru.otklik.domain.ranking.MethodologyPacking;

/** {@link MethodologyUpdate} in flight. */
public final class MethodologyUpdateSerializer extends FlatSerializer<MethodologyUpdate> {
    private static final long serialVersionUID = 1L;

    @Override
    public void serialize(MethodologyUpdate update, DataOutputView out) throws IOException {
        Origin origin = update.origin();
        writeText(origin.topic(), out);
        out.writeInt(origin.partition());
        out.writeLong(origin.offset());
        writeBytes(origin.sha256(), out);
        out.writeLong(origin.appendedAt());
        writeText(update.key(), out);
        Methodology methodology = update.methodology();
        out.writeBoolean(methodology != null);
        if (methodology != null) {
            writeBytes(MethodologyPacking.pack(methodology), out);
        }
        MethodologyUpdate.Fault fault = update.fault();
        out.writeBoolean(fault != null);
        if (fault != null) {
            out.writeByte(fault.reason().ordinal());
            writeText(fault.explanation(), out);
        }
    }

    @Override
    public MethodologyUpdate deserialize(DataInputView in) throws IOException {
        Origin origin = new Origin(readText(in), in.readInt(), in.readLong(), readBytes(in), in.readLong());
        String key = readText(in);
        Methodology methodology = in.readBoolean() ? MethodologyPacking.unpack(readBytes(in)) : null;
        return new MethodologyUpdate(origin, key, methodology, in.readBoolean() ? readFault(in) : null);
    }

    private static MethodologyUpdate.@Nullable Fault readFault(DataInputView in) throws IOException {
        return new MethodologyUpdate.Fault(ConfigRejectionReason.values()[in.readByte()], readText(in));
    }

    @Override
    public TypeSerializerSnapshot<MethodologyUpdate> snapshotConfiguration() {
        return new Snapshot();
    }

    /** Named in savepoints. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<MethodologyUpdate> {
        public Snapshot() {
            super(MethodologyUpdateSerializer::new);
        }
    }
}
