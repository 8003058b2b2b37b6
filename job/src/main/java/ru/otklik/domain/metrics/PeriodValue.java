package ru.otklik.domain.metrics;

import java.util.List;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import ru.otklik.domain.incident.Source;
import ru.otklik.domain.period.PeriodSpan;
import ru.otklik.domain.reference.Municipality;
import ru.otklik.domain.reference.MunicipalityVersion;

/**
 * The figures of one municipality, period and source, before anything is derived from them.
 *
 * @param municipality whose
 * @param shown the code version that was valid on the local date of the period's last millisecond
 * @param span the period
 * @param source null for both
 * @param figures counts, sums, histograms
 * @param citizens distinct citizens who registered
 * @param open incidents open at the end of the period
 * @param overdue incidents overdue at the end of the period
 * @param topicNames name of a topic by its number
 * @param channelNames name of a channel by its number
 */
public record PeriodValue(
        Municipality municipality,
        MunicipalityVersion shown,
        PeriodSpan span,
        @Nullable Source source,
        Figures figures,
        long citizens,
        long open,
        long overdue,
        IntFunction<String> topicNames,
        IntFunction<String> channelNames) {

    /** The views that are published of each municipality and period; null is both sources. */
    public static final List<@Nullable Source> VIEWS = views();

    private static List<@Nullable Source> views() {
        List<@Nullable Source> views = new java.util.ArrayList<>();
        views.add(null);
        views.add(Source.INCIDENT_MANAGEMENT);
        views.add(Source.POS);
        return java.util.Collections.unmodifiableList(views);
    }
}
