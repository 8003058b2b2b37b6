package ru.otklik.edge;

import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Properties;
import org.apache.flink.api.common.TaskInfo;
import org.apache.flink.api.connector.sink2.Committer;
import org.apache.flink.api.connector.sink2.CommitterInitContext;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaCommittable;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.sink.KafkaWriterState;
import org.apache.flink.connector.kafka.sink.TransactionNamingStrategy;
import org.apache.flink.connector.kafka.sink.TwoPhaseCommittingStatefulSink;
import org.apache.flink.connector.kafka.sink.internal.TransactionOwnership;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.streaming.api.connector.sink2.CommittableMessage;
import org.apache.flink.streaming.api.connector.sink2.SupportsPostCommitTopology;
import org.apache.flink.streaming.api.datastream.DataStream;
import ru.otklik.operator.Publication;

/**
 * The connector's exactly-once sink, with transactional ids that belong to one attempt of a task alone.
 *
 * <p>Whoever asks Kafka for a transactional id last, wins: the open transaction of that id is aborted. The connector gives
 * every attempt of a subtask the same few ids. So a TaskManager that hangs until another has taken over, and then goes on
 * with the barrier it had before it, asks for the id that its successor has pre-committed records under: they are lost, and
 * the commit that fails looks like one that came twice. With ids of its own a zombie can take nothing from its successor. What it
 * opens so late and never ends holds readers back until the next attempt aborts it, which knows it by the prefix that all
 * share, or until it times out; the alert on hanging transactions tells.
 */
final class TransactionalSink
        implements TwoPhaseCommittingStatefulSink<Publication, KafkaWriterState, KafkaCommittable>,
                SupportsPostCommitTopology<KafkaCommittable> {
    private static final long serialVersionUID = 1L;

    private static final String OF_ATTEMPT = ".";

    private final Properties producer;
    private final String prefix;
    private final KafkaRecordSerializationSchema<Publication> serializer;

    /** @param prefix of the transactional ids of every attempt of this job's tasks */
    TransactionalSink(Properties producer, String prefix, KafkaRecordSerializationSchema<Publication> serializer) {
        this.producer = producer;
        this.prefix = prefix;
        this.serializer = serializer;
    }

    @Override
    public PrecommittingStatefulSinkWriter<Publication, KafkaWriterState, KafkaCommittable> createWriter(
            WriterInitContext context) throws IOException {
        return restoreWriter(context, List.of());
    }

    @Override
    public PrecommittingStatefulSinkWriter<Publication, KafkaWriterState, KafkaCommittable> restoreWriter(
            WriterInitContext context, Collection<KafkaWriterState> recovered) throws IOException {
        TaskInfo task = context.getTaskInfo();
        Collection<KafkaWriterState> states = recovered.isEmpty() ? List.of(empty(task)) : recovered;
        return sink(prefixOf(task))
                .restoreWriter(context, states.stream().map(this::ofAllAttempts).toList());
    }

    @Override
    public Committer<KafkaCommittable> createCommitter(CommitterInitContext context) {
        return new FencingCommitter(sink(prefixOf(context.getTaskInfo())).createCommitter(context), producer);
    }

    @Override
    public SimpleVersionedSerializer<KafkaCommittable> getCommittableSerializer() {
        return sink(prefix).getCommittableSerializer();
    }

    @Override
    public SimpleVersionedSerializer<KafkaWriterState> getWriterStateSerializer() {
        return sink(prefix).getWriterStateSerializer();
    }

    @Override
    public void addPostCommitTopology(DataStream<CommittableMessage<KafkaCommittable>> committables) {
        sink(prefix).addPostCommitTopology(committables);
    }

    /**
     * Prefix of one attempt. Writer and committer share their task, so they come to the same one. A slot's allocation has an
     * id of its own, and the attempts in it have numbers; after the loss of a JobManager the numbers start anew, the ids of
     * allocations do not come again.
     */
    private String prefixOf(TaskInfo task) {
        return prefix + OF_ATTEMPT + task.getAllocationIDAsString() + OF_ATTEMPT + task.getAttemptNumber();
    }

    /** What a subtask that never wrote before would have kept, so that it, too, aborts what earlier attempts left open. */
    private KafkaWriterState empty(TaskInfo task) {
        return new KafkaWriterState(
                prefix + OF_ATTEMPT,
                task.getIndexOfThisSubtask(),
                task.getNumberOfParallelSubtasks(),
                TransactionOwnership.EXPLICIT_BY_WRITER_STATE,
                List.of());
    }

    /** The connector aborts open transactions by the prefix in the state: that of all attempts, not of the one that wrote it. */
    private KafkaWriterState ofAllAttempts(KafkaWriterState state) {
        return new KafkaWriterState(
                prefix + OF_ATTEMPT,
                state.getOwnedSubtaskId(),
                state.getTotalNumberOfOwnedSubtasks(),
                state.getTransactionOwnership(),
                state.getPrecommittedTransactionalIds());
    }

    private KafkaSink<Publication> sink(String transactionalIdPrefix) {
        return KafkaSink.<Publication>builder()
                .setKafkaProducerConfig(producer)
                .setDeliveryGuarantee(DeliveryGuarantee.EXACTLY_ONCE)
                .setTransactionalIdPrefix(transactionalIdPrefix)
                .setTransactionNamingStrategy(TransactionNamingStrategy.POOLING)
                .setRecordSerializer(serializer)
                .build();
    }
}
