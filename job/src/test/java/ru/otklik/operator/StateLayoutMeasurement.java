package ru.otklik.operator;

import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.runtime.state.storage.JobManagerCheckpointStorage;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import ru.otklik.domain.incident.Fact;
import ru.otklik.domain.incident.FactKind;
import ru.otklik.domain.incident.SignedFact;
import ru.otklik.domain.incident.Source;
import ru.otklik.domain.period.CalendarKind;
import ru.otklik.domain.period.RollingKind;
import ru.otklik.domain.reference.ReferenceData;
import ru.otklik.domain.region.IncidentFacts;
import ru.otklik.domain.region.MeasureRules;
import ru.otklik.edge.TestRecords;
import ru.otklik.edge.reference.Overrides;
import ru.otklik.edge.reference.ReferenceFiles;

/**
 * Measures the book of regions as state: 2,300 municipalities in 85 regions at the density of the whole country. Run by
 * hand; the figures stand in the decision records of the README.
 */
final class StateLayoutMeasurement {
    private static final int REGIONS = 85;
    private static final int PLACES = 27;
    private static final int INCIDENTS_A_DAY = 16_100;
    private static final long DAY = 86_400_000L;
    private static final long START = 1_704_056_400_000L;

    private StateLayoutMeasurement() {}

    /** Arguments: {@code hashmap} or {@code rocksdb}, days of event time. */
    public static void main(String[] args) throws Exception {
        StateBackend backend =
                args[0].equals("rocksdb") ? new EmbeddedRocksDBStateBackend(true) : new HashMapStateBackend();
        int days = Integer.parseInt(args[1]);
        MeasureRules rules = new MeasureRules(
                country(),
                45 * DAY,
                RollingKind.STANDARD,
                java.util.Set.of(),
                java.util.Set.of(CalendarKind.values()),
                false);
        try (var harness = new KeyedTwoInputStreamOperatorTestHarness<String, IncidentFacts, ConfigUpdate, Publication>(
                new MeasureRegions(rules, TestRecords.formats()), IncidentFacts::region, null, Types.STRING)) {
            harness.setStateBackend(backend);
            harness.setCheckpointStorage(new JobManagerCheckpointStorage(Integer.MAX_VALUE));
            harness.setup(new PublicationSerializer());
            harness.open();
            long heapBefore = liveHeap();
            SplittableRandom random = new SplittableRandom(1);
            long lines = 0;
            long cpu = cpuNanos();
            for (int day = 0; day < days; day++) {
                for (int i = 0; i < INCIDENTS_A_DAY; i++) {
                    long now = START + day * DAY + i * DAY / INCIDENTS_A_DAY;
                    IncidentFacts facts = incident(random, now);
                    lines += facts.facts().size();
                    harness.processElement1(facts, now);
                }
                harness.processWatermark1(new Watermark(START + (day + 1) * DAY - 60_000));
                harness.getOutput().clear();
            }
            double cpuSeconds = (cpuNanos() - cpu) / 1e9;
            long first = System.nanoTime();
            OperatorSubtaskState full = harness.snapshot(1, 1);
            double firstMillis = (System.nanoTime() - first) / 1e6;
            harness.processElement1(incident(random, START + days * DAY), 0);
            long second = System.nanoTime();
            harness.snapshot(2, 2);
            double secondMillis = (System.nanoTime() - second) / 1e6;
            System.err.printf(
                    Locale.ROOT,
                    "%s: %d days, %,d facts, %.2f us CPU a fact (publishing included), live heap %,d MB, "
                            + "first snapshot %,.0f ms and %,d MB, next one %,.0f ms%n",
                    args[0],
                    days,
                    lines,
                    cpuSeconds * 1e6 / lines,
                    (liveHeap() - heapBefore) >> 20,
                    firstMillis,
                    full.getStateSize() >> 20,
                    secondMillis);
        }
    }

    /** Registered, two future misses that are taken back by the answer, levels: 14 facts an incident. */
    private static IncidentFacts incident(SplittableRandom random, long now) {
        int region = random.nextInt(REGIONS);
        int place = random.nextInt(3) == 0 ? 0 : random.nextInt(PLACES);
        int number = (region + 10) * 1000 + 500 + place;
        long elapsed = (long) (3 * 3_600_000 * -Math.log(1 - random.nextDouble()));
        List<SignedFact> facts = new ArrayList<>();
        facts.add(new SignedFact(
                1, fact(FactKind.REGISTERED, now - elapsed, number, 0), "ЖКХ", "VK", random.nextLong(1, 4_000_000)));
        for (FactKind missed : List.of(FactKind.MISSED_RESPONSE, FactKind.MISSED_RESOLUTION)) {
            long deadline = now + (missed == FactKind.MISSED_RESPONSE ? DAY : 10 * DAY);
            facts.add(new SignedFact(1, fact(missed, deadline, number, 0), null, null, 0));
            facts.add(new SignedFact(-1, fact(missed, deadline, number, 0), null, null, 0));
        }
        for (FactKind level : List.of(FactKind.OPEN_UNTIL, FactKind.ANOMALY)) {
            facts.add(new SignedFact(1, fact(level, now + 400 * DAY, number, 0), null, null, 0));
            facts.add(new SignedFact(-1, fact(level, now + 400 * DAY, number, 0), null, null, 0));
        }
        facts.add(new SignedFact(1, fact(FactKind.OPEN_FROM, now - elapsed, number, 0), null, null, 0));
        facts.add(new SignedFact(1, fact(FactKind.OPEN_UNTIL, now, number, 0), null, null, 0));
        for (FactKind done : List.of(FactKind.RESPONDED, FactKind.RESOLVED, FactKind.MET_RESPONSE, FactKind.CLOSED)) {
            facts.add(new SignedFact(1, fact(done, now, number, elapsed), null, null, 0));
        }
        Source source = random.nextInt(4) == 0 ? Source.POS : Source.INCIDENT_MANAGEMENT;
        return new IncidentFacts(
                String.format(Locale.ROOT, "%02d000000", region + 10),
                source,
                "i",
                now,
                now - 60_000,
                Long.MAX_VALUE / 2,
                facts);
    }

    private static Fact fact(FactKind kind, long date, int number, long elapsed) {
        boolean latency = kind == FactKind.RESPONDED || kind == FactKind.RESOLVED;
        return new Fact(kind, date, number, null, latency ? elapsed : 0, latency ? elapsed / 3 : 0);
    }

    private static ReferenceData country() throws Exception {
        List<String> rows = new ArrayList<>();
        rows.add(
                "region_oktmo,region,oktmo,name_ru,kind,population,timezone,valid_from,valid_to,successor_oktmo,source");
        for (int region = 10; region < 10 + REGIONS; region++) {
            for (int place = 0; place < PLACES; place++) {
                rows.add(region + "000000,Регион " + region + "," + region + (500 + place) + "000,Место " + place
                        + ",муниципальный округ,20000,Europe/Moscow,2018-01-01,,,made up");
            }
        }
        Path file = Files.createTempFile("municipalities", ".csv");
        try {
            return ReferenceFiles.load(null, new Overrides(Files.write(file, rows), null, null, null));
        } finally {
            Files.delete(file);
        }
    }

    private static long liveHeap() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private static long cpuNanos() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }
}
