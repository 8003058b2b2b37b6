package ru.otklik.domain.metrics;

import org.jspecify.annotations.Nullable;
import ru.otklik.domain.incident.Source;
import ru.otklik.domain.period.PeriodSpan;
import ru.otklik.domain.reference.Municipality;
import ru.otklik.domain.reference.MunicipalityVersion;

/**
 * The figures of one municipality, period and source by registration and by due date.
 *
 * @param municipality whose
 * @param shown the code version that was valid on the local date of the period's last millisecond
 * @param span a month or a quarter
 * @param source null for both
 * @param figures counts, the sum and the histogram of response times
 */
public record AttributionValue(
        Municipality municipality,
        MunicipalityVersion shown,
        PeriodSpan span,
        @Nullable Source source,
        AttributionFigures figures) {}
