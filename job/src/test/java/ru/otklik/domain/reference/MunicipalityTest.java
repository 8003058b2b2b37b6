package ru.otklik.domain.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MunicipalityTest {
    private static final Municipality CHAIN = municipality(
            version("33633000", "2018-01-01", "2019-12-31"), version("33533000", "2021-01-01", "2025-12-31"));

    @ParameterizedTest
    @CsvSource({
        "2000-01-01, 33633000",
        "2018-01-01, 33633000",
        "2019-12-31, 33633000",
        "2020-06-01, 33633000",
        "2020-12-31, 33633000",
        "2021-01-01, 33533000",
        "2030-01-01, 33533000"
    })
    void hasTheVersionOfADateElseTheLatestBeforeElseTheFirst(LocalDate date, String code) {
        assertThat(CHAIN.versionOn(date).code()).isEqualTo(code);
    }

    @ParameterizedTest
    @CsvSource({
        "2017-12-31, 2017-12-31, false",
        "2017-12-31, 2018-01-01, true",
        "2019-12-31, 2020-06-01, true",
        "2020-01-01, 2020-12-31, false",
        "2020-01-01, 2021-01-01, true",
        "2025-12-31, 2026-01-31, true",
        "2026-01-01, 2026-01-31, false"
    })
    void isValidDuringARangeThatMeetsAnyVersion(LocalDate first, LocalDate last, boolean isValid) {
        assertThat(CHAIN.isValidDuring(first, last)).isEqualTo(isValid);
    }

    @Test
    void isIdentifiedByItsOldestCode() {
        assertThat(CHAIN.id()).isEqualTo("33633000");
        assertThat(CHAIN.number()).isEqualTo(33_633);
    }

    @Test
    void refusesVersionsThatOverlapOrAreOutOfOrder() {
        assertThatThrownBy(() -> municipality(
                        version("33633000", "2018-01-01", "2021-01-01"), version("33533000", "2021-01-01", null)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() ->
                        municipality(version("33633000", "2018-01-01", null), version("33533000", "2021-01-01", null)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(MunicipalityTest::municipality).isInstanceOf(IllegalArgumentException.class);
    }

    private static Municipality municipality(MunicipalityVersion... versions) {
        return new Municipality("33000000", ZoneId.of("Europe/Kirov"), List.of(versions));
    }

    private static MunicipalityVersion version(String code, String from, @Nullable String to) {
        return new MunicipalityVersion(
                code, "Санчурский", "округ", 6_900L, LocalDate.parse(from), to == null ? null : LocalDate.parse(to));
    }
}
