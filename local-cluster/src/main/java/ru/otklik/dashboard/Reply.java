package ru.otklik.dashboard;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * What is sent back. Packed and hashed once, however many browsers ask for it.
 *
 * @param status of HTTP
 * @param type media type with its character set
 * @param body the content, not packed
 * @param packed the content by gzip; null if that is not worth it
 * @param tag of this content, for {@code If-None-Match}
 * @param fileName under which a browser stores it; null if it is to be shown
 */
record Reply(
        int status,
        String type,
        byte[] body,
        byte @Nullable [] packed,
        String tag,
        @Nullable String fileName) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int WORTH_PACKING_BYTES = 1024;
    private static final int TAG_DIGITS = 32;

    static Reply json(JsonNode content) {
        try {
            return of(200, "application/json; charset=utf-8", JSON.writeValueAsBytes(content), null);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Some words about what is wrong, for people who try the interface by hand. */
    static Reply refusal(int status, String words) {
        return of(status, "text/plain; charset=utf-8", (words + "\n").getBytes(StandardCharsets.UTF_8), null);
    }

    static Reply of(int status, String type, byte[] body, @Nullable String fileName) {
        boolean isText = type.contains("charset") || type.startsWith("image/svg");
        byte[] packed = isText && body.length > WORTH_PACKING_BYTES ? gzip(body) : null;
        return new Reply(status, type, body, packed, "\"" + sha256(body).substring(0, TAG_DIGITS) + "\"", fileName);
    }

    private static byte[] gzip(byte[] body) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packed.toByteArray();
    }

    /** The digest in lower-case hexadecimal digits. */
    static String sha256(byte[] body) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
