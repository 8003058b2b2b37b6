package ru.otklik.domain.period;

import java.io.Serializable;
import java.time.Duration;
import java.util.List;

/**
 * A rolling window: its ends are the multiples of the slide since the epoch.
 *
 * @param label ISO 8601 duration, for example {@code PT24H} or {@code P7D}
 * @param lengthMillis a multiple of the slide
 * @param slideMillis a multiple of a minute
 */
public record RollingKind(String label, long lengthMillis, long slideMillis) implements Serializable {
    private static final long MINUTE = 60_000;

    /** The windows of the specification; a window's place in the list is kept in state. */
    public static final List<RollingKind> STANDARD = List.of(
            of("PT1H", Duration.ofHours(1), Duration.ofMinutes(1)),
            of("PT24H", Duration.ofHours(24), Duration.ofMinutes(5)),
            of("P7D", Duration.ofDays(7), Duration.ofHours(1)),
            of("P30D", Duration.ofDays(30), Duration.ofHours(1)));

    public RollingKind {
        if (slideMillis < MINUTE || slideMillis % MINUTE != 0 || lengthMillis <= 0 || lengthMillis % slideMillis != 0) {
            throw new IllegalArgumentException(
                    "window " + label + ": slide must be whole minutes, length a multiple of it");
        }
    }

    private static RollingKind of(String label, Duration length, Duration slide) {
        return new RollingKind(label, length.toMillis(), slide.toMillis());
    }
}
