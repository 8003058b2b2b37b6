package ru.otklik.domain.region;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.LongConsumer;
import ru.otklik.domain.incident.Source;
import ru.otklik.domain.metrics.DayLog;
import ru.otklik.domain.metrics.Published;
import ru.otklik.domain.metrics.Tally;
import ru.otklik.domain.packing.ByteReader;
import ru.otklik.domain.packing.ByteWriter;
import ru.otklik.domain.period.CalendarKind;
import ru.otklik.domain.period.PeriodSpan;
import ru.otklik.domain.period.RollingKind;
import ru.otklik.domain.period.ZoneDays;
import ru.otklik.domain.ranking.Board;
import ru.otklik.domain.ranking.BoardKind;
import ru.otklik.domain.ranking.Candidate;
import ru.otklik.domain.ranking.Methodologies;
import ru.otklik.domain.ranking.Methodology;
import ru.otklik.domain.ranking.Ranking;
import ru.otklik.domain.reference.MunicipalityVersion;
import ru.otklik.domain.region.MunicipalityBook.PeriodKey;

/** The boards of a region: ranks its municipalities when a period's values are due, remembers places. */
final class RegionBoards {
    /** Keys of rolling boards follow those of the calendar kinds. */
    private static final int ROLLING_BASE = 8;

    private static final long SHORTEST_RANKED_MILLIS = 7L * DayLog.DAY_MILLIS;

    private final RegionBook book;
    private final MeasureRules rules;
    final Published published = new Published();
    /** Places of the newest published board of each calendar period and kind. */
    final Map<PeriodKey, Map<BoardKind, Map<String, Ranking.Previous>>> places = new HashMap<>();

    final Set<PeriodKey> changedPlaces = new HashSet<>();

    final FinalMethodologies finalMethodologies;
    private final Methodologies methodologies;

    RegionBoards(RegionBook book, MeasureRules rules, Methodologies methodologies) {
        this.book = book;
        this.rules = rules;
        this.methodologies = methodologies;
        this.finalMethodologies = new FinalMethodologies(methodologies);
    }

    void publishFinal(CalendarKind kind, int index, long eventTime, Publisher publisher) {
        if (book.series.hasBegun(kind, index)) {
            publishCalendar(kind, index, Status.FINAL, eventTime, publisher);
        }
    }

    void publishRevised(CalendarKind kind, int index, long eventTime, Publisher publisher) {
        publishCalendar(kind, index, Status.REVISED, eventTime, publisher);
    }

    private void publishCalendar(CalendarKind kind, int index, Status status, long eventTime, Publisher publisher) {
        PeriodSpan span = PeriodSpan.of(kind, index, book.regionDays());
        List<Candidate> candidates = candidates(span, municipality -> municipality.tallyOf(kind, index, book.now));
        Ranking ranking = rankingBy(finalMethodologies.of(new PeriodKey(kind, index), span.startMillis(), status))
                .withIntervals();
        Map<BoardKind, Map<String, Ranking.Previous>> before =
                places.getOrDefault(new PeriodKey(kind, index - 1), Map.of());
        for (BoardKind boardKind : BoardKind.values()) {
            Map<String, Ranking.Previous> previous = before.getOrDefault(boardKind, Map.of());
            Board alone = ranking.rank(boardKind, book.region(), span, volume(kind), candidates, Map.of());
            long key = Published.key(kind.ordinal(), boardKind.ordinal(), index);
            // What the period before said is shown, but does not make a board differ: its revisions re-publish nothing.
            long hash = publisher.prepare(alone);
            if (status == Status.FINAL || !published.isLast(key, hash)) {
                int revision = status == Status.FINAL ? 0 : published.revision(key) + 1;
                Board board = ranking.rank(boardKind, book.region(), span, volume(kind), candidates, previous);
                publisher.prepare(board);
                publisher.publish(revision == 0 ? Status.FINAL : status, revision, eventTime);
                published.put(key, revision, hash);
                remember(new PeriodKey(kind, index), boardKind, placesOf(board));
            }
        }
    }

    void publishRolling(int window, PeriodSpan span, Publisher publisher) {
        RollingKind kind = rules.rolling().get(window);
        if (kind.lengthMillis() < SHORTEST_RANKED_MILLIS) {
            return;
        }
        long end = span.endMillis();
        Ranking ranking = rankingAt(end).withIntervals();
        Ranking.Volume volume = volume(kind);
        List<Candidate> candidates = candidates(span, municipality -> municipality.rollingTally(window, end));
        Map<BoardKind, Map<String, Ranking.Previous>> before = placesOneLengthEarlier(window, kind, end);
        for (BoardKind boardKind : BoardKind.values()) {
            Board board = ranking.rank(
                    boardKind, book.region(), span, volume, candidates, before.getOrDefault(boardKind, Map.of()));
            long key = Published.key(ROLLING_BASE + window, boardKind.ordinal(), 0);
            long hash = publisher.prepare(board);
            if (!published.isLast(key, hash)) {
                publisher.publish(Status.FINAL, 0, end);
                published.put(key, 0, hash);
            }
        }
    }

