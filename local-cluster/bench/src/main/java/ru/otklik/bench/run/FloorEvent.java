package ru.otklik.bench.run;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The fields of an event, read by Jackson's streaming parser into an object that is used again. */
final class FloorEvent {
    private static final JsonFactory JSON = new JsonFactory();
    private static final long DAY_MILLIS = 86_400_000;

    private @Nullable String eventId;
    private @Nullable String incidentId;
    private @Nullable String source;
    private @Nullable String type;
    private long occurredAt;
    private @Nullable String municipality;
    private @Nullable String authority;
    private @Nullable String topic;
    private @Nullable String channel;
    private @Nullable String priority;
    private @Nullable String citizen;
    private @Nullable String respondBy;
    private @Nullable String resolveBy;
    private boolean isFinal;
    private int rating;

    /** Reads an event; fields that it lacks keep no old value. */
    void read(byte[] json) throws IOException {
        clear();
        try (JsonParser parser = JSON.createParser(json)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new IOException("an event is a JSON object");
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                parser.nextToken();
                take(name, parser);
            }
        }
    }

    private void clear() {
        eventId = null;
        incidentId = null;
        source = null;
        type = null;
        occurredAt = 0;
        municipality = null;
        authority = null;
        topic = null;
        channel = null;
        priority = null;
        citizen = null;
        respondBy = null;
        resolveBy = null;
        isFinal = true;
        rating = 0;
    }

    private void take(String name, JsonParser parser) throws IOException {
        switch (name) {
            case "eventId" -> eventId = parser.getText();
            case "incidentId" -> incidentId = parser.getText();
            case "source" -> source = parser.getText();
            case "type" -> type = parser.getText();
            case "occurredAt" -> occurredAt = time(parser.getTextCharacters(), parser.getTextOffset());
            case "municipality" -> municipality = parser.getText();
            case "authority" -> authority = parser.getText();
            case "topic" -> topic = parser.getText();
            case "channel" -> channel = parser.getText();
            case "priority" -> priority = parser.getText();
            case "citizen" -> citizen = parser.getText();
            case "respondBy" -> respondBy = parser.getText();
            case "resolveBy" -> resolveBy = parser.getText();
            case "final" -> isFinal = parser.getBooleanValue();
            case "rating" -> rating = parser.getIntValue();
            default -> parser.skipChildren();
        }
    }

    /** Epoch milliseconds of {@code 2024-03-04T12:34:56.789+03:00}, the only form that the data has. */
    private static long time(char[] text, int at) {
        int year = digits(text, at, 4);
        int month = digits(text, at + 5, 2);
        // Days from the epoch, years beginning in March: the leap day is the last of its year.
        int years = month > 2 ? year : year - 1;
        int monthsFromMarch = (month + 9) % 12;
        long days = years * 365L
                + years / 4
                - years / 100
                + years / 400
                + (153 * monthsFromMarch + 2) / 5
                + digits(text, at + 8, 2)
                - 719_469;
        long clock =
                ((digits(text, at + 11, 2) * 60L + digits(text, at + 14, 2)) * 60 + digits(text, at + 17, 2)) * 1000
                        + digits(text, at + 20, 3);
        long offset = (digits(text, at + 24, 2) * 60L + digits(text, at + 27, 2)) * 60_000;
        return days * DAY_MILLIS + clock - (text[at + 23] == '-' ? -offset : offset);
    }

    private static int digits(char[] text, int at, int count) {
        int number = 0;
        for (int i = at; i < at + count; i++) {
            number = number * 10 + text[i] - '0';
        }
        return number;
    }

    long occurredAt() {
        return occurredAt;
    }

    /** Something of every field, so that no read is dead code. */
    int check() {
        return length(eventId)
                + length(incidentId)
                + length(source)
                + length(type)
                + (int) occurredAt
                + length(municipality)
                + length(authority)
                + length(topic)
                + length(channel)
                + length(priority)
                + length(citizen)
                + length(respondBy)
                + length(resolveBy)
                + (isFinal ? 1 : 0)
                + rating;
    }

    private static int length(@Nullable String text) {
        return text == null ? 0 : text.length();
    }
}
