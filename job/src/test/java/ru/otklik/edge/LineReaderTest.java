package ru.otklik.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LineReaderTest {
    /** Gives as many bytes at a time as it likes, at least one. */
    private static final class Trickle extends ByteArrayInputStream {
        private final SplittableRandom random;

        Trickle(byte[] bytes, SplittableRandom random) {
            super(bytes);
            this.random = random;
        }

        @Override
        public synchronized int read(byte[] into, int at, int length) {
            return super.read(into, at, length > 1 ? 1 + random.nextInt(length - 1) : length);
        }
    }

    private static List<String> lines(String text, int chunk, SplittableRandom random) throws IOException {
        List<String> lines = new ArrayList<>();
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        try (LineReader reader = new LineReader(new Trickle(bytes, random), chunk)) {
            while (reader.next()) {
                int length = reader.end() - reader.begin();
                lines.add(new String(reader.buffer(), reader.begin(), length, StandardCharsets.UTF_8));
            }
            assertThat(reader.next()).as("still at the end").isFalse();
        }
        return lines;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void readsLinesOfAnyLengthInChunksOfAnySize(long seed) throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 2_000; i++) {
            List<String> expected = new ArrayList<>();
            int count = random.nextInt(8);
            for (int line = 0; line < count; line++) {
                expected.add("ж".repeat(random.nextInt(3)) + "x\r".repeat(random.nextInt(20)));
            }
            String text = String.join("\n", expected) + (expected.isEmpty() ? "" : "\n");
            boolean isCut = count > 0 && !expected.get(count - 1).isEmpty() && random.nextBoolean();

            assertThat(lines(isCut ? text.substring(0, text.length() - 1) : text, 1 + random.nextInt(40), random))
                    .as("seed %d, text %d", seed, i)
                    .isEqualTo(expected);
        }
    }

    @Test
    void tellsEmptyLinesFromNoLines() throws IOException {
        SplittableRandom random = new SplittableRandom(1);

        assertThat(lines("", 8, random)).isEmpty();
        assertThat(lines("\n", 8, random)).containsExactly("");
        assertThat(lines("\n\na", 8, random)).containsExactly("", "", "a");
        assertThat(lines("a", 1, random)).containsExactly("a");
        assertThat(lines("a\n", 1, random)).isEqualTo(Arrays.asList("a"));
    }
}
