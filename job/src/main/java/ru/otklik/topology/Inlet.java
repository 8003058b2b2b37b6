package ru.otklik.topology;

import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import ru.otklik.operator.Inbound;

/** Where records come in. */
public interface Inlet {
    SingleOutputStreamOperator<Inbound> open(StreamExecutionEnvironment env);
}
