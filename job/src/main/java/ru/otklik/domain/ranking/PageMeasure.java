package ru.otklik.domain.ranking;

import java.math.BigInteger;
import org.jspecify.annotations.Nullable;
import ru.otklik.domain.pages.PageFigures;

/** The indicators of official pages: their values, and how sure these are. */
public final class PageMeasure {
    private PageMeasure() {}

    /**
     * Measures an indicator. Cases of the share are comments, those of the others days of pages with a report: so a page
     * that reported on one day of a quarter can be told from one that reported daily.
     *
     * @param indicator one of {@link Indicator#names()} that is {@link Indicator#isOfPages of pages}
     */
    public static Measure of(String indicator, PageFigures pages) {
        return switch (indicator) {
            case Indicator.PAGES_ANSWERED_SHARE -> Measure.ratio(pages.commentsAnswered(), pages.comments());
            case Indicator.PAGES_POSTS_PER_DAY -> Measure.ratio(pages.posts(), pages.reports());
            case Indicator.PAGES_VIEWS_PER_SUBSCRIBER ->
                pages.subscribers() <= 0
                        ? Measure.NOTHING
                        : new Measure(
                                pages.reports(),
                                BigInteger.valueOf(pages.views()),
                                BigInteger.valueOf(pages.subscribers()));
            default -> throw new IllegalArgumentException("no indicator of pages: " + indicator);
        };
    }

    /** Null without cases, and for views, which come in bursts: nobody knows their spread. Posts count as rare events. */
    static @Nullable Interval interval(String indicator, PageFigures pages, double z) {
        if (of(indicator, pages).cases() <= 0) {
            return null;
        }
        return switch (indicator) {
            case Indicator.PAGES_ANSWERED_SHARE ->
                Confidence.share((double) pages.commentsAnswered(), (double) pages.comments(), z);
            case Indicator.PAGES_POSTS_PER_DAY ->
                Confidence.scaled(Confidence.poisson((double) pages.posts(), z), 1.0 / pages.reports());
            default -> null;
        };
    }
}
