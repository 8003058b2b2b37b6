package ru.otklik.edge;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.ScheduledFuture;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobInfo;
import org.apache.flink.api.common.JobInfoImpl;
import org.apache.flink.api.common.TaskInfo;
import org.apache.flink.api.common.TaskInfoImpl;
import org.apache.flink.api.common.operators.MailboxExecutor;
import org.apache.flink.api.common.operators.ProcessingTimeService;
import org.apache.flink.api.common.serialization.SerializationSchema;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.connector.sink2.Committer;
import org.apache.flink.api.connector.sink2.CommitterInitContext;
import org.apache.flink.api.connector.sink2.InitContext;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.connector.kafka.sink.KafkaCommittable;
import org.apache.flink.connector.kafka.sink.KafkaWriterState;
import org.apache.flink.connector.kafka.sink.TwoPhaseCommittingStatefulSink.PrecommittingStatefulSinkWriter;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.groups.SinkCommitterMetricGroup;
import org.apache.flink.metrics.groups.SinkWriterMetricGroup;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.apache.flink.util.SimpleUserCodeClassLoader;
import org.apache.flink.util.UserCodeClassLoader;
import org.apache.flink.util.function.ThrowingRunnable;
import org.jspecify.annotations.Nullable;
import ru.otklik.operator.Publication;

/** One attempt of the only subtask that writes to Kafka, taken by hand through its checkpoints. */
final class Attempt implements AutoCloseable {
    /** What a checkpoint holds of a subtask. */
    record Checkpoint(long id, List<KafkaWriterState> state, Collection<KafkaCommittable> committables) {
        static final Checkpoint NONE = new Checkpoint(0, List.of(), List.of());
    }

    private final PrecommittingStatefulSinkWriter<Publication, KafkaWriterState, KafkaCommittable> writer;
    private final Committer<KafkaCommittable> committer;

    /**
     * Starts as after a failure.
     *
     * @param allocation the slot it runs in
     * @param number how often the task failed before
     * @param from what it is restored from; the records of that checkpoint are committed
     */
    Attempt(TransactionalSink sink, String allocation, int number, Checkpoint from)
            throws IOException, InterruptedException {
        TaskInfo task = new TaskInfoImpl("publish", 1, 0, 1, number, allocation);
        this.committer = sink.createCommitter(new OfCommitter(task, from.id()));
        this.writer = sink.restoreWriter(new OfWriter(task, from.id()), from.state());
        SimpleVersionedSerializer<KafkaCommittable> stored = sink.getCommittableSerializer();
        List<KafkaCommittable> restored = new ArrayList<>();
        for (KafkaCommittable committable : from.committables()) {
            restored.add(stored.deserialize(stored.getVersion(), stored.serialize(committable)));
        }
        commit(new Checkpoint(from.id(), from.state(), restored));
    }

    void write(String topic, String key) throws IOException, InterruptedException {
        writer.write(new Publication(topic, key, key.getBytes(StandardCharsets.UTF_8), null), new NoTimestamp());
        writer.flush(false);
    }

    /** The barrier has come: pre-commits. */
    Checkpoint checkpoint(long id) throws IOException, InterruptedException {
        writer.flush(false);
        Collection<KafkaCommittable> committables = writer.prepareCommit();
        return new Checkpoint(id, writer.snapshotState(id), committables);
    }

    /** The checkpoint is complete. */
    void commit(Checkpoint checkpoint) throws IOException, InterruptedException {
        List<Committer.CommitRequest<KafkaCommittable>> requests = checkpoint.committables().stream()
                .<Committer.CommitRequest<KafkaCommittable>>map(Request::new)
                .toList();
        committer.commit(requests);
    }

    @Override
    public void close() throws Exception {
        writer.close();
        committer.close();
    }

    /** As Flink's own: a failure for a known reason is a line in the log, and the job goes on. */
    private record Request(KafkaCommittable committable) implements Committer.CommitRequest<KafkaCommittable> {
        @Override
        public KafkaCommittable getCommittable() {
            return committable;
        }

