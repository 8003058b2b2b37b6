package ru.otklik.domain.region;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import ru.otklik.domain.incident.Source;
import ru.otklik.domain.metrics.PeriodValue;
import ru.otklik.domain.metrics.Tally;
import ru.otklik.domain.packing.ByteReader;
import ru.otklik.domain.packing.ByteWriter;
import ru.otklik.domain.period.CalendarKind;
import ru.otklik.domain.period.PeriodSpan;
import ru.otklik.domain.period.ZoneDays;
import ru.otklik.domain.ranking.Board;
import ru.otklik.domain.reference.Region;
import ru.otklik.domain.region.MunicipalityBook.PeriodKey;
import ru.otklik.domain.snapshot.QuarterSnapshot;
import ru.otklik.domain.snapshot.RegionTotals;

/**
 * The snapshots of a region's quarters: one when a quarter has ended everywhere in the region, one more whenever its
 * values or boards were revised, after all of them and once an instant. Each names the hash of the one before, so what
 * was issued is state.
 */
final class RegionSnapshots {
    private final RegionBook book;
    private final MeasureRules rules;
    /** What was issued last of each quarter. */
    private final Map<PeriodKey, Issued> issued = new HashMap<>();

    final Set<PeriodKey> changed = new HashSet<>();
    /** Quarters that something was published of at this instant; empty between instants, so no state. */
    private final Set<Integer> due = new TreeSet<>();

    /**
     * A snapshot as it is remembered.
     *
     * @param ownHash hash without what other documents say: a revision of the quarter before re-publishes nothing
     */
    private record Issued(int revision, String contentHash, String ownHash, List<RegionTotals> totals) {}

    RegionSnapshots(RegionBook book, MeasureRules rules) {
        this.book = book;
        this.rules = rules;
    }

    /** Takes note that boards of an ended period were looked at. */
    void note(CalendarKind kind, int index) {
        if (kind == CalendarKind.QUARTER) {
            due.add(index);
        }
    }

    /** Publishes the snapshots of the quarters that were noted, if they differ from those before. */
    void publish(long eventTime, Publisher publisher) {
        for (int index : due) {
            if (book.series.hasBegun(CalendarKind.QUARTER, index)) {
                publish(index, eventTime, publisher);
            }
        }
        due.clear();
    }

    private void publish(int index, long eventTime, Publisher publisher) {
        PeriodKey quarter = new PeriodKey(CalendarKind.QUARTER, index);
        Issued last = issued.get(quarter);
        List<Board> boardsAlone = book.boards().boardsOf(quarter);
        QuarterSnapshot snapshot = snapshot(index, book.boards().compared(quarter, boardsAlone), last);
        String ownHash = publisher.prepare(snapshot.alone(boardsAlone));
        if (last != null && last.ownHash().equals(ownHash)) {
            return;
        }
        int revision = last == null ? 0 : last.revision() + 1;
        String contentHash = publisher.prepare(snapshot);
        publisher.publish(revision == 0 ? Status.FINAL : Status.REVISED, revision, eventTime);
        issued.put(quarter, new Issued(revision, contentHash, ownHash, snapshot.totals()));
        changed.add(quarter);
    }

    private QuarterSnapshot snapshot(int index, List<Board> boards, @Nullable Issued last) {
        PeriodSpan span = PeriodSpan.of(CalendarKind.QUARTER, index, book.regionDays());
        List<PeriodValue> values = book.values().valuesOf(CalendarKind.QUARTER, index);
        Tally whole = new Tally();
        book.books.values().forEach(member -> whole.addAll(member.tallyOf(CalendarKind.QUARTER, index, book.now)));
        return new QuarterSnapshot(
                regionName(),
                span,
                boards,
                values,
                totals(values, whole),
                whole.merge(null, authority -> true).topics(),
                book.topics::word,
                previous(index - 1),
                last == null ? null : last.contentHash());
    }

    private QuarterSnapshot.RegionName regionName() {
        Region known = rules.reference().findRegion(book.region());
        return new QuarterSnapshot.RegionName(book.region(), known == null ? book.region() : known.name());
    }

    private static List<RegionTotals> totals(List<PeriodValue> values, Tally whole) {
        List<RegionTotals> totals = new ArrayList<>();
        for (Source source : PeriodValue.VIEWS) {
            List<PeriodValue> members =
                    values.stream().filter(value -> value.source() == source).toList();
            totals.add(RegionTotals.of(whole.merge(source, authority -> true), members));
        }
        return List.copyOf(totals);
    }

    private QuarterSnapshot.@Nullable Previous previous(int index) {
        Issued before = issued.get(new PeriodKey(CalendarKind.QUARTER, index));
        return before == null
                ? null
                : new QuarterSnapshot.Previous(
                        CalendarKind.QUARTER.label(index), before.revision(), before.contentHash(), before.totals());
    }

    /** Forgets snapshots that no quarter within its horizon can follow or be held against. */
    void forget(long now, LongConsumer forgotten) {
        int oldest = ZoneDays.indexOf(CalendarKind.QUARTER, book.regionDays().dayOf(now - rules.closedHorizonMillis()));
        issued.keySet().removeIf(quarter -> {
            boolean old = quarter.index() < oldest - 1;
            if (old) {
                changed.remove(quarter);
                forgotten.accept(ChunkKey.ofPeriod(ChunkKey.Type.SNAPSHOTS, 0, quarter));
            }
            return old;
        });
    }

    void pack(PeriodKey quarter, ByteWriter out) {
        Issued last = issued.get(quarter);
        if (last == null) {
            throw new IllegalStateException("no snapshot of " + quarter);
        }
        out.putVarLong(last.revision());
        out.putString(last.contentHash());
        out.putString(last.ownHash());
        out.putVarLong(last.totals().size());
        last.totals().forEach(totals -> totals.pack(out));
    }

    void unpack(PeriodKey quarter, ByteReader in) {
        int revision = in.takeVarInt();
        String contentHash = in.takeString();
        String ownHash = in.takeString();
        int views = in.takeVarInt();
        List<RegionTotals> totals = new ArrayList<>(views);
        for (int i = 0; i < views; i++) {
            totals.add(RegionTotals.unpack(in));
        }
        issued.put(quarter, new Issued(revision, contentHash, ownHash, List.copyOf(totals)));
    }
}
