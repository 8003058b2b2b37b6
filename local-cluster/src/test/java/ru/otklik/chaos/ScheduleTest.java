package ru.otklik.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import ru.otklik.chaos.Schedule.Strike;

class ScheduleTest {
    private static final List<Fault> THREE = List.of(Fault.KILL_BROKER, Fault.KILL_DATABASE, Fault.KILL_TASK_MANAGER);

    @Test
    void aSeedGivesTheSameSchedule() {
        assertThat(Schedule.draw(7, 20, THREE)).isEqualTo(Schedule.draw(7, 20, THREE));
        assertThat(Schedule.draw(7, 20, THREE)).isNotEqualTo(Schedule.draw(8, 20, THREE));
    }

    @Test
    void everyFaultComesAboutAsOften() {
        List<Strike> strikes = Schedule.draw(3, 30, THREE);

        assertThat(strikes.stream().collect(Collectors.groupingBy(Strike::fault, Collectors.counting())))
                .hasSize(3)
                .allSatisfy((fault, count) -> assertThat(count).isEqualTo(10));
    }

    @Test
    void everySecondOneIsPlacedOnAPhase() {
        List<Strike> strikes = Schedule.draw(5, 40, THREE);

        assertThat(strikes.stream().filter(strike -> strike.moment() == Moment.AT_RANDOM))
                .hasSize(20);
        for (int i = 1; i < strikes.size(); i++) {
            assertThat(strikes.get(i).moment() == Moment.AT_RANDOM)
                    .isNotEqualTo(strikes.get(i - 1).moment() == Moment.AT_RANDOM);
        }
    }
}
