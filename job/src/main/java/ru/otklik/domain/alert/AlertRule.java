package ru.otklik.domain.alert;

import java.io.Serializable;
import java.math.BigDecimal;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import ru.otklik.domain.incident.Source;
import ru.otklik.domain.incident.Stage;

/**
 * One rule of a version.
 *
 * @param id unique within its version; the same id in a later version is the same rule
 * @param scope whom it covers
 * @param condition when it fires and recovers
 * @param forMillis how long the condition has to hold before it fires, milliseconds of event time
 * @param keepFiringMillis how long recovery has to last before it resolves, milliseconds of event time
 * @param quietHours whether delivery is hidden outside the working time of the municipality
 * @param inhibitedBy id of the rule that hides this one while it fires for the same incident or municipality; null for none
 * @param renotify whether the end of a suppression is told again although the firing was told before
 */
public record AlertRule(
        String id,
        AlertKind kind,
        Scope scope,
        Condition condition,
        long forMillis,
        long keepFiringMillis,
        Severity severity,
        boolean quietHours,
        @Nullable String inhibitedBy,
        boolean renotify)
        implements Serializable {
    private static final long serialVersionUID = 1L;

    /**
     * Whom a rule covers.
     *
     * @param regions codes; empty for all
     * @param municipalities ids; empty for all
     * @param source null for either
     */
    public record Scope(
            Set<String> regions,
            Set<String> municipalities,
            @Nullable Source source) implements Serializable {
        private static final long serialVersionUID = 1L;

        /** Everything everywhere. */
        public static final Scope ALL = new Scope(Set.of(), Set.of(), null);

        public Scope {
            regions = Set.copyOf(regions);
            municipalities = Set.copyOf(municipalities);
        }

        /** Whether it covers a municipality of a region. */
        public boolean covers(String region, String municipality) {
            return (regions.isEmpty() || regions.contains(region))
                    && (municipalities.isEmpty() || municipalities.contains(municipality));
        }

        /** Whether it covers an incident of a source. */
        public boolean covers(Source of) {
            return source == null || source == of;
        }
    }

    /**
     * When a rule fires and recovers.
     *
     * @param threshold fires beyond it: above, but for LOW_COMPLIANCE below; in the unit of the kind. For
     *     INCIDENT_DEADLINE_NEAR the milliseconds before the deadline, or the share of the norm, see {@code shareOfNorm};
     *     for INCIDENT_OVERDUE the milliseconds after it
     * @param recovery recovers from there on; no further than the threshold. Not used for incidents
     * @param shareOfNorm whether the threshold of INCIDENT_DEADLINE_NEAR is a share of the norm
     * @param minimumCases incidents without which nothing is judged
     * @param stage the stage that is measured; null for any, where the subject is an incident
     * @param working whether SLOW_RESPONDER measures working time, else elapsed time
     * @param mean whether SLOW_RESPONDER goes by the mean, else by the median
     * @param window label of the rolling window; empty where none is used
     * @param everyMillis grid of evaluation, aligned to the epoch; 0 for incidents, which are judged at exact instants
     */
    public record Condition(
            BigDecimal threshold,
            BigDecimal recovery,
            boolean shareOfNorm,
            long minimumCases,
            @Nullable Stage stage,
            boolean working,
            boolean mean,
            String window,
            long everyMillis)
            implements Serializable {
        private static final long serialVersionUID = 1L;
    }

    /** What the value of this rule is counted in. */
    public AlertKind.Unit unit() {
        return kind == AlertKind.SLOW_RESPONDER && condition.working ? AlertKind.Unit.WORKING_MILLIS : kind.unit();
    }
}
