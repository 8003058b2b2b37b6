package ru.otklik.domain.region;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import ru.otklik.domain.incident.Source;
import ru.otklik.domain.metrics.Levels;
import ru.otklik.domain.metrics.PeriodValue;
import ru.otklik.domain.metrics.Published;
import ru.otklik.domain.metrics.Tally;
import ru.otklik.domain.period.CalendarKind;
import ru.otklik.domain.period.PeriodSpan;
import ru.otklik.domain.period.RollingKind;
import ru.otklik.domain.period.ZoneDays;
import ru.otklik.domain.region.MunicipalityBook.PeriodKey;

/** Publishes the values of a region's municipalities when they are due, and what differs only. */
final class RegionValues {
    /** Short periods first, earlier ones first. */
    static final Comparator<PeriodKey> ORDER =
            Comparator.comparing(PeriodKey::kind).thenComparing(PeriodKey::index);

    /** Keys of rolling values follow those of the calendar kinds. */
    private static final int ROLLING_BASE = 8;

    private final RegionBook book;
    private final MeasureRules rules;
    /** How many municipalities each rolling window showed when it was looked at last. */
    private final Map<Integer, Integer> lastPresent = new HashMap<>();
    /** Whether figures of official pages that boards count have moved at this halt; no state. */
    private boolean pagesMoved;
    /** Instant within the open periods that were looked at last. */
    private long lastPreliminary = Long.MIN_VALUE;

    RegionValues(RegionBook book, MeasureRules rules) {
        this.book = book;
        this.rules = rules;
    }

    /** The finest grid on which something is published by time alone; 0 if nothing is. */
    long finestGridMillis() {
        long finest = rules.replay() ? 0 : MeasureRules.GRID_MILLIS;
        for (RollingKind kind : rules.rolling()) {
            if (rules.publishedRolling().contains(kind.label())) {
                finest = finest == 0 ? kind.slideMillis() : Math.min(finest, kind.slideMillis());
            }
        }
        return finest;
    }

    /** Publishes what is due at a stop. */
    void publishAt(long stop, boolean current, Publisher publisher) {
        boolean dayEnded = publishEnded(stop, current, publisher);
        if (stop % MeasureRules.GRID_MILLIS == 0) {
            publishRevised(stop, current, publisher);
            if (current && !rules.replay()) {
                publishPreliminary(stop, stop - 1, publisher);
            }
        }
        if (current) {
            publishRolling(stop, publisher);
        }
        if (dayEnded) {
            book.forget();
        }
    }

    private boolean publishEnded(long stop, boolean current, Publisher publisher) {
        boolean dayEnded = false;
        for (CalendarKind kind : CalendarKind.values()) {
            Integer ended = null;
            for (ZoneDays days : book.zones()) {
                int day = days.dayOf(stop);
                if (days.startOf(day) != stop) {
                    continue;
                }
                dayEnded = true;
                int index = ZoneDays.indexOf(kind, day - 1);
                if (index != ZoneDays.indexOf(kind, day)) {
                    ended = index;
                    publishFinal(kind, index, days, stop, publisher);
                }
            }
            if (ended != null && isPublished(kind) && hasEndedEverywhere(kind, ended)) {
                publishScopes(new PeriodKey(kind, ended), Status.FINAL, stop, current, publisher);
                book.snapshots().note(kind, ended);
            }
        }
        return dayEnded;
    }

    private boolean isPublished(CalendarKind kind) {
        return rules.publishedCalendar().contains(kind);
    }

    private boolean hasEndedEverywhere(CalendarKind kind, int index) {
        return book.zones().stream().allMatch(days -> days.end(kind, index) <= book.now);
    }

    private void publishFinal(CalendarKind kind, int index, ZoneDays days, long stop, Publisher publisher) {
        if (!isPublished(kind) || !book.series.hasBegun(kind, index)) {
            return;
        }
        for (MunicipalityBook municipality : book.books.values()) {
            if (municipality.days() == days) {
                publishCalendar(municipality, kind, index, Status.FINAL, stop, publisher);
            }
        }
    }