    /** What the same board said one length earlier, whether or not it was published then. */
    private Map<BoardKind, Map<String, Ranking.Previous>> placesOneLengthEarlier(
            int window, RollingKind kind, long end) {
        long earlier = end - kind.lengthMillis();
        if (!book.series.hasBegun(window, earlier)) {
            return Map.of();
        }
        PeriodSpan span = PeriodSpan.rolling(kind.label(), kind.lengthMillis(), earlier);
        List<Candidate> candidates =
                candidates(span, municipality -> municipality.pastTally(kind.lengthMillis(), earlier));
        Ranking ranking = rankingAt(earlier);
        Map<BoardKind, Map<String, Ranking.Previous>> found = new HashMap<>();
        for (BoardKind boardKind : BoardKind.values()) {
            found.put(
                    boardKind,
                    placesOf(ranking.rank(boardKind, book.region(), span, volume(kind), candidates, Map.of())));
        }
        return found;
    }

    Ranking rankingAt(long instant) {
        return rankingBy(methodologies.at(instant));
    }

    private Ranking rankingBy(Methodology methodology) {
        return new Ranking(methodology, rules.reference().version());
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

    List<Candidate> candidates(PeriodSpan span, Function<MunicipalityBook, Tally> tallies) {
        List<Candidate> candidates = new ArrayList<>(book.books.size());
        for (MunicipalityBook municipality : book.books.values()) {
            Tally tally = tallies.apply(municipality);
            if (municipality.isPresent(span.startMillis(), span.endMillis(), tally)) {
                candidates.add(candidate(municipality, shownVersion(municipality, span), tally));
            }
        }
        return candidates;
    }

    /** The code and name of a municipality that a period shows. */
    static MunicipalityVersion shownVersion(MunicipalityBook municipality, PeriodSpan span) {
        int lastDay = municipality.days().dayOf(span.endMillis() - 1);
        return municipality.municipality().versionOn(LocalDate.ofEpochDay(lastDay));
    }

    Candidate candidate(MunicipalityBook municipality, MunicipalityVersion shown, Tally tally) {
        return new Candidate(
                municipality.municipality().id(),
                shown,
                tally.merge(null, authority -> true),
                tally.merge(null, book::isOwn),
                tally.merge(Source.INCIDENT_MANAGEMENT, book::isOwn),
                tally.merge(Source.POS, book::isOwn));
    }

    private static Map<String, Ranking.Previous> placesOf(Board board) {
        Map<String, Ranking.Previous> found = new HashMap<>();
        for (Board.Entry entry : board.entries()) {
            found.put(entry.id(), new Ranking.Previous(entry.place(), entry.score()));
        }
        return found;
    }

    private void remember(PeriodKey period, BoardKind kind, Map<String, Ranking.Previous> found) {
        places.computeIfAbsent(period, key -> new HashMap<>()).put(kind, found);
        changedPlaces.add(period);
    }

    /** Forgets boards that no period within its horizon can compare itself with. */
    void forget(long now, LongConsumer forgotten) {
        ZoneDays days = book.regionDays();
        int oldest = days.dayOf(now - rules.closedHorizonMillis());
        for (CalendarKind kind : CalendarKind.values()) {
            published.forgetBefore(kind.ordinal(), ZoneDays.indexOf(kind, oldest) - 1);
        }
        finalMethodologies.forgetIf(period -> period.index() < ZoneDays.indexOf(period.kind(), oldest) - 1);
        places.keySet().removeIf(period -> {
            boolean old = period.index() < ZoneDays.indexOf(period.kind(), oldest) - 1;
            if (old) {
                changedPlaces.remove(period);
                forgotten.accept(ChunkKey.ofPeriod(ChunkKey.Type.PLACES, 0, period));
            }
            return old;
        });
    }

    byte[] packPlaces(PeriodKey period) {
        ByteWriter out = new ByteWriter(256);
        places.getOrDefault(period, Map.of()).forEach((kind, found) -> {
            out.putByte(kind.ordinal());
            out.putVarLong(found.size());
            found.forEach((id, previous) -> {
                out.putString(id);
                out.putVarLong(previous.place());
                out.putSignedVarLong(previous.score().unscaledValue().longValueExact());
                out.putVarLong(previous.score().scale());
            });
        });
        return out.toBytes();
    }

    void unpackPlaces(PeriodKey period, ByteReader in) {
        Map<BoardKind, Map<String, Ranking.Previous>> kinds = new HashMap<>();
        while (in.hasMore()) {
            BoardKind kind = BoardKind.values()[in.takeByte()];
            Map<String, Ranking.Previous> found = new HashMap<>();
            int size = in.takeVarInt();
            for (int i = 0; i < size; i++) {
                String id = in.takeString();
                int place = in.takeVarInt();
                long unscaled = in.takeSignedVarLong();
                found.put(id, new Ranking.Previous(place, BigDecimal.valueOf(unscaled, in.takeVarInt())));
            }
            kinds.put(kind, found);
        }
        places.put(period, kinds);
    }
}
