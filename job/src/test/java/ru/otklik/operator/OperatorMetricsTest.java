package ru.otklik.operator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Metric;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.clusterframework.types.ResourceID;
import org.apache.flink.runtime.executiongraph.ExecutionAttemptID;
import org.apache.flink.runtime.metrics.groups.TaskManagerMetricGroup;
import org.apache.flink.runtime.metrics.groups.TaskMetricGroup;
import org.apache.flink.runtime.metrics.util.TestingMetricRegistry;
import org.apache.flink.runtime.operators.testutils.MockEnvironment;
import org.apache.flink.runtime.operators.testutils.MockEnvironmentBuilder;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;
import ru.otklik.edge.TestRecords;
import ru.otklik.operator.OperatorScenario.Step;

/** What operators count adds up: in = new + duplicate + late + refused. */
class OperatorMetricsTest {
    private final Map<String, Metric> metrics = new ConcurrentHashMap<>();

    /** An environment whose metrics can be looked at. */
    private MockEnvironment environment() {
        TestingMetricRegistry registry = TestingMetricRegistry.builder()
                .setRegisterConsumer((metric, name, group) -> metrics.put(group.getMetricIdentifier(name), metric))
                .build();
        TaskMetricGroup task = TaskManagerMetricGroup.createTaskManagerMetricGroup(
                        registry, "localhost", ResourceID.generate())
                .addJob(new org.apache.flink.api.common.JobID(), "job")
                .addTask(ExecutionAttemptID.randomId(), "task");
        return new MockEnvironmentBuilder()
                .setMetricGroup(task)
                .setMaxParallelism(OperatorScenario.MAX_PARALLELISM)
                .build();
    }

    private long count(String end) {
        assertThat(metrics.keySet()).as("metrics").anyMatch(each -> each.endsWith(end));
        return metrics.entrySet().stream()
                .filter(each -> each.getKey().endsWith(end))
                .mapToLong(each -> ((Counter) each.getValue()).getCount())
                .sum();
    }

    private static List<Step<Inbound>> steps() {
        return new Scripts()
                .registered("a", "87701000", "2023-03-01T09:00")
                .registered("b", "87701000", "2023-03-01T09:01")
                .line("not an event", Scripts.at("2023-03-01T09:02"), 0)
                .event("a", "ANSWERED", "2023-03-01T10:00", "2023-03-01T10:05", "")
                .steps();
    }

    @Test
    void theDoorCountsByTopicAndReason() throws Exception {
        try (var harness = new OneInputStreamOperatorTestHarness<>(
                new StampEvents(Scripts.DISORDER, null, TestRecords.formats(), Scripts.REFERENCE), environment())) {
            harness.setup(new InboundSerializer());
            harness.open();

            for (Step<Inbound> step : steps()) {
                harness.processElement(new StreamRecord<>(step.value()));
            }

            assertThat(count(".accepted-events")).isEqualTo(3);
            assertThat(count("topic.incidents.im.taken-events")).isEqualTo(3);
            assertThat(count("reason.NOT_JSON.rejected-events")).isEqualTo(1);
        }
    }

    @Test
    void trackingCountsWhatItHoldsAndLetsGo() throws Exception {
        List<Step<Inbound>> stamped = new Scripts()
                .registered("a", "87701000", "2023-03-01T09:00")
                .registered("b", "87701000", "2023-03-01T09:01")
                .registered("b", "87701000", "2023-03-01T09:01")
                .stamped();
        try (var harness = new KeyedOneInputStreamOperatorTestHarness<>(
                new TrackIncidents(Scripts.VERDICT, Scripts.GRACE, TestRecords.formats()),
                TrackIncidents::keyOf,
                Types.LONG,
                environment())) {
            harness.setup(new IncidentFactsSerializer());
            harness.open();
            harness.processWatermark(Scripts.at("2023-03-01T08:00"));

            for (Step<Inbound> step : stamped) {
                if (step.value() != null) {
                    harness.processElement(new StreamRecord<>(step.value()));
                }
            }
            harness.processWatermark(Scripts.at("2023-03-01T10:00"));
            assertThat(count(".released-incidents")).as("no deadline is near").isZero();
            harness.processWatermark(Scripts.at("2023-06-01T00:00"));

            assertThat(count(".released-incidents"))
                    .as("deadlines that came near")
                    .isPositive();
            assertThat(count("reason.TOO_MANY_EVENTS.rejected-events"))
                    .as("incidents with too many events")
                    .isZero();
        }
    }

