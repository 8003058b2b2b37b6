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
import ru.otklik.domain.incident.PackedSteps;
import ru.otklik.domain.incident.SignedFact;
import ru.otklik.domain.incident.Source;
import ru.otklik.domain.pages.PageReport;
import ru.otklik.domain.region.IncidentFacts;

/**
 * {@link IncidentFacts} in flight; an authority is written where it is another than that of the fact before, and so is the
 * time of registration of an outcome.
 */
public final class IncidentFactsSerializer extends FlatSerializer<IncidentFacts> {
    private static final long serialVersionUID = 1L;

    private static final Source[] SOURCES = Source.values();
    private static final int PAGE = 1 << 6;
    private static final int NEGATIVE = 1 << 5;
    private static final int AUTHORITY = 1 << 6;
    private static final int FIGURES = 1 << 7;
    private static final byte SAME = 0;
    private static final byte NONE = 1;
    private static final byte OTHER = 2;
    private static final int TOPIC = 1;
    private static final int CHANNEL = 1 << 1;

    @Override
    public void serialize(IncidentFacts incident, DataOutputView out) throws IOException {
        writeText(incident.region(), out);
        out.writeByte(incident.source().ordinal() | (incident.page() == null ? 0 : PAGE));
        writeText(incident.incidentId(), out);
        out.writeLong(incident.occurredAt());
        out.writeLong(incident.stamp());
        out.writeLong(incident.appendedAt());
        if (incident.page() != null) {
            PageReports.write(incident.page(), out);
        }
        out.writeShort(incident.facts().size());
        String lastAuthority = null;
        long lastRegisteredAt = Fact.NO_COHORT;
        for (int i = 0; i < incident.facts().size(); i++) {
            SignedFact signed = incident.facts().get(i);
            write(signed, lastAuthority, lastRegisteredAt, out);
            lastAuthority = signed.fact().authority();
            if (signed.fact().kind().isOutcome()) {
                lastRegisteredAt = signed.fact().registeredAt();
            }
        }
        PackedSteps steps = incident.steps();
        out.writeBoolean(steps != null);
        if (steps != null) {
            writeBytes(steps.bytes(), out);
        }
    }

    private static void write(
            SignedFact signed, @Nullable String lastAuthority, long lastRegisteredAt, DataOutputView out)
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
        if (fact.kind().isOutcome()) {
            writeRegisteredAt(fact.registeredAt(), lastRegisteredAt, out);
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

    private static void writeRegisteredAt(long registeredAt, long last, DataOutputView out) throws IOException {
        if (registeredAt == last) {
            out.writeByte(SAME);
        } else if (registeredAt == Fact.NO_COHORT) {
            out.writeByte(NONE);
        } else {
            out.writeByte(OTHER);
            out.writeLong(registeredAt);
        }
    }

    private static long readRegisteredAt(long last, DataInputView in) throws IOException {
        return switch (in.readByte()) {
            case SAME -> last;
            case NONE -> Fact.NO_COHORT;
            default -> in.readLong();
        };
    }

    @Override
    public IncidentFacts deserialize(DataInputView in) throws IOException {
        String region = readText(in);
        int head = in.readByte();
        Source source = SOURCES[head & ~PAGE];
        String incidentId = readText(in);
        long occurredAt = in.readLong();
        long stamp = in.readLong();
        long appendedAt = in.readLong();
        PageReport page = (head & PAGE) == 0 ? null : PageReports.read(in);
        int size = in.readShort();
        List<SignedFact> facts = new ArrayList<>(size);
        String lastAuthority = null;
        long lastRegisteredAt = Fact.NO_COHORT;
        for (int i = 0; i < size; i++) {
            SignedFact signed = readFact(lastAuthority, lastRegisteredAt, in);
            facts.add(signed);
            lastAuthority = signed.fact().authority();
            if (signed.fact().kind().isOutcome()) {
                lastRegisteredAt = signed.fact().registeredAt();
            }
        }
        PackedSteps steps = in.readBoolean() ? PackedSteps.ofBytes(readBytes(in)) : null;
        return new IncidentFacts(region, source, incidentId, occurredAt, stamp, appendedAt, facts, page, steps);
    }

    private static SignedFact readFact(@Nullable String lastAuthority, long lastRegisteredAt, DataInputView in)
            throws IOException {
        int head = in.readByte();
        FactKind kind = FactKind.of(head & 0x1F);
        long date = in.readLong();
        int municipality = in.readInt();
        String authority = (head & AUTHORITY) == 0 ? lastAuthority : in.readBoolean() ? readText(in) : null;
        long registeredAt = kind.isOutcome() ? readRegisteredAt(lastRegisteredAt, in) : Fact.NO_COHORT;
        boolean figures = (head & FIGURES) != 0;
        long elapsed = figures ? in.readLong() : 0;
        long detail = figures ? in.readLong() : 0;
        Fact fact = new Fact(kind, date, municipality, authority, elapsed, detail, registeredAt);
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
