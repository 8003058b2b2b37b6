package ru.otklik.operator;

import org.apache.flink.api.common.state.MapState;
import ru.otklik.domain.region.RegionState;

/** Writes chunks into the state of the current key. */
final class ChunkSink implements RegionState.Sink {
    private final transient MapState<Long, byte[]> chunks;

    ChunkSink(MapState<Long, byte[]> chunks) {
        this.chunks = chunks;
    }

    @Override
    public void put(long key, byte[] chunk) {
        try {
            chunks.put(key, chunk);
        } catch (Exception e) {
            throw new IllegalStateException("cannot write state of a book", e);
        }
    }

    @Override
    public void remove(long key) {
        try {
            chunks.remove(key);
        } catch (Exception e) {
            throw new IllegalStateException("cannot remove state of a book", e);
        }
    }
}
