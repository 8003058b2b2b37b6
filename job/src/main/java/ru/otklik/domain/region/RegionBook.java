package ru.otklik.domain.region;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import ru.otklik.domain.alert.AlertRegister;
import ru.otklik.domain.incident.FactKind;
import ru.otklik.domain.incident.SignedFact;
import ru.otklik.domain.metrics.DayLog;
import ru.otklik.domain.metrics.Dictionary;
import ru.otklik.domain.metrics.Entry;
import ru.otklik.domain.metrics.Levels;
import ru.otklik.domain.metrics.Pending;
import ru.otklik.domain.pages.PageReport;
import ru.otklik.domain.period.CalendarKind;
import ru.otklik.domain.period.RollingKind;
import ru.otklik.domain.period.ZoneDays;
import ru.otklik.domain.ranking.Methodologies;
import ru.otklik.domain.ranking.MethodologyRegister;
import ru.otklik.domain.reference.Authority;
import ru.otklik.domain.reference.Municipality;
import ru.otklik.domain.reference.Region;
import ru.otklik.domain.region.MunicipalityBook.PeriodKey;

/**
 * Everything that is known of one region, and the rule by which its values come out: {@code (facts, event time) ->
 * values}.
 *
 * <p>Facts wait until their stamp is passed, then they are booked; lines dated later wait in the log until their date is
 * passed. Time moves from stop to stop: an end of a period, a tick of a grid on which something is due.
 *
 * <p>Longer than other files: the order in which things happen at a stop is one story, and its parts have files of their own.
 */
public final class RegionBook {
    private static final long NEVER = Long.MIN_VALUE;

    private static final long WEEK_MILLIS = 7L * DayLog.DAY_MILLIS;

    private final String region;
    private final MeasureRules rules;
    private final RegionValues values;
    private final RegionBoards boards;
    private final RegionScopes scopes;
    private final RegionSnapshots snapshots;
    private final RegionAttributions attributions;
    final RegionPages pages;
    private final LiveView live;
    private final RegionWatch watch;
    private final long longestWindowMillis;
    final Dictionary topics = new Dictionary();
    final Dictionary channels = new Dictionary();
    final Dictionary authorities = new Dictionary();
    final Pending pending = new Pending();
    final Series series;
    final Map<Integer, MunicipalityBook> books = new TreeMap<>();
    private final Map<Integer, Boolean> ownAuthorities = new HashMap<>();
    private final FactLines lines = new FactLines(topics, channels, authorities, this::arrive);
    private final Set<ZoneDays> zones = new LinkedHashSet<>();
    private final List<Authority> bodies;
    /** Chunks of state that fell away since the last checkpoint. */
    final Set<Long> forgotten = new HashSet<>();

    /** Instant up to which lines have taken effect and periods are closed; NEVER before the first fact. */
    long now = NEVER;
    /** No halt comes before this instant. */
    private long lastDue = NEVER;
    /**
     * Ticks at which a waiting line may revise a period that has ended; derived from what waits, null until then. A tick
     * must not be halted at later than event time passes it: districts go on with what regions have reported by then.
     */
    private @Nullable NavigableSet<Long> lateTicks;

    /** Epoch week in which was forgotten last. */
    private long forgottenWeek;

    /** A book that knows what the reference data say only. */
    public RegionBook(String region, MeasureRules rules) {
        this(
                region,
                rules,
                new MethodologyRegister(rules.reference().methodologies()),
                rules.alerts().register());
    }

