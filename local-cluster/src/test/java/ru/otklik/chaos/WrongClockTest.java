package ru.otklik.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** Skipped where libfaketime is not installed. */
class WrongClockTest {
    /** Waits for a second, a fiftieth at a time, and prints how often. */
    static final class Waits {
        private Waits() {}

        public static void main(String[] args) {
            long begun = System.nanoTime();
            int waits = 0;
            while (System.nanoTime() - begun < 1_000_000_000L) {
                LockSupport.parkNanos(Waits.class, 20_000_000L);
                waits++;
            }
            System.out.println(waits);
        }
    }

    @Test
    void aProcessFindsItsClockAnHourBehind() throws IOException {
        assumeTrue(WrongClock.whyNot().isEmpty());

        long seconds = Long.parseLong(printed(Duration.ofHours(-1), "date", "+%s"));

        assertThat(Duration.between(Instant.ofEpochSecond(seconds), Instant.now()))
                .isBetween(Duration.ofMinutes(59), Duration.ofMinutes(61));
    }

    @Test
    void waitsAreAsLongAsEver() throws IOException {
        assumeTrue(WrongClock.whyNot().isEmpty());
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();

        String waits =
                printed(Duration.ofHours(1), java, "-cp", System.getProperty("java.class.path"), Waits.class.getName());

        assertThat(Integer.parseInt(waits)).as("waits in a second").isLessThan(500);
    }

    private static String printed(Duration offset, String... program) throws IOException {
        List<String> command = new ArrayList<>(WrongClock.program(offset));
        command.addAll(List.of(program));
        Process process = new ProcessBuilder(command).start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    }
}
