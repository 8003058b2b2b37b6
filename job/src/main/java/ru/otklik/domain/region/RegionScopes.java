package ru.otklik.domain.region;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import ru.otklik.domain.incident.Source;
import ru.otklik.domain.metrics.MergedFigures;
import ru.otklik.domain.metrics.PeriodValue;
import ru.otklik.domain.metrics.Published;
import ru.otklik.domain.metrics.ScopeValue;
import ru.otklik.domain.metrics.Subject;
import ru.otklik.domain.metrics.Totals;
import ru.otklik.domain.packing.ByteWriter;
import ru.otklik.domain.period.CalendarKind;
import ru.otklik.domain.period.PeriodSpan;
import ru.otklik.domain.period.RollingKind;
import ru.otklik.domain.period.ZoneDays;
import ru.otklik.domain.reference.Authority;
import ru.otklik.domain.reference.Region;
import ru.otklik.domain.region.MunicipalityBook.PeriodKey;

/** The figures of a region and of its authorities, merged from those of its municipalities, and the boards of all. */
final class RegionScopes {
    /** Keys of rolling values follow those of the calendar kinds. */
    private static final int ROLLING_BASE = 8;

    private final RegionBook book;
    private final MeasureRules rules;
    final Published published = new Published();
    /** What was published of each authority, by its number. */
    final Map<Integer, Published> authorities = new TreeMap<>();

    RegionScopes(RegionBook book, MeasureRules rules) {
        this.book = book;
        this.rules = rules;
    }

    /**
     * Publishes the values and boards of a calendar period.
     *
     * @param within municipalities where the period begins after this instant are left out
     * @param current whether a preliminary value would be worth publishing
     */
    void publishCalendar(
            PeriodKey period, Status status, long eventTime, long within, boolean current, Publisher publisher) {
        CalendarKind kind = period.kind();
        RegionMembers members = RegionMembers.of(book, kind, period.index(), within);
        Totals totals = members.totals();
        MergedFigures whole = totals.whole();
        publishCalendar(regionSubject(), whole, whole, published, members.span(), period, status, eventTime, publisher);
        bodiesOf(totals, kind.ordinal(), period.index())
                .forEach((subject, number) -> publishCalendar(
                        subject,
                        totals.authority(number),
                        whole,
                        publishedOf(number),
                        members.span(),
                        period,
                        status,
                        eventTime,
                        publisher));
        if (kind != CalendarKind.DAY) {
            book.boards().publishCalendar(period, status, eventTime, members, totals, publisher);
        }
        report(-1, kind.ordinal(), period.index(), eventTime, current, pack(whole), null, publisher);
    }

    private void publishCalendar(
            Subject subject,
            MergedFigures figures,
            MergedFigures whole,
            Published last,
            PeriodSpan span,
            PeriodKey period,
            Status status,
            long eventTime,
            Publisher publisher) {
        for (int view = 0; view < PeriodValue.VIEWS.size(); view++) {
            long key = Published.key(period.kind().ordinal(), view, period.index());
            long hash = publisher.prepare(value(subject, span, PeriodValue.VIEWS.get(view), figures, whole));
            RegionValues.publishIfDue(last, key, hash, status, eventTime, publisher);
        }
    }

    /** Whether the region's own value of a calendar period was ever published. */
    boolean wasPublished(PeriodKey period) {
        return published.contains(Published.key(period.kind().ordinal(), 0, period.index()));
    }

