package ru.otklik.domain.region;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import ru.otklik.domain.incident.FactKind;
import ru.otklik.domain.incident.Source;
import ru.otklik.domain.metrics.DayLog;
import ru.otklik.domain.metrics.Entry;
import ru.otklik.domain.metrics.FactLog;
import ru.otklik.domain.metrics.LateLines;
import ru.otklik.domain.metrics.Levels;
import ru.otklik.domain.metrics.Published;
import ru.otklik.domain.metrics.RollingWindow;
import ru.otklik.domain.metrics.Tally;
import ru.otklik.domain.period.CalendarKind;
import ru.otklik.domain.period.RollingKind;
import ru.otklik.domain.period.ZoneDays;
import ru.otklik.domain.reference.Municipality;
import ru.otklik.domain.reference.MunicipalityVersion;

/** Everything that is known of one municipality: its log, the tallies of its periods, its levels. */
final class MunicipalityBook {
    /**
     * Periods with a tally, from short to long. A line is in one of them only, the shortest that takes it: a longer period
     * takes whatever a shorter one in it takes, so its value is the sum of those. A day is counted from the log.
     */
    private static final CalendarKind[] TALLIED = {CalendarKind.MONTH, CalendarKind.QUARTER, CalendarKind.YEAR};

    private static final int MONTHS_OF_QUARTER = 3;
    private static final int QUARTERS_OF_YEAR = 4;

    /** A calendar period, for example MONTH 24280. */
    record PeriodKey(CalendarKind kind, int index) {}

    private final Municipality municipality;
    private final ZoneDays days;
    private final long horizonMillis;
    private final List<RollingWindow> windows = new ArrayList<>();
    final FactLog log = new FactLog();
    final LateLines lateLines = new LateLines();
    final Map<PeriodKey, Tally> tallies = new HashMap<>();
    final Levels levels = new Levels();
    final Published published = new Published();
    final AttributionBook attributions;
    /** Ended periods whose value may differ from what was published. */
    final Set<PeriodKey> toRevise = new HashSet<>();

    /** Whether open periods may differ from what was published; after a restart nobody knows, so they are looked at. */
    boolean touched;

    boolean levelsChanged;

    /** Grows with every step of a level that takes effect. */
    private long levelSteps;
    /** What each rolling window showed besides its tally when it was looked at last. */
    private final Map<Integer, Shown> shown = new HashMap<>();
    /** The month that was added to last. */
    private @Nullable Tally month;

    private int monthIndex;

    private record Shown(MunicipalityVersion version, long levelSteps) {}

    MunicipalityBook(Municipality municipality, MeasureRules rules) {
        this.municipality = municipality;
        this.days = ZoneDays.of(municipality.zone());
        this.horizonMillis = rules.closedHorizonMillis();
        this.attributions = new AttributionBook(days, horizonMillis);
        for (RollingKind kind : rules.rolling()) {
            windows.add(new RollingWindow(kind));
        }
    }

    Municipality municipality() {
        return municipality;
    }

    ZoneDays days() {
        return days;
    }

    /** Whether a period takes a fact stamped then. */
    static boolean takes(ZoneDays days, CalendarKind kind, int index, long stamp, long horizonMillis) {
        return stamp < days.end(kind, index) + horizonMillis;
    }

    private boolean takes(CalendarKind kind, int index, long stamp) {
        return takes(days, kind, index, stamp, horizonMillis);
    }

    /**
     * Books a line whose stamp has been passed.
     *
     * @param now instant up to which lines have taken effect
     */
    void book(long date, long stamp, long head, long payload, long now) {
        int day = days.dayOf(date);
        boolean takenByDay = takes(CalendarKind.DAY, day, stamp);
        if (takenByDay) {
            log.add(date, head, payload);
            if (stamp > date) {
                lateLines.add(stamp, date, head, payload);
            }
        }
        if (date < now) {
            bookLate(date, stamp, head, payload, day, takenByDay, now);
        }
    }

