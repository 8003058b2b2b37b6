package ru.otklik.domain.region;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import ru.otklik.domain.pages.PageFigures;
import ru.otklik.domain.pages.PageLog;
import ru.otklik.domain.pages.PageReport;
import ru.otklik.domain.period.CalendarKind;
import ru.otklik.domain.period.ZoneDays;
import ru.otklik.domain.ranking.Methodologies;
import ru.otklik.domain.reference.Authority;
import ru.otklik.domain.region.MunicipalityBook.PeriodKey;

/**
 * Figures of official pages as boards count them: an administration's own pages for municipalities, those of a body for
 * bodies, all of them for regions.
 *
 * <p>Boards of calendar periods show what {@code metrics.pages} shows beside them, so page figures move at ends of local
 * days there. Boards of rolling windows take what was reported within the window. Nothing is added up unless a known
 * methodology counts pages.
 */
final class BoardPages {
    /** The pages of a municipality within a period. */
    interface View {
        /**
         * What they come to.
         *
         * @param whose a body; empty for the administration; null for everybody
         */
        PageFigures figures(MunicipalityBook municipality, @Nullable String whose);
    }

    /** No pages are looked at. */
    static final View NONE = (municipality, whose) -> PageFigures.NONE;

    private static final String ADMINISTRATION = "";

    private final RegionBook book;
    private final MeasureRules rules;
    private final Methodologies methodologies;
    private final Map<Key, Shown> calendar = new HashMap<>();
    private boolean ended;

    private record Key(
            int municipality, PeriodKey period, @Nullable String whose) {}

    /** Figures, and the end of the local day that they are as of: nothing stamped before it can come any more. */
    private record Shown(long asOf, PageFigures figures) {}

    BoardPages(RegionBook book, MeasureRules rules, Methodologies methodologies) {
        this.book = book;
        this.rules = rules;
        this.methodologies = methodologies;
    }

    /** Whether any methodology that is known counts pages. */
    boolean count() {
        return methodologies.countPages();
    }

    /** From now on all that was read counts: a bounded run ends. */
    void end() {
        ended = true;
    }

    /** Of a calendar period, as of the newest end of a local day. */
    View of(CalendarKind kind, int index) {
        if (!count()) {
            return NONE;
        }
        PeriodKey period = new PeriodKey(kind, index);
        return (municipality, whose) -> {
            long asOf = ended ? Long.MAX_VALUE : lastEndOfDay(municipality.days());
            Key key = new Key(municipality.municipality().number(), period, whose);
            Shown shown = calendar.get(key);
            if (shown == null || shown.asOf() != asOf) {
                long end = municipality.days().end(kind, index);
                shown = new Shown(
                        asOf,
                        figures(
                                municipality,
                                municipality.days().start(kind, index),
                                Math.min(asOf, end),
                                Math.min(asOf, end + rules.closedHorizonMillis()),
                                whose));
                calendar.put(key, shown);
            }
            return shown.figures();
        };
    }

    private long lastEndOfDay(ZoneDays days) {
        return days.startOf(days.dayOf(book.now));
    }

    /**
     * Of a window, as known at its end.
     *
     * @param start inclusive, epoch milliseconds
     * @param end exclusive, epoch milliseconds
     */
    View ofWindow(long start, long end) {
        return methodologies.countPages()
                ? (municipality, whose) -> figures(municipality, start, end, end, whose)
                : NONE;
    }

    /** Of a window up to now, for screens. */
    View ofLiveWindow(long start, long end) {
        return methodologies.countPages()
                ? (municipality, whose) -> figures(municipality, start, end, Long.MAX_VALUE, whose)
                : NONE;
    }

    private PageFigures figures(
            MunicipalityBook municipality, long from, long until, long limit, @Nullable String whose) {
        PageLog log = book.pages.logOf(municipality);
        return log == null ? PageFigures.NONE : log.figures(from, until, limit, runBy(whose));
    }

    private Predicate<PageReport> runBy(@Nullable String whose) {
        if (whose == null) {
            return any -> true;
        }
        return whose.equals(ADMINISTRATION)
                ? report -> isOwn(report.authority())
                : report -> whose.equals(report.authority());
    }

    /** Whether a page is run by the administration itself. */
    private boolean isOwn(@Nullable String authority) {
        if (authority == null) {
            return true;
        }
        Authority known = rules.reference().findAuthority(book.region(), authority);
        return known != null && known.kind() == Authority.Kind.OMSU;
    }

    /** Of the administration of a municipality. */
    static PageFigures own(View view, MunicipalityBook municipality) {
        return view.figures(municipality, ADMINISTRATION);
    }

    /** Forgets what is of closed periods. */
    void forget() {
        calendar.clear();
    }
}
