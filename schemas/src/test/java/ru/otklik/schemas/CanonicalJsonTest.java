package ru.otklik.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.erdtman.jcs.JsonCanonicalizer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CanonicalJsonTest {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final int[] POINTS = {
        0, 1, 8, 9, 10, 12, 13, 31, ' ', '"', '/', '\\', 'a', 'я', 0x7f, 0x80, 0x7ff, 0x800, 0x20ac, 0x2028, 0xd7ff,
        0xe000, 0xfb33, 0xffff, 0x10000, 0x1f602, 0x10ffff
    };

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4})
    void agreesWithAnotherImplementation(long seed) throws IOException {
        var random = new SplittableRandom(seed);
        for (int i = 0; i < 2_000; i++) {
            JsonNode tree = document(random, 0);

            assertThat(CanonicalTree.write(tree))
                    .as("seed %d, document %d", seed, i)
                    .isEqualTo(canonical(tree));
        }
    }

    @ParameterizedTest(name = "{0} of scale {1}")
    @CsvSource({
        "9500, 4, 0.95",
        "0, 4, 0",
        "-500, 2, -5",
        "-5, 1, -0.5",
        "1, 6, 0.000001",
        "1, 7, 1e-7",
        "-123, 9, -1.23e-7",
        "1, 18, 1e-18",
        "999999999999999, 1, 99999999999999.9",
        "9999999999999990, 1, 999999999999999",
        "2134, 1, 213.4"
    })
    void printsDecimalsInTheirShortestForm(long unscaled, int scale, String expected) {
        assertThat(written(json -> json.decimal(unscaled, scale))).isEqualTo(expected);
    }

    @Test
    void refusesNumbersThatAreNotExact() {
        var json = new CanonicalJson();

        assertThat(written(out -> out.value(CanonicalJson.MAX_SAFE_INTEGER))).isEqualTo("9007199254740991");
        assertThat(written(out -> out.value(-CanonicalJson.MAX_SAFE_INTEGER))).isEqualTo("-9007199254740991");
        assertThatIllegalArgumentException().isThrownBy(() -> json.value(CanonicalJson.MAX_SAFE_INTEGER + 1));
        assertThatIllegalArgumentException().isThrownBy(() -> json.value(Long.MIN_VALUE));
        assertThatIllegalArgumentException().isThrownBy(() -> json.decimal(1_000_000_000_000_001L, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> json.decimal(1, 19));
        assertThatIllegalArgumentException().isThrownBy(() -> json.decimal(1, -1));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void refusesHalfASurrogatePair(int which) {
        String text = new String[] {"a\ud83d", "\ude02", "\ud83d\ud83d\ude02", "\ude02\ud83d"}[which];

        assertThatIllegalArgumentException().isThrownBy(() -> new CanonicalJson().value(text));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new CanonicalJson().beginObject().key(text));
    }

    @Test
    void checksTheOrderOfKeysByCodeUnits() {
        // U+1F602 starts with the code unit D83D, so it comes before U+FB33.
        assertThat(written(json -> json.beginObject()
                        .key("\ud83d\ude02")
                        .value(1)
                        .key("\ufb33")
                        .value(2)
                        .endObject()))
                .isEqualTo("{\"\ud83d\ude02\":1,\"\ufb33\":2}");
        assertRefused(json ->
                json.beginObject().key("\ufb33").value(1).key("\ud83d\ude02").value(2));
        assertRefused(json -> json.beginObject().key("b").value(1).key("a"));
        assertRefused(json -> json.beginObject().key("a").value(1).key("a"));
    }

    @Test
    void checksWhereKeysAndValuesStand() {
        assertRefused(json -> json.key("a"));
        assertRefused(json -> json.beginArray().key("a"));
        assertRefused(json -> json.beginObject().value(1));
        assertRefused(json -> json.beginObject().key("a").key("b"));
        assertRefused(json -> json.beginObject().key("a").endObject());
        assertRefused(json -> json.beginObject().endArray());
        assertRefused(CanonicalJson::endObject);
        assertThat(written(json -> json.beginObject().key("").value(1).endObject()))
                .isEqualTo("{\"\":1}");
    }

    @Test
    void putsABodyBehindItsEnvelope() {
        byte[] body = "{\"a\":[1,{}],\"b\":null}".getBytes(StandardCharsets.UTF_8);
        byte[] empty = "{}".getBytes(StandardCharsets.UTF_8);

        assertThat(written(json -> json.beginObject()
                        .key("edition")
                        .value(0)
                        .members(body, 0, body.length)
                        .members(empty, 0, empty.length)
                        .endObject()))
                .isEqualTo("{\"edition\":0,\"a\":[1,{}],\"b\":null}");
        assertThat(written(
                        json -> json.beginObject().members(body, 0, body.length).endObject()))
                .isEqualTo("{\"a\":[1,{}],\"b\":null}");
        assertThat(written(json -> json.beginArray()
                        .raw(empty)
                        .raw(body, 8, 10)
                        .value(true)
                        .endArray()))
                .isEqualTo("[{},{},true]");
    }

    @Test
    void hashesAnyPartAgainAndAgain() {
        var json = new CanonicalJson();
        for (int i = 0; i < 2; i++) {
            json.reset();
            json.raw("xabc".getBytes(StandardCharsets.US_ASCII));

            assertThat(json.sha256Hex(1, 4))
                    .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        }
    }

    @Test
    void growsWhateverComesInAnyOrder() {
        var json = new CanonicalJson();
        var expected = new StringBuilder("[");
        json.beginArray();
        for (int i = 0; i < 40_000; i++) {
            expected.append(i == 0 ? "" : ",");
            switch (i % 4) {
                case 0 -> json.value(i);
                case 1 -> json.value("я".repeat(i % 50));
                case 2 -> json.beginArray().endArray();
                default -> json.decimal(-1_234_567, 13);
            }
            expected.append(
                    switch (i % 4) {
                        case 0 -> Integer.toString(i);
                        case 1 -> "\"" + "я".repeat(i % 50) + "\"";
                        case 2 -> "[]";
                        default -> "-1.234567e-7";
                    });
        }
        json.endArray();

        assertThat(new String(json.toBytes(0, json.position()), StandardCharsets.UTF_8))
                .isEqualTo(expected.append(']').toString());
    }

    private static JsonNode document(SplittableRandom random, int depth) {
        int kind = random.nextInt(depth > 4 ? 6 : 9);
        if (kind >= 6 && kind < 8) {
            var object = NODES.objectNode();
            for (int i = random.nextInt(6); i > 0; i--) {
                object.set(text(random), document(random, depth + 1));
            }
            return object;
        }
        return switch (kind) {
            case 0 -> NODES.textNode(text(random));
            case 1 -> NODES.numberNode(random.nextLong(-CanonicalJson.MAX_SAFE_INTEGER, 1L << 53));
            case 2 -> NODES.numberNode(random.nextLong(-1_000, 1_000));
            case 3 -> DecimalNode.valueOf(decimal(random));
            case 4 -> NODES.booleanNode(random.nextBoolean());
            case 5 -> NODES.nullNode();
            default -> {
                var array = NODES.arrayNode();
                for (int i = random.nextInt(6); i > 0; i--) {
                    array.add(document(random, depth + 1));
                }
                yield array;
            }
        };
    }

    private static BigDecimal decimal(SplittableRandom random) {
        long bound = (long) Math.pow(10, random.nextInt(1, 16));
        return BigDecimal.valueOf(random.nextLong(-bound + 1, bound), random.nextInt(19));
    }

    private static String text(SplittableRandom random) {
        var text = new StringBuilder();
        for (int i = random.nextInt(8); i > 0; i--) {
            text.appendCodePoint(POINTS[random.nextInt(POINTS.length)]);
        }
        return text.toString();
    }

    /** The canonicalizer wants an object or array at the top. */
    private static String canonical(JsonNode tree) throws IOException {
        String array = new JsonCanonicalizer("[" + tree + "]").getEncodedString();
        return array.substring(1, array.length() - 1);
    }

    private static String written(Consumer<CanonicalJson> script) {
        var json = CanonicalJson.checked();
        script.accept(json);
        return new String(json.toBytes(0, json.position()), StandardCharsets.UTF_8);
    }

    private static void assertRefused(Consumer<CanonicalJson> script) {
        assertThatIllegalStateException().isThrownBy(() -> script.accept(CanonicalJson.checked()));
    }
}
