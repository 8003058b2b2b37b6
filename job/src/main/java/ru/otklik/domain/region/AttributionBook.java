package ru.otklik.domain.region;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import ru.otklik.domain.incident.FactKind;
import ru.otklik.domain.metrics.Attribution;
import ru.otklik.domain.metrics.Entry;
import ru.otklik.domain.period.CalendarKind;
import ru.otklik.domain.period.ZoneDays;
import ru.otklik.domain.region.MunicipalityBook.PeriodKey;

/** What is laid to the months and quarters of one municipality by registration and by due date. */
final class AttributionBook {
    /*
     * As with the tallies by outcome, a line is in one period only, the shorter that takes it, and the value of a quarter
     * is the sum of its months and its own. A period takes what has happened and is known by its closing day. Since a
     * book halts at every end of a local day, all that it knows of a line that takes effect is of that day or earlier, so
     * the day of max(date, stamp) decides and the stamp need not be kept.
     */
    static final CalendarKind[] KINDS = {CalendarKind.MONTH, CalendarKind.QUARTER};

    private static final int MONTHS_OF_QUARTER = 3;
    private static final int HOURS_OF_DAY = 24;
    private static final long HOUR_MILLIS = 3_600_000;
    /** Weekday of the epoch, counting from Monday at 0. */
    private static final int THURSDAY = 3;

    private static final int COHORT_OUTCOME = FactKind.COHORT_OUTCOME.ordinal();
    private static final int REGISTERED = FactKind.REGISTERED.ordinal();

    private final ZoneDays days;
    private final long horizonMillis;
    final Map<PeriodKey, Attribution> periods = new HashMap<>();
    /** Periods that may differ from what was published; after a restart nobody knows, so all are looked at. */
    private final Set<PeriodKey> touched = new HashSet<>();
    /** The month that was added to last, with its quarter among the touched; null if that is not so. */
    private @Nullable Attribution last;

    private int lastMonth;
    private int lastClosingDay;

    AttributionBook(ZoneDays days, long horizonMillis) {
        this.days = days;
        this.horizonMillis = horizonMillis;
    }

    /** Whether a line says anything here. */
    static boolean concerns(int code) {
        return code == REGISTERED || Entry.isOutcome(code);
    }

    /** The last local day whose events a period takes: that of the last instant before its horizon. */
    int closingDay(PeriodKey period) {
        return days.dayOf(days.end(period.kind(), period.index()) + horizonMillis - 1);
    }

    /**
     * Takes a line that {@link #concerns}.
     *
     * @param date epoch milliseconds
     * @param day local day of its date
     * @param knownDay local day by the end of which it has happened and is known
     */
    void take(long date, long head, long payload, int day, int knownDay) {
        int code = Entry.code(head);
        int month = ZoneDays.indexOf(CalendarKind.MONTH, day);
        if (code == REGISTERED) {
            Attribution cohort = taking(month, knownDay);
            if (cohort != null) {
                cohort.addRegistered(head, hourOfWeek(date, day));
            }
            return;
        }
        int monthsBack = Entry.monthsBack(payload);
        long figure = Entry.figure(payload);
        if (monthsBack >= 0) {
            boolean elsewhere = code == COHORT_OUTCOME;
            addOfCohort(
                    month - monthsBack,
                    knownDay,
                    head,
                    elsewhere ? Entry.kindElsewhere(figure) : code,
                    elsewhere ? Entry.elapsedElsewhere(figure) : figure);
        }
        if (code >= FactKind.MET_RESPONSE.ordinal() && code <= FactKind.MISSED_REWORK.ordinal()) {
            Attribution due = taking(month + (int) figure, knownDay);
            if (due != null) {
                due.addDue(head);
            }
        }
    }

    /** Counted from the begin of the local day; what a longer day has beyond 24 hours is laid to its last one. */
    private int hourOfWeek(long date, int day) {
        int hour = (int) Math.min(HOURS_OF_DAY - 1, (date - days.startOf(day)) / HOUR_MILLIS);
        return Math.floorMod(day + THURSDAY, 7) * HOURS_OF_DAY + hour;
    }

    private void addOfCohort(int month, int knownDay, long head, int kind, long elapsed) {
        Attribution cohort = taking(month, knownDay);
        if (cohort != null) {
            cohort.addOfCohort(head, kind, elapsed);
        }
    }

    /** What a line of a month is added to: the month, else its quarter; null if both refuse it. */
    private @Nullable Attribution taking(int month, int knownDay) {
        if (last != null && lastMonth == month && knownDay <= lastClosingDay) {
            return last;
        }
        PeriodKey key = new PeriodKey(CalendarKind.MONTH, month);
        PeriodKey quarter = new PeriodKey(CalendarKind.QUARTER, month / MONTHS_OF_QUARTER);
        int closingDay = closingDay(key);
        if (knownDay <= closingDay) {
            touched.add(key);
            touched.add(quarter);
            last = periods.computeIfAbsent(key, any -> new Attribution());
            lastMonth = month;
            lastClosingDay = closingDay;
            return last;
        }
        if (knownDay <= closingDay(quarter)) {
            touched.add(quarter);
            return periods.computeIfAbsent(quarter, any -> new Attribution());
        }
        return null;
    }

    /** What is laid to a period as far as lines have taken effect; not to be changed. */
    Attribution valueOf(PeriodKey period) {
        if (period.kind() == CalendarKind.MONTH) {
            return periods.getOrDefault(period, new Attribution());
        }
        Attribution sum = new Attribution();
        for (int i = 0; i < MONTHS_OF_QUARTER; i++) {
            addTo(sum, new PeriodKey(CalendarKind.MONTH, period.index() * MONTHS_OF_QUARTER + i));
        }
        addTo(sum, period);
        return sum;
    }

    private void addTo(Attribution sum, PeriodKey period) {
        Attribution attribution = periods.get(period);
        if (attribution != null) {
            sum.addAll(attribution);
        }
    }

    /** Periods that may differ from what was published. */
    Set<PeriodKey> touched() {
        return Set.copyOf(touched);
    }

    /** Takes note that a period was looked at. */
    void settle(PeriodKey period) {
        touched.remove(period);
        last = null;
    }

    /** Puts what a checkpoint held of a period into an empty book. */
    void restore(PeriodKey period, Attribution attribution) {
        attribution.takeChanged();
        periods.put(period, attribution);
        touched.add(period);
        touched.add(new PeriodKey(
                CalendarKind.QUARTER,
                period.kind() == CalendarKind.MONTH ? period.index() / MONTHS_OF_QUARTER : period.index()));
    }

    /** Forgets what no value can need any more; says which chunks of state fell away. */
    void forget(long now, int municipality, LongConsumer forgotten) {
        int day = days.dayOf(now);
        last = null;
        periods.keySet().removeIf(key -> {
            int quarter = key.kind() == CalendarKind.MONTH ? key.index() / MONTHS_OF_QUARTER : key.index();
            boolean closed = day > closingDay(new PeriodKey(CalendarKind.QUARTER, quarter));
            if (closed) {
                forgotten.accept(ChunkKey.ofPeriod(ChunkKey.Type.ATTRIBUTION, municipality, key));
            }
            return closed;
        });
        touched.removeIf(key -> day > closingDay(key));
    }
}
