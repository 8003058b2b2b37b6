package ru.otklik.stores;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import ru.otklik.cluster.ClusterHome;
import ru.otklik.cluster.ClusterState;
import ru.otklik.cluster.KafkaBroker;
import ru.otklik.cluster.PostgresServer;
import ru.otklik.console.Failure;

/** Figures of all stores as the text that Prometheus reads; a store that does not answer is said to be down. */
public final class Stores {
    private final List<Store> stores;
    private final Consumer<String> say;

    Stores(List<Store> stores, Consumer<String> say) {
        this.stores = List.copyOf(stores);
        this.say = say;
    }

    /**
     * The stores of a cluster on this machine.
     *
     * @param say takes a sentence about each store that does not answer
     */
    public static Stores of(ClusterHome home, ClusterState state, Consumer<String> say) {
        SortedMap<String, Path> places = new TreeMap<>();
        places.put("kafka", home.kafka());
        places.put("postgres", home.postgres());
        places.put("checkpoints", home.checkpoints());
        ResultTables.Connections database = () -> PostgresServer.connect(home, state, PostgresServer.MONITOR);
        return new Stores(
                List.of(
                        new Broker(KafkaBroker.access(state)),
                        new ResultTables(database),
                        new Reconciliation(KafkaBroker.access(state), database),
                        new Disks(places)),
                say);
    }

    /** Reads all of them, one after the other, so that nobody is asked twice at a time. */
    public synchronized String text() {
        List<Figure> figures = new ArrayList<>();
        List<Figure> up = new ArrayList<>();
        for (Store store : stores) {
            boolean answers = true;
            try {
                figures.addAll(store.read());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new Failure("interrupted", e);
            } catch (Exception e) {
                answers = false;
                say.accept(store.name() + " does not answer: " + Failure.because(e));
            }
            up.add(Figure.gauge("store_up", "1 if a store answers", "store", store.name(), answers ? 1 : 0));
        }
        figures.addAll(up);
        return text(figures);
    }

    /** Lines of one name follow each other, as the format wants it. */
    private static String text(List<Figure> figures) {
        StringBuilder text = new StringBuilder();
        String last = "";
        for (Figure figure : figures) {
            if (!figure.name().equals(last)) {
                text.append(figure.head());
                last = figure.name();
            }
            text.append(figure.line());
        }
        return text.toString();
    }
}
