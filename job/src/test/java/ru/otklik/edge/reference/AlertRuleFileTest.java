package ru.otklik.edge.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import ru.otklik.domain.alert.AlertRuleBook;
import ru.otklik.domain.alert.AlertRules;
import ru.otklik.domain.alert.RulePacking;
import ru.otklik.domain.alert.Silence;
import ru.otklik.domain.alert.SilencePacking;
import ru.otklik.domain.reference.ReferenceData;

/** Alert rules and silences as they are written, and what is said of each fault in them. */
class AlertRuleFileTest {
    private static final ReferenceData REFERENCE = ReferenceFiles.shipped();
    private static final String SHIPPED = new String(
            Objects.requireNonNull(
                    ReferenceFiles.files(null, Overrides.NONE).get("alert-rules/default-1.json"), "default-1"),
            StandardCharsets.UTF_8);
    private static final String SILENCE = """
            {"id": "s", "rules": ["overdue"], "regions": ["87000000"], "municipalities": ["87701000"],
             "from": "2024-05-14T09:00:00+03:00", "until": "2024-05-17T18:00:00+03:00", "author": "a", "reason": "r"}
            """;

    @TempDir
    private Path path;

    private static AlertRules parse(String json) {
        return AlertRuleFile.parse("m.json", json.getBytes(StandardCharsets.UTF_8), REFERENCE);
    }

    private static Silence silence(String json) {
        return SilenceFile.parse("m.json", json.getBytes(StandardCharsets.UTF_8), REFERENCE);
    }

