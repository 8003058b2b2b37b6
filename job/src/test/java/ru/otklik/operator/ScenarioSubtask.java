package ru.otklik.operator;

import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.operators.StreamOperator;
import org.apache.flink.streaming.api.operators.TwoInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;

/** One subtask of a scenario, whether its operator has one input or a second one for updates. */
interface ScenarioSubtask<I, O> {
    void take(I value) throws Exception;

    void take(ConfigUpdate update) throws Exception;

    void pass(long watermark) throws Exception;

    int keys();

    AbstractStreamOperatorTestHarness<O> harness();

    @SuppressWarnings("unchecked") // the subject names the type of its input
    static <I, O, K> ScenarioSubtask<I, O> of(OperatorScenario.Subject<I, O, K> subject, int parallelism, int index)
            throws Exception {
        StreamOperator<O> operator = subject.operator().get();
        KeySelector<I, K> selector = subject.selector();
        TypeInformation<K> keyType = subject.keyType();
        if (operator instanceof TwoInputStreamOperator<?, ?, ?> && selector != null && keyType != null) {
            return new TwoInputs<>(new KeyedTwoInputStreamOperatorTestHarness<>(
                    (TwoInputStreamOperator<I, ConfigUpdate, O>) operator,
                    selector,
                    null,
                    keyType,
                    OperatorScenario.MAX_PARALLELISM,
                    parallelism,
                    index));
        }
        OneInputStreamOperator<I, O> single = (OneInputStreamOperator<I, O>) operator;
        return new OneInput<>(
                selector != null && keyType != null
                        ? new KeyedOneInputStreamOperatorTestHarness<>(
                                single, selector, keyType, OperatorScenario.MAX_PARALLELISM, parallelism, index)
                        : new OneInputStreamOperatorTestHarness<>(
                                single, OperatorScenario.MAX_PARALLELISM, parallelism, index));
    }

    /** An operator of records alone. */
    record OneInput<I, O>(OneInputStreamOperatorTestHarness<I, O> harness) implements ScenarioSubtask<I, O> {
        @Override
        public void take(I value) throws Exception {
            harness.processElement(new StreamRecord<>(value));
        }

        @Override
        public void take(ConfigUpdate update) {
            throw new IllegalArgumentException("this operator takes no updates");
        }

        @Override
        public void pass(long watermark) throws Exception {
            harness.processWatermark(watermark);
        }

        @Override
        public int keys() {
            return ((KeyedOneInputStreamOperatorTestHarness<?, ?, ?>) harness).numKeyedStateEntries();
        }
    }

    /** An operator that is told of updates too; their input has no event time. */
    record TwoInputs<I, O, K>(KeyedTwoInputStreamOperatorTestHarness<K, I, ConfigUpdate, O> harness)
            implements ScenarioSubtask<I, O> {
        @Override
        public void take(I value) throws Exception {
            harness.processElement1(new StreamRecord<>(value));
        }

        @Override
        public void take(ConfigUpdate update) throws Exception {
            harness.processElement2(new StreamRecord<>(update));
        }

        @Override
        public void pass(long watermark) throws Exception {
            harness.processWatermark1(new Watermark(watermark));
        }

        @Override
        public int keys() {
            return harness.numKeyedStateEntries();
        }
    }
}
