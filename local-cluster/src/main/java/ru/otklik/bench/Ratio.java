package ru.otklik.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * How many times the CPU per event of one row another row takes, over the runs of the same round: what disturbs a round
 * disturbs both.
 *
 * @param of the row above the line
 * @param to the row below it
 */
record Ratio(Row of, Row to, Spread spread) {
    private static final List<List<Row>> WORTH_TELLING = List.of(
            List.of(Row.B, Row.A),
            List.of(Row.C, Row.A),
            List.of(Row.C, Row.G),
            List.of(Row.B_PG, Row.B),
            List.of(Row.D1, Row.B),
            List.of(Row.D3, Row.B),
            List.of(Row.E, Row.B),
            List.of(Row.F, Row.B));

    /** The ratios whose rows were both measured. */
    static List<Ratio> of(Map<Row, List<Run>> runs) {
        List<Ratio> ratios = new ArrayList<>();
        for (List<Row> pair : WORTH_TELLING) {
            List<Run> above = runs.getOrDefault(pair.get(0), List.of());
            List<Run> below = runs.getOrDefault(pair.get(1), List.of());
            int rounds = Math.min(above.size(), below.size());
            if (rounds > 0) {
                double[] values = new double[rounds];
                for (int i = 0; i < rounds; i++) {
                    values[i] =
                            above.get(i).cpuSecondsPerMillion() / below.get(i).cpuSecondsPerMillion();
                }
                ratios.add(new Ratio(pair.get(0), pair.get(1), Spread.of(values)));
            }
        }
        return ratios;
    }
}
