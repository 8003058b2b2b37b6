package ru.otklik.domain.pages;

import ru.otklik.domain.period.PeriodSpan;
import ru.otklik.domain.reference.Municipality;
import ru.otklik.domain.reference.MunicipalityVersion;

/**
 * The figures of the official pages of one municipality in one calendar period.
 *
 * @param municipality whose
 * @param shown the code version that was valid on the local date of the period's last millisecond
 */
public record PageValue(Municipality municipality, MunicipalityVersion shown, PeriodSpan span, PageFigures figures) {}
