package ru.otklik.operator;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Supplier;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.streaming.api.operators.StreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;

/** Plays a script through an operator: unbroken, restarted at any position, rescaled and back. */
final class OperatorScenario<I, O, K> {
    static final int MAX_PARALLELISM = 720;

    /** Where state is kept. */
    enum Backend {
        HASHMAP,
        /** Incremental: a second restart would need the registry of shared files, which only a cluster has. */
        ROCKSDB,
        ROCKSDB_FULL;

        StateBackend create() {
            return this == HASHMAP ? new HashMapStateBackend() : new EmbeddedRocksDBStateBackend(this == ROCKSDB);
        }
    }

    /** A record, an update for every subtask, or the event time that is passed. */
    record Step<I>(@Nullable I value, @Nullable ConfigUpdate update, long watermark) {
        static <I> Step<I> of(I value) {
            return new Step<>(value, null, Long.MIN_VALUE);
        }

        static <I> Step<I> update(ConfigUpdate update) {
            return new Step<>(null, update, Long.MIN_VALUE);
        }

        static <I> Step<I> watermark(long millis) {
            return new Step<>(null, null, millis);
        }
    }

    /**
     * Which operator, and how it is spoken to.
     *
     * @param selector null for an operator without key
     * @param keyType null for an operator without key
     */
    record Subject<I, O, K>(
            Supplier<? extends StreamOperator<O>> operator,
            FlatType<I> in,
            FlatType<O> out,
            OutputTag<Publication> side,
            @Nullable KeySelector<I, K> selector,
            @Nullable TypeInformation<K> keyType) {}

    private final Subject<I, O, K> subject;
    private final Backend backend;
    private final List<Object> main = new ArrayList<>();
    private final List<Publication> side = new ArrayList<>();
    private List<ScenarioSubtask<I, O>> subtasks = new ArrayList<>();
    private long checkpoint;

    OperatorScenario(Subject<I, O, K> subject, Backend backend) {
        this.subject = subject;
        this.backend = backend;
    }

    /** Starts without state, with some subtasks. */
    OperatorScenario<I, O, K> start(int parallelism) throws Exception {
        for (int i = 0; i < parallelism; i++) {
            subtasks.add(subtask(parallelism, i, null));
        }
        return this;
    }

    private ScenarioSubtask<I, O> subtask(int parallelism, int index, @Nullable OperatorSubtaskState state)
            throws Exception {
        ScenarioSubtask<I, O> subtask = ScenarioSubtask.of(subject, parallelism, index);
        AbstractStreamOperatorTestHarness<O> harness = subtask.harness();
        harness.getExecutionConfig().enableObjectReuse();
        harness.setStateBackend(backend.create());
        harness.setup(
                subject.out().createSerializer(harness.getExecutionConfig().getSerializerConfig()));
        if (state != null) {
            harness.initializeState(state);
        }
        harness.open();
        return subtask;
    }

    /** Plays some steps. */
    OperatorScenario<I, O, K> play(List<Step<I>> steps) throws Exception {
        for (Step<I> step : steps) {
            I value = step.value();
            if (value != null) {
                subtasks.get(ownerOf(value)).take(value);
            } else if (step.update() != null) {
                for (ScenarioSubtask<I, O> subtask : subtasks) {
                    subtask.take(step.update());
                }
            } else {
                for (ScenarioSubtask<I, O> subtask : subtasks) {
                    subtask.pass(step.watermark());
                }
            }
        }
        return this;
    }

    private int ownerOf(I value) throws Exception {
        return subject.selector() == null
                ? ((Inbound) value).origin().partition() % subtasks.size()
                : KeyGroupRangeAssignment.assignKeyToParallelOperator(
                        subject.selector().getKey(value), MAX_PARALLELISM, subtasks.size());
    }

    /** Takes a snapshot, ends the operator and starts new instances from it. */
    OperatorScenario<I, O, K> restart(int parallelism) throws Exception {
        return start(parallelism, stop());
    }

    /** Takes a snapshot of each subtask and ends the operator. */
    OperatorSubtaskState[] stop() throws Exception {
        checkpoint++;
        OperatorSubtaskState[] states = new OperatorSubtaskState[subtasks.size()];
        for (int i = 0; i < states.length; i++) {
            states[i] = subtasks.get(i).harness().snapshot(checkpoint, checkpoint);
        }
        finish();
        return states;
    }

