package ru.otklik.traffic;

import com.github.luben.zstd.ZstdInputStream;
import com.github.luben.zstd.ZstdOutputStream;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** Files of events: one JSON object a line, plain or packed as their names say. */
public final class EventFiles {
    private static final int BUFFER = 1 << 16;

    private EventFiles() {}

    /** Opens a file for reading. */
    public static InputStream reading(Path file) throws IOException {
        InputStream raw = new BufferedInputStream(Files.newInputStream(file), BUFFER);
        String name = file.getFileName().toString();
        if (name.endsWith(".gz")) {
            return new BufferedInputStream(new GZIPInputStream(raw, BUFFER), BUFFER);
        }
        return name.endsWith(".zst") ? new BufferedInputStream(new ZstdInputStream(raw), BUFFER) : raw;
    }

    /** Opens a file for writing; packed files hold no time stamps, so equal content gives equal bytes. */
    public static OutputStream writing(Path file) throws IOException {
        OutputStream raw = new BufferedOutputStream(Files.newOutputStream(file), BUFFER);
        String name = file.getFileName().toString();
        if (name.endsWith(".gz")) {
            return new BufferedOutputStream(new GZIPOutputStream(raw, BUFFER), BUFFER);
        }
        return name.endsWith(".zst") ? new BufferedOutputStream(new ZstdOutputStream(raw), BUFFER) : raw;
    }
}
