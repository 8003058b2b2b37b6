package ru.otklik.domain.region;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import ru.otklik.domain.incident.Source;
import ru.otklik.domain.metrics.DayLog;
import ru.otklik.domain.metrics.MergedFigures;
import ru.otklik.domain.metrics.Published;
import ru.otklik.domain.metrics.Tally;
import ru.otklik.domain.metrics.Totals;
import ru.otklik.domain.pages.PageFigures;
import ru.otklik.domain.period.CalendarKind;
import ru.otklik.domain.period.PeriodSpan;
import ru.otklik.domain.period.RollingKind;
import ru.otklik.domain.ranking.Board;
import ru.otklik.domain.ranking.BoardKind;
import ru.otklik.domain.ranking.Candidate;
import ru.otklik.domain.ranking.LoadGroups;
import ru.otklik.domain.ranking.Methodologies;
import ru.otklik.domain.ranking.Ranking;
import ru.otklik.domain.reference.Authority;
import ru.otklik.domain.reference.MunicipalityVersion;
import ru.otklik.domain.region.MunicipalityBook.PeriodKey;

/** The boards of a region: ranks its municipalities and its executive bodies when a period's values are due. */
final class RegionBoards {
    private static final long SHORTEST_RANKED_MILLIS = 7L * DayLog.DAY_MILLIS;

    /** A month's: while a period is open, the minimum of one month is enough. */
    private static final Ranking.Volume OPEN_VOLUME = new Ranking.Volume(30);

    private final RegionBook book;
    private final MeasureRules rules;
    final BoardLedger ledger = new BoardLedger();
    /** Borders of the load groups of open periods when they were looked at last. */
    private final Map<PeriodKey, LoadGroups> borders = new HashMap<>();

    final Rankings rankings;
    final BoardPages pages;

    RegionBoards(RegionBook book, MeasureRules rules, Methodologies methodologies) {
        this.book = book;
        this.rules = rules;
        this.rankings = new Rankings(methodologies, rules.reference().version());
        this.pages = new BoardPages(book, rules, methodologies);
    }

    /** Publishes the boards of a calendar period; those of bodies are made of the totals. */
    void publishCalendar(
            PeriodKey period,
            Status status,
            long eventTime,
            RegionMembers members,
            Totals totals,
            Publisher publisher) {
        PeriodSpan span = members.span();
        Ranking ranking = rankings.of(period, span.startMillis(), status);
        boolean open = status == Status.PRELIMINARY;
        Ranking.Volume volume = open ? OPEN_VOLUME : volume(period.kind());
        LoadGroups groups = open ? bordersAt(period, eventTime) : LoadGroups.of(volume);
        if (open) {
            borders.put(period, groups);
        } else {
            borders.remove(period);
        }
        List<Candidate> candidates = members.candidates(this);
        for (Board.Group group : Board.Group.values()) {
            ledger.publishCalendar(
                    municipalities(group, groups, span, ranking, volume, candidates),
                    period,
                    status,
                    eventTime,
                    publisher);
        }
        for (Board.Scope scope : scopesOfBodies()) {
            ledger.publishCalendar(
                    bodies(scope, members, ranking, volume, totals), period, status, eventTime, publisher);
        }
    }

    /** All boards of an ended calendar period, as they are now, without the places of the period before. */
    List<Board> boardsOf(PeriodKey period) {
        RegionMembers members = RegionMembers.of(book, period.kind(), period.index(), Long.MAX_VALUE);
        PeriodSpan span = members.span();
        Ranking ranking = rankings.of(period, span.startMillis(), Status.REVISED);
        Ranking.Volume volume = volume(period.kind());
        LoadGroups groups = LoadGroups.of(volume);
        List<Candidate> candidates = members.candidates(this);
        List<Board> boards = new ArrayList<>();
        for (Board.Group group : Board.Group.values()) {
            BoardLedger.Sheet sheet = municipalities(group, groups, span, ranking, volume, candidates);
            boards.addAll(BoardLedger.boards(sheet));
        }
        for (Board.Scope scope : scopesOfBodies()) {
            boards.addAll(BoardLedger.boards(bodies(scope, members, ranking, volume, members.totals())));
        }
        return boards;
    }

    /** The same beside the places of the period before. */
    List<Board> compared(PeriodKey period, List<Board> boards) {
        long start =
                PeriodSpan.of(period.kind(), period.index(), book.regionDays()).startMillis();
        Ranking ranking = rankings.of(period, start, Status.REVISED);
        return boards.stream()
                .map(board -> ledger.against(period, ranking, board))
                .toList();
    }

    /** Whether a final board of a calendar period was published. */
    boolean wasFinal(PeriodKey period) {
        int first = new BoardName(Board.Scope.REGION_MUNICIPALITIES, Board.Group.ALL, BoardKind.OVERALL).code();
        return ledger.published.revision(Published.key(period.kind().ordinal(), first, period.index())) >= 0;
    }

    /** Whether time alone has moved a border between the load groups of an open period. */
    boolean haveGroupsMoved(PeriodKey period, long eventTime) {
        return !bordersAt(period, eventTime).equals(borders.get(period));
    }

    private LoadGroups bordersAt(PeriodKey period, long eventTime) {
        PeriodSpan span = PeriodSpan.of(period.kind(), period.index(), book.regionDays());
        long length = span.endMillis() - span.startMillis();
        long elapsed = Math.max(0, Math.min(length, eventTime - span.startMillis()));
        return LoadGroups.ofPart(volume(period.kind()), elapsed, length);
    }

