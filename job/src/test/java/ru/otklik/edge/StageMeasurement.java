package ru.otklik.edge;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.jspecify.annotations.Nullable;
import ru.otklik.domain.alert.AlertStep;
import ru.otklik.domain.incident.DueWheel;
import ru.otklik.domain.incident.IncidentHistory;
import ru.otklik.domain.incident.SignedFact;
import ru.otklik.domain.incident.Source;
import ru.otklik.domain.incident.Transition;
import ru.otklik.domain.incident.VerdictRules;
import ru.otklik.domain.metrics.AttributionValue;
import ru.otklik.domain.metrics.PeriodValue;
import ru.otklik.domain.metrics.ScopeValue;
import ru.otklik.domain.pages.PageValue;
import ru.otklik.domain.period.CalendarKind;
import ru.otklik.domain.period.RollingKind;
import ru.otklik.domain.ranking.Board;
import ru.otklik.domain.reference.Municipality;
import ru.otklik.domain.reference.ReferenceData;
import ru.otklik.domain.region.IncidentFacts;
import ru.otklik.domain.region.MeasureRules;
import ru.otklik.domain.region.Publisher;
import ru.otklik.domain.region.RegionBook;
import ru.otklik.domain.region.RegionReport;
import ru.otklik.domain.region.Status;
import ru.otklik.domain.snapshot.QuarterSnapshot;
import ru.otklik.edge.reference.Overrides;
import ru.otklik.edge.reference.ReferenceFiles;
import ru.otklik.operator.FlatType;
import ru.otklik.operator.Inbound;
import ru.otklik.operator.RecordFormat;

/**
 * CPU time of each stage of the job for an event, in one thread and without Flink: where the next nanosecond is. Run by
 * hand: {@code StageMeasurement EVENTS.ndjson [REFERENCE-DIRECTORY]}; the second and third pass count.
 */
final class StageMeasurement implements Publisher {
    private static final long DAY = 86_400_000L;
    private static final long MINUTE = 60_000;
    private static final int BATCH = 20_000;

    private final Map<String, Long> nanosByStage = new TreeMap<>();
    private final EventDecoder decoder;
    private final IncidentHistory history;
    private final MeasureRules measure;
    private final ReferenceData reference;
    private final RecordFormat format = JsonRecords.factory(0).create();
    private final Map<Long, byte[]> incidents = new HashMap<>();
    private final Map<String, RegionBook> books = new TreeMap<>();
    private final DueWheel wheel = new DueWheel();
    private final List<IncidentFacts> outgoing = new ArrayList<>();
    private RecordFormat.@Nullable Draft draft;
    private long facts;
    private long published;
    private long bytes;

    private StageMeasurement(ReferenceData reference) {
        this.reference = reference;
        this.decoder = new EventDecoder(new EventDecoder.DecoderRules(Long.MIN_VALUE, true, new byte[32]), reference);
        this.history = new IncidentHistory(new VerdictRules(reference, 90 * DAY, 400 * DAY));
        this.measure = new MeasureRules(
                reference,
                45 * DAY,
                RollingKind.STANDARD,
                Set.of(),
                Set.of(CalendarKind.DAY, CalendarKind.MONTH, CalendarKind.QUARTER, CalendarKind.YEAR),
                false);
    }

    public static void main(String[] args) throws Exception {
        Path directory = args.length > 1 ? Path.of(args[1]) : null;
        ReferenceData reference = ReferenceFiles.load(directory, new Overrides(null, null, null, null));
        byte[] file = Files.readAllBytes(Path.of(args[0]));
        for (int pass = 1; pass <= 3; pass++) {
            System.err.println("pass " + pass);
            new StageMeasurement(reference).run(file);
        }
    }

    private void run(byte[] file) throws IOException {
        List<byte[]> lines = new ArrayList<>();
        long greatest = Long.MIN_VALUE;
        long count = 0;
        int from = 0;
        while (from < file.length) {
            lines.clear();
            while (lines.size() < BATCH && from < file.length) {
                int to = from;
                while (to < file.length && file[to] != '\n') {
                    to++;
                }
                lines.add(java.util.Arrays.copyOfRange(file, from, to));
                from = to + 1;
            }
            count += lines.size();
            greatest = batch(lines, greatest);
        }
        long state = incidents.values().stream().mapToLong(kept -> kept.length).sum();
        long all = count;
        nanosByStage.forEach((stage, nanos) ->
                System.err.printf(Locale.ROOT, "%-24s %,8.0f ns an event%n", stage, (double) nanos / all));
        System.err.printf(
                Locale.ROOT,
                "%,d events, %.2f facts an event, %,d records of %,d bytes, %,d incidents of %.0f bytes%n",
                count,
                (double) facts / count,
                published,
                bytes / Math.max(1, published),
                incidents.size(),
                (double) state / incidents.size());
    }

