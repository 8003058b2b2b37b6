package ru.otklik.edge;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
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
import ru.otklik.domain.pages.PageReport;
import ru.otklik.domain.pages.PageValue;
import ru.otklik.domain.period.CalendarKind;
import ru.otklik.domain.period.RollingKind;
import ru.otklik.domain.ranking.Board;
import ru.otklik.domain.reference.ReferenceData;
import ru.otklik.domain.region.IncidentFacts;
import ru.otklik.domain.region.LateFact;
import ru.otklik.domain.region.MeasureRules;
import ru.otklik.domain.region.Publisher;
import ru.otklik.domain.region.RegionBook;
import ru.otklik.domain.region.RegionReport;
import ru.otklik.domain.region.RegionState;
import ru.otklik.domain.region.ScopeBook;
import ru.otklik.domain.region.ScopeState;
import ru.otklik.domain.region.Status;
import ru.otklik.domain.snapshot.QuarterSnapshot;
import ru.otklik.operator.Inbound;
import ru.otklik.operator.Publication;
import ru.otklik.operator.RecordFormat;

/**
 * The decisions of the job without Flink: the same domain and formats, driven event by event, with restarts wherever the
 * test wants them. Thousands of cases a minute.
 */
public final class JobInOneThread implements Publisher {

    /**
     * How to run.
     *
     * @param asOf null for the last event
     * @param periods labels to publish
     * @param restartPerMille of a thousand events after how many everything is saved and restored
     * @param stepMillis event time is passed on only when it has grown by this much
     */
    public record Options(
            long earliest,
            long retainUnanswered,
            @Nullable Long asOf,
            Set<String> periods,
            int restartPerMille,
            long stepMillis,
            long seed) {}

    private static final byte[] KEY = "a key of the tests, long enough".getBytes(StandardCharsets.UTF_8);
    private static final long DAY = 86_400_000L;
    private static final long DISORDER = 60_000;

    private final Options options;
    private final EventDecoder decoder;
    private final IncidentHistory history;
    private final MeasureRules measure;
    private final RecordFormat format = JsonRecords.factory(0).create();
    private final Map<Long, byte[]> incidents = new HashMap<>();
    private final Map<String, Map<Long, byte[]>> chunks = new TreeMap<>();
    private final Map<String, List<String>> records = new TreeMap<>();
    private final SplittableRandom random;
    private final Map<String, Map<Long, byte[]>> scopeChunks = new TreeMap<>();
    private Map<String, RegionBook> books = new TreeMap<>();
    private Map<String, ScopeBook> scopes = new TreeMap<>();
    private DueWheel wheel = new DueWheel();
    private RecordFormat.@Nullable Draft draft;

    private JobInOneThread(ReferenceData reference, Options options) {
        this.options = options;
        this.random = new SplittableRandom(options.seed());
        this.decoder = new EventDecoder(new EventDecoder.DecoderRules(options.earliest(), true, KEY), reference);
        this.history = new IncidentHistory(new VerdictRules(reference, 90 * DAY, options.retainUnanswered()));
        Set<CalendarKind> calendar = java.util.Arrays.stream(CalendarKind.values())
                .filter(kind -> options.periods().contains(kind.name()))
                .collect(java.util.stream.Collectors.toUnmodifiableSet());
        this.measure = new MeasureRules(
                reference, 45 * DAY, RollingKind.STANDARD, Set.copyOf(options.periods()), calendar, true);
    }

    /** What the door makes of an author's token, as the canonical text of an event shows it. */
    public static String citizenHash(String token) {
        return HexFormat.of().toHexDigits(new CitizenHash(KEY).of(token, 0));
    }

    /** Published records by topic, in the order in which they were published. */
    public static Map<String, List<String>> run(ReferenceData reference, List<byte[]> lines, Options options) {
        JobInOneThread job = new JobInOneThread(reference, options);
        job.run(lines);
        return job.records;
    }

    private void run(List<byte[]> lines) {
        long greatest = Inbound.NO_TIME;
        long passed = Long.MIN_VALUE;
        for (int i = 0; i < lines.size(); i++) {
            Inbound inbound = decoder.decodeLine(lines.get(i), 0, lines.get(i).length, "lines", i + 1L, Long.MAX_VALUE);
            if (options.asOf() != null && inbound.eventTime() > options.asOf()) {
                continue;
            }
            long stamp = greatest == Inbound.NO_TIME ? Inbound.NO_TIME : greatest - DISORDER;
            Inbound.Rejection rejection = inbound.rejection();
            if (rejection != null) {
                collect(format.rejected(inbound.origin(), stamp, rejection));
                continue;
            }
            greatest = Math.max(greatest, inbound.eventTime());
            if (inbound.page() != null) {
                take(inbound.page(), stamp);
            }
            take(new Inbound(inbound.origin(), inbound.eventTime(), stamp, inbound.accepted(), null));
            if (greatest - DISORDER >= passed + options.stepMillis() || passed == Long.MIN_VALUE) {
                passed = greatest - DISORDER;
                pass(passed);
            }
            if (random.nextInt(1000) < options.restartPerMille()) {
                restart();
            }
        }
        long end = options.asOf() != null ? options.asOf() : greatest;
        if (end != Inbound.NO_TIME) {
            pass(end);
            for (RegionBook book : books.values()) {
                book.finish(end, this);
            }
            for (ScopeBook scope : scopes.values()) {
                scope.finish(end, this);
            }
        }
    }

