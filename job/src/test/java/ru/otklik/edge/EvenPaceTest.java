package ru.otklik.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import ru.otklik.operator.Inbound;

class EvenPaceTest {
    private static final long DAY = 86_400_000;
    private static final EvenPace.Change NONE = new EvenPace.Change(List.of(), List.of());

    private final EvenPace pace = new EvenPace();

    @Test
    void whoIsMoreThanADayAheadWaitsUntilTheSlowestHasComeNear() {
        pace.track("slow").reached(0);
        pace.track("near").reached(DAY);
        pace.track("far").reached(DAY + 1);

        assertThat(pace.endRound()).isEqualTo(new EvenPace.Change(List.of("far"), List.of()));
        assertThat(pace.isAnyPaused()).isTrue();
        assertThat(pace.endRound()).isEqualTo(NONE);

        pace.track("slow").reached(1);
        assertThat(pace.endRound()).isEqualTo(new EvenPace.Change(List.of(), List.of("far")));
        assertThat(pace.isAnyPaused()).isFalse();
    }

    @Test
    void nobodyWaitsForAPartitionThatHasBeenReadToItsEnd() {
        pace.track("ended").reached(0);
        pace.track("next").reached(10 * DAY);
        pace.track("last").reached(20 * DAY);

        assertThat(pace.endRound().pause()).containsExactlyInAnyOrder("next", "last");
        assertThat(roundsUntilSomethingChanges()).as("rounds of silence").isEqualTo(30);
        assertThat(pace.track("next").isPaused()).isFalse();
        assertThat(pace.track("last").isPaused())
                .as("those that have more wait for each other")
                .isTrue();
    }

    @Test
    void aPartitionThatHasNoEventYetHoldsNobody() {
        pace.track("empty");
        pace.track("rejections only").reached(Inbound.NO_TIME);
        pace.track("full").reached(DAY * 400);

        assertThat(pace.endRound()).isEqualTo(NONE);
    }

    @Test
    void whoFallsSilentAtTheEndWithAllOthersHoldsNobodyWhenNewsCome() {
        pace.track("a").reached(0);
        pace.track("b").reached(DAY);
        for (int i = 0; i < 100; i++) {
            assertThat(pace.endRound()).isEqualTo(NONE);
        }

        pace.track("b").reached(5 * DAY);

        assertThat(pace.endRound()).isEqualTo(NONE);
    }

    private int roundsUntilSomethingChanges() {
        for (int rounds = 1; rounds < 1000; rounds++) {
            if (!pace.endRound().isEmpty()) {
                return rounds;
            }
        }
        return -1;
    }
}
