package ru.otklik.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One fault per line, beside a line that just is right. */
class OracleDecoderTest {

    private static final String GOOD = "{'eventId':'e','incidentId':'i','source':'POS','type':'REGISTERED',"
            + "'occurredAt':'2023-03-06T10:00:00.1239+03:00','municipality':'87701000101','topic':'ЖКХ'}";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "} | ,'rating':5} | ",
                "'ЖКХ' | null | MISSING_FIELD",
                "'ЖКХ' | '' | WRONG_TYPE",
                "'ЖКХ' | 7 | WRONG_TYPE",
                "} | ,'priority':null} | ",
                "} | ,'priority':'LOW'} | UNKNOWN_VALUE",
                "POS | PAPER | UNKNOWN_VALUE",
                "REGISTERED | OPENED | UNKNOWN_VALUE",
                "'eventId':'e', | `` | MISSING_FIELD",
                "} | ,'topic':'x'} | DUPLICATE_KEY",
                "} | ,'x':{'a':1,'a':2}} | DUPLICATE_KEY",
                "} | }} | NOT_JSON",
                "} | `` | NOT_JSON",
                "87701000101 | 87999000 | UNKNOWN_MUNICIPALITY",
                "87701000101 | 877010001 | UNKNOWN_MUNICIPALITY",
                "2023-03-06T10 | 2017-12-31T10 | TOO_OLD",
                "2023-03-06T10 | 2023-02-30T10 | WRONG_TYPE",
                "+03:00 | `` | WRONG_TYPE",
                "2023-03-06T10 | 2024-03-06T10 | IN_FUTURE",
                "} | ,'respondBy':'2073-03-06T07:00:00.123Z'} | ",
                "} | ,'respondBy':'2073-03-06T07:00:00.124Z'} | DEADLINE_TOO_FAR",
                "REGISTERED | RATED | MISSING_FIELD",
                "REGISTERED | EXTENDED | MISSING_FIELD"
            })
    void namesTheFault(String part, String instead, OracleDecoder.@Nullable Reason reason) {
        String line = GOOD.replace(part, instead).replace('\'', '"');

        assertThat(reasons(line.getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(reason == null ? List.of() : List.of(reason));
    }

    @Test
    void knowsItsBounds() {
        String good = GOOD.replace('\'', '"');
        String deep = "[".repeat(31) + "]".repeat(31);
        String deeper = "[".repeat(32) + "]".repeat(32);
        byte[] bytes = good.getBytes(StandardCharsets.UTF_8);
        String padding = " ".repeat(64 * 1024 - bytes.length);
        byte[] broken = bytes.clone();
        broken[broken.length - 3] = (byte) 0xff;

        assertThat(reasons(with(good, ",\"x\":" + deep + "}"))).isEmpty();
        assertThat(reasons(with(good, ",\"x\":" + deeper + "}"))).containsExactly(OracleDecoder.Reason.TOO_DEEP);
        assertThat(reasons(with(good, "}" + padding))).isEmpty();
        assertThat(reasons(with(good, "}" + padding + " "))).containsExactly(OracleDecoder.Reason.TOO_LONG);
        assertThat(reasons(broken)).containsExactly(OracleDecoder.Reason.NOT_UTF8);
        assertThat(reasons(with("[]", "]"))).containsExactly(OracleDecoder.Reason.WRONG_TYPE);
    }

    private static byte[] with(String line, String end) {
        return (line.substring(0, line.length() - 1) + end).getBytes(StandardCharsets.UTF_8);
    }

    private static List<OracleDecoder.Reason> reasons(byte[] line) {
        Oracle.Result result = Oracle.replay(
                OracleExamples.REFERENCE,
                List.of(line),
                Oracle.Options.shipped().notAfter("2023-12-31T00:00:00Z"));
        return result.rejected().stream().map(Oracle.Rejected::reason).toList();
    }
}
