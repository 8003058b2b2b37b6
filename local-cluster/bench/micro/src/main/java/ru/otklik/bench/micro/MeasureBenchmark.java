package ru.otklik.bench.micro;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import ru.otklik.domain.incident.FactKind;
import ru.otklik.domain.incident.Source;
import ru.otklik.domain.metrics.Entry;
import ru.otklik.domain.metrics.FactLog;
import ru.otklik.domain.metrics.RollingWindow;
import ru.otklik.domain.metrics.Tally;
import ru.otklik.domain.period.PeriodSpan;
import ru.otklik.domain.period.RollingKind;
import ru.otklik.domain.ranking.Board;
import ru.otklik.domain.ranking.BoardKind;
import ru.otklik.domain.ranking.Candidate;
import ru.otklik.domain.ranking.Ranking;
import ru.otklik.domain.reference.MunicipalityVersion;
import ru.otklik.domain.reference.ReferenceData;
import ru.otklik.edge.reference.ReferenceFiles;

/** Figures and boards: a line counted, a window moved on by a minute, a region of 27 municipalities ranked. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class MeasureBenchmark {
    private static final long START = Instant.parse("2024-03-01T00:00:00Z").toEpochMilli();
    private static final long DAY = 86_400_000L;
    private static final long MINUTE = 60_000;
    private static final int DAYS = 60;
    private static final int LINES_A_DAY = 70;
    private static final int MUNICIPALITIES = 27;
    /** What lies in a log, in turn: answers in time, but for one in four. */
    private static final List<Integer> CODES = List.of(
            FactKind.REGISTERED.ordinal(),
            FactKind.RESPONDED.ordinal(),
            Entry.RESPONDED_WORKING,
            FactKind.MET_RESPONSE.ordinal(),
            FactKind.RESOLVED.ordinal(),
            Entry.RESOLVED_WORKING,
            FactKind.MET_RESOLUTION.ordinal(),
            FactKind.REGISTERED.ordinal(),
            FactKind.MISSED_RESPONSE.ordinal(),
            FactKind.RATED.ordinal());

    private final Tally tally = new Tally();
    private final FactLog log = new FactLog();
    private RollingWindow window;
    private long end;
    private long[] heads;
    private long[] payloads;
    private int next;
    private Ranking ranking;
    private List<Candidate> candidates;
    private PeriodSpan span;

    private void prepare() {
        SplittableRandom random = new SplittableRandom(1);
        int lines = DAYS * LINES_A_DAY;
        heads = new long[lines];
        payloads = new long[lines];
        for (int i = 0; i < lines; i++) {
            long date = START + random.nextLong(DAYS * DAY);
            int code = CODES.get(i % CODES.size());
            heads[i] = Entry.head(FactLog.millisOfDay(date), code, Source.INCIDENT_MANAGEMENT, 0, 1);
            payloads[i] = payload(code, random);
            log.add(date, heads[i], payloads[i]);
        }
        window = new RollingWindow(RollingKind.STANDARD.get(0));
        end = START + DAY;
        ReferenceData reference = ReferenceFiles.shipped();
        ranking = new Ranking(reference.methodologyAt(START), reference.version());
        candidates = candidates(random);
        span = PeriodSpan.rolling("P30D", 30 * DAY, START + 30 * DAY);
    }

    private static long payload(int code, SplittableRandom random) {
        if (code == FactKind.REGISTERED.ordinal()) {
            return Entry.registeredPayload(1 + random.nextInt(20), 1);
        }
        if (code == FactKind.RATED.ordinal()) {
            return 1 + random.nextInt(5);
        }
        boolean isLatency = code == FactKind.RESPONDED.ordinal()
                || code == FactKind.RESOLVED.ordinal()
                || code == Entry.RESPONDED_WORKING
                || code == Entry.RESOLVED_WORKING;
        return isLatency ? random.nextLong(10 * DAY) : 0;
    }

    private List<Candidate> candidates(SplittableRandom random) {
        List<Candidate> all = new ArrayList<>();
        for (int n = 0; n < MUNICIPALITIES; n++) {
            Tally figures = new Tally();
            for (int i = random.nextInt(300); i < 2_000; i++) {
                figures.add(heads[i], payloads[i], 1);
            }
            all.add(new Candidate(
                    "id" + n,
                    new MunicipalityVersion("8770" + n, "name" + n, "", 10_000L * (n + 1), LocalDate.EPOCH, null),
                    figures.merge(null, authority -> true),
                    figures.merge(null, authority -> true),
                    figures.merge(Source.INCIDENT_MANAGEMENT, authority -> true),
                    figures.merge(Source.POS, authority -> true)));
        }
        return all;
    }

    /** One line into the figures of a period. */
    @Benchmark
    public Tally slice() {
        next = next + 1 < heads.length ? next + 1 : 0;
        tally.add(heads[next], payloads[next], 1);
        return tally;
    }

    /** The window of an hour, a minute on: 0.15 lines enter and leave it. */
    @Benchmark
    public Tally advance() {
        end += MINUTE;
        if (end > START + DAYS * DAY) {
            end = START + DAY;
            window = new RollingWindow(RollingKind.STANDARD.get(0));
        }
        return window.at(end, log);
    }

    /** Throws if nobody has a place: then nothing of interest would be measured. */
    @Setup
    public void check() {
        prepare();
        if (rank().entries().size() < MUNICIPALITIES) {
            throw new IllegalStateException("too few cases: " + rank().notRanked());
        }
    }

    @Benchmark
    public Board rank() {
        return ranking.rank(BoardKind.OVERALL, "87000000", span, new Ranking.Volume(30), candidates, Map.of());
    }

    /** As the boards of ended periods are. */
    @Benchmark
    public Board rankWithIntervals() {
        return ranking.withIntervals()
                .rank(BoardKind.OVERALL, "87000000", span, new Ranking.Volume(30), candidates, Map.of());
    }
}
