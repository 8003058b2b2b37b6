package ru.otklik.edge;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;
import ru.otklik.operator.Inbound;

/**
 * Files of events read as one partition: always on with the file whose next event is the earliest, ties in the order
 * given. A line that is no event is passed on as soon as it is met.
 */
final class EventFiles implements Iterator<Inbound>, Closeable {

    /** One file and its next line, decoded. */
    private static final class Cursor implements Closeable {
        private final String name;
        private final LineReader lines;
        private final EventDecoder decoder;
        private final long notAfter;
        private long lineNumber;
        private @Nullable Inbound next;

        Cursor(Path file, EventDecoder decoder, long notAfter) throws IOException {
            this.name = String.valueOf(file.getFileName());
            this.lines = LineReader.open(file);
            this.decoder = decoder;
            this.notAfter = notAfter;
            advance();
        }

        void advance() throws IOException {
            if (!lines.next()) {
                next = null;
                return;
            }
            lineNumber++;
            next = decoder.decodeLine(lines.buffer(), lines.begin(), lines.end(), name, lineNumber, notAfter);
        }

        @Override
        public void close() throws IOException {
            lines.close();
        }
    }

    private final List<Cursor> cursors = new ArrayList<>();
    /** The file that is on; null when all were read. */
    private @Nullable Cursor earliest;

    EventFiles(List<Path> files, EventDecoder decoder, long notAfter) {
        try {
            for (Path file : files) {
                cursors.add(new Cursor(file, decoder, notAfter));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read events: " + e.getMessage(), e);
        }
        earliest = findEarliest();
    }

    /** Whether no file has a line; looks at no more than their beginnings. */
    static boolean areEmpty(List<Path> files) {
        for (Path file : files) {
            try (LineReader lines = LineReader.open(file)) {
                if (lines.next()) {
                    return false;
                }
            } catch (IOException e) {
                throw new UncheckedIOException("cannot read events: " + e.getMessage(), e);
            }
        }
        return true;
    }

    @Override
    public boolean hasNext() {
        return earliest != null;
    }

    @Override
    public Inbound next() {
        Cursor cursor = earliest;
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
        earliest = findEarliest();
        return next;
    }

    private @Nullable Cursor findEarliest() {
        Cursor found = null;
        for (Cursor cursor : cursors) {
            boolean earlier = cursor.next != null
                    && (found == null || found.next == null || cursor.next.eventTime() < found.next.eventTime());
            if (earlier) {
                found = cursor;
            }
        }
        return found;
    }

    @Override
    public void close() throws IOException {
        for (Cursor cursor : cursors) {
            cursor.close();
        }
    }
}
