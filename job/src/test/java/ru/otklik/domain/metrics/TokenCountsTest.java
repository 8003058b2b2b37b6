package ru.otklik.domain.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import ru.otklik.domain.incident.Source;
import ru.otklik.domain.packing.ByteReader;
import ru.otklik.domain.packing.ByteWriter;

class TokenCountsTest {
    private record Registration(long token, Source source) {}

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void knowsAtAnyTimeHowManyDistinctCitizensThereAre(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        long[] tokens = new long[1 + random.nextInt(400)];
        for (int i = 0; i < tokens.length; i++) {
            // Many of one slot, so that probing is needed; never 0.
            tokens[i] = random.nextInt(3) == 0 ? (i + 1L) << 40 : random.nextLong() | 1;
        }
        TokenCounts counts = new TokenCounts();
        Map<Registration, Integer> plain = new HashMap<>();
        for (int i = 0; i < 20_000; i++) {
            Registration registration =
                    new Registration(tokens[random.nextInt(tokens.length)], Source.values()[random.nextInt(2)]);
            // In waves, so that the table fills and empties; what was taken back first goes below 0.
            int count = random.nextInt(100) < (i / 2_000 % 2 == 0 ? 80 : 20) ? 1 : -1;
            counts.add(registration.token(), registration.source(), count);
            plain.merge(registration, count, Integer::sum);
            if (i % 97 == 0) {
                assertSame(counts, plain, "seed " + seed + ", step " + i);
                counts = i % 2 == 0 ? read(counts) : counts;
                assertSame(counts, plain, "packed, seed " + seed + ", step " + i);
            }
        }
    }

    private static void assertSame(TokenCounts counts, Map<Registration, Integer> plain, String description) {
        List<Registration> present = new ArrayList<>();
        plain.forEach((registration, count) -> {
            if (count > 0) {
                present.add(registration);
            }
        });
        assertThat((long) counts.distinct())
                .as(description)
                .isEqualTo(present.stream().map(Registration::token).distinct().count());
        for (Source source : Source.values()) {
            assertThat((long) counts.distinct(source))
                    .as(description)
                    .isEqualTo(present.stream()
                            .filter(each -> each.source() == source)
                            .count());
        }
    }

    private static TokenCounts read(TokenCounts counts) {
        ByteWriter out = new ByteWriter(8);
        counts.pack(out);
        TokenCounts read = new TokenCounts();
        read.unpack(new ByteReader(out.toBytes()));
        return read;
    }

    @Test
    void takingBackBeforeAddingLeavesNothing() {
        TokenCounts counts = new TokenCounts();
        counts.add(7, Source.POS, -1);
        assertThat(counts.distinct()).isZero();
        counts.add(7, Source.POS, 1);
        assertThat(counts.distinct()).isZero();
        counts.add(7, Source.POS, 1);

        assertThat(counts.distinct()).isEqualTo(1);
        assertThat(counts.distinct(Source.INCIDENT_MANAGEMENT)).isZero();
    }
}
