package ru.otklik.stores;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TransactionDescription;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TransactionalIdNotFoundException;
import ru.otklik.edge.KafkaAccess;
import ru.otklik.schemas.Topics;

/** Figures of the broker: what readers of committed records don't see yet, and which transaction holds them back. */
final class Broker implements Store {
    /** A busy broker takes its time, logins by TLS too. */
    private static final String PATIENCE_MILLIS = "30000";

    private final KafkaAccess access;

    Broker(KafkaAccess access) {
        this.access = access;
    }

    @Override
    public String name() {
        return "kafka";
    }

    @Override
    public List<Figure> read() throws ExecutionException, InterruptedException {
        Properties settings = access.client();
        settings.setProperty("default.api.timeout.ms", PATIENCE_MILLIS);
        settings.setProperty("request.timeout.ms", PATIENCE_MILLIS);
        try (Admin admin = Admin.create(settings)) {
            List<Figure> figures = new ArrayList<>();
            uncommitted(admin)
                    .forEach((topic, records) -> figures.add(Figure.gauge(
                            "topic_uncommitted_records",
                            "Offsets between the last stable one and the end",
                            "topic",
                            topic,
                            records)));
            transactions(admin, figures);
            return figures;
        }
    }

    private static Map<String, Long> uncommitted(Admin admin) throws ExecutionException, InterruptedException {
        Set<String> there = new HashSet<>(admin.listTopics().names().get());
        there.retainAll(Topics.EXACTLY_ONCE);
        Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
        admin.describeTopics(there)
                .allTopicNames()
                .get()
                .forEach((topic, description) -> description
                        .partitions()
                        .forEach(each -> ends.put(new TopicPartition(topic, each.partition()), OffsetSpec.latest())));
        // The stable offsets first: what is committed meanwhile then counts too much, and nothing counts below zero.
        Map<TopicPartition, Long> stable = offsets(admin, ends, IsolationLevel.READ_COMMITTED);
        Map<TopicPartition, Long> last = offsets(admin, ends, IsolationLevel.READ_UNCOMMITTED);
        Map<String, Long> records = new TreeMap<>();
        last.forEach((partition, end) ->
                records.merge(partition.topic(), end - stable.getOrDefault(partition, end), Long::sum));
        return records;
    }

    private static Map<TopicPartition, Long> offsets(
            Admin admin, Map<TopicPartition, OffsetSpec> wanted, IsolationLevel level)
            throws ExecutionException, InterruptedException {
        Map<TopicPartition, Long> offsets = new HashMap<>();
        admin.listOffsets(wanted, new ListOffsetsOptions(level))
                .all()
                .get()
                .forEach((partition, found) -> offsets.put(partition, found.offset()));
        return offsets;
    }

    private static void transactions(Admin admin, List<Figure> figures)
            throws ExecutionException, InterruptedException {
        ListTransactionsOptions open = new ListTransactionsOptions()
                .filterStates(Set.of(
                        TransactionState.ONGOING, TransactionState.PREPARE_COMMIT, TransactionState.PREPARE_ABORT));
        List<String> ids = admin.listTransactions(open).all().get().stream()
                .map(TransactionListing::transactionalId)
                .toList();
        long now = System.currentTimeMillis();
        long oldest = now;
        for (String id : ids) {
            oldest = Math.min(oldest, startOf(admin, id, now));
        }
        figures.add(
                Figure.gauge("open_transactions", "Transactions that are neither committed nor aborted", ids.size()));
        figures.add(Figure.gauge(
                "oldest_transaction_seconds", "Age of the oldest of them; 0 if there is none", (now - oldest) / 1e3));
    }

    /** When a transaction began, epoch milliseconds of the broker's clock; now if it has ended meanwhile. */
    private static long startOf(Admin admin, String id, long now) throws ExecutionException, InterruptedException {
        try {
            TransactionDescription found =
                    admin.describeTransactions(Set.of(id)).description(id).get();
            return found.transactionStartTimeMs().orElse(now);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof TransactionalIdNotFoundException) {
                return now;
            }
            throw e;
        }
    }
}
