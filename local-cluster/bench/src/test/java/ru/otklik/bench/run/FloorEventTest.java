package ru.otklik.bench.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FloorEventTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "2024-02-29T23:59:59.999+03:00",
                "2024-03-01T00:00:00.000+12:00",
                "2023-12-31T21:00:00.001-03:30",
                "2000-01-01T00:00:00.000+00:00"
            })
    void readsTimes(String time) throws Exception {
        FloorEvent event = new FloorEvent();

        event.read(("{\"occurredAt\":\"" + time + "\",\"unknown\":{\"a\":[1]}}").getBytes(StandardCharsets.UTF_8));

        assertThat(event.occurredAt())
                .isEqualTo(OffsetDateTime.parse(time).toInstant().toEpochMilli());
    }
}
