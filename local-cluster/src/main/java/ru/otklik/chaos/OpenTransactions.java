package ru.otklik.chaos;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.ProducerState;
import org.apache.kafka.common.TopicPartition;
import ru.otklik.console.Failure;

/** Says which transactions hold back the readers of a partition: what its log knows of each, and what the coordinator does. */
final class OpenTransactions {
    private final String bootstrap;

    OpenTransactions(String bootstrap) {
        this.bootstrap = bootstrap;
    }

    /** One line for each producer that the log of a partition has an open transaction of. */
    List<String> of(TopicPartition partition) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
            List<ProducerState> open =
                    admin
                            .describeProducers(Set.of(partition))
                            .partitionResult(partition)
                            .get()
                            .activeProducers()
                            .stream()
                            .filter(producer ->
                                    producer.currentTransactionStartOffset().isPresent())
                            .toList();
            List<String> lines = new ArrayList<>();
            for (ProducerState producer : open) {
                lines.add(producer + " of " + coordinated(admin, producer.producerId()));
            }
            return lines;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure("interrupted", e);
        } catch (ExecutionException e) {
            throw new Failure("the producers of " + partition + " cannot be described: " + Failure.because(e), e);
        }
    }

    private static Collection<?> coordinated(Admin admin, long producer)
            throws InterruptedException, ExecutionException {
        return admin.listTransactions(new ListTransactionsOptions().filterProducerIds(Set.of(producer)))
                .all()
                .get();
    }
}
