package ru.otklik.operator;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.jspecify.annotations.Nullable;
import ru.otklik.domain.incident.Fact;
import ru.otklik.domain.incident.FactKind;
import ru.otklik.domain.incident.SignedFact;
import ru.otklik.domain.incident.Source;
import ru.otklik.domain.incident.StageStep;
import ru.otklik.domain.incident.StepPacking;
import ru.otklik.domain.region.IncidentFacts;

/** {@link IncidentFacts} in flight; an authority is written where it is another than that of the fact before. */
public final class IncidentFactsSerializer extends FlatSerializer<IncidentFacts> {
    private static final long serialVersionUID = 1L;

    private static final Source[] SOURCES = Source.values();
    private static final int NEGATIVE = 1 << 5;
    private static final int AUTHORITY = 1 << 6;
    private static final int FIGURES = 1 << 7;
    private static final int TOPIC = 1;
    private static final int CHANNEL = 1 << 1;

    @Override
    public void serialize(IncidentFacts incident, DataOutputView out) throws IOException {
        writeText(incident.region(), out);
        out.writeByte(incident.source().ordinal());
        writeText(incident.incidentId(), out);
        out.writeLong(incident.occurredAt());
        out.writeLong(incident.stamp());
        out.writeLong(incident.appendedAt());
        out.writeShort(incident.facts().size());
        String lastAuthority = null;
        for (int i = 0; i < incident.facts().size(); i++) {
            SignedFact signed = incident.facts().get(i);
            write(signed, lastAuthority, out);
            lastAuthority = signed.fact().authority();
        }
        List<StageStep> steps = incident.steps();
        out.writeBoolean(steps != null);
        if (steps != null) {
            writeBytes(StepPacking.pack(steps), out);
        }
    }

    private static void write(SignedFact signed, @Nullable String lastAuthority, DataOutputView out)
            throws IOException {
        Fact fact = signed.fact();
        boolean figures = fact.elapsed() != 0 || fact.detail() != 0;
        out.writeByte(fact.kind().ordinal()
                | (signed.sign() < 0 ? NEGATIVE : 0)
                | (Objects.equals(fact.authority(), lastAuthority) ? 0 : AUTHORITY)
                | (figures ? FIGURES : 0));
        out.writeLong(fact.date());
        out.writeInt(fact.municipality());
        if (!Objects.equals(fact.authority(), lastAuthority)) {
            out.writeBoolean(fact.authority() != null);
            if (fact.authority() != null) {
                writeText(fact.authority(), out);
            }
        }
        if (figures) {
            out.writeLong(fact.elapsed());
            out.writeLong(fact.detail());
        }
        if (fact.kind() == FactKind.REGISTERED) {
            out.writeByte((signed.topic() == null ? 0 : TOPIC) | (signed.channel() == null ? 0 : CHANNEL));
            if (signed.topic() != null) {
                writeWord(signed.topic(), out);
            }
            if (signed.channel() != null) {
                writeWord(signed.channel(), out);
            }
            out.writeLong(signed.citizen());
        }
    }

    @Override
    public IncidentFacts deserialize(DataInputView in) throws IOException {
        String region = readText(in);
        Source source = SOURCES[in.readByte()];
        String incidentId = readText(in);
        long occurredAt = in.readLong();
        long stamp = in.readLong();
        long appendedAt = in.readLong();
        int size = in.readShort();
        List<SignedFact> facts = new ArrayList<>(size);
        String lastAuthority = null;
        for (int i = 0; i < size; i++) {
            SignedFact signed = readFact(lastAuthority, in);
            facts.add(signed);
            lastAuthority = signed.fact().authority();
        }
        List<StageStep> steps = in.readBoolean() ? StepPacking.unpack(readBytes(in)) : null;
        return new IncidentFacts(region, source, incidentId, occurredAt, stamp, appendedAt, facts, steps);
    }

    private static SignedFact readFact(@Nullable String lastAuthority, DataInputView in) throws IOException {
        int head = in.readByte();
        FactKind kind = FactKind.of(head & 0x1F);
        long date = in.readLong();
        int municipality = in.readInt();
        String authority = (head & AUTHORITY) == 0 ? lastAuthority : in.readBoolean() ? readText(in) : null;
        boolean figures = (head & FIGURES) != 0;
        long elapsed = figures ? in.readLong() : 0;
        long detail = figures ? in.readLong() : 0;
        Fact fact = new Fact(kind, date, municipality, authority, elapsed, detail);
        int sign = (head & NEGATIVE) == 0 ? 1 : -1;
        if (kind != FactKind.REGISTERED) {
            return new SignedFact(sign, fact, null, null, 0);
        }
        int words = in.readByte();
        String topic = (words & TOPIC) == 0 ? null : readWord(in);
        String channel = (words & CHANNEL) == 0 ? null : readWord(in);
        return new SignedFact(sign, fact, topic, channel, in.readLong());
    }

    @Override
    public TypeSerializerSnapshot<IncidentFacts> snapshotConfiguration() {
        return new Snapshot();
    }

    /** Named in savepoints. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<IncidentFacts> {
        public Snapshot() {
            super(IncidentFactsSerializer::new);
        }
    }
}
