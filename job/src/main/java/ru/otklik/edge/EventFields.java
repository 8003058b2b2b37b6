package ru.otklik.edge;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import ru.otklik.domain.incident.EventType;
import ru.otklik.domain.incident.IncidentEvent;
import ru.otklik.domain.incident.Priority;
import ru.otklik.domain.incident.Source;
import ru.otklik.edge.EventDecoder.Rejected;
import ru.otklik.operator.RejectionReason;

/** The known fields of one event while it is parsed; reused from event to event. A field that is null is absent. */
final class EventFields extends RecordFields {
    @Nullable
    String eventId;

    @Nullable
    String incidentId;

    private @Nullable String source;
    private @Nullable String type;
    private @Nullable String occurredAt;
    private @Nullable String municipality;
    private @Nullable String authority;
    private @Nullable String topic;
    private @Nullable String channel;
    private @Nullable String priority;
    private @Nullable String citizen;
    private @Nullable String respondBy;
    private @Nullable String resolveBy;
    private @Nullable Boolean isFinal;
    private int rating;

    @Override
    void clear() {
        eventId = null;
        incidentId = null;
        source = null;
        type = null;
        occurredAt = null;
        municipality = null;
        authority = null;
        topic = null;
        channel = null;
        priority = null;
        citizen = null;
        respondBy = null;
        resolveBy = null;
        isFinal = null;
        rating = 0;
        clearFault();
    }

    @Override
    void take(JsonParser parser) throws IOException {
        String name = parser.currentName();
        JsonToken token = parser.nextToken();
        switch (name) {
            case "eventId" -> eventId = text(EventField.EVENT_ID, token, parser);
            case "incidentId" -> incidentId = text(EventField.INCIDENT_ID, token, parser);
            case "source" -> source = text(EventField.SOURCE, token, parser);
            case "type" -> type = text(EventField.TYPE, token, parser);
            case "occurredAt" -> occurredAt = text(EventField.OCCURRED_AT, token, parser);
            case "municipality" -> municipality = text(EventField.MUNICIPALITY, token, parser);
            case "authority" -> authority = text(EventField.AUTHORITY, token, parser);
            case "topic" -> topic = text(EventField.TOPIC, token, parser);
            case "channel" -> channel = text(EventField.CHANNEL, token, parser);
            case "priority" -> priority = text(EventField.PRIORITY, token, parser);
            case "citizen" -> citizen = text(EventField.CITIZEN, token, parser);
            case "respondBy" -> respondBy = text(EventField.RESPOND_BY, token, parser);
            case "resolveBy" -> resolveBy = text(EventField.RESOLVE_BY, token, parser);
            case "final" -> isFinal = flag(name, token, parser);
            case "rating" -> rating = rating(token, parser);
            default -> skip(token, parser);
        }
    }

    private @Nullable String text(EventField field, JsonToken token, JsonParser parser) throws IOException {
        return text(field.key(), field.longest(), token, parser);
    }

    private @Nullable Boolean flag(String name, JsonToken token, JsonParser parser) throws IOException {
        if (token == JsonToken.VALUE_NULL) {
            return null;
        }
        if (token.isBoolean()) {
            return token == JsonToken.VALUE_TRUE;
        }
        wrong(name, "true or false", token, parser);
        return null;
    }

    private int rating(JsonToken token, JsonParser parser) throws IOException {
        if (token == JsonToken.VALUE_NULL) {
            return 0;
        }
        String digits = token == JsonToken.VALUE_NUMBER_INT ? parser.getText() : "";
        if (digits.length() == 1 && digits.charAt(0) >= '1' && digits.charAt(0) <= '5') {
            return digits.charAt(0) - '0';
        }
        wrong("rating", "an integer from 1 to 5", token, parser);
        return 0;
    }

    EventType requireType() throws Rejected {
        String name = require("type", type);
        for (EventType known : EventType.values()) {
            if (known.name().equals(name)) {
                return known;
            }
        }
        throw new Rejected(RejectionReason.UNKNOWN_VALUE, "type is none of the ten event types");
    }

    Source requireSource() throws Rejected {
        String name = require("source", source);
        for (Source known : Source.values()) {
            if (known.name().equals(name)) {
                return known;
            }
        }
        throw new Rejected(RejectionReason.UNKNOWN_VALUE, "source must be INCIDENT_MANAGEMENT or POS");
    }

    long requireOccurredAt() throws Rejected {
        return time("occurredAt", require("occurredAt", occurredAt));
    }

    private static long deadline(String name, @Nullable String text) throws Rejected {
        return text == null ? IncidentEvent.NONE : time(name, text);
    }

    /** The event of the fields that its type uses. */
    IncidentEvent event(EventType kind, long at, long eventHash, CitizenHash citizens) throws Rejected {
        TypeUse use = TypeUse.of(kind);
        long respond = deadline("respondBy", respondBy);
        long resolve = deadline("resolveBy", resolveBy);
        if (kind == EventType.EXTENDED && respondBy == null && resolveBy == null) {
            throw new Rejected(RejectionReason.MISSING_FIELD, "EXTENDED needs respondBy or resolveBy");
        }
        if (kind == EventType.RATED && rating == 0) {
            throw new Rejected(RejectionReason.MISSING_FIELD, "rating is missing; RATED needs it");
        }
        return new IncidentEvent(
                kind,
                at,
                eventHash,
                use.moves() ? require("municipality", municipality) : null,
                use.assigns() ? authority : null,
                use.opens() ? require("topic", topic) : null,
                channel,
                requirePriority(),
                use.opens() && citizen != null ? citizens.of(citizen, at) : 0,
                use.limits() ? respond : IncidentEvent.NONE,
                use.limits() ? resolve : IncidentEvent.NONE,
                kind != EventType.ANSWERED || !Boolean.FALSE.equals(isFinal),
                kind == EventType.RATED ? rating : 0);
    }

    private Priority requirePriority() throws Rejected {
        if (priority == null || "NORMAL".equals(priority)) {
            return Priority.NORMAL;
        }
        if ("HIGH".equals(priority)) {
            return Priority.HIGH;
        }
        throw new Rejected(RejectionReason.UNKNOWN_VALUE, "priority must be NORMAL or HIGH");
    }
}
