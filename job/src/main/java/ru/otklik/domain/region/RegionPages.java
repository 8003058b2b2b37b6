package ru.otklik.domain.region;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import ru.otklik.domain.metrics.Published;
import ru.otklik.domain.packing.ByteReader;
import ru.otklik.domain.packing.ByteWriter;
import ru.otklik.domain.pages.PageFigures;
import ru.otklik.domain.pages.PageLog;
import ru.otklik.domain.pages.PageReport;
import ru.otklik.domain.pages.PageValue;
import ru.otklik.domain.period.CalendarKind;
import ru.otklik.domain.period.PeriodSpan;
import ru.otklik.domain.period.RollingKind;
import ru.otklik.domain.period.ZoneDays;
import ru.otklik.domain.region.MunicipalityBook.PeriodKey;

/**
 * The official pages of a region's municipalities: keeps their reports and publishes figures at the ends of local days,
 * as reports come once a day.
 */
final class RegionPages {
    /** Keys of these values follow those by registration and by due date. */
    static final int PUBLISHED_BASE = 64;

    private final RegionBook book;
    private final MeasureRules rules;
    private final Map<Integer, PageLog> logs = new TreeMap<>();
    /** Periods whose figures were looked at since this was last asked; empty between halts, so no state. */
    private final Set<PeriodKey> moved = new HashSet<>();

    /** How far back a rolling board and the one before it look, milliseconds. */
    private final long memoryMillis;

    RegionPages(RegionBook book, MeasureRules rules) {
        this.book = book;
        this.rules = rules;
        this.memoryMillis = 2
                * rules.rolling().stream()
                        .mapToLong(RollingKind::lengthMillis)
                        .max()
                        .orElse(0);
    }

    /** Takes a report in. */
    void receive(PageReport report, long stamp) {
        PageLog log = log(report.municipality());
        if (log != null) {
            log.add(report, stamp);
        }
    }

    private @Nullable PageLog log(int number) {
        MunicipalityBook municipality = book.books.get(number);
        return municipality == null
                ? null
                : logs.computeIfAbsent(number, any -> new PageLog(number, municipality.days()));
    }

    /** When the earliest report was made, epoch milliseconds; Long.MAX_VALUE without any. */
    long earliest() {
        return logs.values().stream().mapToLong(PageLog::earliest).min().orElse(Long.MAX_VALUE);
    }

    /**
     * Publishes what is due at a stop.
     *
     * @param current whether values of open periods are worth publishing
     */
    void publishAt(long stop, boolean current, Publisher publisher) {
        logs.forEach((number, log) -> {
            MunicipalityBook municipality = book.books.get(number);
            if (municipality == null) {
                return;
            }
            ZoneDays days = municipality.days();
            int day = days.dayOf(stop);
            if (days.startOf(day) != stop) {
                return;
            }
            Due due = new Due(municipality, log, stop, stop, publisher);
            for (CalendarKind kind : CalendarKind.values()) {
                int index = ZoneDays.indexOf(kind, day - 1);
                if (index != ZoneDays.indexOf(kind, day)) {
                    publish(due, new PeriodKey(kind, index), Status.FINAL);
                }
            }
            revise(due, days.startOf(day - 1), day - 1);
            if (current && !rules.replay()) {
                publishOpen(due, day - 1);
            }
        });
    }

    /** Ends a bounded run: ended periods are revised, open ones published once. */
    void finish(long asOf, Publisher publisher) {
        book.boards().pages.end();
        logs.forEach((number, log) -> {
            MunicipalityBook municipality = book.books.get(number);
            if (municipality != null) {
                int day = municipality.days().dayOf(asOf);
                Due due = new Due(municipality, log, asOf, Long.MAX_VALUE, publisher);
                revise(due, municipality.days().startOf(day), day);
                publishOpen(due, day);
            }
        });
    }

