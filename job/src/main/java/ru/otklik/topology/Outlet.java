package ru.otklik.topology;

import org.apache.flink.streaming.api.datastream.DataStream;
import ru.otklik.operator.Publication;

/** Where records go out. */
public interface Outlet {
    void attach(DataStream<Publication> publications);
}
