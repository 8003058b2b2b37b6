package ru.otklik.bench.peers;

import java.time.OffsetDateTime;
import org.apache.flink.table.functions.ScalarFunction;
import org.jspecify.annotations.Nullable;

/** SQL function EPOCH_MILLIS: an RFC 3339 time with offset, which the JSON format can't read, as epoch milliseconds. */
public final class EpochMillis extends ScalarFunction {
    private static final long serialVersionUID = 1L;

    /** Null for null. */
    public @Nullable Long eval(@Nullable String time) {
        return time == null
                ? null
                : Long.valueOf(OffsetDateTime.parse(time).toInstant().toEpochMilli());
    }
}
