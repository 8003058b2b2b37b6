package ru.otklik.operator;

import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.jspecify.annotations.Nullable;
import ru.otklik.domain.incident.EventType;
import ru.otklik.domain.incident.IncidentEvent;
import ru.otklik.domain.incident.Priority;
import ru.otklik.domain.incident.Source;
import ru.otklik.domain.pages.PageReport;

/** {@link Inbound} in flight; lives only as long as a checkpoint barrier takes, so it has no older versions to read. */
public final class InboundSerializer extends FlatSerializer<Inbound> {
    private static final long serialVersionUID = 1L;

    private static final EventType[] TYPES = EventType.values();
    private static final RejectionReason[] REASONS = RejectionReason.values();

    /*
     * An int of flags comes first: what the record is (2 bits), then for an event its source, type, rating and the two
     * flags of its own, and which of its optional fields follow.
     */
    private static final int KIND = 3;
    private static final int ACCEPTED = 1;
    private static final int REJECTED = 2;
    private static final int PAGE = 3;
    private static final int POS = 1 << 2;
    private static final int HIGH = 1 << 3;
    private static final int INTERMEDIATE = 1 << 4;
    private static final int MUNICIPALITY = 1 << 5;
    private static final int AUTHORITY = 1 << 6;
    private static final int TOPIC = 1 << 7;
    private static final int CHANNEL = 1 << 8;
    private static final int CITIZEN = 1 << 9;
    private static final int RESPOND_BY = 1 << 10;
    private static final int RESOLVE_BY = 1 << 11;
    private static final int TYPE_SHIFT = 12;
    private static final int RATING_SHIFT = 16;
    private static final int NIBBLE = 0xF;

    @Override
    public void serialize(Inbound inbound, DataOutputView out) throws IOException {
        Inbound.Accepted accepted = inbound.accepted();
        Inbound.Rejection rejection = inbound.rejection();
        out.writeInt(
                accepted != null ? flags(accepted) : rejection != null ? REJECTED : inbound.page() != null ? PAGE : 0);
        Origin origin = inbound.origin();
        writeText(origin.topic(), out);
        out.writeInt(origin.partition());
        out.writeLong(origin.offset());
        writeBytes(origin.sha256(), out);
        out.writeLong(origin.appendedAt());
        out.writeLong(inbound.eventTime());
        out.writeLong(inbound.stamp());
        if (accepted != null) {
            writeText(accepted.incidentId(), out);
            out.writeLong(accepted.key());
            out.writeLong(accepted.check());
            write(accepted.event(), out);
        } else if (rejection != null) {
            out.writeByte(rejection.reason().ordinal());
            writeText(rejection.explanation(), out);
        } else if (inbound.page() != null) {
            PageReports.write(inbound.page(), out);
        }
    }

    private static int flags(Inbound.Accepted accepted) {
        IncidentEvent event = accepted.event();
        return ACCEPTED
                | (accepted.source() == Source.POS ? POS : 0)
                | (event.priority() == Priority.HIGH ? HIGH : 0)
                | (event.isFinal() ? 0 : INTERMEDIATE)
                | (event.municipality() == null ? 0 : MUNICIPALITY)
                | (event.authority() == null ? 0 : AUTHORITY)
                | (event.topic() == null ? 0 : TOPIC)
                | (event.channel() == null ? 0 : CHANNEL)
                | (event.citizen() == 0 ? 0 : CITIZEN)
                | (event.respondBy() == IncidentEvent.NONE ? 0 : RESPOND_BY)
                | (event.resolveBy() == IncidentEvent.NONE ? 0 : RESOLVE_BY)
                | event.type().ordinal() << TYPE_SHIFT
                | event.rating() << RATING_SHIFT;
    }

    private static void write(IncidentEvent event, DataOutputView out) throws IOException {
        out.writeLong(event.occurredAt());
        out.writeLong(event.eventHash());
        writeIfPresent(event.municipality(), out);
        writeIfPresent(event.authority(), out);
        if (event.topic() != null) {
            writeWord(event.topic(), out);
        }
        if (event.channel() != null) {
            writeWord(event.channel(), out);
        }
        if (event.citizen() != 0) {
            out.writeLong(event.citizen());
        }
        if (event.respondBy() != IncidentEvent.NONE) {
            out.writeLong(event.respondBy());
        }
        if (event.resolveBy() != IncidentEvent.NONE) {
            out.writeLong(event.resolveBy());
        }
    }

    private static void writeIfPresent(@Nullable String text, DataOutputView out) throws IOException {
        if (text != null) {
            writeText(text, out);
        }
    }

    @Override
    public Inbound deserialize(DataInputView in) throws IOException {
        int flags = in.readInt();
        Origin origin = new Origin(readText(in), in.readInt(), in.readLong(), readBytes(in), in.readLong());
        long eventTime = in.readLong();
        long stamp = in.readLong();
        Inbound.Accepted accepted = (flags & KIND) == ACCEPTED
                ? new Inbound.Accepted(
                        (flags & POS) == 0 ? Source.INCIDENT_MANAGEMENT : Source.POS,
                        readText(in),
                        in.readLong(),
                        in.readLong(),
                        readEvent(flags, in))
                : null;
        Inbound.Rejection rejection =
                (flags & KIND) == REJECTED ? new Inbound.Rejection(REASONS[in.readByte()], readText(in)) : null;
        PageReport page = (flags & KIND) == PAGE ? PageReports.read(in) : null;
        return new Inbound(origin, eventTime, stamp, accepted, rejection, page);
    }

    private static IncidentEvent readEvent(int flags, DataInputView in) throws IOException {
        return new IncidentEvent(
                TYPES[flags >> TYPE_SHIFT & NIBBLE],
                in.readLong(),
                in.readLong(),
                readIfPresent(flags & MUNICIPALITY, in),
                readIfPresent(flags & AUTHORITY, in),
                (flags & TOPIC) == 0 ? null : readWord(in),
                (flags & CHANNEL) == 0 ? null : readWord(in),
                (flags & HIGH) == 0 ? Priority.NORMAL : Priority.HIGH,
                (flags & CITIZEN) == 0 ? 0 : in.readLong(),
                (flags & RESPOND_BY) == 0 ? IncidentEvent.NONE : in.readLong(),
                (flags & RESOLVE_BY) == 0 ? IncidentEvent.NONE : in.readLong(),
                (flags & INTERMEDIATE) == 0,
                flags >> RATING_SHIFT & NIBBLE);
    }

    private static @Nullable String readIfPresent(int flag, DataInputView in) throws IOException {
        return flag == 0 ? null : readText(in);
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
