package ru.otklik.edge.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import ru.otklik.domain.reference.ReferenceData;
import ru.otklik.testing.References;

/**
 * Updates of the methodology and of alert rules, changed by token and by byte: they are read or refused in words, in time.
 * {@code -Dotklik.fuzz=N} tries N/100 of each.
 */
class ConfigFuzzTest {
    private static final long INPUTS = Math.max(2_000, Long.getLong("otklik.fuzz", 0) / 100);
    private static final long SEED = Long.getLong("otklik.fuzz.seed", 1);
    private static final long NANOS_PER_KIB = 1_000_000;
    private static final int LOOKS = 6;
    private static final Pattern TOKEN =
            Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*\"|-?[0-9][0-9.eE+-]*|true|false|null|[{}\\[\\],:]");
    private static final List<String> OTHERS = List.of(
            "null",
            "true",
            "0",
            "-1",
            "1e999999999",
            "1e-999999999",
            "123456789012345678901234567890",
            "0.0000001",
            "\"\"",
            "\"PT1H\"",
            "\"P99999999999D\"",
            "\"2023-02-30T00:00:00Z\"",
            "\"+999999999-12-31T23:59:59Z\"",
            "\"-999999999-01-01T00:00:00Z\"",
            "\"\\ud83d\"",
            "\"87000000\"",
            "[]",
            "{}",
            "[[[[[[]]]]]]",
            "{\"id\":1}",
            ",",
            ":",
            "}",
            "]");

    private final SplittableRandom random = new SplittableRandom(SEED);

    @Test
    void readsOrRefusesEveryMethodology() {
        fuzz("methodology/default-1.json", bytes -> MethodologyFile.parse("update", bytes));
    }

    @Test
    void readsOrRefusesEveryAlertRule() {
        ReferenceData reference = References.small();
        fuzz("alert-rules/default-1.json", bytes -> AlertRuleFile.parse("update", bytes, reference));
    }

    @Test
    void refusesATimeThatNoNumberOfMillisecondsCanTell() {
        byte[] shipped = ReferenceFiles.files(null, Overrides.NONE).get("methodology/default-1.json");
        String distant = new String(shipped, StandardCharsets.UTF_8)
                .replace("2018-01-01T00:00:00+03:00", "+999999999-12-31T23:59:59Z");

        assertThatThrownBy(() -> MethodologyFile.parse("update", distant.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(ReferenceException.class)
                .hasMessageContaining("is not a time");
    }

    private void fuzz(String file, Consumer<byte[]> reader) {
        byte[] shipped = ReferenceFiles.files(null, Overrides.NONE).get(file);
        List<String> tokens = tokens(new String(shipped, StandardCharsets.UTF_8));
        int refused = 0;
        for (long i = 0; i < INPUTS; i++) {
            byte[] input = mutant(tokens);
            refused += isRefused(reader, input, i) ? 1 : 0;
        }
        assertThat(refused).as("refused of %d", INPUTS).isBetween((int) (INPUTS / 4), (int) INPUTS - 1);
    }

    private static boolean isRefused(Consumer<byte[]> reader, byte[] input, long number) {
        long allowed = NANOS_PER_KIB * Math.max(1, (input.length + 1023) / 1024);
        long best = Long.MAX_VALUE;
        boolean isRefused = false;
        for (int look = 0; look < LOOKS && best > allowed; look++) {
            long began = System.nanoTime();
            try {
                reader.accept(input);
            } catch (ReferenceException | UncheckedIOException refusal) {
                isRefused = true;
            } catch (RuntimeException failed) {
                throw new AssertionError("input " + number + ": " + new String(input, StandardCharsets.UTF_8), failed);
            }
            best = Math.min(best, System.nanoTime() - began);
        }
        if (best > allowed) {
            assertThat(best)
                    .as("nanoseconds for input %d: %s", number, new String(input, StandardCharsets.UTF_8))
                    .isLessThanOrEqualTo(allowed);
        }
        return isRefused;
    }

    private static List<String> tokens(String json) {
        List<String> tokens = new ArrayList<>();
        Matcher matcher = TOKEN.matcher(json);
        while (matcher.find()) {
            tokens.add(matcher.group());
        }
        return tokens;
    }

    private byte[] mutant(List<String> tokens) {
        List<String> changed = new ArrayList<>(tokens);
        int changes = Math.min(random.nextInt(4), random.nextInt(5));
        for (int i = 0; i < changes; i++) {
            int at = random.nextInt(changed.size());
            switch (random.nextInt(5)) {
                case 0 -> changed.set(at, OTHERS.get(random.nextInt(OTHERS.size())));
                case 1 -> changed.set(at, tokens.get(random.nextInt(tokens.size())));
                case 2 -> changed.remove(at);
                case 3 -> changed.add(at, tokens.get(random.nextInt(tokens.size())));
                default -> {
                    int end = Math.min(changed.size(), at + random.nextInt(40));
                    changed.addAll(at, List.copyOf(changed.subList(at, end)));
                }
            }
        }
        byte[] bytes = String.join("", changed).getBytes(StandardCharsets.UTF_8);
        if (random.nextInt(5) == 0) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }
        return bytes;
    }
}