    private void bookLate(long date, long stamp, long head, long payload, int day, boolean takenByDay, long now) {
        if (attribute(date, head, payload, day, days.dayOf(Math.max(date, stamp)))) {
            return;
        }
        touched = true;
        if (Entry.isLevel(Entry.code(head))) {
            int effective = days.dayOf(Math.max(date, stamp - horizonMillis));
            addLevel(head, effective);
            reviseFrom(effective, now);
            return;
        }
        if (takenByDay) {
            windows.forEach(window -> window.addLate(date, head, payload));
            revise(CalendarKind.DAY, day, now);
        }
        boolean isTallied = false;
        for (CalendarKind kind : TALLIED) {
            int index = ZoneDays.indexOf(kind, day);
            if (takes(kind, index, stamp)) {
                if (!isTallied) {
                    tally(kind, index).add(head, payload, 1);
                    isTallied = true;
                }
                revise(kind, index, now);
            }
        }
    }

    /** Lays a line to other periods than that of its date; says whether that is all it tells. */
    private boolean attribute(long date, long head, long payload, int day, int knownDay) {
        int code = Entry.code(head);
        if (AttributionBook.concerns(code)) {
            attributions.take(date, head, payload, day, knownDay);
        }
        return code == FactKind.COHORT_OUTCOME.ordinal();
    }

    private void addLevel(long head, int day) {
        levels.add(head, day);
        levelsChanged = true;
        levelSteps++;
    }

    private void revise(CalendarKind kind, int index, long now) {
        if (days.end(kind, index) <= now) {
            toRevise.add(new PeriodKey(kind, index));
        }
    }

    /** A step of a level changes what closes every period that ends after it. */
    private void reviseFrom(int day, long now) {
        for (CalendarKind kind : CalendarKind.values()) {
            int index = ZoneDays.indexOf(kind, day);
            while (days.end(kind, index) <= now) {
                toRevise.add(new PeriodKey(kind, index));
                index++;
            }
        }
    }

    /** Lets the lines dated from one instant to another take effect. */
    void advance(long from, long until) {
        log.visit(from, until, this::takeEffect);
    }

    private void takeEffect(long date, long head, long payload) {
        int day = days.dayOf(date);
        if (attribute(date, head, payload, day, day)) {
            return;
        }
        touched = true;
        if (Entry.isLevel(Entry.code(head))) {
            addLevel(head, day);
            return;
        }
        int index = ZoneDays.indexOf(CalendarKind.MONTH, day);
        if (month == null || monthIndex != index) {
            month = tally(CalendarKind.MONTH, index);
            monthIndex = index;
        }
        month.add(head, payload, 1);
    }

    private Tally tally(CalendarKind kind, int index) {
        return tallies.computeIfAbsent(new PeriodKey(kind, index), key -> new Tally());
    }

    /** The tally of a calendar period as far as lines have taken effect, {@code until} at most. */
    Tally tallyOf(CalendarKind kind, int index, long until) {
        Tally sum = new Tally();
        switch (kind) {
            case DAY -> {
                long end = Math.min(until, days.end(kind, index));
                log.visit(days.start(kind, index), end, (date, head, payload) -> sum.add(head, payload, 1));
            }
            case MONTH -> {
                return tallies.getOrDefault(new PeriodKey(kind, index), sum);
            }
            case QUARTER -> addQuarter(index, sum);
            case YEAR -> {
                for (int i = 0; i < QUARTERS_OF_YEAR; i++) {
                    addQuarter(index * QUARTERS_OF_YEAR + i, sum);
                }
                addTally(kind, index, sum);
            }
        }
        return sum;
    }

    private void addQuarter(int index, Tally sum) {
        for (int i = 0; i < MONTHS_OF_QUARTER; i++) {
            addTally(CalendarKind.MONTH, index * MONTHS_OF_QUARTER + i, sum);
        }
        addTally(CalendarKind.QUARTER, index, sum);
    }

