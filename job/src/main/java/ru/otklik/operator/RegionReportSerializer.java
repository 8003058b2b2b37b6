package ru.otklik.operator;

import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import ru.otklik.domain.region.RegionReport;

/** {@link RegionReport} in flight. */
public final class RegionReportSerializer extends FlatSerializer<RegionReport> {
    private static final long serialVersionUID = 1L;

    @Override
    public void serialize(RegionReport report, DataOutputView out) throws IOException {
        writeText(report.scope(), out);
        writeText(report.region(), out);
        out.writeByte(report.window());
        out.writeByte(report.kind());
        out.writeInt(report.index());
        out.writeLong(report.eventTime());
        out.writeBoolean(report.current());
        writeBytes(report.figures(), out);
        out.writeBoolean(report.past() != null);
        if (report.past() != null) {
            writeBytes(report.past(), out);
        }
    }

    @Override
    public RegionReport deserialize(DataInputView in) throws IOException {
        return new RegionReport(
                readText(in),
                readText(in),
                in.readByte(),
                in.readByte(),
                in.readInt(),
                in.readLong(),
                in.readBoolean(),
                readBytes(in),
                in.readBoolean() ? readBytes(in) : null);
    }

    @Override
    public TypeSerializerSnapshot<RegionReport> snapshotConfiguration() {
        return new Snapshot();
    }

    /** Named in savepoints. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<RegionReport> {
        public Snapshot() {
            super(RegionReportSerializer::new);
        }
    }
}
