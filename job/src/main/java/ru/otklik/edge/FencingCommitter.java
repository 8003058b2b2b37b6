package ru.otklik.edge;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import org.apache.flink.api.connector.sink2.Committer;
import org.apache.flink.connector.kafka.sink.KafkaCommittable;
import org.apache.kafka.clients.admin.Admin;

/**
 * The connector's committer, which also ends what it finds in the place of a transaction that it was to commit.
 *
 * <p>A job that falls back behind its newest checkpoint finds the transactions of the older one committed long ago, and
 * their ids in use again, with a transaction open that nobody will commit. Writers leave it alone, since they go by the id,
 * which their state says is to be committed: readers would be held back until the transaction times out.
 */
final class FencingCommitter implements Committer<KafkaCommittable> {
    private final Committer<KafkaCommittable> committer;
    private final Properties client;

    FencingCommitter(Committer<KafkaCommittable> committer, Properties client) {
        this.committer = committer;
        this.client = client;
    }

    @Override
    public void commit(Collection<CommitRequest<KafkaCommittable>> requests) throws IOException, InterruptedException {
        List<String> refused = new ArrayList<>();
        committer.commit(requests.stream()
                .<CommitRequest<KafkaCommittable>>map(request -> new Watched(request, refused))
                .toList());
        if (!refused.isEmpty()) {
            fence(refused);
        }
    }

    @Override
    public void close() throws Exception {
        committer.close();
    }

    /** Kafka aborts the open transaction of an id, if it has one, before it gives the id to somebody else. */
    private void fence(List<String> transactionalIds) throws IOException, InterruptedException {
        try (Admin admin = Admin.create(client)) {
            admin.fenceProducers(transactionalIds).all().get();
        } catch (ExecutionException e) {
            throw new IOException(
                    "transactions in the place of refused ones cannot be aborted: " + transactionalIds, e);
        }
    }

    /** A request that also notes the id if its transaction is there no more. */
    private record Watched(CommitRequest<KafkaCommittable> request, List<String> refused)
            implements CommitRequest<KafkaCommittable> {
        @Override
        public KafkaCommittable getCommittable() {
            return request.getCommittable();
        }

        @Override
        public int getNumberOfRetries() {
            return request.getNumberOfRetries();
        }

        @Override
        public void signalFailedWithKnownReason(Throwable reason) {
            refused.add(getCommittable().getTransactionalId());
            request.signalFailedWithKnownReason(reason);
        }

        @Override
        public void signalFailedWithUnknownReason(Throwable reason) {
            request.signalFailedWithUnknownReason(reason);
        }

        @Override
        public void retryLater() {
            request.retryLater();
        }

        @Override
        public void updateAndRetryLater(KafkaCommittable committable) {
            request.updateAndRetryLater(committable);
        }

        @Override
        public void signalAlreadyCommitted() {
            request.signalAlreadyCommitted();
        }
    }
}
