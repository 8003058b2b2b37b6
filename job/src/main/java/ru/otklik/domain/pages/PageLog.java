package ru.otklik.domain.pages;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.IntConsumer;
import java.util.function.Predicate;
import ru.otklik.domain.packing.ByteReader;
import ru.otklik.domain.packing.ByteWriter;
import ru.otklik.domain.period.CalendarKind;
import ru.otklik.domain.period.ZoneDays;

/** The reports of the pages of one municipality, a set: what counts does not hang on their order of arrival. */
public final class PageLog {
    private static final int MONTHS_OF_YEAR = 12;

    /** A report and its stamp, epoch milliseconds; Long.MIN_VALUE before any event time. */
    private record Known(PageReport report, long stamp) {}

    private final int municipality;
    private final ZoneDays days;
    /** By local month of the report. */
    private final TreeMap<Integer, List<Known>> months = new TreeMap<>();

    private final Set<Integer> changed = new HashSet<>();

    public PageLog(int municipality, ZoneDays days) {
        this.municipality = municipality;
        this.days = days;
    }

    /** Takes a report; one that is there already changes nothing. */
    public void add(PageReport report, long stamp) {
        int month = ZoneDays.indexOf(CalendarKind.MONTH, days.dayOf(report.occurredAt()));
        List<Known> known = months.computeIfAbsent(month, any -> new ArrayList<>());
        if (known.stream().noneMatch(one -> one.report().equals(report))) {
            known.add(new Known(report, stamp));
            changed.add(month);
        }
    }

    /** When the earliest report was made, epoch milliseconds; Long.MAX_VALUE without any. */
    public long earliest() {
        return months.isEmpty()
                ? Long.MAX_VALUE
                : months.firstEntry().getValue().stream()
                        .mapToLong(one -> one.report().occurredAt())
                        .min()
                        .orElse(Long.MAX_VALUE);
    }

    /** Whether what became known within a span of stamps may change a day before one, an end of a local day. */
    public boolean hasLateNews(long from, long until, int day) {
        boolean hasNews = false;
        boolean isLate = false;
        Set<Map.Entry<String, Long>> ids = new HashSet<>();
        for (List<Known> known : months.values()) {
            for (Known one : known) {
                boolean isNew = one.stamp() >= from && one.stamp() < until;
                hasNews |= isNew;
                isLate |= isNew && days.dayOf(one.report().occurredAt()) < day;
                // An eventId that is there twice may take another day's report away.
                isLate |= !ids.add(Map.entry(one.report().pageId(), one.report().eventHash()));
            }
        }
        return hasNews && isLate;
    }

    /**
     * What the pages come to in a span of time.
     *
     * @param from of what was made from then on, epoch milliseconds
     * @param until of what was made before, epoch milliseconds
     * @param limit only what has a smaller stamp counts, epoch milliseconds
     * @param whose of the reports that count, which are wanted
     */
    public PageFigures figures(long from, long until, long limit, Predicate<PageReport> whose) {
        Map<String, TreeSet<PageReport>> byPage = new HashMap<>();
        // An eventId counts once in a local year, so what was reported earlier in it decides, too.
        int year = ZoneDays.indexOf(CalendarKind.YEAR, days.dayOf(from));
        for (List<Known> known : months.tailMap(year * MONTHS_OF_YEAR, true).values()) {
            for (Known one : known) {
                if (one.stamp() < limit && one.report().occurredAt() < until) {
                    byPage.computeIfAbsent(one.report().pageId(), any -> new TreeSet<>(PageReport.ORDER))
                            .add(one.report());
                }
            }
        }
        List<Collection<PageReport>> counting = new ArrayList<>();
        for (TreeSet<PageReport> ofPage : byPage.values()) {
            Collection<PageReport> reports = latestOfDays(ofPage);
            reports.removeIf(report -> report.occurredAt() < from || !whose.test(report));
            if (!reports.isEmpty()) {
                counting.add(reports);
            }
        }
        return PageFigures.of(counting);
    }

    /**
     * Of different reports under one eventId the first of its local year counts, since years are forgotten as a whole; of
     * those of one day the last.
     */
    private Collection<PageReport> latestOfDays(Set<PageReport> ordered) {
        Set<Map.Entry<Integer, Long>> ids = new HashSet<>();
        TreeMap<Integer, PageReport> latest = new TreeMap<>();
        for (PageReport report : ordered) {
            int day = days.dayOf(report.occurredAt());
            if (ids.add(Map.entry(ZoneDays.indexOf(CalendarKind.YEAR, day), report.eventHash()))) {
                latest.put(day, report);
            }
        }
        return latest.values();
    }

    /** Months that changed since this was last asked. */
    public Set<Integer> takeChanged() {
        Set<Integer> taken = Set.copyOf(changed);
        changed.clear();
        return taken;
    }

    public void pack(int month, ByteWriter out) {
        for (Known one : months.getOrDefault(month, List.of())) {
            out.putSignedVarLong(one.stamp());
            one.report().pack(out);
        }
    }

    public void unpack(int month, ByteReader in) {
        List<Known> known = months.computeIfAbsent(month, any -> new ArrayList<>());
        while (in.hasMore()) {
            long stamp = in.takeSignedVarLong();
            known.add(new Known(PageReport.unpack(municipality, in), stamp));
        }
    }

    /** Forgets the months of years that take nothing any more; says which. */
    public void forget(long now, long horizonMillis, IntConsumer forgotten) {
        months.keySet().removeIf(month -> {
            boolean closed = days.end(CalendarKind.YEAR, month / MONTHS_OF_YEAR) + horizonMillis <= now;
            if (closed) {
                changed.remove(month);
                forgotten.accept(month);
            }
            return closed;
        });
    }
}