    /** Publishes what differs of the ended periods that something came late for. */
    void publishRevised(long tick, boolean current, Publisher publisher) {
        Set<PeriodKey> regional = new HashSet<>();
        for (Map.Entry<MunicipalityBook, Set<PeriodKey>> entry :
                book.takeToRevise().entrySet()) {
            List<PeriodKey> periods = inOrder(entry.getValue());
            for (PeriodKey period : periods) {
                if (isPublished(period.kind()) && book.series.hasBegun(period.kind(), period.index())) {
                    publishCalendar(entry.getKey(), period.kind(), period.index(), Status.REVISED, tick, publisher);
                    regional.add(period);
                }
            }
        }
        Set<PeriodKey> moved = book.pages.takeMoved();
        pagesMoved = !moved.isEmpty();
        moved.stream().filter(book.boards()::wasFinal).forEach(regional::add);
        for (PeriodKey period : inOrder(regional)) {
            if (hasEndedEverywhere(period.kind(), period.index())) {
                publishScopes(period, Status.REVISED, tick, current, publisher);
                book.snapshots().note(period.kind(), period.index());
            }
        }
    }

    private void publishScopes(PeriodKey period, Status status, long instant, boolean current, Publisher publisher) {
        if (book.series.hasBegun(period.kind(), period.index())) {
            book.scopes().publishCalendar(period, status, instant, instant, current, publisher);
        }
    }

    private static List<PeriodKey> inOrder(Set<PeriodKey> periods) {
        List<PeriodKey> ordered = new ArrayList<>(periods);
        ordered.sort(ORDER);
        return ordered;
    }

    /** Publishes the open periods that contain an instant, so far. */
    void publishPreliminary(long eventTime, long within, Publisher publisher) {
        boolean regionTouched = rules.replay() || pagesMoved;
        for (MunicipalityBook municipality : book.books.values()) {
            ZoneDays days = municipality.days();
            boolean touched = municipality.takeTouched() || rules.replay();
            regionTouched |= touched;
            int day = days.dayOf(within);
            for (CalendarKind kind : CalendarKind.values()) {
                int index = ZoneDays.indexOf(kind, day);
                boolean open = days.end(kind, index) > eventTime;
                boolean due = touched || !municipality.published.contains(Published.key(kind.ordinal(), 0, index));
                if (open && due && isPublished(kind) && book.series.hasBegun(kind, index)) {
                    publishCalendar(municipality, kind, index, Status.PRELIMINARY, eventTime, publisher);
                }
            }
        }
        publishPreliminaryScopes(eventTime, within, regionTouched, publisher);
    }

    /** Publishes what the region itself shows of open periods, if a municipality, a zone or time itself may change it. */
    private void publishPreliminaryScopes(long eventTime, long within, boolean touched, Publisher publisher) {
        boolean zoneBegins = book.zones().stream().anyMatch(days -> days.startOf(days.dayOf(within)) > lastPreliminary);
        lastPreliminary = within;
        for (PeriodKey period : openPeriods(eventTime, within)) {
            boolean due = touched
                    || zoneBegins
                    || !book.scopes().wasPublished(period)
                    || (period.kind() != CalendarKind.DAY && book.boards().haveGroupsMoved(period, eventTime));
            if (due && book.series.hasBegun(period.kind(), period.index())) {
                book.scopes().publishCalendar(period, Status.PRELIMINARY, eventTime, within, true, publisher);
            }
        }
    }

    /** Published periods that contain an instant somewhere in the region, and have not ended everywhere. */
    private Set<PeriodKey> openPeriods(long eventTime, long within) {
        Set<PeriodKey> open = new LinkedHashSet<>();
        for (CalendarKind kind : CalendarKind.values()) {
            for (ZoneDays days : book.zones()) {
                int index = ZoneDays.indexOf(kind, days.dayOf(within));
                if (isPublished(kind) && book.zones().stream().anyMatch(any -> any.end(kind, index) > eventTime)) {
                    open.add(new PeriodKey(kind, index));
                }
            }
        }
        return open;
    }

    private void publishCalendar(
            MunicipalityBook municipality,
            CalendarKind kind,
            int index,
            Status status,
            long eventTime,
            Publisher publisher) {
        List<PeriodValue> values = valuesOf(municipality, kind, index);
        for (int view = 0; view < values.size(); view++) {
            long hash = publisher.prepare(values.get(view));
            long key = Published.key(kind.ordinal(), view, index);
            publishIfDue(municipality.published, key, hash, status, eventTime, publisher);
        }
    }

