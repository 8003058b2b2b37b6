package ru.otklik.snapshot;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;

/** The parts of a workbook, which is a zip file. */
final class XlsxParts {
    private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);
    private static final String CORE = "docProps/core.xml";
    private static final int LARGEST_PART = 256 * 1024 * 1024;

    private XlsxParts() {}

    /** The same workbook without the time at which it was written: equal documents are equal bytes. */
    static byte[] sealed(byte[] workbook, String created) {
        try {
            Map<String, byte[]> parts = read(workbook);
            parts.computeIfPresent(
                    CORE,
                    (name, core) -> new String(core, StandardCharsets.UTF_8)
                            .replaceAll("(<dcterms:created[^>]*>)[^<]*", "$1" + created)
                            .getBytes(StandardCharsets.UTF_8));
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            try (ZipOutputStream zip = new ZipOutputStream(bytes, StandardCharsets.UTF_8)) {
                for (Map.Entry<String, byte[]> part : parts.entrySet()) {
                    ZipEntry entry = new ZipEntry(part.getKey());
                    entry.setTimeLocal(NO_TIME);
                    zip.putNextEntry(entry);
                    zip.write(part.getValue());
                    zip.closeEntry();
                }
            }
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The unpacked parts by name.
     *
     * @throws IOException if it is no zip file, or a part is of absurd size
     */
    static Map<String, byte[]> read(byte[] workbook) throws IOException {
        Map<String, byte[]> parts = new TreeMap<>();
        // By its table of contents: the library writes entries whose sizes stand behind them, which a stream can't
        // read.
        try (ZipFile zip = ZipFile.builder()
                .setSeekableByteChannel(new SeekableInMemoryByteChannel(workbook))
                .get()) {
            for (ZipArchiveEntry entry : Collections.list(zip.getEntries())) {
                try (InputStream in = zip.getInputStream(entry)) {
                    byte[] part = in.readNBytes(LARGEST_PART);
                    if (part.length == LARGEST_PART) {
                        throw new IOException("part " + entry.getName() + " is too large");
                    }
                    parts.put(entry.getName(), part);
                }
            }
        }
        if (parts.isEmpty()) {
            throw new IOException("not a workbook");
        }
        return parts;
    }
}
