package ru.otklik.bench;

import java.util.Map;

/**
 * One process of a row, measured.
 *
 * @param events events it read
 * @param cpuSeconds CPU time of the process, user and kernel
 * @param brokerCpuSeconds CPU time of the broker meanwhile
 * @param wallSeconds from its start to its end
 * @param peakMemoryBytes the most memory it held
 * @param figures whatever else the program printed, such as rows or checkpoints
 */
record Run(
        long events,
        double cpuSeconds,
        double brokerCpuSeconds,
        double wallSeconds,
        long peakMemoryBytes,
        Map<String, Long> figures) {

    /** The same run without what the broker did. */
    Run withoutBroker() {
        return new Run(events, cpuSeconds, 0, wallSeconds, peakMemoryBytes, figures);
    }

    double cpuSecondsPerMillion() {
        return cpuSeconds * 1e6 / events;
    }

    double brokerCpuSecondsPerMillion() {
        return brokerCpuSeconds * 1e6 / events;
    }

    double eventsPerSecond() {
        return events / wallSeconds;
    }

    /** Part of the machine that the process and the broker had, 0 to 1; a low one may mean that others were busy. */
    double shareOfMachine() {
        return (cpuSeconds + brokerCpuSeconds) / (Runtime.getRuntime().availableProcessors() * wallSeconds);
    }
}
