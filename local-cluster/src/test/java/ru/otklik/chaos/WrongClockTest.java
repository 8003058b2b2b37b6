package ru.otklik.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Skipped where libfaketime is not installed. */
class WrongClockTest {
    @Test
    void aProcessFindsItsClockAnHourBehind() throws IOException {
        assumeTrue(WrongClock.whyNot().isEmpty());
        List<String> command = new ArrayList<>(WrongClock.program(Duration.ofHours(-1)));
        command.addAll(List.of("date", "+%s"));

        Process date = new ProcessBuilder(command).start();
        String seconds = new String(date.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();

        assertThat(Duration.between(Instant.ofEpochSecond(Long.parseLong(seconds)), Instant.now()))
                .isBetween(Duration.ofMinutes(59), Duration.ofMinutes(61));
    }
}
