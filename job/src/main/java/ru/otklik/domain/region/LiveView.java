package ru.otklik.domain.region;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import ru.otklik.domain.metrics.Tally;
import ru.otklik.domain.period.PeriodSpan;
import ru.otklik.domain.period.RollingKind;
import ru.otklik.domain.ranking.Board;
import ru.otklik.domain.ranking.BoardKind;
import ru.otklik.domain.ranking.Candidate;
import ru.otklik.domain.ranking.Ranking;
import ru.otklik.domain.reference.MunicipalityVersion;

/**
 * The boards of a region as of the newest fact, for screens: fresh, without finality, and nothing is computed from them.
 *
 * <p>The view is no state. It is filled from the log and from the lines that still wait for their stamp, then kept up
 * line by line, and filled anew every hour of event time, so that it needs to know the deadlines of one hour only.
 */
final class LiveView {
    private static final long HOUR = 3_600_000;
    /** Lines that may wait for the next publication; more mean that nobody publishes. */
    private static final int MOST_ARRIVED = 100_000;

    private record Line(int municipality, long date, long head, long payload) {}

    /** One window over all municipalities, up to the newest fact; candidates are made anew where a tally changed. */
    private record Window(RollingKind kind, Map<Integer, Tally> tallies, Map<Integer, Candidate> candidates) {
        void add(Line line, long end) {
            if (line.date() >= end - kind.lengthMillis()) {
                tallies.computeIfAbsent(line.municipality(), key -> new Tally()).add(line.head(), line.payload(), 1);
            }
        }
    }

    private final RegionBook book;
    private final List<RollingKind> kinds;
    private final List<Window> windows = new ArrayList<>();
    private final List<Line> arrived = new ArrayList<>();
    private final TreeMap<Long, List<Line>> future = new TreeMap<>();
    private boolean active;
    private long newest = Long.MIN_VALUE;
    private long end;
    private long filledUntil;

    LiveView(RegionBook book, MeasureRules rules) {
        this.book = book;
        this.kinds = rules.rolling().stream()
                .filter(kind -> MeasureRules.LIVE.contains(kind.label()))
                .toList();
    }

    /** Takes note of an event, and of what it changed if the view is kept up. */
    void arrive(int municipality, long date, long head, long payload) {
        if (!active) {
            return;
        }
        arrived.add(new Line(municipality, date, head, payload));
        if (arrived.size() > MOST_ARRIVED) {
            active = false;
            arrived.clear();
        }
    }

    void noteEvent(long occurredAt) {
        newest = Math.max(newest, occurredAt);
    }

    /** Publishes every live board as of the newest event. */
    void publish(Publisher publisher) {
        long newEnd = newest + 1;
        if (!active || newEnd >= filledUntil) {
            fill(newEnd);
        } else {
            moveTo(newEnd);
        }
        for (Window window : windows) {
            publish(window, publisher);
        }
    }

    private void fill(long newEnd) {
        active = true;
        end = newEnd;
        filledUntil = (Math.floorDiv(newEnd, HOUR) + 1) * HOUR;
        arrived.clear();
        future.clear();
        windows.clear();
        for (RollingKind kind : kinds) {
            windows.add(new Window(kind, new HashMap<>(), new HashMap<>()));
        }
        long longest = kinds.stream().mapToLong(RollingKind::lengthMillis).max().orElse(0);
        book.books.forEach((number, municipality) -> municipality.log.visit(
                end - longest, filledUntil, (date, head, payload) -> take(new Line(number, date, head, payload))));
        book.pending.visitAll((municipality, date, stamp, head, payload) -> {
            if (date >= end - longest && date < filledUntil) {
                take(new Line(municipality, date, head, payload));
            }
        });
    }

    private void take(Line line) {
        if (line.date() >= end) {
            future.computeIfAbsent(line.date(), key -> new ArrayList<>(1)).add(line);
        } else {
            windows.forEach(window -> window.add(line, end));
        }
    }

    private void moveTo(long newEnd) {
        for (Window window : windows) {
            book.books.forEach((number, municipality) -> municipality.log.visit(
                    end - window.kind().lengthMillis(),
                    newEnd - window.kind().lengthMillis(),
                    (date, head, payload) -> window.tallies()
                            .computeIfAbsent(number, key -> new Tally())
                            .add(head, payload, -1)));
        }
        end = newEnd;
        while (!future.isEmpty() && future.firstKey() < end) {
            future.pollFirstEntry().getValue().forEach(this::take);
        }
        arrived.forEach(this::take);
        arrived.clear();
    }

    private void publish(Window window, Publisher publisher) {
        PeriodSpan span =
                PeriodSpan.rolling(window.kind().label(), window.kind().lengthMillis(), end);
        RegionBoards boards = book.boards();
        List<Candidate> candidates = candidates(window, span, boards);
        Ranking ranking = boards.rankingAt(newest);
        for (BoardKind kind : BoardKind.values()) {
            Board board =
                    ranking.rank(kind, book.region(), span, RegionBoards.volume(window.kind()), candidates, Map.of());
            publisher.prepare(board);
            publisher.publish(Status.LIVE, 0, newest);
        }
    }

    private List<Candidate> candidates(Window window, PeriodSpan span, RegionBoards boards) {
        List<Candidate> candidates = new ArrayList<>(book.books.size());
        book.books.forEach((number, municipality) -> {
            Tally tally = window.tallies().computeIfAbsent(number, key -> new Tally());
            if (!municipality.isPresent(span.startMillis(), span.endMillis(), tally)) {
                return;
            }
            MunicipalityVersion shown = RegionBoards.shownVersion(municipality, span);
            Candidate candidate = window.candidates().get(number);
            if (tally.takeChanged() || candidate == null || !candidate.shown().equals(shown)) {
                candidate = boards.candidate(municipality, shown, tally);
                window.candidates().put(number, candidate);
            }
            candidates.add(candidate);
        });
        return candidates;
    }
}