    private void addTally(CalendarKind kind, int index, Tally sum) {
        Tally tally = tallies.get(new PeriodKey(kind, index));
        if (tally != null) {
            sum.addAll(tally);
        }
    }

    /**
     * Whether a rolling window may say something else than when this was last asked; {@link #rollingTally} comes first.
     *
     * @param version the code and name that the window shows
     */
    boolean hasNews(int window, MunicipalityVersion version) {
        boolean changed = windows.get(window).takeChanged();
        Shown now = new Shown(version, levelSteps);
        return !now.equals(shown.put(window, now)) || changed;
    }

    /** The tally of a rolling window at an end up to which lines have taken effect. */
    Tally rollingTally(int window, long end) {
        return windows.get(window).at(end, log);
    }

    /** What a rolling window held at an end in the past: the lines dated in it with a stamp before that end. */
    Tally pastTally(long lengthMillis, long end) {
        Tally tally = new Tally();
        log.visit(end - lengthMillis, end, (date, head, payload) -> tally.add(head, payload, 1));
        lateLines.takeAway(end - lengthMillis, end, tally);
        return tally;
    }

    /** Incidents registered in a span and known by now. */
    long registered(long from, long until, @Nullable Source source) {
        long[] count = {0};
        log.visit(from, until, (date, head, payload) -> {
            if (Entry.code(head) == 0 && (source == null || Entry.source(head) == source)) {
                count[0] += Entry.sign(head);
            }
        });
        return count[0];
    }

    Levels.Level closing(CalendarKind kind, int index, @Nullable Source source) {
        return levels.closing(source, ZoneDays.firstDay(kind, index + 1) - 1);
    }

    /** Whether the municipality has a place among the values of a period. */
    boolean isPresent(long start, long end, Tally tally) {
        return isValid(start, end) || !tally.isEmpty();
    }

    /** Whether the municipality exists at some time of a period. */
    boolean isValid(long start, long end) {
        return municipality.isValidDuring(
                LocalDate.ofEpochDay(days.dayOf(start)), LocalDate.ofEpochDay(days.dayOf(end - 1)));
    }

    Set<PeriodKey> takeToRevise() {
        Set<PeriodKey> taken = new HashSet<>(toRevise);
        toRevise.clear();
        return taken;
    }

    boolean hasToRevise() {
        return !toRevise.isEmpty();
    }

    boolean takeTouched() {
        boolean was = touched;
        touched = false;
        return was;
    }

    /** Forgets what no value can need any more; says which chunks of state fell away. */
    void forget(long now, long longestWindowMillis, LongConsumer forgotten) {
        int number = municipality.number();
        long kept = Math.max(horizonMillis, 2 * longestWindowMillis) + 2L * DayLog.DAY_MILLIS;
        log.age(
                FactLog.dayOf(now - kept),
                FactLog.dayOf(now) - 1,
                day -> forgotten.accept(ChunkKey.of(ChunkKey.Type.LOG, number, day)));
        lateLines.forgetStampedBefore(now - kept);
        int oldest = days.dayOf(now - horizonMillis);
        levels.forgetBefore(oldest - 1);
        month = null;
        tallies.keySet().removeIf(key -> {
            int year = ZoneDays.indexOf(CalendarKind.YEAR, ZoneDays.firstDay(key.kind(), key.index()));
            boolean closedForGood = !takes(CalendarKind.YEAR, year, now);
            if (closedForGood) {
                forgotten.accept(ChunkKey.ofPeriod(ChunkKey.Type.TALLY, number, key));
            }
            return closedForGood;
        });
        attributions.forget(now, number, forgotten);
        for (CalendarKind kind : CalendarKind.values()) {
            int first = ZoneDays.indexOf(kind, oldest) - 1;
            published.forgetBefore(kind.ordinal(), first);
            published.forgetBefore(RegionAttributions.PUBLISHED_BASE + kind.ordinal(), first);
            published.forgetBefore(RegionPages.PUBLISHED_BASE + kind.ordinal(), first);
        }
    }
}
