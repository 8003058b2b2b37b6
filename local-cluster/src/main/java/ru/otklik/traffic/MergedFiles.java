package ru.otklik.traffic;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;
import ru.otklik.console.Failure;

/**
 * The events of several files in one order: always the file whose next event is the earliest, of equal ones the file
 * named first. A line without a readable time, an empty one too, goes with the line before it.
 */
final class MergedFiles implements Iterator<FileEvent>, AutoCloseable {
    private final List<Source> sources = new ArrayList<>();
    private final PriorityQueue<Source> waiting = new PriorityQueue<>();

    MergedFiles(List<Path> files) {
        for (Path file : files) {
            Source source = new Source(file, sources.size());
            sources.add(source);
            if (source.next != null) {
                waiting.add(source);
            }
        }
    }

    @Override
    public boolean hasNext() {
        return !waiting.isEmpty();
    }

    @Override
    public FileEvent next() {
        Source source = waiting.poll();
        if (source == null) {
            throw new NoSuchElementException();
        }
        FileEvent event = source.take();
        if (source.next != null) {
            waiting.add(source);
        }
        return event;
    }

    @Override
    public void close() {
        sources.forEach(Source::close);
    }

    private static final class Source implements Comparable<Source> {
        private final Path file;
        private final int order;
        private final InputStream in;
        private long at = Long.MIN_VALUE;
        private @Nullable FileEvent next;

        Source(Path file, int order) {
            this.file = file;
            this.order = order;
            try {
                in = EventFiles.reading(file);
            } catch (IOException e) {
                throw new Failure("cannot read " + file + ": " + Failure.because(e), e);
            }
            advance();
        }

        FileEvent take() {
            FileEvent taken = next;
            if (taken == null) {
                throw new NoSuchElementException();
            }
            advance();
            return taken;
        }

        @Override
        public int compareTo(Source other) {
            int byTime = Long.compare(at, other.at);
            return byTime != 0 ? byTime : Integer.compare(order, other.order);
        }

        private void advance() {
            next = read();
            if (next != null && next.at() != FileEvent.UNKNOWN) {
                at = next.at();
            }
        }

        private @Nullable FileEvent read() {
            try {
                byte[] line = line();
                return line == null ? null : FileEvent.of(line);
            } catch (IOException e) {
                throw new Failure("cannot read " + file + ": " + Failure.because(e), e);
            }
        }

        private byte @Nullable [] line() throws IOException {
            ByteArrayOutputStream line = new ByteArrayOutputStream(512);
            int c = in.read();
            if (c < 0) {
                return null;
            }
            for (; c >= 0 && c != '\n'; c = in.read()) {
                line.write(c);
            }
            return line.toByteArray();
        }

        private void close() {
            try {
                in.close();
            } catch (IOException e) {
                throw new Failure("cannot close " + file + ": " + Failure.because(e), e);
            }
        }
    }
}