        @Override
        public int getNumberOfRetries() {
            return 0;
        }

        @Override
        public void signalFailedWithKnownReason(Throwable reason) {
            // Flink counts it
        }

        @Override
        public void signalFailedWithUnknownReason(Throwable reason) {
            throw new IllegalStateException("not committed", reason);
        }

        @Override
        public void retryLater() {
            throw new IllegalStateException("not committed at once");
        }

        @Override
        public void updateAndRetryLater(KafkaCommittable updated) {
            retryLater();
        }

        @Override
        public void signalAlreadyCommitted() {
            // as good as a commit
        }
    }

    /** What Flink tells both halves of a sink. */
    private interface Told extends InitContext {
        TaskInfo task();

        long restored();

        @Override
        default TaskInfo getTaskInfo() {
            return task();
        }

        @Override
        default OptionalLong getRestoredCheckpointId() {
            return restored() == 0 ? OptionalLong.empty() : OptionalLong.of(restored());
        }

        @Override
        default JobInfo getJobInfo() {
            return new JobInfoImpl(new JobID(), "otklik");
        }
    }

    private record OfCommitter(TaskInfo task, long restored) implements Told, CommitterInitContext {
        @Override
        public SinkCommitterMetricGroup metricGroup() {
            throw new UnsupportedOperationException("this committer counts nothing");
        }
    }

    private record OfWriter(TaskInfo task, long restored) implements Told, WriterInitContext {
        @Override
        public UserCodeClassLoader getUserCodeClassLoader() {
            return SimpleUserCodeClassLoader.create(Attempt.class.getClassLoader());
        }

        @Override
        public MailboxExecutor getMailboxExecutor() {
            return new NoMail();
        }

        @Override
        public ProcessingTimeService getProcessingTimeService() {
            return new NoTimers();
        }

        @Override
        public SinkWriterMetricGroup metricGroup() {
            return UnregisteredMetricsGroup.createSinkWriterMetricGroup();
        }

        @Override
        public SerializationSchema.InitializationContext asSerializationSchemaInitializationContext() {
            return new SerializationSchema.InitializationContext() {
                @Override
                public MetricGroup getMetricGroup() {
                    return new UnregisteredMetricsGroup();
                }

                @Override
                public UserCodeClassLoader getUserCodeClassLoader() {
                    return OfWriter.this.getUserCodeClassLoader();
                }
            };
        }

        @Override
        public boolean isObjectReuseEnabled() {
            return true;
        }

        @Override
        public <T> TypeSerializer<T> createInputSerializer() {
            throw new UnsupportedOperationException("the writer has a serializer of its own");
        }
    }

    /** The writer sends itself what a producer's thread has found out: a failure, and there must be none. */
    private static final class NoMail implements MailboxExecutor {
        @Override
        public void execute(
                MailOptions options,
                ThrowingRunnable<? extends Exception> command,
                String description,
                Object... arguments) {
            throw new IllegalStateException(description + " " + Arrays.toString(arguments));
        }

        @Override
        public void yield() {
            throw new UnsupportedOperationException("there is no mail");
        }

        @Override
        public boolean tryYield() {
            return false;
        }

        @Override
        public boolean shouldInterrupt() {
            return false;
        }
    }

    private record NoTimestamp() implements SinkWriter.Context {
        @Override
        public long currentWatermark() {
            return Long.MIN_VALUE;
        }

        @Override
        public @Nullable Long timestamp() {
            return null;
        }
    }

    /** The writer asks for one only to keep its figures fresh. */
    private static final class NoTimers implements ProcessingTimeService {
        @Override
        public long getCurrentProcessingTime() {
            return 0;
        }

        @Override
        public @Nullable ScheduledFuture<?> registerTimer(long time, ProcessingTimeCallback target) {
            return null;
        }
    }
}
