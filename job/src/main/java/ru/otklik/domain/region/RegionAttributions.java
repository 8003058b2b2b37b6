package ru.otklik.domain.region;

import java.util.List;
import org.jspecify.annotations.Nullable;
import ru.otklik.domain.incident.Source;
import ru.otklik.domain.metrics.Attribution;
import ru.otklik.domain.metrics.AttributionValue;
import ru.otklik.domain.metrics.PeriodValue;
import ru.otklik.domain.metrics.Published;
import ru.otklik.domain.period.CalendarKind;
import ru.otklik.domain.period.PeriodSpan;
import ru.otklik.domain.period.ZoneDays;
import ru.otklik.domain.region.MunicipalityBook.PeriodKey;

/**
 * Publishes the figures by registration and by due date at the ends of local days.
 *
 * <p>Nearly every answer moves a cohort that has ended: on the grid of 5 minutes a municipality would revise its last
 * months thousands of times, and nobody reads figures of a month by the minute.
 */
final class RegionAttributions {
    /** Keys of these values follow those of rolling ones. */
    static final int PUBLISHED_BASE = 32;

    private final RegionBook book;
    private final MeasureRules rules;

    RegionAttributions(RegionBook book, MeasureRules rules) {
        this.book = book;
        this.rules = rules;
    }

    /**
     * Publishes what is due at a stop.
     *
     * @param current whether values of open periods are worth publishing
     */
    void publishAt(long stop, boolean current, Publisher publisher) {
        for (ZoneDays days : book.zones()) {
            int day = days.dayOf(stop);
            if (days.startOf(day) != stop) {
                continue;
            }
            for (MunicipalityBook municipality : book.books.values()) {
                if (municipality.days() == days) {
                    publishEnded(municipality, stop, day, publisher);
                    if (current && !rules.replay()) {
                        publishOpen(municipality, stop, day - 1, false, publisher);
                    }
                }
            }
        }
    }

    /** Ends a bounded run: ended periods are revised, open ones published once. */
    void finish(long asOf, Publisher publisher) {
        for (MunicipalityBook municipality : book.books.values()) {
            int day = municipality.days().dayOf(asOf);
            revise(municipality, asOf, day, publisher);
            publishOpen(municipality, asOf, day, true, publisher);
        }
    }

    private void publishEnded(MunicipalityBook municipality, long stop, int day, Publisher publisher) {
        for (CalendarKind kind : AttributionBook.KINDS) {
            int index = ZoneDays.indexOf(kind, day - 1);
            PeriodKey period = new PeriodKey(kind, index);
            if (index != ZoneDays.indexOf(kind, day) && isPublished(period)) {
                publish(municipality, period, Status.FINAL, stop, publisher);
            }
        }
        revise(municipality, stop, day - 1, publisher);
    }

    /** Publishes what differs of the ended periods that took something up to a local day. */
    private void revise(MunicipalityBook municipality, long instant, int day, Publisher publisher) {
        List<PeriodKey> periods = municipality.attributions.touched().stream()
                .filter(period -> municipality.days().end(period.kind(), period.index()) <= instant)
                .sorted(RegionValues.ORDER)
                .toList();
        for (PeriodKey period : periods) {
            if (isPublished(period) && day <= municipality.attributions.closingDay(period)) {
                publish(municipality, period, Status.REVISED, instant, publisher);
            }
            municipality.attributions.settle(period);
        }
    }

    private void publishOpen(MunicipalityBook municipality, long instant, int day, boolean all, Publisher publisher) {
        for (CalendarKind kind : AttributionBook.KINDS) {
            int index = ZoneDays.indexOf(kind, day);
            PeriodKey period = new PeriodKey(kind, index);
            boolean due = all
                    || municipality.attributions.touched().contains(period)
                    || !municipality.published.contains(key(period, 0));
            if (due && municipality.days().end(kind, index) > instant && isPublished(period)) {
                publish(municipality, period, Status.PRELIMINARY, instant, publisher);
            }
        }
    }

    private boolean isPublished(PeriodKey period) {
        return rules.publishedCalendar().contains(period.kind()) && book.series.hasBegun(period.kind(), period.index());
    }

    private void publish(
            MunicipalityBook municipality, PeriodKey period, Status status, long instant, Publisher publisher) {
        municipality.attributions.settle(period);
        ZoneDays days = municipality.days();
        Attribution attribution = municipality.attributions.valueOf(period);
        boolean present =
                municipality.isValid(days.start(period.kind(), period.index()), days.end(period.kind(), period.index()))
                        || !attribution.isEmpty();
        if (!present) {
            return;
        }
        PeriodSpan span = PeriodSpan.of(period.kind(), period.index(), days);
        for (int view = 0; view < PeriodValue.VIEWS.size(); view++) {
            @Nullable Source source = PeriodValue.VIEWS.get(view);
            long hash = publisher.prepare(new AttributionValue(
                    municipality.municipality(),
                    RegionBoards.shownVersion(municipality, span),
                    span,
                    source,
                    attribution.figures(source)));
            RegionValues.publishIfDue(municipality.published, key(period, view), hash, status, instant, publisher);
        }
    }

    private static long key(PeriodKey period, int view) {
        return Published.key(PUBLISHED_BASE + period.kind().ordinal(), view, period.index());
    }
}
