package ru.otklik.operator;

import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import ru.otklik.domain.alert.AlertRules;
import ru.otklik.domain.alert.RulePacking;
import ru.otklik.domain.alert.Silence;
import ru.otklik.domain.alert.SilencePacking;
import ru.otklik.domain.ranking.Methodology;
import ru.otklik.domain.ranking.MethodologyPacking;

/** {@link ConfigUpdate} in flight. */
public final class ConfigUpdateSerializer extends FlatSerializer<ConfigUpdate> {
    private static final long serialVersionUID = 1L;

    private static final int METHODOLOGY = 0;
    private static final int RULES = 1;
    private static final int SILENCE = 2;
    private static final int FAULT = 3;

    @Override
    public void serialize(ConfigUpdate update, DataOutputView out) throws IOException {
        Origin origin = update.origin();
        writeText(origin.topic(), out);
        out.writeInt(origin.partition());
        out.writeLong(origin.offset());
        writeBytes(origin.sha256(), out);
        out.writeLong(origin.appendedAt());
        writeText(update.key(), out);
        Methodology methodology = update.methodology();
        AlertRules rules = update.rules();
        Silence silence = update.silence();
        ConfigUpdate.Fault fault = update.fault();
        if (methodology != null) {
            out.writeByte(METHODOLOGY);
            writeBytes(MethodologyPacking.pack(methodology), out);
        } else if (rules != null) {
            out.writeByte(RULES);
            writeBytes(RulePacking.pack(rules), out);
        } else if (silence != null) {
            out.writeByte(SILENCE);
            writeBytes(SilencePacking.pack(silence), out);
        } else if (fault != null) {
            out.writeByte(FAULT);
            out.writeByte(fault.reason().ordinal());
            writeText(fault.explanation(), out);
        } else {
            throw new IOException("an update without content");
        }
    }

    @Override
    public ConfigUpdate deserialize(DataInputView in) throws IOException {
        Origin origin = new Origin(readText(in), in.readInt(), in.readLong(), readBytes(in), in.readLong());
        String key = readText(in);
        int content = in.readByte();
        return switch (content) {
            case METHODOLOGY -> ConfigUpdate.of(origin, MethodologyPacking.unpack(readBytes(in)));
            case RULES -> ConfigUpdate.of(origin, RulePacking.unpack(readBytes(in)));
            case SILENCE -> ConfigUpdate.of(origin, SilencePacking.unpack(readBytes(in)));
            case FAULT ->
                ConfigUpdate.refused(
                        origin,
                        key,
                        new ConfigUpdate.Fault(ConfigRejectionReason.values()[in.readByte()], readText(in)));
            default -> throw new IOException("unknown content " + content);
        };
    }

    @Override
    public TypeSerializerSnapshot<ConfigUpdate> snapshotConfiguration() {
        return new Snapshot();
    }

    /** Named in savepoints. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<ConfigUpdate> {
        public Snapshot() {
            super(ConfigUpdateSerializer::new);
        }
    }
}
