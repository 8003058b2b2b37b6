package ru.otklik.domain.ranking;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** On which side of a border a load lies: the border itself belongs to the smaller group. */
class LoadGroupsTest {
    private static final long DAY = 86_400_000L;

    @ParameterizedTest(name = "{1} registered in {0} days of a 30-day month: {2}")
    @CsvSource({
        "30, 0, UP_TO_30", "30, 30, UP_TO_30", "30, 31, FROM_31_TO_100", "30, 100, FROM_31_TO_100",
        "30, 101, OVER_100", "90, 90, UP_TO_30", "90, 91, FROM_31_TO_100", "90, 300, FROM_31_TO_100",
        "90, 301, OVER_100", "360, 360, UP_TO_30", "360, 1200, FROM_31_TO_100", "360, 1201, OVER_100",
        "7, 7, UP_TO_30", "7, 8, FROM_31_TO_100", "7, 23, FROM_31_TO_100", "7, 24, OVER_100"
    })
    void bordersGrowWithThePeriod(long monthDays, long registered, Board.Group group) {
        assertThat(LoadGroups.of(new Ranking.Volume(monthDays)).groupOf(registered))
                .isEqualTo(group);
    }

    @ParameterizedTest(name = "{1} registered when {0} ms of June are over: {2}")
    @CsvSource({
        "0, 0, UP_TO_30",
        "0, 1, OVER_100",
        "1, 1, OVER_100",
        "86400000, 1, UP_TO_30",
        "86400000, 2, FROM_31_TO_100",
        "86400000, 3, FROM_31_TO_100",
        "86400000, 4, OVER_100",
        "2591999999, 30, FROM_31_TO_100",
        "2592000000, 30, UP_TO_30",
        "2592000000, 100, FROM_31_TO_100"
    })
    void bordersOfAnOpenPeriodGrowWithThePartThatIsOver(long elapsed, long registered, Board.Group group) {
        assertThat(LoadGroups.ofPart(new Ranking.Volume(30), elapsed, 30 * DAY).groupOf(registered))
                .isEqualTo(group);
    }
}