    /** Publishes what was prepared last: FINAL always, else if it differs from the last under its key. */
    static void publishIfDue(
            Published published, long key, long hash, Status status, long eventTime, Publisher publisher) {
        if (status != Status.FINAL && published.isLast(key, hash)) {
            return;
        }
        int revision = switch (status) {
            case PRELIMINARY -> -1;
            case REVISED -> published.revision(key) + 1;
            default -> 0;
        };
        publisher.publish(revision == 0 ? Status.FINAL : status, revision, eventTime);
        published.put(key, revision, hash);
    }

    /** The values of all municipalities in a calendar period, in each view, as they are now. */
    List<PeriodValue> valuesOf(CalendarKind kind, int index) {
        List<PeriodValue> values = new ArrayList<>();
        book.books.values().forEach(municipality -> values.addAll(valuesOf(municipality, kind, index)));
        return values;
    }

    /** The value of a municipality in each view; none if it has no place in the period. */
    private List<PeriodValue> valuesOf(MunicipalityBook municipality, CalendarKind kind, int index) {
        ZoneDays days = municipality.days();
        Tally tally = municipality.tallyOf(kind, index, book.now);
        if (!municipality.isPresent(days.start(kind, index), days.end(kind, index), tally)) {
            return List.of();
        }
        PeriodSpan span = PeriodSpan.of(kind, index, days);
        List<PeriodValue> values = new ArrayList<>(PeriodValue.VIEWS.size());
        for (Source source : PeriodValue.VIEWS) {
            values.add(value(municipality, span, source, tally, municipality.closing(kind, index, source)));
        }
        return values;
    }

    private void publishRolling(long end, Publisher publisher) {
        for (int window = 0; window < rules.rolling().size(); window++) {
            RollingKind kind = rules.rolling().get(window);
            boolean due = end % kind.slideMillis() == 0
                    && rules.publishedRolling().contains(kind.label())
                    && book.series.hasBegun(window, end);
            if (!due) {
                continue;
            }
            PeriodSpan span = PeriodSpan.rolling(kind.label(), kind.lengthMillis(), end);
            boolean hasNews = false;
            int present = 0;
            for (MunicipalityBook municipality : book.books.values()) {
                Tally tally = municipality.rollingTally(window, span.endMillis());
                if (municipality.isPresent(span.startMillis(), span.endMillis(), tally)) {
                    present++;
                    hasNews |= publishRolling(municipality, window, span, tally, publisher);
                }
            }
            Integer before = lastPresent.put(window, present);
            boolean sameMembers = before != null && before == present;
            book.scopes().publishRolling(window, span, hasNews || !sameMembers, publisher);
        }
    }

    /** Publishes a municipality's value if it differs; returns whether it may. */
    private boolean publishRolling(
            MunicipalityBook municipality, int window, PeriodSpan span, Tally tally, Publisher publisher) {
        boolean wasPublished = municipality.published.contains(Published.key(ROLLING_BASE + window, 0, 0));
        if (!municipality.hasNews(window, RegionBoards.shownVersion(municipality, span)) && wasPublished) {
            return false;
        }
        for (int view = 0; view < PeriodValue.VIEWS.size(); view++) {
            Source source = PeriodValue.VIEWS.get(view);
            long hash = publisher.prepare(value(municipality, span, source, tally, municipality.levels.now(source)));
            long key = Published.key(ROLLING_BASE + window, view, 0);
            if (!municipality.published.isLast(key, hash)) {
                publisher.publish(Status.FINAL, 0, span.endMillis());
                municipality.published.put(key, 0, hash);
            }
        }
        return true;
    }

    private PeriodValue value(
            MunicipalityBook municipality, PeriodSpan span, @Nullable Source source, Tally tally, Levels.Level level) {
        return new PeriodValue(
                municipality.municipality(),
                RegionBoards.shownVersion(municipality, span),
                span,
                source,
                tally.merge(source, authority -> true),
                tally.citizens(source),
                level.open(),
                level.overdue(),
                book.topics::word,
                book.channels::word);
    }
}
