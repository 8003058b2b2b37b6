package ru.otklik.e2e;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import ru.otklik.cluster.ClusterHome;
import ru.otklik.cluster.ClusterOptions;
import ru.otklik.cluster.ClusterState;
import ru.otklik.cluster.FlinkRest;
import ru.otklik.cluster.KafkaBroker;
import ru.otklik.cluster.LocalCluster;
import ru.otklik.cluster.PostgresServer;
import ru.otklik.cluster.TransportSecurity;
import ru.otklik.console.Progress;
import ru.otklik.console.Waiting;
import ru.otklik.traffic.FileSending;
import ru.otklik.traffic.TrafficSender;

/** The packaged job over a broker and a database that take nothing but TLS and logins; and every place it leaves text in. */
final class SecuredSystem implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Path PROJECT = Path.of("..").toAbsolutePath().normalize();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    final ClusterHome home;
    final ClusterState state;
    final TransportSecurity security;
    private final LocalCluster cluster;

    private SecuredSystem(Path folder) {
        home = new ClusterHome(folder);
        state = ClusterState.read(home);
        security = TransportSecurity.switchOn(home, state);
        ClusterOptions usual = ClusterOptions.of(PROJECT);
        cluster = new LocalCluster(
                new ClusterOptions(PROJECT, usual.jobJar(), 1, 1, 1, 384, false, List.of()),
                home,
                state,
                line -> System.out.println("  " + line));
    }

    static SecuredSystem start(Path folder) {
        SecuredSystem system = new SecuredSystem(folder);
        try {
            system.cluster.start();
            system.cluster.submitJob();
            return system;
        } catch (RuntimeException e) {
            system.close();
            throw e;
        }
    }

    /** Sends lines, and waits until event time has reached an instant and what it closed has been written. */
    void send(Path file, Instant close) throws IOException {
        try (TrafficSender sender = TrafficSender.connect(KafkaBroker.access(state))) {
            new FileSending(sender, 0).send(List.of(file), close, new Progress(System.out, "sent"));
        }
        Waiting.until("event time " + close, PATIENCE, seen -> {
            OptionalLong reached = flink().eventTime(job(), "measure-regions");
            seen.accept("event time " + reached + ", job " + flink().jobState(job()) + flink().lastFailure(job()));
            return reached.orElse(Long.MIN_VALUE) < close.toEpochMilli() ? null : true;
        });
        long before = checkpoints();
        Waiting.until("two checkpoints", PATIENCE, seen -> {
            seen.accept(checkpoints() + " complete");
            return checkpoints() > before + 1 ? true : null;
        });
    }

    /** Stops the job with a savepoint, which commits all that was written. */
    void stopJob() throws IOException {
        flink().stopWithSavepoint(job());
    }

    String job() {
        return state.find("job").orElseThrow();
    }

    String restAddress() {
        return FlinkRest.address(state);
    }

    private FlinkRest flink() {
        return new FlinkRest(state);
    }

    private long checkpoints() throws IOException {
        return flink().checkpoints(job()).path("counts").path("completed").longValue();
    }

    /** What Flink answers, status and body. */
    HttpResponse<String> ask(String method, String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(restAddress() + path))
                .header("Content-Type", "application/java-archive")
                .method(
                        method,
                        method.equals("GET")
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString("a jar"))
                .build();
        return HTTP.send(request, BodyHandlers.ofString());
    }

    /** Pages of Flink about the job and the processes, by path. */
    Map<String, String> pages() throws IOException, InterruptedException {
        List<String> paths = new ArrayList<>(List.of(
                "/config",
                "/overview",
                "/jobmanager/config",
                "/jobmanager/environment",
                "/jobmanager/log",
                "/taskmanagers"));
        for (String page : List.of(
                "",
                "/config",
                "/plan",
                "/exceptions",
                "/checkpoints",
                "/checkpoints/config",
                "/accumulators",
                "/jobmanager/config",
                "/jobmanager/environment")) {
            paths.add("/jobs/" + job() + page);
        }
        for (String taskManager : flink().taskManagers()) {
            paths.add("/taskmanagers/" + taskManager);
            paths.add("/taskmanagers/" + taskManager + "/log");
        }
        Map<String, String> pages = new TreeMap<>();
        for (String path : paths) {
            HttpRequest request =
                    HttpRequest.newBuilder(URI.create(restAddress() + path)).build();
            pages.put(path, HTTP.send(request, BodyHandlers.ofString()).body());
        }
        return pages;
    }

    /** Keys, values and headers of every record of a topic, uncommitted ones too; bytes as characters. */
    List<String> records(String topic) {
        Map<String, Object> settings = new HashMap<>(KafkaBroker.access(state).clientMap());
        List<String> found = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            return Waiting.until("the end of " + topic, PATIENCE, seen -> {
                consumer.poll(Duration.ofMillis(100)).forEach(record -> {
                    StringBuilder all = new StringBuilder(text(record.key())).append(text(record.value()));
                    record.headers().forEach(header -> all.append(header.key()).append(text(header.value())));
                    found.add(all.toString());
                });
                seen.accept(found.size() + " records");
                boolean ended =
                        ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
                return ended ? found : null;
            });
        }
    }

    /** Every row of every table of the job, by table. */
    Map<String, List<String>> rows() throws SQLException {
        Map<String, List<String>> rows = new TreeMap<>();
        try (Connection admin = PostgresServer.connect(home, state, PostgresServer.ADMIN)) {
            for (String table : column(
                    admin,
                    "select relname from pg_class join pg_namespace n on n.oid = relnamespace"
                            + " where nspname = 'otklik' and relkind in ('r', 'p')")) {
                rows.put(table, column(admin, "select t::text from otklik.\"" + table + "\" t"));
            }
        }
        return rows;
    }

    private static List<String> column(Connection connection, String query) throws SQLException {
        List<String> values = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            while (row.next()) {
                values.add(row.getString(1));
            }
        }
        return values;
    }

    /** Every file below a folder, bytes as characters, by name. What is deleted meanwhile, as old checkpoints are, is left out. */
    static Map<String, String> files(Path folder) throws IOException {
        Map<String, String> files = new TreeMap<>();
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                try {
                    files.put(file.toString(), text(Files.readAllBytes(file)));
                    return FileVisitResult.CONTINUE;
                } catch (IOException e) {
                    return passOver(e);
                }
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
                return passOver(e);
            }

            @Override
            public FileVisitResult postVisitDirectory(Path each, @Nullable IOException e) throws IOException {
                return e == null ? FileVisitResult.CONTINUE : passOver(e);
            }

            private static FileVisitResult passOver(IOException e) throws IOException {
                if (e instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE;
                }
                throw e;
            }
        });
        return files;
    }

    /** A character a byte, so that nothing is lost in decoding. */
    static String text(byte @Nullable [] bytes) {
        return bytes == null ? "" : new String(bytes, StandardCharsets.ISO_8859_1);
    }

    @Override
    public void close() {
        cluster.stop();
    }
}
