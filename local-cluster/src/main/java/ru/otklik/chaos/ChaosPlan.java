package ru.otklik.chaos;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import ru.otklik.cluster.ClusterHome;
import ru.otklik.cluster.HighAvailability;

/**
 * What a run is to do; seed, number and kinds of faults and the broken guarantee decide the schedule.
 *
 * @param project the project's folder, where the built jars lie
 * @param home the cluster's home; whatever lies there is removed
 * @param seed of workload and schedule
 * @param faults how many faults
 * @param only the faults to choose from
 * @param control the guarantee that is broken on purpose, so that the run must find something; null for none
 * @param highAvailability who brings the job back after its JobManager was lost
 */
public record ChaosPlan(
        Path project,
        ClusterHome home,
        long seed,
        int faults,
        List<Fault> only,
        @Nullable Sabotage control,
        HighAvailability highAvailability) {

    public ChaosPlan {
        if (control != null && highAvailability != HighAvailability.SUPERVISOR) {
            throw new IllegalArgumentException(
                    "negative controls need the supervisor: some of them restore another checkpoint than the newest");
        }
    }

    /**
     * A plan by names.
     *
     * @param only ids or names of faults; empty for all
     * @param control name of the guarantee to be broken, or null
     * @throws IllegalArgumentException if a name is unknown
     */
    public static ChaosPlan of(
            Path project, ClusterHome home, long seed, int faults, List<String> only, @Nullable String control) {
        Sabotage broken = control == null ? null : control(control);
        return new ChaosPlan(project, home, seed, faults, named(only), broken, HighAvailability.SUPERVISOR);
    }

    /** The same plan with the job brought back by somebody else. */
    public ChaosPlan with(HighAvailability other) {
        return new ChaosPlan(project, home, seed, faults, only, control, other);
    }

    private static List<Fault> named(List<String> names) {
        List<Fault> all = List.of(Fault.values());
        if (names.isEmpty()) {
            return all;
        }
        for (String name : names) {
            if (all.stream().noneMatch(fault -> fault.isCalled(name))) {
                throw new IllegalArgumentException("there is no fault " + name + "; known are "
                        + all.stream().map(Fault::label).toList());
            }
        }
        return all.stream()
                .filter(fault -> names.stream().anyMatch(fault::isCalled))
                .toList();
    }

    private static Sabotage control(String name) {
        return Arrays.stream(Sabotage.values())
                .filter(control -> control.label().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no control " + name + "; known are "
                        + Arrays.stream(Sabotage.values()).map(Sabotage::label).toList()));
    }
}
