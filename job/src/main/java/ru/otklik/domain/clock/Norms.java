package ru.otklik.domain.clock;

import java.io.Serializable;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import ru.otklik.domain.incident.Priority;
import ru.otklik.domain.incident.Source;
import ru.otklik.domain.incident.Stage;

/** All norms. The most specific one in force at the start of a stage governs it. */
public final class Norms implements Serializable {
    private static final long serialVersionUID = 1L;

    /** Stands for a region that no row names and that has no zone of its own. */
    private static final String ANY_REGION = "*";

    private final List<NormRow> rows;
    private final Map<String, ZoneId> zones;
    private final ZoneId countryZone;
    private final transient Map<String, Map<Stage, List<Candidate>>> candidatesByRegion = new HashMap<>();

    /**
     * Norms from their rows.
     *
     * @param rows in any order; no two with equal keys and effective dates
     * @param zones the zone of each region, in which effective dates begin
     * @param countryZone the zone of every other region
     */
    public Norms(List<NormRow> rows, Map<String, ZoneId> zones, ZoneId countryZone) {
        this.rows = List.copyOf(rows);
        this.zones = Map.copyOf(zones);
        this.countryZone = countryZone;
        List<NormRow> ordered = new ArrayList<>(rows);
        ordered.sort(NormRow.MOST_SPECIFIC_FIRST);
        zones.forEach((region, zone) -> candidatesByRegion.put(region, candidates(ordered, region, zone)));
        candidatesByRegion.put(ANY_REGION, candidates(ordered, ANY_REGION, countryZone));
    }

    private Object readResolve() {
        return new Norms(rows, zones, countryZone);
    }

    private static Map<Stage, List<Candidate>> candidates(List<NormRow> ordered, String region, ZoneId zone) {
        Map<Stage, List<Candidate>> byStage = new EnumMap<>(Stage.class);
        for (Stage stage : Stage.values()) {
            byStage.put(
                    stage,
                    ordered.stream()
                            .filter(row ->
                                    row.stage() == stage && (row.region() == null || region.equals(row.region())))
                            .map(row -> new Candidate(
                                    row,
                                    row.effectiveFrom()
                                            .atStartOfDay(zone)
                                            .toInstant()
                                            .toEpochMilli()))
                            .toList());
        }
        return byStage;
    }

    /**
     * The norm that governs a stage.
     *
     * @param region ОКТМО of the municipality's region, 8 digits
     * @param startMillis start of the stage, epoch milliseconds
     * @return null if no row fits: the stage has no deadline
     */
    public @Nullable Norm find(
            String region, Source source, String topic, Priority priority, Stage stage, long startMillis) {
        Map<Stage, List<Candidate>> byStage = candidatesByRegion.get(region);
        if (byStage == null) {
            byStage = candidatesByRegion.getOrDefault(ANY_REGION, Map.of());
        }
        List<Candidate> candidates = byStage.getOrDefault(stage, List.of());
        for (int i = 0; i < candidates.size(); i++) {
            Candidate candidate = candidates.get(i);
            if (candidate.effectiveFromMillis <= startMillis && candidate.row.covers(source, topic, priority)) {
                return candidate.row.norm();
            }
        }
        return null;
    }

    private record Candidate(NormRow row, long effectiveFromMillis) {}
}
