package ru.otklik.chaos;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import ru.otklik.console.Failure;
import ru.otklik.traffic.Disturbance;
import ru.otklik.traffic.TrafficGenerator;
import ru.otklik.traffic.TrafficProfile;
import ru.otklik.traffic.TrafficRecord;

/**
 * The events of a run, a function of the seed: one region, the last weeks of a quarter, out of order within the bound, some
 * twice, some up to three days late, some broken.
 *
 * @param file one event a line, in order of delivery
 * @param events how many lines
 * @param end event time that the run has to reach, and up to which the replay looks
 */
record Workload(Path file, long events, Instant end) {
    private static final Instant QUARTER_ENDS = Instant.parse("2024-04-01T00:00:00Z");
    /*
     * The end of a local day (Komi keeps Moscow's time), since a stream publishes figures by registration and by due date
     * then only, a replay once more at its very end. And a month later, when the last deadline in days has come: those come
     * at the end of a local day, too, and what is dated on the last instant counts in a replay, but in a stream only with
     * the next day.
     */
    private static final Instant END = Instant.parse("2024-05-02T21:00:00Z");
    private static final int LEAST_DAYS = 33;
    private static final Disturbance DISTURBANCE = new Disturbance(0.02, Duration.ofSeconds(40), 0.01, 0.01);

    /**
     * Writes the events.
     *
     * @param faults the more of them, the more days: each is to meet the end of some
     */
    static Workload generate(long seed, int faults, Path folder) {
        Path file = folder.resolve("events.ndjson");
        Instant from = QUARTER_ENDS.minus(Duration.ofDays(LEAST_DAYS + faults));
        TrafficGenerator records = new TrafficGenerator(
                TrafficProfile.named("komi"), seed, from, Instant.ofEpochMilli(Long.MAX_VALUE), DISTURBANCE);
        long written = 0;
        try (OutputStream out = Files.newOutputStream(file)) {
            while (records.hasNext()) {
                TrafficRecord next = records.next();
                if (next.deliveredAt() >= QUARTER_ENDS.toEpochMilli()) {
                    break;
                }
                out.write(next.value());
                out.write('\n');
                written++;
            }
        } catch (IOException e) {
            throw new Failure("cannot write " + file + ": " + Failure.because(e), e);
        }
        return new Workload(file, written, END);
    }

    /** The file cut into pieces of about equal size, in order. */
    List<Path> pieces(int count) {
        try {
            byte[] all = Files.readAllBytes(file);
            List<Path> pieces = new ArrayList<>();
            int from = 0;
            for (int i = 1; i <= count; i++) {
                int until = Math.toIntExact((long) all.length * i / count);
                while (until < all.length && all[until - 1] != '\n') {
                    until++;
                }
                Path piece = file.resolveSibling("piece-" + i + ".ndjson");
                pieces.add(Files.write(piece, Arrays.copyOfRange(all, from, until)));
                from = until;
            }
            return pieces;
        } catch (IOException e) {
            throw new Failure("cannot cut " + file + ": " + Failure.because(e), e);
        }
    }
}