    /** Methodologies and alerts may come to know more while the book is kept. */
    public RegionBook(String region, MeasureRules rules, Methodologies methodologies, AlertRegister alerts) {
        this.region = region;
        this.rules = rules;
        this.series = new Series(rules.rolling());
        this.longestWindowMillis = rules.rolling().stream()
                .mapToLong(RollingKind::lengthMillis)
                .max()
                .orElse(0);
        for (Municipality municipality : rules.reference().municipalitiesOf(region)) {
            books.put(municipality.number(), new MunicipalityBook(municipality, rules));
            zones.add(ZoneDays.of(municipality.zone()));
        }
        this.bodies = rules.reference().authoritiesOf(region);
        this.values = new RegionValues(this, rules);
        this.boards = new RegionBoards(this, rules, methodologies);
        this.scopes = new RegionScopes(this, rules);
        this.snapshots = new RegionSnapshots(this, rules);
        this.attributions = new RegionAttributions(this, rules);
        this.pages = new RegionPages(this, rules);
        this.live = new LiveView(this, rules);
        this.watch = new RegionWatch(region, this, rules, alerts);
    }

    String region() {
        return region;
    }

    /** Instant up to which all has been taken into account and periods are closed, epoch milliseconds; 0 before the first fact. */
    public long closedUntil() {
        return now == NEVER ? 0 : now;
    }

    /** How many incidents of its municipalities are open and overdue at {@link #closedUntil}. */
    public Levels.Level level() {
        long open = 0;
        long overdue = 0;
        for (MunicipalityBook book : books.values()) {
            Levels.Level level = book.levels.now(null);
            open += level.open();
            overdue += level.overdue();
        }
        return new Levels.Level(open, overdue);
    }

    RegionBoards boards() {
        return boards;
    }

    RegionWatch watch() {
        return watch;
    }

    RegionScopes scopes() {
        return scopes;
    }

    /** The authorities of the region that the reference data name, in order of their ids. */
    List<Authority> bodies() {
        return bodies;
    }

    RegionValues values() {
        return values;
    }

    RegionSnapshots snapshots() {
        return snapshots;
    }

    /** Whether a number stands for the administration itself, not another body. */
    boolean isOwn(int authority) {
        return authority == 0
                || ownAuthorities.computeIfAbsent(authority, number -> {
                    Authority known = rules.reference().findAuthority(region, authorities.word(number));
                    return known != null && known.kind() == Authority.Kind.OMSU;
                });
    }

    /** Takes a report of an official page in. */
    public void receive(PageReport report, long stamp) {
        pages.receive(report, stamp);
        live.notePage(report.municipality());
    }

    /**
     * Takes facts in.
     *
     * @return those that a calendar period refuses, since its horizon was passed
     */
    public List<LateFact> receive(IncidentFacts incident) {
        List<LateFact> late = new ArrayList<>(0);
        live.noteEvent(incident.occurredAt());
        lastDue = Math.min(lastDue, watch.receive(incident));
        for (SignedFact signed : incident.facts()) {
            MunicipalityBook book = books.get(signed.fact().municipality());
            if (book == null) {
                // Taken back from a municipality that left the reference data: nothing is shown of it any more.
                continue;
            }
            lines.add(signed, incident.source(), incident.stamp(), book.days());
            if (signed.fact().kind() == FactKind.COHORT_OUTCOME) {
                // The calendar periods of its date concern the municipality where it happened.
                continue;
            }
            List<LateFact.PeriodName> refusedBy =
                    LateFact.refusals(signed.fact().date(), incident.stamp(), book.days(), rules.closedHorizonMillis());
            if (!refusedBy.isEmpty()) {
                late.add(new LateFact(
                        incident.incidentId(),
                        incident.source(),
                        signed,
                        book.municipality(),
                        incident.stamp(),
                        refusedBy));
            }
        }
        return late;
    }

    private void arrive(int municipality, long date, long stamp, long head, long payload) {
        pending.add(municipality, date, stamp, head, payload);
        if (Entry.isToldElsewhere(head)) {
            return;
        }
        if (lateTicks != null) {
            noteIfLate(municipality, date, stamp, lateTicks);
        }
        live.arrive(municipality, date, head, payload);
    }

