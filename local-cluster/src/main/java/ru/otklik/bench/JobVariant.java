package ru.otklik.bench;

import java.util.List;

/**
 * How this job is run.
 *
 * @param rollingWindows 4 for those of the specification
 * @param backend hashmap or rocksdb
 * @param liveHeap whether the live heap is measured at the end; costs a full collection
 */
record JobVariant(int parallelism, int rollingWindows, String backend, boolean liveHeap) {
    static final JobVariant USUAL = new JobVariant(2, 4, "hashmap", false);

    List<String> arguments() {
        return List.of(
                "--parallelism",
                Integer.toString(parallelism),
                "--windows",
                Integer.toString(rollingWindows),
                "--backend",
                backend,
                "--live-heap",
                Boolean.toString(liveHeap));
    }
}
