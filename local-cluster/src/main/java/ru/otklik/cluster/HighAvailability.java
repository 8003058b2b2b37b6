package ru.otklik.cluster;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Who brings the job back after its JobManager was lost. */
public enum HighAvailability {
    /** The supervisor of the processes: it submits the job anew, from its newest checkpoint. */
    SUPERVISOR,

    /** The next JobManager by itself, by what ZooKeeper and a folder say of jobs and their checkpoints. */
    ZOOKEEPER;

    /** Name on the command line and in reports. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Every name. */
    public static List<String> labels() {
        return Arrays.stream(values()).map(HighAvailability::label).toList();
    }

    /**
     * The one of a name.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static HighAvailability named(String label) {
        return Arrays.stream(values())
                .filter(each -> each.label().equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "there is no high availability by " + label + "; known are " + labels()));
    }
}
