package ru.otklik.domain.ranking;

import java.io.Serializable;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import ru.otklik.domain.incident.Source;

/**
 * A figure that counts towards a score.
 *
 * @param indicator path of the figure in a metrics record, or the name of one of official pages; one of {@link #names()}; times are in milliseconds, shares
 *     from 0 to 1, ratings from 1 to 5
 * @param source of the incidents; null for all
 * @param weight above 0; only the proportion to the other weights matters
 * @param best value that scores 100
 * @param worst value that scores 0; above or below {@code best}
 * @param minimumCases cases below which the indicator is left out, at least 0
 * @param transform what is done to the value before it is scored; SHRUNKEN for shares only
 */
public record Indicator(
        String indicator,
        @Nullable Source source,
        BigDecimal weight,
        BigDecimal best,
        BigDecimal worst,
        long minimumCases,
        Transform transform)
        implements Serializable {
    private static final long serialVersionUID = 1L;

    /** What the paths of figures of official pages begin with: those are in the records of metrics.pages. */
    private static final String PAGES = "pages.";

    /** Comments answered per comment of the official pages. */
    public static final String PAGES_ANSWERED_SHARE = "pages.answeredShare";

    /** Posts per day of an official page with a report. */
    public static final String PAGES_POSTS_PER_DAY = "pages.postsPerDay";

    /** Views per subscriber of the official pages. */
    public static final String PAGES_VIEWS_PER_SUBSCRIBER = "pages.viewsPerSubscriber";

    /** The only indicator of {@link BoardKind#ACTIVITY}, and of no other kind. */
    public static final String REGISTERED_PER_10K = "registeredPer10k";

    private static final Set<String> NAMES = allNames();

    /** An indicator whose value is scored as it is. */
    public Indicator(
            String indicator,
            @Nullable Source source,
            BigDecimal weight,
            BigDecimal best,
            BigDecimal worst,
            long minimumCases) {
        this(indicator, source, weight, best, worst, minimumCases, Transform.NONE);
    }

    /** Whether a figure is a share: so many of so many cases. */
    public static boolean isShare(String indicator) {
        return indicator.endsWith(".compliance")
                || indicator.equals("reworkShare")
                || indicator.equals(PAGES_ANSWERED_SHARE);
    }

    /** Whether a figure is one of official pages, which have no source of incidents. */
    public static boolean isOfPages(String indicator) {
        return indicator.startsWith(PAGES);
    }

    /** Every figure that may be an indicator. */
    public static Set<String> names() {
        return NAMES;
    }

    private static Set<String> allNames() {
        Set<String> names = new TreeSet<>(Set.of(
                "responseDeadline.compliance",
                "resolutionDeadline.compliance",
                "reworkDeadline.compliance",
                "reworkShare",
                "ratings.mean",
                PAGES_ANSWERED_SHARE,
                PAGES_POSTS_PER_DAY,
                PAGES_VIEWS_PER_SUBSCRIBER,
                REGISTERED_PER_10K));
        for (String stage : new String[] {"response.", "resolution."}) {
            for (String figure : new String[] {"Mean", "Median", "P90", "P95", "Max"}) {
                names.add(stage + Character.toLowerCase(figure.charAt(0)) + figure.substring(1) + "Millis");
                names.add(stage + "working" + figure + "Millis");
            }
        }
        return Collections.unmodifiableSet(names);
    }
}
