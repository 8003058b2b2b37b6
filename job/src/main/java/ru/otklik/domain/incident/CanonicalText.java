package ru.otklik.domain.incident;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * RFC 8785 text of an event's accepted fields, less those that are equal whenever it is asked for (eventId, incidentId,
 * source): the last resort of the order of two different texts under one eventId at one instant.
 */
final class CanonicalText {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private final StringBuilder text = new StringBuilder("{");

    private CanonicalText() {}

    /** Compares the texts of two events by code point, which is the order of their UTF-8 bytes. */
    static int compare(IncidentEvent left, IncidentEvent right) {
        return Arrays.compareUnsigned(
                of(left).getBytes(StandardCharsets.UTF_8), of(right).getBytes(StandardCharsets.UTF_8));
    }

    private static String of(IncidentEvent event) {
        CanonicalText canonical = new CanonicalText();
        canonical.string("authority", event.authority());
        canonical.string("channel", event.channel());
        canonical.string("citizen", event.citizen() == 0 ? null : HexFormat.of().toHexDigits(event.citizen()));
        canonical.literal("final", event.type() == EventType.ANSWERED ? String.valueOf(event.isFinal()) : null);
        canonical.string("municipality", event.municipality());
        canonical.string("priority", event.priority().name());
        canonical.literal("rating", event.rating() == 0 ? null : String.valueOf(event.rating()));
        canonical.string("resolveBy", time(event.resolveBy()));
        canonical.string("respondBy", time(event.respondBy()));
        canonical.string("topic", event.topic());
        return canonical
                .text
                .append("\"type\":\"")
                .append(event.type())
                .append("\"}")
                .toString();
    }

    private static @Nullable String time(long epochMillis) {
        return epochMillis == IncidentEvent.NONE ? null : TIME.format(Instant.ofEpochMilli(epochMillis));
    }

    private void string(String key, @Nullable String value) {
        if (value == null) {
            return;
        }
        text.append('"').append(key).append("\":\"");
        for (int i = 0; i < value.length(); i++) {
            escape(value.charAt(i));
        }
        text.append("\",");
    }

    private void literal(String key, @Nullable String value) {
        if (value != null) {
            text.append('"').append(key).append("\":").append(value).append(',');
        }
    }

    private void escape(char c) {
        switch (c) {
            case '"' -> text.append("\\\"");
            case '\\' -> text.append("\\\\");
            case '\b' -> text.append("\\b");
            case '\f' -> text.append("\\f");
            case '\n' -> text.append("\\n");
            case '\r' -> text.append("\\r");
            case '\t' -> text.append("\\t");
            default -> {
                if (c < 0x20) {
                    text.append(String.format("\\u%04x", (int) c));
                } else {
                    text.append(c);
                }
            }
        }
    }
}