    private long batch(List<byte[]> lines, long before) throws IOException {
        long greatest = before;
        List<Inbound> inbound = new ArrayList<>(lines.size());
        long start = now();
        for (byte[] line : lines) {
            Inbound decoded = decoder.decode(line, "incidents.im", 0, 0, 0, Long.MAX_VALUE);
            inbound.add(new Inbound(
                    decoded.origin(), decoded.eventTime(), greatest - MINUTE, decoded.accepted(), decoded.rejection()));
            greatest = Math.max(greatest, decoded.eventTime());
        }
        start = lap("1 decode", start);
        List<Inbound> received = copy(FlatType.INBOUND, inbound);
        start = lap("2 first exchange", start);
        outgoing.clear();
        for (Inbound each : received) {
            take(each);
        }
        start = lap("3 track", start);
        wheel.turn(greatest - MINUTE, this::release);
        start = lap("4 release", start);
        List<IncidentFacts> arrived = copy(FlatType.INCIDENT_FACTS, outgoing);
        start = lap("5 second exchange", start);
        for (IncidentFacts each : arrived) {
            facts += each.facts().size();
            books.computeIfAbsent(each.region(), region -> new RegionBook(region, measure))
                    .receive(each);
        }
        start = lap("6 receive", start);
        for (RegionBook book : books.values()) {
            book.advance(greatest - MINUTE, Long.MAX_VALUE / 2, this);
        }
        lap("7 advance and publish", start);
        return greatest;
    }

    private long lap(String stage, long start) {
        long end = now();
        nanosByStage.merge(stage, end - start, Long::sum);
        return end;
    }

    private static long now() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    /** What comes out of an exchange between two tasks. */
    private static <T> List<T> copy(FlatType<T> type, List<T> records) throws IOException {
        TypeSerializer<T> serializer = type.createSerializer(new SerializerConfigImpl());
        DataOutputSerializer out = new DataOutputSerializer(1 << 16);
        DataInputDeserializer in = new DataInputDeserializer();
        List<T> copies = new ArrayList<>(records.size());
        for (T each : records) {
            out.clear();
            serializer.serialize(each, out);
            in.setBuffer(out.getSharedBuffer(), 0, out.length());
            copies.add(serializer.deserialize(in));
        }
        return copies;
    }

    private void take(Inbound inbound) {
        Inbound.Accepted accepted = inbound.accepted();
        if (accepted == null) {
            return;
        }
        Transition transition = history.take(
                incidents.get(accepted.key()),
                accepted.check(),
                accepted.source(),
                accepted.event(),
                inbound.stamp(),
                wheel.heldFrom());
        if (transition.outcome() == Transition.Outcome.ACCEPTED) {
            incidents.put(accepted.key(), transition.state());
            wheel.enter(accepted.key(), transition.dueAt());
            if (!transition.facts().isEmpty()) {
                send(accepted.source(), inbound.stamp(), accepted.event().occurredAt(), transition.facts());
            }
        }
    }

    private void release(long key) {
        byte[] kept = incidents.get(key);
        if (kept != null) {
            IncidentHistory.Rest rest = history.release(
                    kept,
                    wheel.heldFrom(),
                    (source, some, open) -> send(source, Inbound.NO_TIME, Inbound.NO_TIME, some));
            incidents.put(key, rest.state());
            wheel.enter(key, rest.dueAt());
        }
    }

    private void send(Source source, long stamp, long occurredAt, List<SignedFact> some) {
        Municipality first = reference.municipalityByNumber(some.get(0).fact().municipality());
        if (first != null) {
            outgoing.add(new IncidentFacts(first.region(), source, "POS-11-00001234", occurredAt, stamp, 0, some));
        }
    }

    @Override
    public long prepare(PeriodValue value) {
        draft = format.draft(value);
        return draft.hash();
    }

    @Override
    public long prepare(ScopeValue value) {
        draft = format.draft(value);
        return draft.hash();
    }

    @Override
    public long prepare(PageValue value) {
        draft = format.draft(value);
        return draft.hash();
    }

    @Override
    public long prepare(AttributionValue value) {
        draft = format.draft(value);
        return draft.hash();
    }

    @Override
    public void publish(AlertStep step) {}

    @Override
    public void report(RegionReport report) {
        // Districts and the country are measured elsewhere.
    }

    @Override
    public long prepare(Board board) {
        draft = format.draft(board);
        return draft.hash();
    }

    @Override
    public void publishLive(Board board, long eventTime) {
        throw new IllegalStateException("nobody asks for live boards here");
    }

    @Override
    public String prepare(QuarterSnapshot snapshot) {
        draft = format.draft(snapshot);
        return draft.contentHash();
    }

    @Override
    public void publish(Status status, int revision, long instant) {
        if (draft != null) {
            published++;
            bytes += draft.publish(status, revision, instant).value().length;
        }
    }
}
