package ru.otklik.topology;

import org.apache.flink.streaming.api.datastream.DataStreamSink;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/** The name and uid of every operator. State is found by its uid: an id that shipped never changes. */
public enum OperatorId {
    READ_INCIDENTS("read-incidents"),
    STAMP_EVENTS("stamp-events"),
    TRACK_INCIDENTS("track-incidents"),
    MEASURE_REGIONS("measure-regions"),
    MERGE_REGIONS("merge-regions"),
    PUBLISH_RECORDS("publish-records"),
    PUBLISH_LIVE("publish-live"),
    STORE_METRICS("store-metrics"),
    STORE_AUTHORITY_METRICS("store-authority-metrics"),
    STORE_REGION_METRICS("store-region-metrics"),
    STORE_ATTRIBUTION_METRICS("store-attribution-metrics"),
    STORE_PAGE_METRICS("store-page-metrics"),
    STORE_BOARDS("store-boards"),
    STORE_SNAPSHOTS("store-snapshots"),
    STORE_ALERTS("store-alerts"),
    STORE_LIVE_BOARDS("store-live-boards"),
    WRITE_FILES("write-files"),
    READ_CONFIG("read-config");

    private final String id;

    OperatorId(String id) {
        this.id = id;
    }

    public String id() {
        return id;
    }

    public <T> SingleOutputStreamOperator<T> on(SingleOutputStreamOperator<T> operator) {
        return operator.uid(id).name(id);
    }

    public <T> DataStreamSink<T> on(DataStreamSink<T> sink) {
        return sink.uid(id).name(id);
    }
}
