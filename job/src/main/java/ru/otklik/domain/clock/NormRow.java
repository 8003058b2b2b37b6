package ru.otklik.domain.clock;

import java.io.Serializable;
import java.time.LocalDate;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;
import ru.otklik.domain.incident.Priority;
import ru.otklik.domain.incident.Source;
import ru.otklik.domain.incident.Stage;

/**
 * A norm and the incidents it is meant for; null stands for every value.
 *
 * @param region ОКТМО of a region, 8 digits
 * @param effectiveFrom first local date, in the zone of the incident's region, on which a stage of this norm may start
 */
public record NormRow(
        @Nullable String region,
        @Nullable Source source,
        @Nullable String topic,
        @Nullable Priority priority,
        Stage stage,
        LocalDate effectiveFrom,
        Norm norm)
        implements Serializable {
    private static final long serialVersionUID = 1L;

    /** The most specific first: by region, source, topic, priority, then the newest effective date. */
    static final Comparator<NormRow> MOST_SPECIFIC_FIRST = Comparator.<NormRow, Boolean>comparing(
                    row -> row.region == null)
            .thenComparing(row -> row.source == null)
            .thenComparing(row -> row.topic == null)
            .thenComparing(row -> row.priority == null)
            .thenComparing(NormRow::effectiveFrom, Comparator.reverseOrder());

    boolean covers(Source incidentSource, String incidentTopic, Priority incidentPriority) {
        return (source == null || source == incidentSource)
                && (priority == null || priority == incidentPriority)
                && (topic == null || topic.equals(incidentTopic));
    }
}
