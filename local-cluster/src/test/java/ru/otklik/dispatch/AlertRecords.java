package ru.otklik.dispatch;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;

/** Records of the topic in the shape of the golden one, for alerts that are numbered. */
final class AlertRecords {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path GOLDEN = Path.of("../schemas/src/test/resources/golden/v1");

    private AlertRecords() {}

    /** Id of an alert: its number in 64 hexadecimal digits. */
    static String id(int number) {
        return "0".repeat(56) + HexFormat.of().toHexDigits(number);
    }

    static String firing(int number) {
        return record("alerts-firing", number).toString();
    }

    static String resolved(int number) {
        ObjectNode resolved = record("alerts-firing", number);
        resolved.put("state", "RESOLVED").put("change", "RESOLVED").put("reason", "RECOVERED");
        resolved.put("revision", 1).put("at", "2024-03-12T08:00:00.000Z").put("eventTime", "2024-03-12T08:00:00.000Z");
        return resolved.toString();
    }

    /** A step that nobody has to be told of. */
    static String suppressed(int number) {
        ObjectNode suppressed = record("alerts-firing", number);
        suppressed.put("state", "SUPPRESSED").put("deliver", false);
        suppressed
                .withArray("suppressedBy")
                .addObject()
                .put("kind", "QUIET_HOURS")
                .put("id", "slow-responder");
        return suppressed.toString();
    }

    /** The same record with another value of a field. */
    static String with(String text, String field, String value) {
        try {
            return ((ObjectNode) JSON.readTree(text)).put(field, value).toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Notice notice(int partition, long offset, String text) {
        try {
            return Notice.parse(new Place(partition, offset), text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ObjectNode record(String golden, int number) {
        try {
            ObjectNode document = (ObjectNode) JSON.readTree(Files.readString(GOLDEN.resolve(golden + ".json")));
            return document.put("alertId", id(number));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
