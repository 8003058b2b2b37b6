package ru.otklik.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GrowthTest {
    @Test
    void comparesEachCaseWithTheUsualOneOfItsRound() {
        List<Growth.Case> cases = Growth.cases(1, 7_000);
        Map<Growth.Case, List<Run>> runs = new LinkedHashMap<>();
        Map<Growth.Case, Long> incidents = new LinkedHashMap<>();
        for (Growth.Case each : cases) {
            boolean isUsual = each.equals(cases.get(0));
            long events = each.set().events();
            incidents.put(each, events / 4);
            runs.put(each, List.of(run(events, isUsual ? 1 : 2), run(events, 2)));
        }
        Growth growth = new Growth(runs, incidents);

        assertThat(growth.heapBytesPerIncident()).isEqualTo(400);
        var json = growth.json(new Machine(2, "a model", 1, "6", "17"), 1);
        assertThat(json.at("/growth/0/againstUsual/median").doubleValue()).isEqualTo(1);
        assertThat(json.at("/growth/1/case").textValue()).isEqualTo("1 window");
        assertThat(json.at("/growth/1/againstUsual/median").doubleValue()).isEqualTo(1.5);
        assertThat(json.at("/growth/1/againstUsual/max").doubleValue()).isEqualTo(2);
        assertThat(growth.table().lines().filter(line -> line.startsWith("rocksdb")))
                .singleElement()
                .satisfies(line -> assertThat(line).contains("1.50 (1.00–2.00)"));
    }

    @Test
    void casesDifferInOneThing() {
        List<Growth.Case> cases = Growth.cases(1, 7_000);
        Growth.Case usual = cases.get(0);

        assertThat(cases.subList(1, cases.size()))
                .allSatisfy(each -> assertThat(each.set().equals(usual.set()))
                        .isNotEqualTo(each.variant().equals(usual.variant())));
        assertThat(cases).extracting(Growth.Case::name).doesNotHaveDuplicates();
        assertThat(cases)
                .extracting(each -> each.set().key())
                .contains(usual.set().key());
    }

    /** The live heap is 100 bytes for each event. */
    private static Run run(long events, double secondsPerThousand) {
        return new Run(
                events,
                events * secondsPerThousand / 1e3,
                0,
                1,
                1,
                Map.of("liveHeapBytes", 100 * events, "checkpointBytes", 1L, "checkpointMillis", 1L));
    }
}
