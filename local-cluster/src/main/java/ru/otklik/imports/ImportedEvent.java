package ru.otklik.imports;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.Comparator;
import ru.otklik.console.Failure;
import ru.otklik.domain.incident.EventType;

/**
 * One event as a line of JSON, with what order and identity need.
 *
 * @param at occurredAt in epoch millis
 * @param key source, incidentId and eventId: equal for equal events only
 * @param json the line without its end
 */
public record ImportedEvent(long at, EventType type, String incidentId, String key, String json) {
    /** Of one moment, events stand by incident, type and id, so that the order is the same in every run. */
    static final Comparator<ImportedEvent> ORDER = Comparator.comparingLong(ImportedEvent::at)
            .thenComparing(ImportedEvent::incidentId)
            .thenComparing(ImportedEvent::type)
            .thenComparing(ImportedEvent::key);

    private static final JsonFactory JSON = new JsonFactory();

    static String key(String source, String incidentId, String eventId) {
        return source + "\n" + incidentId + "\n" + eventId;
    }

    byte[] bytes() {
        return json.getBytes(StandardCharsets.UTF_8);
    }

    /**
     * The event of a line.
     *
     * @throws Failure if it is none
     */
    static ImportedEvent read(String line) {
        String incident = "";
        String id = "";
        String source = "";
        String type = "";
        String at = "";
        try (JsonParser parser = JSON.createParser(line)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                parser.nextToken();
                switch (name) {
                    case "incidentId" -> incident = parser.getValueAsString("");
                    case "eventId" -> id = parser.getValueAsString("");
                    case "source" -> source = parser.getValueAsString("");
                    case "type" -> type = parser.getValueAsString("");
                    case "occurredAt" -> at = parser.getValueAsString("");
                    default -> parser.skipChildren();
                }
            }
            long millis = OffsetDateTime.parse(at).toInstant().toEpochMilli();
            return new ImportedEvent(millis, EventType.valueOf(type), incident, key(source, incident, id), line);
        } catch (IOException | DateTimeException | IllegalArgumentException e) {
            throw new Failure("there is a line that is no event in the file that --out names; choose another one", e);
        }
    }
}
