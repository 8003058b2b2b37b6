package ru.otklik.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import ru.otklik.domain.pages.PageReport;
import ru.otklik.operator.Inbound;
import ru.otklik.operator.RejectionReason;
import ru.otklik.testing.References;

class PageReportTest {
    private static final String REPORT = "{'eventId':'e','pageId':'p','municipality':'" + References.SYKTYVKAR
            + "','occurredAt':'2023-04-03T20:00:00+03:00','posts':1,'views':20,'comments':3,'commentsAnswered':2,"
            + "'subscribers':1000000000000}";
    private static final Instant NOON = Instant.parse("2023-04-03T12:00:00Z");

    private final EventDecoder decoder = new EventDecoder(
            new EventDecoder.DecoderRules(NOON.minusSeconds(86_400).toEpochMilli(), false, new byte[16]),
            References.small());

    private static byte[] bytes(String text) {
        return text.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    }

    private Inbound onTopic(String topic, String text) {
        return decoder.decode(
                bytes(text), topic, 0, 0, 0, NOON.plusSeconds(5 * 3600).toEpochMilli());
    }

    private static RejectionReason reason(Inbound inbound) {
        return Objects.requireNonNull(inbound.rejection()).reason();
    }

    @Test
    void isReadFromItsTopicAndFromFiles() {
        PageReport page =
                Objects.requireNonNull(onTopic("pages.activity", REPORT).page());

        assertThat(page.pageId()).isEqualTo("p");
        assertThat(page.municipality()).isEqualTo(87701);
        assertThat(page.authority()).isNull();
        assertThat(page.occurredAt())
                .isEqualTo(Instant.parse("2023-04-03T17:00:00Z").toEpochMilli());
        assertThat(page.subscribers()).isEqualTo(1_000_000_000_000L);
        byte[] line = bytes(REPORT);
        assertThat(decoder.decodeLine(line, 0, line.length, "f", 1, Long.MAX_VALUE)
                        .page())
                .isEqualTo(page);
    }

    @Test
    void isNoEventOnATopicOfIncidents() {
        assertThat(reason(onTopic("incidents.im", REPORT))).isEqualTo(RejectionReason.MISSING_FIELD);
    }

    @Test
    void lineOfAnIncidentStaysOneWhateverElseItHolds() {
        byte[] line = bytes(REPORT.replace("'posts'", "'incidentId':'i','posts'"));

        Inbound inbound = decoder.decodeLine(line, 0, line.length, "f", 1, Long.MAX_VALUE);

        assertThat(inbound.page()).isNull();
        assertThat(reason(inbound)).isEqualTo(RejectionReason.MISSING_FIELD);
    }

    @ParameterizedTest(name = "{0} -> {1}: {2}")
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "'posts':1, 'posts':-1, WRONG_TYPE",
                "'posts':1, 'posts':1.0, WRONG_TYPE",
                "'posts':1, 'posts':null, MISSING_FIELD",
                "'views':20, 'views':'20', WRONG_TYPE",
                "'views':20, 'views':1000000000001, WRONG_TYPE",
                "'views':20, 'views':99999999999999999999, WRONG_TYPE",
                "'views':20, 'views':20 'x', NOT_JSON",
                "'views':20, 'posts':20, DUPLICATE_KEY",
                "'pageId':'p', 'pageId':'', WRONG_TYPE",
                "'pageId':'p', 'x':'p', MISSING_FIELD",
                "'eventId':'e', 'x':'e', MISSING_FIELD",
                "87701000, 99999999, UNKNOWN_MUNICIPALITY",
                "2023-04-03T20:00:00+03:00, 2023-04-03, WRONG_TYPE",
                "2023-04-03T20:00:00+03:00, 2023-04-01T20:00:00+03:00, TOO_OLD",
                "2023-04-03T20:00:00+03:00, 2023-04-03T20:05:01+03:00, IN_FUTURE"
            })
    void isRejectedByTheRulesOfEvents(String part, String other, RejectionReason reason) {
        assertThat(reason(onTopic("pages.activity", REPORT.replace(part, other))))
                .isEqualTo(reason);
    }
}
