package ru.otklik.edge;

import static ru.otklik.topology.OperatorId.WRITE_FILES;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.streaming.api.datastream.DataStream;
import ru.otklik.operator.Publication;
import ru.otklik.topology.Outlet;

/**
 * Part files of a replay, one a topic and subtask; {@link PartFiles} merges them. A line is what to sort by, a tab, the
 * record.
 */
final class FileOutlet implements Outlet {
    private final String directory;

    FileOutlet(Path directory) {
        this.directory = directory.toString();
    }

    @Override
    public void attach(DataStream<Publication> publications) {
        WRITE_FILES.on(publications.sinkTo(new PartSink(directory)));
    }

    /** Writes lines; a replay either ends or is run again, so nothing has to be committed. */
    private static final class PartSink implements Sink<Publication> {
        private static final long serialVersionUID = 1L;

        private final String directory;

        PartSink(String directory) {
            this.directory = directory;
        }

        @Override
        public SinkWriter<Publication> createWriter(WriterInitContext context) {
            return new PartWriter(Path.of(directory), context.getTaskInfo().getIndexOfThisSubtask());
        }
    }

    private static final class PartWriter implements SinkWriter<Publication> {
        private static final int REVISION_DIGITS = 10;

        private final Path directory;
        private final int subtask;
        private final Map<String, OutputStream> parts = new HashMap<>();

        PartWriter(Path directory, int subtask) {
            this.directory = directory;
            this.subtask = subtask;
        }

        @Override
        public void write(Publication publication, Context context) throws IOException {
            OutputStream part = parts.get(publication.topic());
            if (part == null) {
                part = new BufferedOutputStream(
                        Files.newOutputStream(PartFiles.part(directory, publication.topic(), subtask)), 1 << 18);
                parts.put(publication.topic(), part);
            }
            part.write(order(publication).getBytes(StandardCharsets.UTF_8));
            part.write('\t');
            part.write(publication.value());
            part.write('\n');
        }

        /** By key, then by the instant it is for, then by revision. */
        private static String order(Publication publication) {
            Publication.Row row = publication.row();
            String key = publication.key().replace('\t', ' ').replace('\n', ' ');
            if (row == null) {
                return key;
            }
            String revision = Integer.toString(row.revision() + 1);
            return key + '|' + row.eventTime() + '|' + "0".repeat(REVISION_DIGITS - revision.length()) + revision;
        }

        @Override
        public void flush(boolean endOfInput) throws IOException {
            for (OutputStream part : parts.values()) {
                part.flush();
            }
        }

        @Override
        public void close() throws IOException {
            for (OutputStream part : parts.values()) {
                part.close();
            }
        }
    }
}
