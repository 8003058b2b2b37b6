package ru.otklik.edge;

import com.github.luben.zstd.ZstdInputStream;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import ru.otklik.operator.Inbound;

/**
 * Files of events read as one partition: always on with the file whose next event is the earliest, ties in the order
 * given. A line that is no event is passed on as soon as it is met.
 */
final class EventFiles implements Iterator<Inbound>, Closeable {
    private static final int BUFFER = 1 << 20;

    /** One file and its next line, decoded. */
    private static final class Cursor implements Closeable {
        private final String name;
        private final InputStream in;
        private final EventDecoder decoder;
        private final long notAfter;
        private final byte[] chunk = new byte[BUFFER];
        private byte[] line = new byte[1024];
        private int lineLength;
        private int position;
        private int available;
        private long lineNumber;
        private @Nullable Inbound next;

        Cursor(Path file, EventDecoder decoder, long notAfter) throws IOException {
            this.name = String.valueOf(file.getFileName());
            this.in = open(file);
            this.decoder = decoder;
            this.notAfter = notAfter;
            advance();
        }

        private static InputStream open(Path file) throws IOException {
            InputStream raw = new BufferedInputStream(Files.newInputStream(file), BUFFER);
            String name = file.toString();
            if (name.endsWith(".gz")) {
                return new GZIPInputStream(raw, BUFFER);
            }
            return name.endsWith(".zst") ? new ZstdInputStream(raw) : raw;
        }

        void advance() throws IOException {
            if (!readLine()) {
                next = null;
                return;
            }
            lineNumber++;
            next = decoder.decode(Arrays.copyOf(line, lineLength), name, 0, lineNumber, 0, notAfter);
        }

        private boolean readLine() throws IOException {
            lineLength = 0;
            boolean any = false;
            while (true) {
                if (position == available) {
                    available = in.read(chunk);
                    position = 0;
                    if (available < 0) {
                        available = 0;
                        return any;
                    }
                }
                any = true;
                int end = position;
                while (end < available && chunk[end] != '\n') {
                    end++;
                }
                append(end);
                boolean complete = end < available;
                position = complete ? end + 1 : end;
                if (complete) {
                    return true;
                }
            }
        }

        private void append(int end) {
            int more = end - position;
            if (lineLength + more > line.length) {
                line = Arrays.copyOf(line, Math.max(line.length * 2, lineLength + more));
            }
            System.arraycopy(chunk, position, line, lineLength, more);
            lineLength += more;
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }

    private final List<Cursor> cursors = new ArrayList<>();

    EventFiles(List<Path> files, EventDecoder decoder, long notAfter) {
        try {
            for (Path file : files) {
                cursors.add(new Cursor(file, decoder, notAfter));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read events: " + e.getMessage(), e);
        }
    }

    @Override
    public boolean hasNext() {
        return earliest() != null;
    }

    @Override
    public Inbound next() {
        Cursor cursor = earliest();
        if (cursor == null || cursor.next == null) {
            throw new NoSuchElementException("all files were read");
        }
        Inbound next = cursor.next;
        try {
            cursor.advance();
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "cannot read on in " + cursor.name + " after line " + cursor.lineNumber + ": " + e.getMessage(), e);
        }
        return next;
    }

    private @Nullable Cursor earliest() {
        Cursor earliest = null;
        for (Cursor cursor : cursors) {
            boolean earlier = cursor.next != null
                    && (earliest == null
                            || earliest.next == null
                            || cursor.next.eventTime() < earliest.next.eventTime());
            if (earlier) {
                earliest = cursor;
            }
        }
        return earliest;
    }

    @Override
    public void close() throws IOException {
        for (Cursor cursor : cursors) {
            cursor.close();
        }
    }
}
