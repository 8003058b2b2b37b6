package ru.otklik.edge;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SourceOutput;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SourceSplit;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.core.io.InputStatus;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.jspecify.annotations.Nullable;
import ru.otklik.operator.Inbound;

/** Another source, whose reader has partitions that are far ahead of the others wait, by {@link EvenPace}. */
final class PacedSource<SplitT extends SourceSplit, EnumT> implements Source<Inbound, SplitT, EnumT> {
    private static final long serialVersionUID = 1L;

    private final Source<Inbound, SplitT, EnumT> source;

    PacedSource(Source<Inbound, SplitT, EnumT> source) {
        this.source = source;
    }

    @Override
    public Boundedness getBoundedness() {
        return source.getBoundedness();
    }

    @Override
    public SourceReader<Inbound, SplitT> createReader(SourceReaderContext context) throws Exception {
        return new PacedReader<>(source.createReader(context));
    }

    @Override
    public SplitEnumerator<SplitT, EnumT> createEnumerator(SplitEnumeratorContext<SplitT> context) throws Exception {
        return source.createEnumerator(context);
    }

    @Override
    public SplitEnumerator<SplitT, EnumT> restoreEnumerator(SplitEnumeratorContext<SplitT> context, EnumT checkpoint)
            throws Exception {
        return source.restoreEnumerator(context, checkpoint);
    }

    @Override
    public SimpleVersionedSerializer<SplitT> getSplitSerializer() {
        return source.getSplitSerializer();
    }

    @Override
    public SimpleVersionedSerializer<EnumT> getEnumeratorCheckpointSerializer() {
        return source.getEnumeratorCheckpointSerializer();
    }

    private static final class PacedReader<SplitT extends SourceSplit> implements SourceReader<Inbound, SplitT> {
        private static final long ROUND_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
        /** A look at the clock for so many records. */
        private static final int RECORDS_A_LOOK = 64;

        private final SourceReader<Inbound, SplitT> reader;
        private final EvenPace pace = new EvenPace();
        private long roundBegan = System.nanoTime();
        private int untilLook = RECORDS_A_LOOK;
        private @Nullable Noting noting;

        PacedReader(SourceReader<Inbound, SplitT> reader) {
            this.reader = reader;
        }

        @Override
        public InputStatus pollNext(ReaderOutput<Inbound> output) throws Exception {
            if (noting == null || noting.output() != output) {
                noting = new Noting(output, pace);
            }
            InputStatus status = reader.pollNext(noting);
            if (--untilLook <= 0 || status != InputStatus.MORE_AVAILABLE) {
                untilLook = RECORDS_A_LOOK;
                endRoundInTime();
            }
            return status;
        }

        private void endRoundInTime() {
            long now = System.nanoTime();
            if (now - roundBegan < ROUND_NANOS) {
                return;
            }
            roundBegan = now;
            EvenPace.Change change = pace.endRound();
            if (!change.isEmpty()) {
                reader.pauseOrResumeSplits(change.pause(), change.resume());
            }
        }

        /** While partitions wait, rounds go on even if nothing comes. */
        @Override
        public CompletableFuture<Void> isAvailable() {
            CompletableFuture<Void> available = reader.isAvailable();
            return !pace.isAnyPaused() || available.isDone()
                    ? available
                    : available.copy().completeOnTimeout(null, ROUND_NANOS, TimeUnit.NANOSECONDS);
        }

        @Override
        public void start() {
            reader.start();
        }

        @Override
        public List<SplitT> snapshotState(long checkpointId) {
            return reader.snapshotState(checkpointId);
        }

        @Override
        public void addSplits(List<SplitT> splits) {
            reader.addSplits(splits);
        }

        @Override
        public void notifyNoMoreSplits() {
            reader.notifyNoMoreSplits();
        }

        @Override
        public void handleSourceEvents(SourceEvent event) {
            reader.handleSourceEvents(event);
        }

        @Override
        public void notifyCheckpointComplete(long checkpointId) throws Exception {
            reader.notifyCheckpointComplete(checkpointId);
        }

        @Override
        public void notifyCheckpointAborted(long checkpointId) throws Exception {
            reader.notifyCheckpointAborted(checkpointId);
        }

        @Override
        public void pauseOrResumeSplits(Collection<String> pause, Collection<String> resume) {
            throw new UnsupportedOperationException("alignment of watermarks and an even pace exclude one another");
        }

        @Override
        public void close() throws Exception {
            reader.close();
        }
    }

    /** Notes how far each partition has been read. */
    private record Noting(ReaderOutput<Inbound> output, EvenPace pace) implements ReaderOutput<Inbound> {
        @Override
        public SourceOutput<Inbound> createOutputForSplit(String split) {
            return new NotingSplit(output.createOutputForSplit(split), pace.track(split));
        }

        @Override
        public void releaseOutputForSplit(String split) {
            output.releaseOutputForSplit(split);
        }

        @Override
        public void collect(Inbound inbound) {
            output.collect(inbound);
        }

        @Override
        public void collect(Inbound inbound, long timestamp) {
            output.collect(inbound, timestamp);
        }

        @Override
        public void emitWatermark(Watermark watermark) {
            output.emitWatermark(watermark);
        }

        @Override
        public void markIdle() {
            output.markIdle();
        }

        @Override
        public void markActive() {
            output.markActive();
        }
    }

    private record NotingSplit(SourceOutput<Inbound> output, EvenPace.Track track) implements SourceOutput<Inbound> {
        @Override
        public void collect(Inbound inbound) {
            track.reached(inbound.eventTime());
            output.collect(inbound);
        }

        @Override
        public void collect(Inbound inbound, long timestamp) {
            track.reached(inbound.eventTime());
            output.collect(inbound, timestamp);
        }

        @Override
        public void emitWatermark(Watermark watermark) {
            output.emitWatermark(watermark);
        }

        @Override
        public void markIdle() {
            output.markIdle();
        }

        @Override
        public void markActive() {
            output.markActive();
        }
    }
}