    /** What is published for an instant; reports with a stamp and a time before {@code limit} count. */
    private record Due(MunicipalityBook municipality, PageLog log, long instant, long limit, Publisher publisher) {
        boolean isOpen(CalendarKind kind, int index) {
            return municipality.days().end(kind, index) > instant;
        }
    }

    /** Publishes what differs of the ended periods if something came late since an instant, on the day given or before. */
    private void revise(Due due, long since, int day) {
        if (!due.log().hasLateNews(since, due.limit(), day)) {
            return;
        }
        int oldest = due.municipality().days().dayOf(since - rules.closedHorizonMillis());
        for (CalendarKind kind : CalendarKind.values()) {
            int last = ZoneDays.indexOf(kind, day);
            for (int index = ZoneDays.indexOf(kind, oldest); index <= last; index++) {
                if (!due.isOpen(kind, index)) {
                    publish(due, new PeriodKey(kind, index), Status.REVISED);
                }
            }
        }
    }

    private void publishOpen(Due due, int day) {
        for (CalendarKind kind : CalendarKind.values()) {
            int index = ZoneDays.indexOf(kind, day);
            if (due.isOpen(kind, index)) {
                publish(due, new PeriodKey(kind, index), Status.PRELIMINARY);
            }
        }
    }

    /** Publishes a period, but not one in which no page has ever reported. */
    private void publish(Due due, PeriodKey period, Status status) {
        if (!rules.publishedCalendar().contains(period.kind())) {
            return;
        }
        MunicipalityBook municipality = due.municipality();
        long horizon = municipality.days().end(period.kind(), period.index()) + rules.closedHorizonMillis();
        PageFigures figures = due.log()
                .figures(
                        municipality.days().start(period.kind(), period.index()),
                        Math.min(due.limit(), municipality.days().end(period.kind(), period.index())),
                        Math.min(due.limit(), horizon),
                        any -> true);
        long key = Published.key(PUBLISHED_BASE + period.kind().ordinal(), 0, period.index());
        if (figures.reports() == 0 && !municipality.published.contains(key)) {
            return;
        }
        PeriodSpan span = PeriodSpan.of(period.kind(), period.index(), municipality.days());
        long hash = due.publisher()
                .prepare(new PageValue(
                        municipality.municipality(), RegionBoards.shownVersion(municipality, span), span, figures));
        // Whose pages they are is not in these figures, but on boards: so boards are looked at whatever differs here.
        moved.add(period);
        RegionValues.publishIfDue(municipality.published, key, hash, status, due.instant(), due.publisher());
    }

    /** Periods whose boards may look different since figures of pages moved; asked once a halt. */
    Set<PeriodKey> takeMoved() {
        Set<PeriodKey> taken = book.boards().pages.count() ? Set.copyOf(moved) : Set.of();
        moved.clear();
        return taken;
    }

    /** The reports that are known of a municipality; null if none ever came. */
    @Nullable
    PageLog logOf(MunicipalityBook municipality) {
        return logs.get(municipality.municipality().number());
    }

    /** Hands out every month of reports that changed since the last call. */
    void save(RegionState.Sink sink) {
        logs.forEach((number, log) -> {
            for (int month : log.takeChanged()) {
                ByteWriter out = RegionState.start();
                log.pack(month, out);
                sink.put(key(number, month), out.toBytes());
            }
        });
    }

    void load(long key, ByteReader in) {
        PageLog log = log(ChunkKey.municipality(key));
        if (log != null) {
            log.unpack(ChunkKey.period(key).index(), in);
        }
    }

    /** Forgets what no value can need any more; says which chunks of state fell away. */
    void forget(long now, LongConsumer forgotten) {
        book.boards().pages.forget();
        logs.forEach((number, log) -> log.forget(
                now,
                Math.max(rules.closedHorizonMillis(), memoryMillis),
                month -> forgotten.accept(key(number, month))));
    }

    private static long key(int municipality, int month) {
        return ChunkKey.ofPeriod(ChunkKey.Type.PAGES, municipality, new PeriodKey(CalendarKind.MONTH, month));
    }
}