    private void take(PageReport page, long stamp) {
        String region = String.format("%02d000000", page.municipality() / 1000);
        books.computeIfAbsent(region, key -> new RegionBook(region, measure)).receive(page, stamp);
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
            sendReleased(accepted.source(), transition.owed());
            IncidentFacts caused = new IncidentFacts(
                    "",
                    accepted.source(),
                    accepted.incidentId(),
                    inbound.eventTime(),
                    inbound.stamp(),
                    0,
                    transition.facts());
            send(caused);
        } else if (transition.outcome() != Transition.Outcome.DUPLICATE) {
            collect(format.late(inbound, transition.outcome().name()));
        }
    }

    private void send(IncidentFacts caused) {
        Map<String, List<SignedFact>> byRegion = new TreeMap<>();
        for (SignedFact fact : caused.facts()) {
            String region = String.format("%02d000000", fact.fact().municipality() / 1000);
            byRegion.computeIfAbsent(region, key -> new ArrayList<>()).add(fact);
        }
        byRegion.forEach((region, some) -> {
            RegionBook book = books.computeIfAbsent(region, key -> new RegionBook(region, measure));
            IncidentFacts changed = new IncidentFacts(
                    region, caused.source(), caused.incidentId(), caused.occurredAt(), caused.stamp(), 0, some);
            for (LateFact late : book.receive(changed)) {
                collect(format.late(late));
            }
        });
    }

    private void pass(long eventTime) {
        wheel.turn(eventTime, this::release);
        for (RegionBook book : books.values()) {
            book.advance(eventTime, 0, this);
        }
        for (ScopeBook scope : scopes.values()) {
            scope.advance(eventTime, this);
        }
    }

    private void release(long key) {
        byte[] kept = incidents.get(key);
        if (kept != null) {
            IncidentHistory.Rest rest =
                    history.release(kept, wheel.heldFrom(), (source, facts, open) -> sendReleased(source, facts));
            incidents.put(key, rest.state());
            wheel.enter(key, rest.dueAt());
        }
    }

    private void sendReleased(Source source, List<SignedFact> facts) {
        send(new IncidentFacts("", source, "", Inbound.NO_TIME, Inbound.NO_TIME, 0, facts));
    }

    private void restart() {
        books.forEach((region, book) -> RegionState.save(book, new Saved(chunks, region)));
        scopes.forEach((name, scope) -> ScopeState.save(scope, new Saved(scopeChunks, name)));
        Map<String, RegionBook> restored = new TreeMap<>();
        chunks.forEach((region, saved) -> {
            RegionBook book = new RegionBook(region, measure);
            saved.forEach((key, chunk) -> RegionState.load(book, key, chunk));
            restored.put(region, book);
        });
        books = restored;
        Map<String, ScopeBook> restoredScopes = new TreeMap<>();
        scopeChunks.forEach((name, saved) -> {
            ScopeBook scope = new ScopeBook(name, measure);
            ScopeState.load(scope, saved.entrySet());
            restoredScopes.put(name, scope);
        });
        scopes = restoredScopes;
        wheel = new DueWheel();
        incidents.forEach((key, kept) -> wheel.enter(key, history.dueAt(kept)));
    }

    /** The chunks of one book. */
    private record Saved(Map<String, Map<Long, byte[]>> chunks, String name) implements RegionState.Sink {
        @Override
        public void put(long key, byte[] chunk) {
            chunks.computeIfAbsent(name, missing -> new HashMap<>()).put(key, chunk.clone());
        }

        @Override
        public void remove(long key) {
            chunks.computeIfAbsent(name, missing -> new HashMap<>()).remove(key);
        }
    }

    private void collect(Publication publication) {
        records.computeIfAbsent(publication.topic(), topic -> new ArrayList<>())
                .add(new String(publication.value(), StandardCharsets.UTF_8));
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
        scopes.computeIfAbsent(report.scope(), scope -> new ScopeBook(scope, measure))
                .receive(report);
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
    public void publish(Status status, int revision, long eventTime) {
        if (draft == null) {
            throw new IllegalStateException("nothing was prepared");
        }
        collect(draft.publish(status, revision, eventTime));
    }
}
