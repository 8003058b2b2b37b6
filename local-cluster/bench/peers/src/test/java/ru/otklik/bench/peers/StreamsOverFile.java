package ru.otklik.bench.peers;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueIterator;
import ru.otklik.domain.period.CalendarKind;
import ru.otklik.edge.reference.ReferenceFiles;

/** The Kafka Streams peer over a file, without a broker. */
final class StreamsOverFile {
    private static final String TOPIC = "incidents";

    private StreamsOverFile() {}

    static void run(Path events, Path rows, Path state) throws IOException {
        List<String> lines = Files.readAllLines(events);
        StreamsProgress progress = new StreamsProgress(lines.size());
        Properties settings = new Properties();
        settings.setProperty(StreamsConfig.APPLICATION_ID_CONFIG, "agreement");
        settings.setProperty(StreamsConfig.STATE_DIR_CONFIG, state.toString());
        try (TopologyTestDriver driver = new TopologyTestDriver(
                StreamsTopology.of(
                        List.of(TOPIC),
                        List.of(CalendarKind.MONTH, CalendarKind.QUARTER),
                        "rows",
                        ReferenceFiles.shipped(),
                        progress),
                settings)) {
            TestInputTopic<byte[], byte[]> topic =
                    driver.createInputTopic(TOPIC, new ByteArraySerializer(), new ByteArraySerializer());
            for (String line : lines) {
                topic.pipeInput(line.getBytes(StandardCharsets.UTF_8));
            }
            try (KeyValueIterator<String, FigureTally> all = driver.<String, FigureTally>getKeyValueStore(
                                    StreamsTopology.FIGURES)
                            .all();
                    OutputStream out = Files.newOutputStream(rows)) {
                while (all.hasNext()) {
                    KeyValue<String, FigureTally> next = all.next();
                    out.write(PeerJson.bytes(StreamsTopology.row(next.key, next.value)));
                    out.write('\n');
                }
            }
        }
    }
}
