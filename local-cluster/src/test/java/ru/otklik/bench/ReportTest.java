package ru.otklik.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import ru.otklik.console.Failure;

class ReportTest {
    private static final Machine MACHINE = new Machine(2, "a model", 1 << 30, "6", "17");

    @Test
    void medianIsTheMiddleOrTheMeanOfTheMiddleTwo() {
        assertThat(Spread.of(3, 1, 2)).isEqualTo(new Spread(2, 1, 3));
        assertThat(Spread.of(4, 1, 2, 3)).isEqualTo(new Spread(2.5, 1, 4));
        assertThatThrownBy(Spread::of).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void ratiosPairTheRunsOfARound() {
        List<Ratio> ratios = Ratio.of(runs());

        assertThat(ratios).containsExactly(new Ratio(Row.B, Row.A, new Spread(3, 2, 4)));
    }

    @Test
    void tableHasOneLineARow() {
        assertThat(new Report(runs(), MACHINE, 1).table().lines().limit(3))
                .satisfiesExactly(
                        head -> assertThat(head).contains("CPU s/M", "events/s", "peak memory"),
                        a -> assertThat(a).startsWith("a ").contains("1.50 (1.00–2.00)", "1,000,000"),
                        b -> assertThat(b).startsWith("b ").contains("4.00", "73 "));
    }

    @Test
    void jsonHasTheAgreedFields() {
        var json = new Report(runs(), MACHINE, 9).json();

        assertThat(json.at("/rows/1/id").textValue()).isEqualTo("b");
        assertThat(json.at("/rows/1/events").longValue()).isEqualTo(1_000_000);
        assertThat(json.at("/rows/1/cpuSecondsPerMillion").doubleValue()).isEqualTo(4);
        assertThat(json.at("/rows/1/brokerCpuSecondsPerMillion").doubleValue()).isEqualTo(0.5);
        assertThat(json.at("/rows/1/eventsPerSecond").doubleValue()).isEqualTo(100_000);
        assertThat(json.at("/rows/1/peakMemoryBytes").longValue()).isEqualTo(1 << 20);
        assertThat(json.at("/rows/1/runs/0/rows").longValue()).isEqualTo(73);
        assertThat(json.at("/ratios/0/of").textValue()).isEqualTo("b");
        assertThat(json.at("/ratios/0/median").doubleValue()).isEqualTo(3);
        assertThat(json.at("/machine/processors").intValue()).isEqualTo(2);
        assertThat(json.at("/seed").longValue()).isEqualTo(9);
    }

    @Test
    void drawsEveryRow() {
        assertThat(Picture.of(runs()))
                .startsWith("<svg ")
                .contains(">a  floor", ">4.00<")
                .endsWith("</svg>\n");
        assertThat(new Report(runs(), MACHINE, 1).bars()).contains("a  ", "█ 1.50");
    }

    @Test
    void farRowsAreDrawnOnALogarithmicScale() {
        assertThat(new Scale(0, 10, false).part(5)).isEqualTo(0.5);
        assertThat(new Scale(1, 100, true).part(10)).isEqualTo(0.5);
    }

    @Test
    void unknownRowsAreNamed() {
        assertThat(Row.named("a, b,a")).containsExactly(Row.A, Row.B);
        assertThatThrownBy(() -> Row.named("a,x"))
                .isInstanceOf(Failure.class)
                .hasMessage("there is no row 'x'; rows are a, b, b-pg, c, d1, d3, e, f, g");
    }

    @Test
    void peersReadTheBeginningOfABigSet() {
        Plan plan = new Plan(List.of(Row.D3), 1, 8_400_000, 1, null);

        assertThat(plan.eventsOf(Row.B)).isEqualTo(8_400_000);
        assertThat(plan.eventsOf(Row.D3)).isEqualTo(40_000);
        assertThat(new Plan(List.of(Row.D3), 1, 10_000, 1, null).eventsOf(Row.D3))
                .isEqualTo(10_000);
        assertThat(new Plan(List.of(Row.D3), 1, 10_000, 1, 500L).eventsOf(Row.D3))
                .isEqualTo(500);
    }

    @Test
    void onlyAJsonObjectIsAnOutcome() {
        assertThat(Child.outcome("{\"events\":5,\"rows\":2,\"note\":\"x\"}"))
                .containsExactlyInAnyOrderEntriesOf(Map.of("events", 5L, "rows", 2L));
        assertThatThrownBy(() -> Child.outcome("done")).isInstanceOf(Failure.class);
        assertThatThrownBy(() -> Child.outcome("")).isInstanceOf(Failure.class);
    }

    private static Map<Row, List<Run>> runs() {
        Map<Row, List<Run>> runs = new LinkedHashMap<>();
        runs.put(Row.A, List.of(run(1), run(2)));
        runs.put(Row.B, List.of(run(4), run(4)));
        return runs;
    }

    private static Run run(double cpuSeconds) {
        return new Run(1_000_000, cpuSeconds, 0.5, 10, 1 << 20, Map.of("rows", 73L));
    }
}
