package ru.otklik.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextPoolTest {
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void givesTheRightTextHoweverManyThereAre(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        TextPool pool = new TextPool(16);
        for (int i = 0; i < 20_000; i++) {
            String text = (random.nextBoolean() ? "Тайна" : "") + "x".repeat(random.nextInt(140)) + random.nextInt(9);
            byte[] bytes = ("--" + text + "--").getBytes(StandardCharsets.UTF_8);

            assertThat(pool.text(bytes, 2, bytes.length - 2))
                    .as("seed %d", seed)
                    .isEqualTo(text);
        }
    }

    @Test
    void givesTheSameTextAgainWhileThereIsRoom() {
        TextPool pool = new TextPool(1 << 10);
        String[] first = new String[100];
        for (int round = 0; round < 2; round++) {
            for (int i = 0; i < first.length; i++) {
                byte[] bytes = ("слово " + i).getBytes(StandardCharsets.UTF_8);
                String text = pool.text(bytes, 0, bytes.length);
                if (round == 0) {
                    first[i] = text;
                }
                assertThat(text).isEqualTo("слово " + i).isSameAs(first[i]);
            }
        }
    }
}