    private void noteIfLate(int municipality, long date, long stamp, NavigableSet<Long> ticks) {
        MunicipalityBook book = stamp > date ? books.get(municipality) : null;
        if (book != null && book.days().end(CalendarKind.DAY, book.days().dayOf(date)) <= stamp) {
            long tick = MeasureRules.nextTick(stamp, MeasureRules.GRID_MILLIS);
            ticks.add(tick);
            lastDue = Math.min(lastDue, tick);
        }
    }

    /**
     * Publishes the boards as of the newest event that was received.
     *
     * @param all whether boards that read as before are published, too
     */
    public void publishLive(Publisher publisher, boolean all) {
        live.publish(publisher, all);
    }

    /**
     * Lets event time pass: halts at every instant up to it at which something is due, and does nothing between.
     *
     * @param eventTime what the job's event time has reached, epoch milliseconds
     * @param newestAppend append time of the newest record read: older ends are not published while catching up
     */
    public void advance(long eventTime, long newestAppend, Publisher publisher) {
        long limit = Math.floorDiv(eventTime, Pending.MINUTE) * Pending.MINUTE;
        // Between two halts nothing is booked, so what was due after the last one is due still, if not later.
        if ((limit < lastDue && !watch.hasNews()) || !hasBegun(limit)) {
            return;
        }
        if (lateTicks == null) {
            NavigableSet<Long> ticks = new TreeSet<>();
            pending.visitAll((municipality, date, stamp, head, payload) ->
                    noteIfLate(municipality, date, Entry.isToldElsewhere(head) ? NEVER : stamp, ticks));
            lateTicks = ticks;
        }
        long due = nextDue(newestAppend);
        lastDue = Math.min(due, watch.nextDue());
        while (lastDue <= limit) {
            if (watch.nextDue() <= due) {
                watch.turn(lastDue, publisher);
                due = Math.min(due, watch.nextTick(now));
            } else {
                halt(absorbUntil(due), newestAppend, publisher);
                due = nextDue(newestAppend);
            }
            lastDue = Math.min(due, watch.nextDue());
        }
    }

    /**
     * Ends a bounded run: everything that was read counts, what is dated up to and including {@code asOf} has happened,
     * open periods are published once.
     */
    public void finish(long asOf, Publisher publisher) {
        advance(asOf, NEVER, publisher);
        if (now == NEVER) {
            return;
        }
        long limit = Math.floorDiv(asOf, Pending.MINUTE) * Pending.MINUTE;
        while (now < limit) {
            halt(absorbUntil(limit), NEVER, publisher);
        }
        watch.finish(asOf, publisher);
        pending.takeBefore(Long.MAX_VALUE, this::book);
        moveTo(asOf + 1);
        pages.finish(asOf, publisher);
        values.publishRevised(asOf, true, publisher);
        snapshots.publish(asOf, publisher);
        values.publishPreliminary(asOf, asOf, publisher);
        attributions.finish(asOf, publisher);
    }

    private void halt(long stop, long newestAppend, Publisher publisher) {
        moveTo(stop);
        boolean current = isWorthPublishing(stop, newestAppend);
        attributions.publishAt(stop, current, publisher);
        pages.publishAt(stop, current, publisher);
        values.publishAt(stop, current, publisher);
        snapshots.publish(stop, publisher);
        watch.evaluate(stop, publisher);
    }

    /**
     * A book begins with its earliest fact, but not after the limit: a fact that was overtaken on its way here may have
     * an earlier date, and no stamp before the limit.
     */
    private boolean hasBegun(long limit) {
        if (now == NEVER && (!pending.isEmpty() || pages.earliest() != Long.MAX_VALUE)) {
            long[] earliest = {pages.earliest()};
            pending.visitAll((municipality, date, stamp, head, payload) -> earliest[0] = Math.min(earliest[0], date));
            now = Math.min(limit, Math.floorDiv(earliest[0], Pending.MINUTE) * Pending.MINUTE);
        }
        return now != NEVER;
    }

