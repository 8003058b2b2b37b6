package ru.otklik.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CitizenKeysTest {
    private static final String RING = "otklik-citizen-keys\n";
    private static final String FIRST = "first-key-of-32-characters-aaaaa";
    private static final String SECOND = "second-key-of-32-characters-bbbb";
    private static final String THIRD = "third-key-of-32-characters-ccccc";

    private static CitizenKeys parse(String text) {
        return CitizenKeys.parse(text.strip(), "keys.txt");
    }

    private static String keyAt(CitizenKeys keys, String time) {
        return new String(keys.key(keys.numberAt(millis(time))), StandardCharsets.UTF_8);
    }

    private static long millis(String time) {
        return Instant.parse(time).toEpochMilli();
    }

    @Test
    void eachKeyHoldsFromItsYearInUtcUntilTheNext() {
        CitizenKeys keys = parse(RING + "2018 " + FIRST + "\n2027\t" + SECOND + "\n2028-03-01T00:00:00+03:00 " + THIRD);

        assertThat(keyAt(keys, "2018-01-01T00:00:00Z")).isEqualTo(FIRST);
        assertThat(keyAt(keys, "2026-12-31T23:59:59.999Z")).isEqualTo(FIRST);
        assertThat(keyAt(keys, "2027-01-01T00:00:00Z")).isEqualTo(SECOND);
        assertThat(keyAt(keys, "2028-02-29T20:59:59.999Z")).isEqualTo(SECOND);
        assertThat(keyAt(keys, "2028-02-29T21:00:00Z")).isEqualTo(THIRD);
    }

    @Test
    void aYearThatNobodyNamedHasTheKeyBeforeItAndTheTimeBeforeAllTheFirst() {
        CitizenKeys keys = parse(RING + "2020 " + FIRST + "\n2022 " + SECOND);

        assertThat(keyAt(keys, "2021-06-01T00:00:00Z")).isEqualTo(FIRST);
        assertThat(keyAt(keys, "2035-06-01T00:00:00Z")).isEqualTo(SECOND);
        assertThat(keyAt(keys, "2001-06-01T00:00:00Z")).isEqualTo(FIRST);
    }

    @Test
    void orderOfLinesDoesNotMatter() {
        CitizenKeys keys = parse(RING + "\n2027 " + SECOND + "\n\n2018 " + FIRST + "\n");

        assertThat(keyAt(keys, "2026-05-05T00:00:00Z")).isEqualTo(FIRST);
        assertThat(keyAt(keys, "2027-05-05T00:00:00Z")).isEqualTo(SECOND);
    }

    @Test
    void aFileOfOneKeyHoldsForEver() {
        CitizenKeys keys = parse(" sixteen bytes 16 \n");

        assertThat(keys.count()).isEqualTo(1);
        assertThat(keyAt(keys, "1999-01-01T00:00:00Z")).isEqualTo("sixteen bytes 16");
        assertThat(keyAt(keys, "2099-01-01T00:00:00Z")).isEqualTo("sixteen bytes 16");
        assertThat(keys.changeWithin(Long.MIN_VALUE, Long.MAX_VALUE)).isFalse();
        keys.requireFrom(Instant.EPOCH);
    }

    @Test
    void aRotationLiesWithinAPeriodOnlyIfBothKeysHoldInIt() {
        CitizenKeys keys = parse(RING + "2018 " + FIRST + "\n2027 " + SECOND);
        long rotation = millis("2027-01-01T00:00:00Z");

        assertThat(keys.changeWithin(rotation - 1, rotation + 1)).isTrue();
        assertThat(keys.changeWithin(rotation - 10, rotation)).as("ends at it").isFalse();
        assertThat(keys.changeWithin(rotation, rotation + 10))
                .as("begins at it")
                .isFalse();
        // A Moscow year begins three hours before the year of UTC.
        assertThat(keys.changeWithin(millis("2026-12-31T21:00:00Z"), millis("2027-12-31T21:00:00Z")))
                .isTrue();
    }

    @Test
    void everyEventThatMayBeAcceptedNeedsAKey() {
        CitizenKeys keys = parse(RING + "2020 " + FIRST);

        keys.requireFrom(Instant.parse("2020-01-01T00:00:00Z"));
        assertThatThrownBy(() -> keys.requireFrom(Instant.parse("2019-12-31T23:59:59.999Z")))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("--citizen-key-file", "--earliest");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                RING,
                RING + "2018 " + FIRST + "\n2027 too-short-a-key",
                RING + "2018 " + FIRST + "\n" + SECOND,
                RING + "2018 " + FIRST + "\n" + SECOND + " 2027",
                RING + "2018 " + FIRST + "\n2027",
                RING + "2018 " + FIRST + "\n27 " + SECOND,
                RING + "2018 " + FIRST + "\n2027-13-01T00:00:00Z " + SECOND,
                RING + "2018 " + FIRST + "\n2018 " + SECOND,
                RING + "2018 " + FIRST + "\n2018-01-01T00:00:00Z " + SECOND,
                RING + "2018 " + FIRST + "\n2027 " + FIRST,
                "otklik-citizen-key\n2018 " + FIRST + "\n2027 " + SECOND,
                "2018 " + FIRST + "\n2027 " + SECOND,
                "fifteen bytes 1",
                ""
            })
    void whatCannotBeUsedIsToldWithoutAnyKey(String text) {
        assertThatThrownBy(() -> parse(text))
                .isInstanceOf(SettingsException.class)
                .hasNoCause()
                .hasMessageStartingWith("keys.txt")
                .message()
                .doesNotContain(FIRST, SECOND, "too-short-a-key", "fifteen bytes 1");
    }

    @Test
    void sayingWhatTheyAreTellsNoKey() {
        CitizenKeys keys = parse(RING + "2018 " + FIRST + "\n2027 " + SECOND);

        assertThat(keys).hasToString("2 keys, changed at [2027-01-01T00:00:00Z]");
    }
}