    @Test
    void trackingKnowsTheDayOfTheOldestOpenIncidentAfterARestartToo() throws Exception {
        OperatorSubtaskState saved;
        try (var harness = tracking()) {
            harness.open();
            assertThat(gauge(".oldest-open-incident-ms")).as("none is open").isZero();
            harness.processWatermark(Scripts.at("2023-03-01T08:00"));
            feed(
                    harness,
                    new Scripts()
                            .registered("a", "87701000", "2023-03-01T09:00")
                            .registered("b", "87701000", "2023-03-04T09:00")
                            .registered("c", "87701000", "2023-03-06T09:00"));
            harness.processWatermark(Scripts.at("2023-03-07T00:00"));
            assertThat(gauge(".oldest-open-incident-ms")).isEqualTo(day("2023-03-01"));
            feed(
                    harness,
                    new Scripts()
                            .registered("d", "87701000", "2023-03-07T09:00")
                            .event("a", "CLOSED", "2023-03-07T10:00", "2023-03-07T10:00", ""));
            harness.processWatermark(Scripts.at("2023-03-08T00:00"));
            assertThat(gauge(".oldest-open-incident-ms")).as("a is closed").isEqualTo(day("2023-03-04"));
            saved = harness.snapshot(1, 1);
        }
        try (var harness = tracking()) {
            harness.initializeState(saved);
            harness.open();
            assertThat(gauge(".oldest-open-incident-ms")).as("restored").isEqualTo(day("2023-03-04"));
            harness.processWatermark(Scripts.at("2023-03-08T00:00"));
            feed(harness, new Scripts().event("b", "CANCELLED", "2023-03-08T10:00", "2023-03-08T10:00", ""));
            harness.processWatermark(Scripts.at("2023-03-09T00:00"));
            assertThat(gauge(".oldest-open-incident-ms")).as("b never was").isEqualTo(day("2023-03-06"));
            harness.processWatermark(Scripts.at("2025-03-09T00:00"));
            assertThat(gauge(".oldest-open-incident-ms"))
                    .as("c ended with its retention")
                    .isZero();
        }
    }

    private static long day(String date) {
        return Instant.parse(date + "T00:00:00Z").toEpochMilli();
    }

    private KeyedOneInputStreamOperatorTestHarness<Long, Inbound, ?> tracking() throws Exception {
        metrics.clear();
        var harness = new KeyedOneInputStreamOperatorTestHarness<>(
                new TrackIncidents(Scripts.VERDICT, Scripts.GRACE, TestRecords.formats()),
                TrackIncidents::keyOf,
                Types.LONG,
                environment());
        harness.setup(new IncidentFactsSerializer());
        return harness;
    }

    private static void feed(KeyedOneInputStreamOperatorTestHarness<Long, Inbound, ?> harness, Scripts scripts)
            throws Exception {
        for (Step<Inbound> step : scripts.stamped()) {
            if (step.value() != null) {
                harness.processElement(new StreamRecord<>(step.value()));
            }
        }
    }

    private long gauge(String end) {
        return metrics.entrySet().stream()
                .filter(each -> each.getKey().endsWith(end))
                .mapToLong(each -> (Long) ((Gauge<?>) each.getValue()).getValue())
                .findFirst()
                .orElseThrow();
    }
}
