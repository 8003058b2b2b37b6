package ru.otklik.edge.reference;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import ru.otklik.domain.clock.Norm;
import ru.otklik.domain.clock.NormUnit;
import ru.otklik.domain.clock.OnTransfer;
import ru.otklik.domain.clock.WorkingCalendar;
import ru.otklik.domain.incident.Priority;
import ru.otklik.domain.incident.Source;
import ru.otklik.domain.incident.Stage;
import ru.otklik.domain.ranking.BoardKind;
import ru.otklik.domain.ranking.Indicator;
import ru.otklik.domain.ranking.Methodology;
import ru.otklik.domain.ranking.RecommendationRule;
import ru.otklik.domain.ranking.Ties;
import ru.otklik.domain.reference.Municipality;
import ru.otklik.domain.reference.ReferenceData;
import ru.otklik.domain.reference.Region;

class ShippedReferenceTest {
    private static final ReferenceData SHIPPED = ReferenceFiles.shipped();
    private static final Map<String, Integer> MUNICIPALITIES =
            Map.of("87000000", 20, "33000000", 45, "25000000", 42, "10000000", 29);

    @Test
    void knowsEveryMunicipalityOfFourRegionsOnce() {
        MUNICIPALITIES.forEach(
                (region, count) -> assertThat(SHIPPED.municipalitiesOf(region)).hasSize(count));
    }