    /** Starts from the snapshots of other subtasks, as many as there were of them. */
    OperatorScenario<I, O, K> start(int parallelism, OperatorSubtaskState[] states) throws Exception {
        int before = states.length;
        OperatorSubtaskState all = AbstractStreamOperatorTestHarness.repackageState(states);
        List<ScenarioSubtask<I, O>> restarted = new ArrayList<>();
        for (int i = 0; i < parallelism; i++) {
            restarted.add(subtask(
                    parallelism,
                    i,
                    AbstractStreamOperatorTestHarness.repartitionOperatorState(
                            all, MAX_PARALLELISM, before, parallelism, i)));
        }
        subtasks = restarted;
        return this;
    }

    /** Takes a snapshot and goes on. */
    OperatorScenario<I, O, K> checkpoint() throws Exception {
        checkpoint++;
        for (ScenarioSubtask<I, O> subtask : subtasks) {
            subtask.harness().snapshot(checkpoint, checkpoint);
            subtask.harness().notifyOfCompletedCheckpoint(checkpoint);
        }
        return this;
    }

    /** Ends the operator, keeping what it had sent. */
    OperatorScenario<I, O, K> finish() throws Exception {
        for (ScenarioSubtask<I, O> subtask : subtasks) {
            main.addAll(subtask.harness().getOutput());
            var diverted = subtask.harness().getSideOutput(subject.side());
            if (diverted != null) {
                diverted.forEach(record -> side.add(record.getValue()));
            }
            subtask.harness().close();
        }
        subtasks = new ArrayList<>();
        return this;
    }

    /** Keys with state over all subtasks. */
    int keys() {
        return subtasks.stream().mapToInt(ScenarioSubtask::keys).sum();
    }

    /** Records and watermarks of the main output as text, then those of the side output. */
    List<String> sent() {
        List<String> sent = new ArrayList<>();
        if (subject.out().equals(FlatType.INCIDENT_FACTS)) {
            sent.addAll(KnownFacts.atEachWatermark(main));
        } else {
            main.forEach(element -> sent.add(describe(element)));
        }
        side.forEach(publication -> sent.add("side " + text(publication)));
        return sent;
    }

    /** The main output's records, without watermarks. */
    List<O> records() {
        List<O> records = new ArrayList<>();
        for (Object element : main) {
            if (element instanceof StreamRecord<?> record) {
                records.add(subject.out().getTypeClass().cast(record.getValue()));
            }
        }
        return records;
    }

    /** What went to the side output. */
    List<Publication> diverted() {
        return List.copyOf(side);
    }

    /** The main output as the script of the next operator. */
    List<Step<O>> asScript() {
        List<Step<O>> steps = new ArrayList<>();
        for (Object element : main) {
            if (element instanceof StreamRecord<?> record) {
                steps.add(Step.of(subject.out().getTypeClass().cast(record.getValue())));
            } else if (element instanceof Watermark mark) {
                steps.add(Step.watermark(mark.getTimestamp()));
            }
        }
        return steps;
    }

    /** What is missing and what is too much, shortened; empty if the two are equal. */
    static String difference(List<String> expected, List<String> actual) {
        if (expected.equals(actual)) {
            return "";
        }
        List<String> missing = new ArrayList<>(expected);
        List<String> extra = new ArrayList<>(actual);
        actual.forEach(missing::remove);
        expected.forEach(extra::remove);
        return missing.size() + " missing " + shortened(missing) + ", " + extra.size() + " too many " + shortened(extra)
                + (missing.isEmpty() && extra.isEmpty() ? ", another order" : "");
    }

    private static List<String> shortened(List<String> texts) {
        return texts.stream()
                .limit(2)
                .map(text -> text.substring(0, Math.min(250, text.length())))
                .toList();
    }

    private static String describe(Object element) {
        if (element instanceof StreamRecord<?> record) {
            return record.getValue() instanceof Publication publication
                    ? text(publication)
                    : record.getValue() instanceof Inbound inbound ? text(inbound) : String.valueOf(record.getValue());
        }
        return String.valueOf(element);
    }

    static String text(Publication publication) {
        return publication.topic() + " " + publication.key() + " "
                + new String(publication.value(), java.nio.charset.StandardCharsets.UTF_8) + " " + publication.row();
    }

    private static String text(Inbound inbound) {
        Origin origin = inbound.origin();
        return origin.topic() + "/" + origin.partition() + "/" + origin.offset() + " "
                + HexFormat.of().formatHex(origin.sha256()) + " stamp " + inbound.stamp() + " " + inbound.accepted();
    }
}
