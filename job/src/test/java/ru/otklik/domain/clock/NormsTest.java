package ru.otklik.domain.clock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import ru.otklik.domain.incident.Priority;
import ru.otklik.domain.incident.Source;
import ru.otklik.domain.incident.Stage;

class NormsTest {
    private static final String KOMI = "87000000";
    private static final Map<String, ZoneId> ZONES =
            Map.of(KOMI, ZoneId.of("Europe/Moscow"), "10000000", ZoneId.of("Asia/Yakutsk"));
    private static final long LATER = Calendars.at("2024-01-01T00:00:00Z");

    @Test
    void comparesRegionBeforeSourceBeforeTopicBeforePriority() {
        List<NormRow> rows = List.of(
                row(1, null, null, null, null, "2018-01-01"),
                row(2, null, null, null, Priority.HIGH, "2018-01-01"),
                row(3, null, null, "ЖКХ", null, "2018-01-01"),
                row(4, null, Source.POS, null, null, "2018-01-01"),
                row(5, KOMI, null, null, null, "2018-01-01"));

        for (int count = 1; count <= rows.size(); count++) {
            assertThat(amount(rows.subList(0, count), KOMI, LATER)).isEqualTo(count);
        }
        assertThat(amount(rows, "10000000", LATER)).isEqualTo(4);
        assertThat(amount(rows, "99000000", LATER))
                .as("a region that no file knows")
                .isEqualTo(4);
    }

    @Test
    void isChosenByTheStartOfTheStageInTheZoneOfTheRegion() {
        List<NormRow> rows =
                List.of(row(1, null, null, null, null, "2018-01-01"), row(2, null, null, null, null, "2023-01-01"));

        assertThat(amount(rows, KOMI, Calendars.at("2023-01-01T00:00:00+03:00") - 1))
                .isEqualTo(1);
        assertThat(amount(rows, KOMI, Calendars.at("2023-01-01T00:00:00+03:00")))
                .isEqualTo(2);
        assertThat(amount(rows, "10000000", Calendars.at("2023-01-01T00:00:00+09:00")))
                .isEqualTo(2);
        assertThat(amount(rows, "10000000", Calendars.at("2023-01-01T00:00:00+09:00") - 1))
                .isEqualTo(1);
    }

    @Test
    void letsAnOlderSpecificRowBeatANewerGeneralOne() {
        List<NormRow> rows =
                List.of(row(1, KOMI, null, null, null, "2018-01-01"), row(2, null, null, null, null, "2023-01-01"));

        assertThat(amount(rows, KOMI, LATER)).isEqualTo(1);
    }

    @Test
    void isNullIfNoRowFits() {
        assertThat(find(List.of(), KOMI, LATER)).isNull();
        assertThat(find(List.of(row(1, KOMI, null, null, null, "2018-01-01")), "10000000", LATER))
                .isNull();
        assertThat(find(List.of(row(1, null, null, "Дороги", null, "2018-01-01")), KOMI, LATER))
                .isNull();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void doesNotDependOnTheOrderOfRows(int seed) {
        List<NormRow> rows = new ArrayList<>();
        int amount = 0;
        for (String region : new @Nullable String[] {null, KOMI}) {
            for (Source source : new @Nullable Source[] {null, Source.POS}) {
                for (String topic : new @Nullable String[] {null, "ЖКХ"}) {
                    for (Priority priority : new @Nullable Priority[] {null, Priority.HIGH}) {
                        rows.add(row(++amount, region, source, topic, priority, "2018-01-01"));
                    }
                }
            }
        }
        Collections.shuffle(rows, new Random(seed));

        assertThat(amount(rows, KOMI, LATER)).as("seed %d", seed).isEqualTo(16);
        assertThat(amount(rows, "10000000", LATER)).as("seed %d", seed).isEqualTo(8);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, Norm.MAX_AMOUNT + 1})
    void refusesAmountsOutOfRange(int amount) {
        assertThatThrownBy(() -> new Norm(amount, NormUnit.WORKING_DAYS, OnTransfer.CONTINUE))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static @Nullable Norm find(List<NormRow> rows, String region, long start) {
        return new Norms(rows, ZONES, ZoneId.of("Europe/Moscow"))
                .find(region, Source.POS, "ЖКХ", Priority.HIGH, Stage.RESPONSE, start);
    }

    private static int amount(List<NormRow> rows, String region, long start) {
        Norm norm = find(rows, region, start);
        return norm == null ? 0 : norm.amount();
    }

    private static NormRow row(
            int amount,
            @Nullable String region,
            @Nullable Source source,
            @Nullable String topic,
            @Nullable Priority priority,
            String effectiveFrom) {
        return new NormRow(
                region,
                source,
                topic,
                priority,
                Stage.RESPONSE,
                LocalDate.parse(effectiveFrom),
                new Norm(amount, NormUnit.CALENDAR_HOURS, OnTransfer.CONTINUE));
    }
}