    /** Whether a rolling window is ranked. */
    static boolean isRanked(RollingKind kind) {
        return kind.lengthMillis() >= SHORTEST_RANKED_MILLIS;
    }

    /** Publishes the boards of a rolling window beside those of one length earlier. */
    void publishRolling(
            int window,
            RegionMembers members,
            Totals totals,
            RegionMembers past,
            Totals pastTotals,
            Publisher publisher) {
        Ranking.Volume volume = volume(rules.rolling().get(window));
        LoadGroups groups = LoadGroups.of(volume);
        PeriodSpan span = members.span();
        PeriodSpan earlier = past.span();
        Ranking ranking = rankings.at(span.endMillis()).withIntervals();
        Ranking before = rankings.at(earlier.endMillis());
        List<Candidate> candidates = members.candidates(this);
        List<Candidate> pastCandidates = past.candidates(this);
        for (Board.Group group : Board.Group.values()) {
            ledger.publishRolling(
                    municipalities(group, groups, span, ranking, volume, candidates),
                    municipalities(group, groups, earlier, before, volume, pastCandidates),
                    window,
                    publisher);
        }
        for (Board.Scope scope : scopesOfBodies()) {
            ledger.publishRolling(
                    bodies(scope, members, ranking, volume, totals),
                    past.members().isEmpty()
                            ? sheet(contest(scope, Board.Group.ALL), earlier, before, volume, List.of())
                            : bodies(scope, past, before, volume, pastTotals),
                    window,
                    publisher);
        }
    }

    private BoardLedger.Sheet municipalities(
            Board.Group group,
            LoadGroups groups,
            PeriodSpan span,
            Ranking ranking,
            Ranking.Volume volume,
            List<Candidate> candidates) {
        Board.Contest contest = contest(Board.Scope.REGION_MUNICIPALITIES, group);
        return new BoardLedger.Sheet(contest, span, ranking, volume, kind -> groups.members(group, kind, candidates));
    }

    private Board.Contest contest(Board.Scope scope, Board.Group group) {
        return new Board.Contest(scope, book.region(), group);
    }

    /** Executive bodies have a board everywhere, even an empty one; subordinate organisations where there are any. */
    private List<Board.Scope> scopesOfBodies() {
        boolean hasSubordinates =
                book.bodies().stream().anyMatch(authority -> authority.kind() == Authority.Kind.SUBORDINATE);
        return hasSubordinates
                ? List.of(Board.Scope.REGION_AUTHORITIES, Board.Scope.REGION_SUBORDINATES)
                : List.of(Board.Scope.REGION_AUTHORITIES);
    }

    private BoardLedger.Sheet bodies(
            Board.Scope scope, RegionMembers members, Ranking ranking, Ranking.Volume volume, Totals totals) {
        Authority.Kind kind =
                scope == Board.Scope.REGION_SUBORDINATES ? Authority.Kind.SUBORDINATE : Authority.Kind.OIV;
        List<Candidate> candidates = new ArrayList<>();
        for (Authority authority : book.bodies()) {
            if (authority.kind() == kind) {
                candidates.add(candidate(
                        authority.id(),
                        authority.name(),
                        totals.whole().population(),
                        totals.authority(book.authorities.numberOf(authority.id())),
                        members.pagesOf(authority.id())));
            }
        }
        return sheet(contest(scope, Board.Group.ALL), members.span(), ranking, volume, candidates);
    }

    static BoardLedger.Sheet sheet(
            Board.Contest contest,
            PeriodSpan span,
            Ranking ranking,
            Ranking.Volume volume,
            List<Candidate> candidates) {
        return new BoardLedger.Sheet(contest, span, ranking, volume, kind -> candidates);
    }

    /** Somebody who answers for all of his figures: a body, a region. */
    static Candidate candidate(
            String id, String name, @Nullable Long population, MergedFigures figures, PageFigures pages) {
        return new Candidate(
                id,
                new MunicipalityVersion(id, name, "", population, LocalDate.EPOCH, null),
                figures.figures(null),
                figures.figures(null),
                figures.figures(Source.INCIDENT_MANAGEMENT),
                figures.figures(Source.POS),
                pages);
    }

    /** The volume of a calendar period, or of one that is still open. */
    static Ranking.Volume volume(CalendarKind kind, Status status) {
        return status == Status.PRELIMINARY ? OPEN_VOLUME : volume(kind);
    }

    private static Ranking.Volume volume(CalendarKind kind) {
        return new Ranking.Volume(
                switch (kind) {
                    case DAY -> 1;
                    case MONTH -> 30;
                    case QUARTER -> 90;
                    case YEAR -> 360;
                });
    }

    static Ranking.Volume volume(RollingKind kind) {
        return new Ranking.Volume(Math.max(1, kind.lengthMillis() / DayLog.DAY_MILLIS));
    }

    /** The code and name of a municipality that a period shows. */
    static MunicipalityVersion shownVersion(MunicipalityBook municipality, PeriodSpan span) {
        int lastDay = municipality.days().dayOf(span.endMillis() - 1);
        return municipality.municipality().versionOn(LocalDate.ofEpochDay(lastDay));
    }

    Candidate candidate(MunicipalityBook municipality, MunicipalityVersion shown, Tally tally, PageFigures ownPages) {
        return new Candidate(
                municipality.municipality().id(),
                shown,
                tally.merge(null, authority -> true),
                tally.merge(null, book::isOwn),
                tally.merge(Source.INCIDENT_MANAGEMENT, book::isOwn),
                tally.merge(Source.POS, book::isOwn),
                ownPages);
    }
}