    @Test
    void knowsAllRegions() {
        assertThat(SHIPPED.regions()).hasSize(89).extracting(Region::code).isSorted();
        assertThat(SHIPPED.findRegion("87000000"))
                .isEqualTo(new Region("87000000", "Республика Коми", "Северо-Западный", ZoneId.of("Europe/Moscow")));
        assertThat(SHIPPED.findRegion("00000000")).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"87723000", "87523000", "87723000001", "87523000101"})
    void findsUsinskUnderEveryCodeOfItsChain(String code) {
        Municipality usinsk = requireNonNull(SHIPPED.findMunicipality(code));

        assertThat(usinsk.id()).isEqualTo("87723000");
        assertThat(usinsk.number()).isEqualTo(87_723);
        assertThat(SHIPPED.municipalityByNumber(87_723)).isSameAs(usinsk);
        assertThat(SHIPPED.municipalityByNumber(87_523)).isNull();
        assertThat(usinsk.versionOn(LocalDate.of(2023, 12, 31)).code()).isEqualTo("87723000");
        assertThat(usinsk.versionOn(LocalDate.of(2024, 1, 1)).code()).isEqualTo("87523000");
    }

    @ParameterizedTest
    @CsvSource({"33716000, 33633000, 33533000", "33719000, 33606000, 33506000"})
    void acceptsTheAliasesOfKirov(String alias, String oldest, String newest) {
        Municipality municipality = requireNonNull(SHIPPED.findMunicipality(alias));

        assertThat(municipality.id()).isEqualTo(oldest);
        assertThat(SHIPPED.findMunicipality(newest)).isSameAs(municipality);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "8772300", "877230000", "8772300000", "877230000011", "8772300x", "87999000", "٨٧٧٢٣٠٠٠"})
    void doesNotKnowOtherCodes(String code) {
        assertThat(SHIPPED.findMunicipality(code)).isNull();
    }

    @Test
    void keepsPlacesOfLikeNamesApart() {
        assertThat(SHIPPED.findMunicipality("10701000")).isNotSameAs(SHIPPED.findMunicipality("10611000"));
        assertThat(SHIPPED.findMunicipality("10511000")).isSameAs(SHIPPED.findMunicipality("10611000"));
    }

    @ParameterizedTest
    @CsvSource({
        "2018, 247, 1970",
        "2019, 247, 1970",
        "2020, 248, 1979",
        "2021, 247, 1972",
        "2022, 247, 1973",
        "2023, 247, 1973",
        "2024, 248, 1979",
        "2025, 247, 1972",
        "2026, 247, 1972",
        "2027, 247, 1972"
    })
    void worksAsManyDaysAndHoursAsTheOfficialCalendar(int year, int days, int hours) {
        Municipality kirov = requireNonNull(SHIPPED.findMunicipality("33701000"));
        WorkingCalendar calendar = SHIPPED.calendarOf(kirov);
        LocalDate first = LocalDate.of(year, 1, 1);

        long worked = calendar.workingMillis(startOf(first, kirov), startOf(first.plusYears(1), kirov));
        long workingDays = first.datesUntil(first.plusYears(1))
                .filter(date -> calendar.workingMillis(startOf(date, kirov), startOf(date.plusDays(1), kirov)) > 0)
                .count();

        assertThat(worked).isEqualTo(hours * 3_600_000L);
        assertThat(workingDays).isEqualTo(days);
    }

    @ParameterizedTest
    @CsvSource({
        "87701000, 2022-08-22, 0",
        "33701000, 2022-08-22, 8",
        "25701000, 2024-05-14, 0",
        "25701000, 2023-05-23, 8",
        "10701000, 2024-05-14, 8",
        "25605000, 2023-02-21, 0",
        "25607000, 2023-02-21, 0",
        "25609000, 2023-02-21, 0",
        "25629000, 2023-02-21, 0",
        "25529000, 2023-02-21, 0",
        "25631000, 2023-02-21, 0",
        "25657000, 2023-02-21, 0",
        "25701000, 2023-02-21, 8",
        "25605000, 2025-04-29, 0",
        "33701000, 2021-02-20, 7",
        "33701000, 2024-04-27, 8",
        "33701000, 2020-04-10, 8",
        "33701000, 2031-11-04, 0",
        "33701000, 2031-11-05, 8"
    })
    void knowsTheDaysOfEachPlace(String code, LocalDate date, int hours) {
        Municipality place = requireNonNull(SHIPPED.findMunicipality(code));

        long worked = SHIPPED.calendarOf(place).workingMillis(startOf(date, place), startOf(date.plusDays(1), place));

        assertThat(worked).isEqualTo(hours * 3_600_000L);
    }

    @Test
    void sharesOneCalendarAmongPlacesOfEqualRules() {
        long calendars = SHIPPED.municipalitiesOf("25000000").stream()
                .map(SHIPPED::calendarOf)
                .distinct()
                .count();

        assertThat(calendars).as("the region's and that of six districts").isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({
        "INCIDENT_MANAGEMENT, RESPONSE, 8, WORKING_HOURS",
        "INCIDENT_MANAGEMENT, RESOLUTION, 7, WORKING_DAYS",
        "INCIDENT_MANAGEMENT, REWORK, 7, WORKING_DAYS",
        "POS, RESPONSE, 30, CALENDAR_DAYS",
        "POS, RESOLUTION, 30, CALENDAR_DAYS",
        "POS, REWORK, 30, CALENDAR_DAYS"
    })
    void allowsEachStageItsTime(Source source, Stage stage, int amount, NormUnit unit) {
        long start =
                ZonedDateTime.parse("2018-01-01T00:00:00+03:00").toInstant().toEpochMilli();

        assertThat(SHIPPED.norms().find("87000000", source, "ЖКХ", Priority.HIGH, stage, start))
                .isEqualTo(new Norm(amount, unit, OnTransfer.CONTINUE));
        assertThat(SHIPPED.norms().find("87000000", source, "ЖКХ", Priority.HIGH, stage, start - 1))
                .isNull();
    }

    @Test
    void ranksByTheDefaultMethodology() {
        Methodology methodology = SHIPPED.methodologyAt(0);

        assertThat(methodology.id()).isEqualTo("default-1");
        assertThat(methodology.ties()).isEqualTo(Ties.DENSE);
        assertThat(methodology.minimumVolumePerMonth()).isEqualTo(2);
        assertThat(methodology.kinds()).containsOnlyKeys(BoardKind.values());
        assertThat(methodology.kinds().get(BoardKind.SPEED))
                .containsExactly(new Indicator(
                        "response.workingMedianMillis",
                        Source.INCIDENT_MANAGEMENT,
                        BigDecimal.ONE,
                        BigDecimal.valueOf(3_600_000),
                        BigDecimal.valueOf(28_800_000),
                        5));
        assertThat(methodology.recommendations())
                .extracting(RecommendationRule::code)
                .containsExactly(
                        "KEEP_POS_DEADLINES",
                        "KEEP_IM_DEADLINES",
                        "ANSWER_FASTER",
                        "REDUCE_REWORK",
                        "RAISE_SATISFACTION");
    }

    @Test
    void saysThatSomeYearsHaveNoCalendar() {
        assertThat(SHIPPED.warnings())
                .containsExactly("calendar/calendar-ru.json lacks each year before 2018 and after 2027: 1–8 January,"
                        + " 23 February, 8 March, 1 and 9 May, 12 June and 4 November are its holidays");
    }

    @Test
    void isTheSameAfterItsJourneyInTheJobGraph() throws IOException, ClassNotFoundException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(SHIPPED);
        }
        ReferenceData copy;
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            copy = (ReferenceData) in.readObject();
        }
        Municipality usinsk = requireNonNull(copy.findMunicipality("87523000"));
        Norm norm = new Norm(8, NormUnit.WORKING_HOURS, OnTransfer.CONTINUE);

        assertThat(copy.version()).isEqualTo(SHIPPED.version()).matches("r-[0-9a-f]{12}");
        assertThat(copy.calendarOf(usinsk).deadline(0, norm))
                .isEqualTo(SHIPPED.calendarOf(usinsk).deadline(0, norm));
        assertThat(copy.municipalitiesOf("25000000").stream()
                        .map(copy::calendarOf)
                        .distinct())
                .hasSize(2);
        assertThat(bytes.size()).as("serialized size").isLessThan(100_000);
    }

    private static long startOf(LocalDate date, Municipality place) {
        return date.atStartOfDay(place.zone()).toInstant().toEpochMilli();
    }
}
