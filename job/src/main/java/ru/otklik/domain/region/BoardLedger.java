package ru.otklik.domain.region;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.LongConsumer;
import ru.otklik.domain.metrics.Published;
import ru.otklik.domain.packing.ByteReader;
import ru.otklik.domain.packing.ByteWriter;
import ru.otklik.domain.period.CalendarKind;
import ru.otklik.domain.period.PeriodSpan;
import ru.otklik.domain.period.ZoneDays;
import ru.otklik.domain.ranking.Board;
import ru.otklik.domain.ranking.BoardKind;
import ru.otklik.domain.ranking.Candidate;
import ru.otklik.domain.ranking.Ranking;
import ru.otklik.domain.region.MunicipalityBook.PeriodKey;

/** Which boards of a subject were published, and what places they gave. */
final class BoardLedger {
    /** Keys of rolling boards follow those of the calendar kinds. */
    private static final int ROLLING_BASE = 8;

    final Published published = new Published();
    /** Places of the newest final board of each calendar period. */
    final Map<PeriodKey, Map<BoardName, Map<String, Ranking.Previous>>> places = new HashMap<>();

    final Set<PeriodKey> changedPlaces = new HashSet<>();

    /**
     * What the boards of all kinds of one contest and period are made of.
     *
     * @param candidates of each kind of board
     */
    record Sheet(
            Board.Contest contest,
            PeriodSpan span,
            Ranking ranking,
            Ranking.Volume volume,
            Function<BoardKind, List<Candidate>> candidates) {

        /** The board without places before. */
        Board rank(BoardKind kind) {
            return ranking.rank(kind, contest, span, volume, candidates.apply(kind), Map.of());
        }

        private BoardName name(BoardKind kind) {
            return new BoardName(contest.scope(), contest.group(), kind);
        }
    }

    /** Publishes the boards of a calendar period: FINAL ones always, others if they differ. */
    void publishCalendar(Sheet sheet, PeriodKey period, Status status, long eventTime, Publisher publisher) {
        Map<BoardName, Map<String, Ranking.Previous>> before =
                places.getOrDefault(new PeriodKey(period.kind(), period.index() - 1), Map.of());
        for (BoardKind kind : BoardKind.values()) {
            BoardName name = sheet.name(kind);
            long key = Published.key(period.kind().ordinal(), name.code(), period.index());
            // What the period before said is shown, but does not make a board differ: its revisions re-publish nothing.
            Board alone = sheet.rank(kind);
            long hash = publisher.prepare(alone);
            if (status != Status.FINAL && published.isLast(key, hash)) {
                continue;
            }
            int revision = status == Status.PRELIMINARY ? -1 : status == Status.FINAL ? 0 : published.revision(key) + 1;
            Map<String, Ranking.Previous> earlier = before.getOrDefault(name, Map.of());
            Board board = sheet.ranking().against(earlier, alone);
            if (!earlier.isEmpty()) {
                publisher.prepare(board);
            }
            publisher.publish(revision == 0 ? Status.FINAL : status, revision, eventTime);
            published.put(key, revision, hash);
            if (status != Status.PRELIMINARY) {
                places.computeIfAbsent(period, any -> new TreeMap<>()).put(name, placesOf(board));
                changedPlaces.add(period);
            }
        }
    }

    /** The boards of all kinds of an ended calendar period, without places before. */
    static List<Board> boards(Sheet sheet) {
        List<Board> boards = new ArrayList<>();
        for (BoardKind kind : BoardKind.values()) {
            boards.add(sheet.rank(kind));
        }
        return boards;
    }

    /** A board of a calendar period beside the places of the period before. */
    Board against(PeriodKey period, Ranking ranking, Board alone) {
        BoardName name = new BoardName(alone.scope(), alone.group(), alone.kind());
        return ranking.against(
                places.getOrDefault(new PeriodKey(period.kind(), period.index() - 1), Map.of())
                        .getOrDefault(name, Map.of()),
                alone);
    }

    /**
     * Publishes the boards of a rolling window that differ from the last ones.
     *
     * @param earlier what the boards of one length earlier are made of, whether or not they were published; a sheet
     *     without candidates gives no previous places
     */
    void publishRolling(Sheet sheet, Sheet earlier, int window, Publisher publisher) {
        for (BoardKind kind : BoardKind.values()) {
            Map<String, Ranking.Previous> previous = placesOf(earlier.rank(kind));
            long key = Published.key(ROLLING_BASE + window, sheet.name(kind).code(), 0);
            long hash = publisher.prepare(sheet.ranking().against(previous, sheet.rank(kind)));
            if (!published.isLast(key, hash)) {
                publisher.publish(Status.FINAL, 0, sheet.span().endMillis());
                published.put(key, 0, hash);
            }
        }
    }

    private static Map<String, Ranking.Previous> placesOf(Board board) {
        Map<String, Ranking.Previous> found = new HashMap<>();
        for (Board.Entry entry : board.entries()) {
            found.put(entry.id(), new Ranking.Previous(entry.place(), entry.score()));
        }
        return found;
    }

    /**
     * Forgets boards that no period within its horizon can compare itself with.
     *
     * @param oldest local day of the horizon
     */
    void forget(int oldest, LongConsumer forgotten) {
        for (CalendarKind kind : CalendarKind.values()) {
            published.forgetBefore(kind.ordinal(), ZoneDays.indexOf(kind, oldest) - 1);
        }
        places.keySet().removeIf(period -> {
            boolean old = period.index() < ZoneDays.indexOf(period.kind(), oldest) - 1;
            if (old) {
                changedPlaces.remove(period);
                forgotten.accept(ChunkKey.ofPeriod(ChunkKey.Type.PLACES, 0, period));
            }
            return old;
        });
    }

    void packPlaces(PeriodKey period, ByteWriter out) {
        places.getOrDefault(period, Map.of()).forEach((name, found) -> {
            out.putByte(name.code());
            out.putVarLong(found.size());
            found.forEach((id, previous) -> {
                out.putString(id);
                out.putVarLong(previous.place());
                out.putSignedVarLong(previous.score().unscaledValue().longValueExact());
                out.putVarLong(previous.score().scale());
            });
        });
    }

    void unpackPlaces(PeriodKey period, ByteReader in) {
        Map<BoardName, Map<String, Ranking.Previous>> boards = new TreeMap<>();
        while (in.hasMore()) {
            BoardName name = BoardName.of(in.takeByte() & 0xFF);
            Map<String, Ranking.Previous> found = new HashMap<>();
            int size = in.takeVarInt();
            for (int i = 0; i < size; i++) {
                String id = in.takeString();
                int place = in.takeVarInt();
                long unscaled = in.takeSignedVarLong();
                found.put(id, new Ranking.Previous(place, BigDecimal.valueOf(unscaled, in.takeVarInt())));
            }
            boards.put(name, found);
        }
        places.put(period, boards);
    }
}
