package ru.otklik.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class Utf8Test {
    /** Bytes at the edges of what may follow what, and some amid. */
    private static final int[] EDGES = {0x00, 0x41, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xFF};

    @Test
    void stepsOverWhatJavaDecodesAndNothingElse() {
        List<String> wrong = new ArrayList<>();
        int letters = 0;
        for (int first = 0x80; first <= 0xFF; first++) {
            for (int second : EDGES) {
                for (int third : EDGES) {
                    for (int fourth : EDGES) {
                        byte[] bytes = {(byte) first, (byte) second, (byte) third, (byte) fourth};
                        int expected = expected(bytes);
                        letters += expected > 0 ? 1 : 0;
                        boolean isAlike = Utf8.next(bytes, 0, bytes.length) == expected
                                && (expected < 0 || Utf8.next(bytes, 0, expected - 1) < 0);
                        if (!isAlike) {
                            wrong.add(HexFormat.of().formatHex(bytes));
                        }
                    }
                }
            }
        }

        assertThat(wrong).isEmpty();
        assertThat(letters).isGreaterThan(20_000);
    }

    /** Index behind the shortest beginning that is one letter. */
    private static int expected(byte[] bytes) {
        for (int length = 2; length <= bytes.length; length++) {
            try {
                String text = StandardCharsets.UTF_8
                        .newDecoder()
                        .decode(ByteBuffer.wrap(bytes, 0, length))
                        .toString();
                return text.codePointCount(0, text.length()) == 1 ? length : -1;
            } catch (CharacterCodingException e) {
                // Perhaps one more byte completes it.
            }
        }
        return -1;
    }

    @Test
    void countsLettersAndNotBytes() {
        byte[] bytes = "xЖ\u0800\uD83D\uDEA7".getBytes(StandardCharsets.UTF_8);

        assertThat(Utf8.codePoints(bytes, 0, bytes.length)).isEqualTo(4);
        assertThat(Utf8.codePoints(bytes, 1, 3)).isEqualTo(1);
    }
}
