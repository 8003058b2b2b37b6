package ru.otklik.traffic;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.OffsetDateTime;

/**
 * One line of a file, with what the sender needs to know of it.
 *
 * @param value the line as it is, without its end
 * @param key incidentId, or pageId of the report of a page; empty if it cannot be read
 * @param topic the topic of its source, or that of pages; that of the social networks if the source cannot be read
 * @param at occurredAt in epoch millis; {@link #UNKNOWN} if it cannot be read
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record FileEvent(byte[] value, String key, String topic, long at) {
    static final long UNKNOWN = Long.MIN_VALUE;
    static final String SOCIAL_TOPIC = "incidents.im";
    static final String POS_TOPIC = "incidents.pos";
    static final String PAGES_TOPIC = "pages.activity";

    private static final JsonFactory JSON = new JsonFactory();

    static FileEvent of(byte[] line) {
        String key = "";
        String page = "";
        String topic = SOCIAL_TOPIC;
        long at = UNKNOWN;
        try (JsonParser parser = JSON.createParser(line)) {
            if (parser.nextToken() == JsonToken.START_OBJECT) {
                while (parser.nextToken() == JsonToken.FIELD_NAME) {
                    String name = parser.currentName();
                    parser.nextToken();
                    switch (name) {
                        case "incidentId" -> key = parser.getValueAsString("");
                        case "pageId" -> page = parser.getValueAsString("");
                        case "source" -> topic = "POS".equals(parser.getValueAsString("")) ? POS_TOPIC : SOCIAL_TOPIC;
                        case "occurredAt" -> at = time(parser.getValueAsString(""));
                        default -> parser.skipChildren();
                    }
                }
            }
        } catch (IOException broken) {
            return new FileEvent(line, key, topic, UNKNOWN);
        }
        if (key.isEmpty() && !page.isEmpty()) {
            return new FileEvent(line, page, PAGES_TOPIC, at);
        }
        return new FileEvent(line, key, topic, at);
    }

    private static long time(String text) {
        try {
            return OffsetDateTime.parse(text).toInstant().toEpochMilli();
        } catch (DateTimeException broken) {
            return UNKNOWN;
        }
    }
}
