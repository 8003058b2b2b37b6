package ru.otklik.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import ru.otklik.console.Failure;

/**
 * What the kernel has written down about processes.
 *
 * @see <a href="https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html">proc_pid_stat(5)</a>
 */
final class ProcFiles {
    /** Clock ticks a second; the kernel shows this many to programs whatever it uses inside. */
    private static final double TICKS = 100;

    /** Fields of the line after the name of the program, counted from its state. */
    private static final int USER = 11;

    private static final int SYSTEM = 12;
    private static final int CHILDREN_USER = 13;
    private static final int CHILDREN_SYSTEM = 14;

    private ProcFiles() {}

    /**
     * CPU time of a process.
     *
     * @param own seconds in user and kernel mode of the process itself, its ended threads included
     * @param children the same of the children that have ended and were waited for
     */
    record CpuTime(double own, double children) {}

    /** CPU time of this process so far. */
    static CpuTime ownCpu() {
        return cpuOf(read(Path.of("/proc/self/stat")));
    }

    /** CPU time of another process so far. */
    static CpuTime cpu(long pid) {
        return cpuOf(read(Path.of("/proc", Long.toString(pid), "stat")));
    }

    /** Reads a line of {@code /proc/PID/stat}; the name of the program may hold blanks and brackets. */
    static CpuTime cpuOf(String line) {
        String[] fields = line.substring(line.lastIndexOf(')') + 2).split(" ", -1);
        return new CpuTime(
                (Long.parseLong(fields[USER]) + Long.parseLong(fields[SYSTEM])) / TICKS,
                (Long.parseLong(fields[CHILDREN_USER]) + Long.parseLong(fields[CHILDREN_SYSTEM])) / TICKS);
    }

    /** The most memory that a process has held so far, in bytes; 0 if it has ended. */
    static long peakMemory(long pid) {
        try {
            return peakMemoryOf(Files.readString(Path.of("/proc", Long.toString(pid), "status")));
        } catch (IOException ended) {
            return 0;
        }
    }

    /** Reads {@code /proc/PID/status}: the line VmHWM in KiB; 0 if there is none, as of a process that ends just now. */
    static long peakMemoryOf(String status) {
        return status.lines()
                .filter(line -> line.startsWith("VmHWM:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) * 1024)
                .findFirst()
                .orElse(0);
    }

    private static String read(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new Failure("cannot read " + file + ": " + Failure.because(e) + "; the benchmark needs Linux", e);
        }
    }
}
