package ru.otklik.cluster;

import java.util.concurrent.TimeUnit;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;

/** The smallest job that runs until it is stopped; the cluster's test submits it. */
public final class EndlessJob {
    private EndlessJob() {}

    /** Counts to the end of the numbers, a thousand a second. */
    public static void main(String[] args) throws Exception {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        env.fromSequence(0, Long.MAX_VALUE)
                .uid("count")
                .map(number -> {
                    TimeUnit.MILLISECONDS.sleep(1);
                    return number;
                })
                .returns(Long.class)
                .uid("slow-down")
                .sinkTo(new DiscardingSink<>())
                .uid("forget");
        env.execute("endless");
    }
}
