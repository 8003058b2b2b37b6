package ru.otklik.edge;

import static ru.otklik.topology.OperatorId.READ_INCIDENTS;

import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.connector.source.lib.util.IteratorSourceEnumerator;
import org.apache.flink.api.connector.source.lib.util.IteratorSourceReader;
import org.apache.flink.api.connector.source.lib.util.IteratorSourceSplit;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.InstantiationUtil;
import ru.otklik.domain.reference.ReferenceData;
import ru.otklik.operator.FlatType;
import ru.otklik.operator.Inbound;
import ru.otklik.topology.Inlet;

/** Files of events, read once by one reader: the order of a replay is the order of its input. */
final class FileInlet implements Inlet {

    /**
     * What to read.
     *
     * @param notAfter events dated after it are rejected, epoch milliseconds; Long.MAX_VALUE for none
     */
    record Input(List<String> files, long notAfter, EventDecoder.DecoderRules rules, ReferenceData reference)
            implements Serializable {
        List<Path> paths() {
            return files.stream().map(Path::of).toList();
        }
    }

    private final Input input;

    FileInlet(Input input) {
        this.input = input;
    }

    @Override
    public SingleOutputStreamOperator<Inbound> open(StreamExecutionEnvironment env) {
        return READ_INCIDENTS
                .on(env.fromSource(
                        new EventSource(input),
                        WatermarkStrategy.noWatermarks(),
                        READ_INCIDENTS.id(),
                        FlatType.INBOUND))
                .setParallelism(1);
    }

    /** The only split: all files. A replay is not checkpointed, so a split never has to continue in the middle. */
    private static final class AllFiles implements IteratorSourceSplit<Inbound, EventFiles>, Serializable {
        private static final long serialVersionUID = 1L;

        private final Input input;

        AllFiles(Input input) {
            this.input = input;
        }

        @Override
        public String splitId() {
            return "files";
        }

        @Override
        public EventFiles getIterator() {
            return new EventFiles(input.paths(), new EventDecoder(input.rules(), input.reference()), input.notAfter());
        }

        @Override
        public IteratorSourceSplit<Inbound, EventFiles> getUpdatedSplitForIterator(EventFiles iterator) {
            throw new UnsupportedOperationException("a replay is not checkpointed: run it again from the start");
        }
    }

    /**
     * Bounded, one split. Flink's reader gives one record a poll; one that gives hundreds was tried, and the difference
     * was lost in the noise of 30 of 600 ns an event.
     */
    private static final class EventSource implements Source<Inbound, AllFiles, Collection<AllFiles>> {
        private static final long serialVersionUID = 1L;

        private final Input input;

        EventSource(Input input) {
            this.input = input;
        }

        @Override
        public Boundedness getBoundedness() {
            return Boundedness.BOUNDED;
        }

        @Override
        public SourceReader<Inbound, AllFiles> createReader(SourceReaderContext context) {
            return new IteratorSourceReader<>(context);
        }

        @Override
        public SplitEnumerator<AllFiles, Collection<AllFiles>> createEnumerator(
                SplitEnumeratorContext<AllFiles> context) {
            // Flink's reader takes the first record of a split without asking whether there is one.
            boolean isEmpty = EventFiles.areEmpty(input.paths());
            return new IteratorSourceEnumerator<>(context, isEmpty ? List.of() : List.of(new AllFiles(input)));
        }

        @Override
        public SplitEnumerator<AllFiles, Collection<AllFiles>> restoreEnumerator(
                SplitEnumeratorContext<AllFiles> context, Collection<AllFiles> remaining) {
            return new IteratorSourceEnumerator<>(context, remaining);
        }

        @Override
        public SimpleVersionedSerializer<AllFiles> getSplitSerializer() {
            return new JavaSerializer<>();
        }

        @Override
        public SimpleVersionedSerializer<Collection<AllFiles>> getEnumeratorCheckpointSerializer() {
            return new JavaSerializer<>();
        }
    }

    /** Splits only travel from the enumerator to the reader of the same process. */
    private static final class JavaSerializer<T> implements SimpleVersionedSerializer<T> {
        @Override
        public int getVersion() {
            return 1;
        }

        @Override
        public byte[] serialize(T value) throws IOException {
            return InstantiationUtil.serializeObject(value);
        }

        @Override
        public T deserialize(int version, byte[] serialized) throws IOException {
            try {
                return InstantiationUtil.deserializeObject(
                        serialized, Thread.currentThread().getContextClassLoader());
            } catch (ClassNotFoundException e) {
                throw new IOException("a split of another version", e);
            }
        }
    }
}
