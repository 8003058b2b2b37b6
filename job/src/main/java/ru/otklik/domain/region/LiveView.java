package ru.otklik.domain.region;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import ru.otklik.domain.metrics.Tally;
import ru.otklik.domain.period.PeriodSpan;
import ru.otklik.domain.period.RollingKind;
import ru.otklik.domain.ranking.Board;
import ru.otklik.domain.ranking.BoardKind;
import ru.otklik.domain.ranking.Candidate;
import ru.otklik.domain.ranking.Contender;
import ru.otklik.domain.ranking.Judgement;
import ru.otklik.domain.ranking.Ranking;
import ru.otklik.domain.reference.MunicipalityVersion;

/**
 * The boards of a region as of the newest fact, for screens: fresh, without finality, and nothing is computed from them.
 *
 * <p>Under load a fact costs what it changes: a board that reads as before can be left out for a while, but for the ACTIVITY
 * board of the shortest window, which tells by its event time how far the region has been read.
 *
 * <p>The view is no state. It is filled from the log and from the lines that still wait for their stamp, then kept up
 * line by line, and filled anew every hour of event time, so that it needs to know the deadlines of one hour only.
 */
final class LiveView {
    private static final long HOUR = 3_600_000;
    /** Lines that may wait for the next publication; more mean that nobody publishes. */
    private static final int MOST_ARRIVED = 100_000;

    private record Line(int municipality, long date, long head, long payload) {}

    /** One window over all municipalities, up to the newest fact; judgements are made anew where a tally changed. */
    private static final class Window {
        private final RollingKind kind;
        private final Map<Integer, Tally> tallies = new HashMap<>();
        private final Map<BoardKind, Map<Integer, Judgement>> judgements = new EnumMap<>(BoardKind.class);
        /** Kinds of which a board reads otherwise than the one sent last. */
        private final Set<BoardKind> changed = EnumSet.allOf(BoardKind.class);

        /** Municipalities whose pages reported since they were judged last. */
        private final Set<Integer> pageNews = new HashSet<>();

        private String methodology = "";

        Window(RollingKind kind) {
            this.kind = kind;
        }

        Map<Integer, Judgement> judgements(BoardKind board) {
            return judgements.computeIfAbsent(board, key -> new HashMap<>());
        }

        void add(Line line, long end) {
            if (line.date() >= end - kind.lengthMillis()) {
                tally(line.municipality()).add(line.head(), line.payload(), 1);
            }
        }

        void remove(int municipality, long head, long payload) {
            tally(municipality).add(head, payload, -1);
        }

        Tally tally(int municipality) {
            return tallies.computeIfAbsent(municipality, key -> new Tally());
        }

        /** A board that hangs on all candidates together is taken for changed with any of them. */
        void put(BoardKind board, int municipality, @Nullable Judgement judgement, boolean alone) {
            Map<Integer, Judgement> all = judgements(board);
            Judgement before = judgement == null ? all.remove(municipality) : all.put(municipality, judgement);
            boolean same = judgement == null ? before == null : before != null && judgement.readsLike(before);
            if (!same || !alone) {
                changed.add(board);
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
                .sorted(Comparator.comparing(RollingKind::lengthMillis))
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

    /** Takes note that a page of a municipality reported. */
    void notePage(int municipality) {
        windows.forEach(window -> window.pageNews.add(municipality));
    }

    void noteEvent(long occurredAt) {
        newest = Math.max(newest, occurredAt);
    }

    /**
     * Publishes the live boards as of the newest event.
     *
     * @param all whether those that read as before are published, too
     */
    void publish(Publisher publisher, boolean all) {
        long newEnd = newest + 1;
        if (!active || newEnd >= filledUntil) {
            fill(newEnd);
        } else {
            moveTo(newEnd);
        }
        for (Window window : windows) {
            publish(window, publisher, all);
        }
    }

    private void fill(long newEnd) {
        active = true;
        end = newEnd;
        filledUntil = MeasureRules.nextTick(newEnd, HOUR);
        arrived.clear();
        future.clear();
        windows.clear();
        for (RollingKind kind : kinds) {
            windows.add(new Window(kind));
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
                    end - window.kind.lengthMillis(),
                    newEnd - window.kind.lengthMillis(),
                    (date, head, payload) -> window.remove(number, head, payload)));
        }
        end = newEnd;
        while (!future.isEmpty() && future.firstKey() < end) {
            future.pollFirstEntry().getValue().forEach(this::take);
        }
        arrived.forEach(this::take);
        arrived.clear();
    }

    private void publish(Window window, Publisher publisher, boolean all) {
        PeriodSpan span = PeriodSpan.rolling(window.kind.label(), window.kind.lengthMillis(), end);
        Ranking ranking = book.boards().rankings.at(newest);
        judge(window, span, ranking);
        if (all) {
            window.changed.addAll(EnumSet.allOf(BoardKind.class));
        } else if (window == windows.get(0)) {
            window.changed.add(BoardKind.ACTIVITY);
        }
        Board.Contest contest = new Board.Contest(Board.Scope.REGION_MUNICIPALITIES, book.region(), Board.Group.ALL);
        for (BoardKind kind : window.changed) {
            List<Judgement> judgements = List.copyOf(window.judgements(kind).values());
            publisher.publishLive(board(kind, contest, span, ranking, window, judgements), newest);
        }
        window.changed.clear();
    }

    private static Board board(
            BoardKind kind,
            Board.Contest contest,
            PeriodSpan span,
            Ranking ranking,
            Window window,
            List<Judgement> judgements) {
        if (ranking.judgesAlone(kind)) {
            return ranking.board(kind, contest, span, judgements, Map.of());
        }
        List<Contender> contenders =
                judgements.stream().map(Judgement::contender).toList();
        return ranking.rank(kind, contest, span, RegionBoards.volume(window.kind), contenders, Map.of());
    }

    private void judge(Window window, PeriodSpan span, Ranking ranking) {
        boolean anew = !window.methodology.equals(ranking.methodology().id());
        if (anew) {
            window.methodology = ranking.methodology().id();
            window.changed.addAll(EnumSet.allOf(BoardKind.class));
        }
        Ranking.Volume volume = RegionBoards.volume(window.kind);
        BoardPages.View pages = book.boards().pages.ofLiveWindow(span.startMillis(), span.endMillis());
        book.books.forEach((number, municipality) -> {
            Tally tally = window.tally(number);
            boolean isPresent = municipality.isPresent(span.startMillis(), span.endMillis(), tally);
            MunicipalityVersion shown = RegionBoards.shownVersion(municipality, span);
            Judgement known = window.judgements(BoardKind.ACTIVITY).get(number);
            boolean isKnown =
                    isPresent ? known != null && known.contender().shown().equals(shown) : known == null;
            if (tally.takeChanged() || anew || !isKnown || window.pageNews.contains(number)) {
                Candidate candidate = isPresent
                        ? book.boards().candidate(municipality, shown, tally, BoardPages.own(pages, municipality))
                        : null;
                for (BoardKind kind : BoardKind.values()) {
                    Judgement judgement = candidate == null ? null : ranking.judge(kind, volume, candidate);
                    window.put(kind, number, judgement, ranking.judgesAlone(kind));
                }
            }
        });
        window.pageNews.clear();
    }
}
