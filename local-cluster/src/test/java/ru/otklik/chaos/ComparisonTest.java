package ru.otklik.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import ru.otklik.chaos.Findings.Kind;

/** Each way in which a result can be wrong is found, and what is right is not. */
class ComparisonTest {
    private static final String TOPIC = "metrics.municipality";
    private static final String VALUE = "87701000 ALL DAY 2024-03-01";
    private static final Expectation EXPECTED = new Expectation(
            Map.of(TOPIC + " " + VALUE, "b"), Set.of("alert-1"), Map.of("incidents.rejected abc NOT_JSON", 2));

    private final Findings findings = new Findings();
    private final Comparison comparison = new Comparison(EXPECTED, findings, false);

    @Test
    void twoRevisionsAndTheirRowAreClean() {
        List<Item> published = List.of(item(0, "a"), item(1, "b"));

        var revisions = comparison.revisions(TOPIC, published);
        comparison.compareValues(TOPIC, revisions);
        comparison.compareRows(TOPIC, revisions, List.of(item(1, "b")));

        assertThat(findings.examples()).isEmpty();
        assertThat(findings.isClean()).isTrue();
    }

    @Test
    void twoContentsOfOneRevisionAreDoubled() {
        comparison.revisions(TOPIC, List.of(item(0, "a"), item(0, "b")));

        assertThat(findings.count(Kind.DOUBLED)).isEqualTo(1);
        assertThat(findings.isClean()).isFalse();
    }

    @Test
    void anEqualRecordIsARepeat() {
        comparison.revisions(TOPIC, List.of(item(0, "a"), item(0, "a")));

        assertThat(findings.count(Kind.REPEATED)).isEqualTo(1);
        assertThat(findings.count(Kind.DOUBLED)).isZero();
    }

    @Test
    void behindADamagedCheckpointRepeatsAreLegalAndDoublesAreNot() {
        Comparison fallenBack = new Comparison(EXPECTED, findings, true);

        fallenBack.revisions(TOPIC, List.of(item(0, "a"), item(0, "a")));
        assertThat(findings.legalRepeats()).isEqualTo(1);
        assertThat(findings.isClean()).isTrue();

        fallenBack.revisions(TOPIC, List.of(item(0, "a"), item(0, "b")));
        assertThat(findings.count(Kind.DOUBLED)).isEqualTo(1);
    }

    @Test
    void aMissingRevisionAndAMissingValueAreLost() {
        comparison.revisions(TOPIC, List.of(item(0, "a"), item(2, "b")));
        comparison.compareValues(TOPIC, Map.of());

        assertThat(findings.count(Kind.LOST)).isEqualTo(2);
    }

    @Test
    void anotherContentAndAnUnexpectedValueAreWrong() {
        comparison.compareValues(TOPIC, comparison.revisions(TOPIC, List.of(item(0, "a"))));
        Item stranger = new Item(TOPIC, "stranger", 1, 0, "b", true);
        comparison.compareValues(TOPIC, comparison.revisions(TOPIC, List.of(item(0, "b"), stranger)));

        assertThat(findings.count(Kind.WRONG)).isEqualTo(2);
    }

    @Test
    void aRowThatStayedBehindIsWrong() {
        comparison.compareRows(
                TOPIC, comparison.revisions(TOPIC, List.of(item(0, "a"), item(1, "b"))), List.of(item(0, "a")));
        comparison.compareRows(TOPIC, comparison.revisions(TOPIC, List.of(item(0, "a"))), List.of());

        assertThat(findings.count(Kind.WRONG)).isEqualTo(1);
        assertThat(findings.count(Kind.LOST)).isEqualTo(1);
    }

    @Test
    void aRejectionIsToldAsOftenAsItHappened() {
        Item rejection = new Item("incidents.rejected", "abc NOT_JSON", 1, 0, "", false);

        comparison.compareRefused("incidents.rejected", List.of(rejection));
        assertThat(findings.count(Kind.LOST)).isEqualTo(1);
        comparison.compareRefused("incidents.rejected", List.of(rejection, rejection, rejection));
        assertThat(findings.count(Kind.DOUBLED)).isEqualTo(1);
    }

    @Test
    void alertsAreComparedById() {
        comparison.compareAlerts(Set.of("alert-2"));

        assertThat(findings.count(Kind.LOST)).isEqualTo(1);
        assertThat(findings.count(Kind.WRONG)).isEqualTo(1);
    }

    @Test
    void aBoardIsTheSameInWhateverOrderItsPartsAreKept() {
        String board = "{\"board\":{\"scope\":\"S\",\"subject\":\"1\",\"group\":\"ALL\",\"kind\":\"SPEED\"},"
                + "\"period\":{\"kind\":\"MONTH\",\"label\":\"2024-03\"},\"status\":\"FINAL\",\"revision\":0}";
        String stored = "{\"board\":{\"kind\":\"SPEED\",\"group\":\"ALL\",\"scope\":\"S\",\"subject\":\"1\"},"
                + "\"period\":{\"label\":\"2024-03\",\"kind\":\"MONTH\"},\"status\":\"FINAL\",\"revision\":0}";

        assertThat(Item.of("rankings.period", board.getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(Item.of("rankings.period", stored.getBytes(StandardCharsets.UTF_8)));
    }

    private static Item item(int revision, String hash) {
        return new Item(TOPIC, VALUE, 1, revision, hash, true);
    }
}