    /** Publishes the values and boards of a rolling window. */
    void publishRolling(int window, PeriodSpan span, boolean hasNews, Publisher publisher) {
        RollingKind kind = rules.rolling().get(window);
        boolean ranked = RegionBoards.isRanked(kind);
        boolean due = hasNews || !published.contains(Published.key(ROLLING_BASE + window, 0, 0));
        if (!due && !ranked) {
            return;
        }
        RegionMembers members = RegionMembers.ofWindow(book, window, span);
        Totals totals = members.totals();
        if (due) {
            publishRolling(regionSubject(), totals.whole(), totals.whole(), published, window, span, publisher);
            bodiesOf(totals, ROLLING_BASE + window, 0)
                    .forEach((subject, number) -> publishRolling(
                            subject,
                            totals.authority(number),
                            totals.whole(),
                            publishedOf(number),
                            window,
                            span,
                            publisher));
        }
        byte[] past = null;
        if (ranked) {
            long earlier = span.startMillis();
            boolean hadBegun = book.series.hasBegun(window, earlier);
            PeriodSpan before = PeriodSpan.rolling(kind.label(), kind.lengthMillis(), earlier);
            RegionMembers pastMembers = hadBegun
                    ? RegionMembers.ofPast(book, before)
                    : new RegionMembers(before, 0, List.of(), BoardPages.NONE);
            Totals pastTotals = pastMembers.totals();
            book.boards().publishRolling(window, members, totals, pastMembers, pastTotals, publisher);
            past = hadBegun ? pack(pastTotals.whole()) : null;
        }
        report(window, 0, 0, span.endMillis(), true, pack(totals.whole()), past, publisher);
    }

    private void publishRolling(
            Subject subject,
            MergedFigures figures,
            MergedFigures whole,
            Published last,
            int window,
            PeriodSpan span,
            Publisher publisher) {
        for (int view = 0; view < PeriodValue.VIEWS.size(); view++) {
            long key = Published.key(ROLLING_BASE + window, view, 0);
            long hash = publisher.prepare(value(subject, span, PeriodValue.VIEWS.get(view), figures, whole));
            if (!last.isLast(key, hash)) {
                publisher.publish(Status.FINAL, 0, span.endMillis());
                last.put(key, 0, hash);
            }
        }
    }

    private Subject regionSubject() {
        Region known = rules.reference().findRegion(book.region());
        return Subject.region(book.region(), known == null ? book.region() : known.name());
    }

    /**
     * The authorities that have a value, and their numbers: those of the reference data, and others from their first
     * fact of the period on.
     */
    private Map<Subject, Integer> bodiesOf(Totals totals, int kind, int index) {
        Map<Integer, Subject> byNumber = new TreeMap<>();
        for (Authority authority : book.bodies()) {
            int number = book.authorities.numberOf(authority.id());
            byNumber.put(number, Subject.authority(book.region(), authority.id(), authority));
        }
        long key = Published.key(kind, 0, index);
        List<Integer> others = new ArrayList<>(totals.authorities().keySet());
        authorities.forEach((number, last) -> {
            if (last.contains(key)) {
                others.add(number);
            }
        });
        for (int number : others) {
            boolean shown = byNumber.containsKey(number)
                    || (totals.authority(number).isZero()
                            && !publishedOf(number).contains(key));
            if (!shown) {
                byNumber.put(number, Subject.authority(book.region(), book.authorities.word(number), null));
            }
        }
        Map<Subject, Integer> bodies = new LinkedHashMap<>();
        byNumber.forEach((number, subject) -> bodies.put(subject, number));
        return bodies;
    }

    private Published publishedOf(int authority) {
        return authorities.computeIfAbsent(authority, number -> new Published());
    }

    private ScopeValue value(
            Subject subject, PeriodSpan span, @Nullable Source source, MergedFigures figures, MergedFigures whole) {
        return new ScopeValue(
                subject, span, source, figures, whole.population(), book.topics::word, book.channels::word);
    }

    private byte[] pack(MergedFigures figures) {
        ByteWriter out = new ByteWriter(1024);
        figures.pack(out, book.topics::word, book.channels::word);
        return out.toBytes();
    }

    private void report(
            int window,
            int kind,
            int index,
            long eventTime,
            boolean current,
            byte[] figures,
            byte @Nullable [] past,
            Publisher publisher) {
        for (String scope : ScopeBook.scopesOf(book.region(), rules.reference())) {
            publisher.report(
                    new RegionReport(scope, book.region(), window, kind, index, eventTime, current, figures, past));
        }
    }

    /** Forgets what no period within its horizon needs; {@code oldest} is the local day of the horizon. */
    void forget(int oldest) {
        for (CalendarKind kind : CalendarKind.values()) {
            int index = ZoneDays.indexOf(kind, oldest) - 1;
            published.forgetBefore(kind.ordinal(), index);
            authorities.values().forEach(last -> last.forgetBefore(kind.ordinal(), index));
        }
    }
}