    /* The first occurrence of a text is replaced. */
    @ParameterizedTest(name = "{2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "\"id\": \"default-1\"|\"id\": \"\"|id is empty",
                "2018-01-01T00:00:00Z|2018-01-01|effectiveFrom is not a time",
                "2018-01-01T00:00:00Z|2018-01-01T00:00:01Z|write a whole minute",
                "\"rules\"|\"rule\"|unknown key 'rule'",
                "\"id\": \"low-compliance\"|\"id\": \"silent\"|duplicate rule silent",
                "\"ACTIVITY_SURGE\"|\"ACTIVITY\"|kind is 'ACTIVITY'",
                "\"severity\": \"INFO\"|\"severity\": \"LOUD\"|severity is 'LOUD'",
                "\"threshold\": 3|\"threshold\": -3|threshold is -3",
                "\"threshold\": 3|\"threshold\": 1e999999999|threshold is too large or too precise",
                "\"threshold\": 3|\"threshold\": 3.1234567|threshold is too large or too precise",
                "2018-01-01T00:00:00Z|+999999999-01-01T00:00:00Z|effectiveFrom is not a time",
                "\"threshold\": 3|\"threshold\": \"3\"|threshold is not a number",
                "\"threshold\": 3,|\"limit\": 3,|unknown key 'limit'",
                "\"threshold\": 3,|\"severities\": 3,|a rule lacks 'threshold'",
                "\"recovery\": 2|\"recovery\": 4|recovery 4 lies beyond 3",
                "\"threshold\": 0.8, \"recovery\": 0.9|\"threshold\": 0.8, \"recovery\": 0.7|recovery 0.7 lies beyond 0.8",
                "\"threshold\": 0.8|\"threshold\": 1.1|threshold is 1.1",
                "\"threshold\": 0.75|\"threshold\": 1.5|threshold is 1.5",
                "\"threshold\": \"PT6H\"|\"threshold\": \"6 h\"|threshold is '6 h'",
                "\"threshold\": \"PT6H\"|\"threshold\": \"-PT6H\"|threshold is '-PT6H'",
                "\"threshold\": \"PT6H\"|\"threshold\": \"P401D\"|threshold is 'P401D'",
                "\"window\": \"PT24H\"|\"window\": \"PT2H\"|unknown window 'PT2H'",
                "\"every\": \"PT1H\"|\"every\": \"PT7M\"|every is PT7M",
                "\"every\": \"PT1H\"|\"every\": \"PT25M\"|every is PT25M",
                "\"every\": \"PT1H\"|\"every\": \"PT0S\"|every is PT0S",
                "\"minimumCases\": 20|\"minimumCases\": -1|minimumCases is '-1'",
                "\"minimumCases\": 20|\"minimumCases\": 0.5|minimumCases is '0.5'",
                "\"source\": \"INCIDENT_MANAGEMENT\"|\"source\": \"MAIL\"|source is 'MAIL'",
                "\"stage\": \"RESPONSE\"|\"stage\": \"ANSWER\"|stage is 'ANSWER'",
                "\"stage\": \"RESPONSE\", \"clock\"|\"stage\": \"REWORK\", \"clock\"|no latency of REWORK",
                "\"clock\": \"WORKING\"|\"clock\": \"WALL\"|clock is 'WALL'",
                "\"statistic\": \"MEDIAN\"|\"statistic\": \"MODE\"|statistic is 'MODE'",
                "\"keepFiringFor\": \"PT3H\"|\"keepFiringFor\": 3|keepFiringFor is '3'",
                "\"for\": \"PT1H\"|\"for\": \"soon\"|for is 'soon'",
                "\"quietHours\": true|\"quietHours\": \"yes\"|quietHours is 'yes'",
                "\"quietHours\": true|\"renotify\": 1|renotify is '1'",
                "\"inhibitedBy\": \"overdue\"|\"inhibitedBy\": \"nobody\"|inhibited by unknown rule nobody",
                "\"inhibitedBy\": \"overdue\"|\"inhibitedBy\": \"deadline-near\"|inhibits itself",
                "\"kind\": \"ACTIVITY_SURGE\",|\"kind\": \"ACTIVITY_SURGE\", \"inhibitedBy\": \"overdue\",|about municipalities, is inhibited by overdue",
                "\"kind\": \"ACTIVITY_SURGE\",|\"kind\": \"ACTIVITY_SURGE\", \"regions\": [\"55000000\"],|unknown code 55000000 in regions",
                "\"kind\": \"ACTIVITY_SURGE\",|\"kind\": \"ACTIVITY_SURGE\", \"municipalities\": [\"99701000\"],|unknown code 99701000",
                "\"kind\": \"ACTIVITY_SURGE\",|\"kind\": \"ACTIVITY_SURGE\", \"regions\": \"87000000\",|regions"
            })
    void tellsWhatIsWrongWithRules(String old, String replacement, String fault) {
        assertThat(SHIPPED).contains(old);
        String json = SHIPPED.substring(0, SHIPPED.indexOf(old))
                + replacement
                + SHIPPED.substring(SHIPPED.indexOf(old) + old.length());

        assertThatThrownBy(() -> parse(json))
                .isInstanceOf(ReferenceException.class)
                .hasMessageContaining("m.json:")
                .hasMessageContaining(fault);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "[]", "3", "{\"id\":\"a\",\"id\":\"b\"}", "{\"rules\":[{}]}"})
    void neverTakesWhatIsNoVersion(String json) {
        assertThatThrownBy(() -> parse(json)).isInstanceOf(ReferenceException.class);
        assertThatThrownBy(() -> silence(json)).isInstanceOf(ReferenceException.class);
    }

    @ParameterizedTest(name = "{2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "\"id\": \"s\"|\"id\": \"\"|id is empty",
                "2024-05-17T18:00|2024-05-14T09:00|silence s ends before it begins",
                "09:00:00+03:00|09:00:30+03:00|write a whole minute",
                "09:00:00+03:00|9 o'clock|from is not a time",
                "\"author\": \"a\"|\"author\": \" \"|author is empty",
                "\"reason\": \"r\"|\"why\": \"r\"|unknown key 'why'",
                "\"regions\": [\"87000000\"]|\"regions\": [\"87701000\"]|unknown code 87701000 in regions",
                "\"municipalities\": [\"87701000\"]|\"municipalities\": [\"1\"]|unknown code 1 in municipalities",
                "[\"overdue\"]|[\"\"]|rules is empty"
            })
    void tellsWhatIsWrongWithASilence(String old, String replacement, String fault) {
        assertThat(SILENCE).contains(old);

        assertThatThrownBy(() -> silence(SILENCE.replace(old, replacement)))
                .isInstanceOf(ReferenceException.class)
                .hasMessageContaining("m.json:")
                .hasMessageContaining(fault);
    }

    @Test
    void packsWholeWhatItReads() {
        AlertRules rules = parse(SHIPPED);
        Silence silence = silence(SILENCE);

        assertThat(RulePacking.unpack(RulePacking.pack(rules))).isEqualTo(rules);
        assertThat(SilencePacking.unpack(SilencePacking.pack(silence))).isEqualTo(silence);
        assertThat(rules.rules()).hasSize(7);
    }

    @Test
    void twoSilencesOfAFileNeedTwoIds() throws Exception {
        ReferenceDir dir = ReferenceDir.shipped(path);
        dir.write("alert-rules/silences.json", "[" + SILENCE + "," + SILENCE + "]");

        assertThatThrownBy(() -> AlertRuleFile.load(dir.path(), Overrides.NONE, null, REFERENCE))
                .hasMessageContaining("silences.json")
                .hasMessageContaining("duplicate silence s");
    }

    @Test
    void noneMeansThatNothingWillEverBeWatched() {
        AlertRuleBook none = AlertRuleFile.load(null, Overrides.NONE, Path.of("none"), REFERENCE);

        assertThat(none.isOn()).isFalse();
        assertThat(none.growing().isOn()).isFalse();
        assertThat(none.growing().watchesIncidents()).isFalse();
        assertThatThrownBy(() -> AlertRuleFile.load(null, Overrides.NONE, path.resolve("missing"), REFERENCE))
                .hasMessageContaining("it is missing");
        assertThat(Files.exists(path.resolve("missing"))).isFalse();
    }
}
