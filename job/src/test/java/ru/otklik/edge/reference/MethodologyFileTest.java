package ru.otklik.edge.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import ru.otklik.domain.ranking.BoardKind;
import ru.otklik.domain.ranking.Methodology;
import ru.otklik.domain.reference.ReferenceData;

class MethodologyFileTest {
    private static final String SHIPPED = new String(
            Objects.requireNonNull(
                    ReferenceFiles.files(null, Overrides.NONE).get("methodology/default-1.json"), "default-1"),
            StandardCharsets.UTF_8);

    @TempDir
    private Path path;

    @ParameterizedTest(name = "{2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "\"weight\": 0.4|\"weight\": 0|weight 0",
                "\"weight\": 0.4|\"weight\": -0.1|weight -0.1",
                "\"weight\": 0.4|\"weight\": \"0.4\"|weight is not a number",
                "\"weight\": 0.4|\"weight\": 1e999999999|weight is too large or too precise",
                "\"weight\": 0.4|\"weight\": 0.1234567|weight is too large or too precise",
                "\"ratings.mean\", \"source\": \"ALL\", \"weight\": 0.5|\"ratings.mean\", \"transform\": \"SHRUNKEN\", \"weight\": 0.5|ratings.mean is no share",
                "\"reworkShare\", \"source\": \"ALL\", \"weight\": 0.5|\"reworkShare\", \"transform\": \"HALF\", \"weight\": 0.5|transform is 'HALF'",
                "\"best\": 1.0, \"worst\": 0.7|\"best\": 0.7, \"worst\": 0.70|best equals worst: 0.7",
                "responseDeadline.compliance|responseDeadline.complaince|unknown indicator 'responseDeadline.complaince'",
                "\"reworkShare\", \"source\": \"ALL\", \"weight\": 0.5|\"registeredPer10k\", \"weight\": 0.5|activity in QUALITY",
                "\"ratings.mean\", \"source\": \"ALL\", \"weight\": 0.5|\"reworkShare\", \"weight\": 0.5|reworkShare twice in QUALITY",
                "\"ratings.mean\", \"source\": \"ALL\", \"weight\": 0.5|\"pages.answeredShare\", \"source\": \"POS\", \"weight\": 0.5|pages.answeredShare with a source of incidents",
                "\"ratings.mean\", \"source\": \"ALL\", \"weight\": 0.5|\"pages.postsPerDay\", \"transform\": \"SHRUNKEN\", \"weight\": 0.5|pages.postsPerDay is no share",
                "\"registeredPer10k\"|\"reworkShare\"|ACTIVITY by 'reworkShare'",
                "\"SPEED\"|\"HASTE\"|kinds lacks 'SPEED'",
                "\"SPEED\"|\"HASTE\"|unknown key 'HASTE'",
                "\"source\": \"POS\"|\"source\": \"MAIL\"|source is 'MAIL'",
                "\"DENSE\"|\"SPARSE\"|ties is 'SPARSE'",
                "\"minimumVolumePerMonth\": 2|\"minimumVolumePerMonth\": -1|minimumVolumePerMonth is '-1'",
                "\"minimumCases\": 5|\"minimumCases\": 0.5|minimumCases is '0.5'",
                "\"green\": 80|\"green\": 59|zones from 60 and 59",
                "\"green\": 80|\"green\": 100.1|zones from 60 and 100.1",
                "\"yellow\": 60|\"yellow\": -1|zones from -1 and 80",
                "\"BELOW\"|\"UNDER\"|comparison is 'UNDER'",
                "KEEP_IM_DEADLINES|KEEP_POS_DEADLINES|duplicate recommendation KEEP_POS_DEADLINES",
                "2018-01-01T00:00:00+03:00|2018-01-01|effectiveFrom is not a time",
                "\"default-1\"|\"\"|id is empty"
            })
    void tellsWhatIsWrong(String old, String replacement, String fault) {
        assertThat(SHIPPED).contains(old);

        assertThatThrownBy(() -> parse(SHIPPED.replace(old, replacement)))
                .isInstanceOf(ReferenceException.class)
                .hasMessageContaining("m.json:")
                .hasMessageContaining(fault);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"green\": 80|\"green\": 60",
                "\"green\": 80|\"green\": 100",
                "\"yellow\": 60|\"yellow\": 0",
                "\"minimumVolumePerMonth\": 2|\"minimumVolumePerMonth\": 0",
                "\"minimumCases\": 5|\"minimumCases\": 0",
                "\"weight\": 0.4|\"weight\": 0.0001",
                "\"reworkShare\", \"source\": \"ALL\", \"weight\": 0.5|\"reworkShare\", \"transform\": \"SHRUNKEN\", \"weight\": 0.5",
                "\"ratings.mean\", \"source\": \"ALL\", \"weight\": 0.5|\"pages.viewsPerSubscriber\", \"weight\": 0.5",
                "\"ratings.mean\", \"source\": \"ALL\", \"weight\": 0.5|\"pages.answeredShare\", \"transform\": \"SHRUNKEN\", \"weight\": 0.5",
                "\"DENSE\"|\"COMPETITION\""
            })
    void acceptsTheBounds(String old, String replacement) {
        assertThat(SHIPPED).contains(old);

        assertThat(parse(SHIPPED.replace(old, replacement)).kinds()).containsOnlyKeys(BoardKind.values());
    }

    @Test
    void isInForceFromItsTimeOn() throws IOException {
        ReferenceData data = ReferenceDir.shipped(path)
                .write("methodology/second.json", version("second", "2023-01-01T00:00:00+03:00"))
                .load();
        long start = Instant.parse("2022-12-31T21:00:00Z").toEpochMilli();

        assertThat(data.methodologyAt(Long.MIN_VALUE).id()).isEqualTo("default-1");
        assertThat(data.methodologyAt(start - 1).id()).isEqualTo("default-1");
        assertThat(data.methodologyAt(start).id()).isEqualTo("second");
        assertThat(data.methodologyAt(Long.MAX_VALUE).id()).isEqualTo("second");
    }

    @ParameterizedTest
    @CsvSource({
        "default-1, 2023-01-01T00:00:00+03:00, its id default-1 is that of methodology/default-1.json",
        "second, 2017-12-31T21:00:00Z, its effectiveFrom is that of methodology/default-1.json"
    })
    void excludesAnotherOfTheSameIdOrTime(String id, String time, String fault) throws IOException {
        ReferenceDir dir = ReferenceDir.shipped(path).write("methodology/second.json", version(id, time));

        assertThat(dir.faults()).singleElement().asString().startsWith("methodology/second.json: " + fault);
    }

    static String version(String id, String effectiveFrom) {
        return SHIPPED.replace("default-1", id).replace("2018-01-01T00:00:00+03:00", effectiveFrom);
    }

    private static Methodology parse(String json) {
        return MethodologyFile.parse("m.json", json.getBytes(StandardCharsets.UTF_8));
    }
}
