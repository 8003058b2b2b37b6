package ru.otklik.edge;

import com.github.luben.zstd.ZstdInputStream;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;

/** The lines of a file, plain or packed, each shown where it was read to. A last line needs no line feed. */
final class LineReader implements Closeable {
    private static final int CHUNK = 1 << 20;

    private final InputStream in;
    /** Holds whole lines and the beginning of one more; grows when a line is longer. */
    private byte[] buffer;

    private int begin;
    private int end;
    private int position;
    private int available;

    /**
     * @param chunk bytes to read at a time
     */
    LineReader(InputStream in, int chunk) {
        this.in = in;
        this.buffer = new byte[chunk];
    }

    /** Opens a file; its name tells whether it is packed. */
    static LineReader open(Path file) throws IOException {
        InputStream raw = Files.newInputStream(file);
        String name = file.toString();
        if (name.endsWith(".gz")) {
            return new LineReader(new GZIPInputStream(raw, CHUNK), CHUNK);
        }
        return new LineReader(
                name.endsWith(".zst") ? new ZstdInputStream(new BufferedInputStream(raw, CHUNK)) : raw, CHUNK);
    }

    /** Goes on to the next line; false if there is none. */
    boolean next() throws IOException {
        begin = position;
        int searched = position;
        while (true) {
            end = Words.lineFeed(buffer, searched, available);
            if (end < available) {
                position = end + 1;
                return true;
            }
            searched = available - begin;
            if (!readOn()) {
                position = available;
                return end > begin;
            }
        }
    }

    /** Moves the line that is begun to the front and reads on behind it; false at the end of the file. */
    private boolean readOn() throws IOException {
        int begun = available - begin;
        if (begun == buffer.length) {
            buffer = Arrays.copyOf(buffer, buffer.length * 2);
        } else {
            System.arraycopy(buffer, begin, buffer, 0, begun);
        }
        begin = 0;
        end = begun;
        available = begun;
        int more = in.read(buffer, begun, buffer.length - begun);
        available += Math.max(more, 0);
        return more >= 0;
    }

    /** Where the line lies, until the next call of {@link #next}. */
    byte[] buffer() {
        return buffer;
    }

    /** Index of its first byte. */
    int begin() {
        return begin;
    }

    /** Index behind its last byte, the line feed not counted. */
    int end() {
        return end;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