    private boolean isWorthPublishing(long end, long newestAppend) {
        return rules.replay() || end > newestAppend - MeasureRules.CATCH_UP_MILLIS;
    }

    /** The next end of a local day, or the next tick on which values are published or revised. */
    private long nextDue(long newestAppend) {
        long due = Long.MAX_VALUE;
        for (ZoneDays days : zones) {
            due = Math.min(due, days.startOf(days.dayOf(now) + 1));
        }
        long slide = values.finestGridMillis();
        if (slide > 0) {
            long from = rules.replay() ? now : Math.max(now, newestAppend - MeasureRules.CATCH_UP_MILLIS);
            due = Math.min(due, MeasureRules.nextTick(from, slide));
        }
        due = Math.min(due, watch.nextTick(now));
        if (lateTicks != null) {
            lateTicks.headSet(now, true).clear();
            due = lateTicks.isEmpty() ? due : Math.min(due, lateTicks.first());
        }
        return hasToRevise() ? Math.min(due, MeasureRules.nextTick(now, MeasureRules.GRID_MILLIS)) : due;
    }

    /** Books what was stamped before an instant; halts at the first tick at which an ended period has to be revised. */
    private long absorbUntil(long due) {
        long stop = hasToRevise() ? Math.min(due, MeasureRules.nextTick(now, MeasureRules.GRID_MILLIS)) : due;
        while (!pending.isEmpty() && pending.earliestStamp() < stop) {
            long tick = MeasureRules.nextTick(Math.max(now, pending.earliestStamp()), MeasureRules.GRID_MILLIS);
            // Lines that are not late revise nothing, so there is no tick to halt at among them.
            pending.takeBefore(Math.min(pending.endOfFirstHourIfDatedFrom(now, tick), stop), this::book);
            if (tick < stop && hasToRevise()) {
                return tick;
            }
        }
        return stop;
    }

    private void book(int municipality, long date, long stamp, long head, long payload) {
        MunicipalityBook book = books.get(municipality);
        if (book == null) {
            return;
        }
        if (!Entry.isToldElsewhere(head)) {
            series.note(date, stamp, book.days());
        }
        book.book(date, stamp, head, payload, now);
    }

    private void moveTo(long stop) {
        for (MunicipalityBook book : books.values()) {
            book.advance(now, stop);
        }
        now = stop;
    }

    private boolean hasToRevise() {
        for (MunicipalityBook book : books.values()) {
            if (book.hasToRevise()) {
                return true;
            }
        }
        return false;
    }

    /** Ended periods that have to be looked at again, by municipality. */
    Map<MunicipalityBook, Set<PeriodKey>> takeToRevise() {
        Map<MunicipalityBook, Set<PeriodKey>> taken = new LinkedHashMap<>();
        for (MunicipalityBook book : books.values()) {
            if (book.hasToRevise()) {
                taken.put(book, book.takeToRevise());
            }
        }
        return taken;
    }

    /** Forgets what lies beyond every horizon; once a week is enough. */
    void forget() {
        long week = Math.floorDiv(now, WEEK_MILLIS);
        if (week == forgottenWeek) {
            return;
        }
        forgottenWeek = week;
        for (MunicipalityBook book : books.values()) {
            book.forget(now, longestWindowMillis, forgotten::add);
        }
        int oldest = regionDays().dayOf(now - rules.closedHorizonMillis());
        boards.ledger.forget(oldest, forgotten::add);
        boards.rankings.finals.forget(oldest);
        scopes.forget(oldest);
        snapshots.forget(now, forgotten::add);
        pages.forget(now, forgotten::add);
    }

    /** Local days of the region's municipalities; one entry a zone. */
    Set<ZoneDays> zones() {
        return zones;
    }

    /** Zone in which the region's own periods are written. */
    ZoneDays regionDays() {
        Region known = rules.reference().findRegion(region);
        return known == null ? zones.iterator().next() : ZoneDays.of(known.zone());
    }
}
