package ru.otklik.dispatch;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The topic of alerts as one target reads it, with a position that outlives the process. */
interface AlertSource extends AutoCloseable {

    /**
     * One record.
     *
     * @param place where it lies
     * @param appendedMillis when the broker took it; milliseconds of the epoch
     * @param value its bytes, null or broken as they may be
     * @param told whether it lies before the committed position: the target was told in an earlier life
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared, never changed
    record Entry(Place place, long appendedMillis, byte @Nullable [] value, boolean told) {}

    /**
     * The next records.
     *
     * @param atMost how long to wait for some
     * @param wanted false if there is no room for more: only the time passes, and the broker hears of the reader
     */
    List<Entry> read(Duration atMost, boolean wanted);

    /** Whether everything was read that was there when the topic was opened. */
    boolean isReadToEnd();

    /** Keeps positions: by partition, the first offset to be told after a restart. */
    void commit(Map<Integer, Long> positions);

    /** Ends a waiting {@link #read}, from another thread. */
    void wakeUp();

    @Override
    void close();
}
