package ru.otklik.operator;

import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import ru.otklik.domain.incident.EventType;
import ru.otklik.domain.incident.IncidentEvent;
import ru.otklik.domain.incident.Priority;
import ru.otklik.domain.incident.Source;

/** {@link Inbound} in flight; lives only as long as a checkpoint barrier takes, so it has no older versions to read. */
public final class InboundSerializer extends FlatSerializer<Inbound> {
    private static final long serialVersionUID = 1L;

    private static final Source[] SOURCES = Source.values();
    private static final EventType[] TYPES = EventType.values();
    private static final RejectionReason[] REASONS = RejectionReason.values();

    @Override
    public void serialize(Inbound inbound, DataOutputView out) throws IOException {
        Origin origin = inbound.origin();
        writeText(origin.topic(), out);
        out.writeInt(origin.partition());
        out.writeLong(origin.offset());
        writeBytes(origin.sha256(), out);
        out.writeLong(origin.appendedAt());
        out.writeLong(inbound.eventTime());
        out.writeLong(inbound.stamp());
        Inbound.Accepted accepted = inbound.accepted();
        Inbound.Rejection rejection = inbound.rejection();
        out.writeByte(accepted != null ? 1 : rejection != null ? 2 : 0);
        if (accepted != null) {
            out.writeByte(accepted.source().ordinal());
            writeText(accepted.incidentId(), out);
            out.writeLong(accepted.key());
            out.writeLong(accepted.check());
            write(accepted.event(), out);
        } else if (rejection != null) {
            out.writeByte(rejection.reason().ordinal());
            writeText(rejection.explanation(), out);
        }
    }

    @Override
    public Inbound deserialize(DataInputView in) throws IOException {
        Origin origin = new Origin(readPresentText(in), in.readInt(), in.readLong(), readBytes(in), in.readLong());
        long eventTime = in.readLong();
        long stamp = in.readLong();
        int kind = in.readByte();
        Inbound.Accepted accepted = kind == 1
                ? new Inbound.Accepted(
                        SOURCES[in.readByte()], readPresentText(in), in.readLong(), in.readLong(), readEvent(in))
                : null;
        Inbound.Rejection rejection =
                kind == 2 ? new Inbound.Rejection(REASONS[in.readByte()], readPresentText(in)) : null;
        return new Inbound(origin, eventTime, stamp, accepted, rejection);
    }

    private static void write(IncidentEvent event, DataOutputView out) throws IOException {
        out.writeByte(event.type().ordinal());
        out.writeLong(event.occurredAt());
        out.writeLong(event.eventHash());
        writeText(event.municipality(), out);
        writeText(event.authority(), out);
        writeText(event.topic(), out);
        writeText(event.channel(), out);
        out.writeByte((event.priority() == Priority.HIGH ? 1 : 0) | (event.isFinal() ? 2 : 0) | event.rating() << 2);
        out.writeLong(event.citizen());
        out.writeLong(event.respondBy());
        out.writeLong(event.resolveBy());
    }

    private static IncidentEvent readEvent(DataInputView in) throws IOException {
        EventType type = TYPES[in.readByte()];
        long occurredAt = in.readLong();
        long eventHash = in.readLong();
        String municipality = readText(in);
        String authority = readText(in);
        String topic = readText(in);
        String channel = readText(in);
        int flags = in.readByte();
        return new IncidentEvent(
                type,
                occurredAt,
                eventHash,
                municipality,
                authority,
                topic,
                channel,
                (flags & 1) == 0 ? Priority.NORMAL : Priority.HIGH,
                in.readLong(),
                in.readLong(),
                in.readLong(),
                (flags & 2) != 0,
                flags >> 2);
    }

    @Override
    public TypeSerializerSnapshot<Inbound> snapshotConfiguration() {
        return new Snapshot();
    }

    /** Named in savepoints. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<Inbound> {
        public Snapshot() {
            super(InboundSerializer::new);
        }
    }
}
