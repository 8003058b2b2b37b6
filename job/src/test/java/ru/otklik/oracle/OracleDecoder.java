package ru.otklik.oracle;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Decides about one line: an event, or the reason why not. */
final class OracleDecoder {

    enum Reason {
        TOO_LONG,
        NOT_UTF8,
        NOT_JSON,
        TOO_DEEP,
        DUPLICATE_KEY,
        WRONG_TYPE,
        UNKNOWN_VALUE,
        MISSING_FIELD,
        UNKNOWN_MUNICIPALITY,
        TOO_OLD,
        IN_FUTURE,
        DEADLINE_TOO_FAR,
        /** Decided where the incident's events are known: it has 1,000 of them. */
        TOO_MANY_EVENTS
    }

    /** Why a line is no event. */
    static final class Rejected extends Exception {
        private static final long serialVersionUID = 1;

        private final Reason reason;

        Rejected(Reason reason, String detail) {
            super(reason + ": " + detail);
            this.reason = reason;
        }

        Reason reason() {
            return reason;
        }
    }

    private static final int LONGEST = 64 * 1024;
    private static final int DEEPEST = 32;
    private static final Pattern TIME = Pattern.compile(
            "(\\d{4}-\\d{2}-\\d{2})[Tt](\\d{2}:\\d{2}:\\d{2})(?:\\.(\\d+))?(?:([Zz])|([+-]\\d{2}:\\d{2}))");

    private final OracleReference reference;
    private final Instant earliest;
    private final @Nullable Instant notAfter;
    private final UnaryOperator<String> citizenHash;
    private final ObjectMapper mapper = new ObjectMapper(JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(LONGEST)
                    .maxNumberLength(LONGEST)
                    .build())
            .build());

    OracleDecoder(
            OracleReference reference,
            Instant earliest,
            @Nullable Instant notAfter,
            UnaryOperator<String> citizenHash) {
        this.reference = reference;
        this.earliest = earliest;
        this.notAfter = notAfter;
        this.citizenHash = citizenHash;
    }

    OracleEvent decode(byte[] line) throws Rejected {
        if (line.length > LONGEST) {
            throw new Rejected(Reason.TOO_LONG, line.length + " bytes");
        }
        JsonNode json = parse(textOf(line));
        String eventId = neededText(json, "eventId", 128);
        String incidentId = neededText(json, "incidentId", 128);
        String source = oneOf(neededText(json, "source", 0), Set.of("INCIDENT_MANAGEMENT", "POS"));
        OracleEvent.Type type = typeOf(neededText(json, "type", 0));
        long occurredAt = needed("occurredAt", time(json, "occurredAt"));

        // A known field has its type whatever the event's type is, but counts only where the table names it.
        String code = text(json, "municipality", 0);
        String authority = text(json, "authority", 64);
        String topic = text(json, "topic", 200);
        String channel = text(json, "channel", 64);
        String priorityText = text(json, "priority", 0);
        String citizen = text(json, "citizen", 256);
        Long respondBy = time(json, "respondBy");
        Long resolveBy = time(json, "resolveBy");
        Boolean isFinal = bool(json, "final");
        Long rating = ratingOf(json);
        String priority = priorityText == null ? "NORMAL" : oneOf(priorityText, Set.of("NORMAL", "HIGH"));

        boolean registered = type == OracleEvent.Type.REGISTERED;
        boolean transferred = type == OracleEvent.Type.TRANSFERRED;
        boolean extended = type == OracleEvent.Type.EXTENDED;
        String municipality = registered || transferred ? municipalityOf(code) : null;
        if (registered && topic == null) {
            throw new Rejected(Reason.MISSING_FIELD, "topic");
        }
        if (type == OracleEvent.Type.RATED && rating == null) {
            throw new Rejected(Reason.MISSING_FIELD, "rating");
        }
        if (extended && respondBy == null && resolveBy == null) {
            throw new Rejected(Reason.MISSING_FIELD, "respondBy or resolveBy");
        }
        checkTime(occurredAt);
        boolean hasDeadlines = registered || extended;
        checkDeadline(occurredAt, hasDeadlines ? respondBy : null);
        checkDeadline(occurredAt, hasDeadlines ? resolveBy : null);

        boolean hasAuthority = registered || transferred || type == OracleEvent.Type.ASSIGNED;
        OracleEvent event = new OracleEvent(
                eventId,
                incidentId,
                source,
                type,
                occurredAt,
                municipality,
                hasAuthority ? authority : null,
                registered ? topic : null,
                channel,
                priority,
                registered && citizen != null ? citizenHash.apply(citizen) : null,
                hasDeadlines ? respondBy : null,
                hasDeadlines ? resolveBy : null,
                type != OracleEvent.Type.ANSWERED || isFinal == null || isFinal,
                type == OracleEvent.Type.RATED && rating != null ? rating.intValue() : 0,
                "");
        return withText(event, municipality == null ? null : code);
    }

    private static String textOf(byte[] line) throws Rejected {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(line))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new Rejected(Reason.NOT_UTF8, "" + e.getMessage());
        }
    }

    private JsonNode parse(String text) throws Rejected {
        try (JsonParser parser = mapper.createParser(text)) {
            Deque<Set<String>> open = new ArrayDeque<>();
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token.isStructStart()) {
                    open.push(new HashSet<>());
                    if (open.size() > DEEPEST) {
                        throw new Rejected(Reason.TOO_DEEP, "nested deeper than " + DEEPEST);
                    }
                } else if (token.isStructEnd()) {
                    open.pop();
                } else if (token == JsonToken.FIELD_NAME && !open.element().add(parser.currentName())) {
                    throw new Rejected(Reason.DUPLICATE_KEY, parser.currentName());
                }
                if (open.isEmpty() && parser.nextToken() != null) {
                    throw new Rejected(Reason.NOT_JSON, "something follows the object");
                }
            }
            JsonNode json = mapper.readTree(text);
            if (json.isMissingNode()) {
                throw new Rejected(Reason.NOT_JSON, "empty");
            }
            if (!json.isObject()) {
                throw new Rejected(Reason.WRONG_TYPE, "not an object");
            }
            return json;
        } catch (JsonProcessingException e) {
            throw new Rejected(Reason.NOT_JSON, e.getOriginalMessage());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static @Nullable JsonNode present(JsonNode json, String field) {
        JsonNode value = json.get(field);
        return value == null || value.isNull() ? null : value;
    }

    /** A string of 1 to {@code longest} code points; 0: of any length. */
    private static @Nullable String text(JsonNode json, String field, int longest) throws Rejected {
        JsonNode value = present(json, field);
        if (value == null) {
            return null;
        }
        String text = value.asText();
        int length = text.codePointCount(0, text.length());
        boolean isSized = longest == 0 || (length >= 1 && length <= longest);
        if (!value.isTextual() || !isSized) {
            throw new Rejected(Reason.WRONG_TYPE, field);
        }
        return text;
    }

    private static String neededText(JsonNode json, String field, int longest) throws Rejected {
        return needed(field, text(json, field, longest));
    }

    private static <T> T needed(String field, @Nullable T value) throws Rejected {
        if (value == null) {
            throw new Rejected(Reason.MISSING_FIELD, field);
        }
        return value;
    }

    private static String oneOf(String value, Set<String> known) throws Rejected {
        if (!known.contains(value)) {
            throw new Rejected(Reason.UNKNOWN_VALUE, value);
        }
        return value;
    }

    private static OracleEvent.Type typeOf(String value) throws Rejected {
        try {
            return OracleEvent.Type.valueOf(value);
        } catch (IllegalArgumentException e) {
            throw new Rejected(Reason.UNKNOWN_VALUE, value);
        }
    }

    private static @Nullable Boolean bool(JsonNode json, String field) throws Rejected {
        JsonNode value = present(json, field);
        if (value != null && !value.isBoolean()) {
            throw new Rejected(Reason.WRONG_TYPE, field);
        }
        return value == null ? null : Boolean.valueOf(value.asBoolean());
    }

    private static @Nullable Long ratingOf(JsonNode json) throws Rejected {
        JsonNode value = present(json, "rating");
        if (value == null) {
            return null;
        }
        if (!value.isIntegralNumber() || !value.canConvertToLong() || value.asLong() < 1 || value.asLong() > 5) {
            throw new Rejected(Reason.WRONG_TYPE, "rating");
        }
        return value.asLong();
    }

    private static @Nullable Long time(JsonNode json, String field) throws Rejected {
        String text = text(json, field, 0);
        if (text == null) {
            return null;
        }
        Matcher time = TIME.matcher(text);
        if (!time.matches()) {
            throw new Rejected(Reason.WRONG_TYPE, field);
        }
        try {
            ZoneOffset offset = time.group(4) != null ? ZoneOffset.UTC : ZoneOffset.of("" + time.group(5));
            long seconds =
                    LocalDateTime.parse(time.group(1) + "T" + time.group(2)).toEpochSecond(offset);
            String digits = time.group(3);
            String millis = ((digits == null ? "" : digits) + "000").substring(0, 3);
            return seconds * 1000 + Long.parseLong(millis);
        } catch (DateTimeException e) {
            throw new Rejected(Reason.WRONG_TYPE, field);
        }
    }

    private String municipalityOf(@Nullable String code) throws Rejected {
        String id = reference.idOf(needed("municipality", code));
        if (id == null) {
            throw new Rejected(Reason.UNKNOWN_MUNICIPALITY, "" + code);
        }
        return id;
    }

    private void checkTime(long occurredAt) throws Rejected {
        if (occurredAt < earliest.toEpochMilli()) {
            throw new Rejected(Reason.TOO_OLD, OracleText.utcMillis(occurredAt));
        }
        if (notAfter != null && occurredAt > notAfter.toEpochMilli()) {
            throw new Rejected(Reason.IN_FUTURE, OracleText.utcMillis(occurredAt));
        }
    }

    private static void checkDeadline(long occurredAt, @Nullable Long deadline) throws Rejected {
        long limit = Instant.ofEpochMilli(occurredAt)
                .atOffset(ZoneOffset.UTC)
                .plusYears(50)
                .toInstant()
                .toEpochMilli();
        if (deadline != null && deadline > limit) {
            throw new Rejected(Reason.DEADLINE_TOO_FAR, OracleText.utcMillis(deadline));
        }
    }

    /** Canonical JSON: keys in order, times in UTC, defaults filled in, the citizen hashed, the code as sent. */
    private OracleEvent withText(OracleEvent e, @Nullable String code) {
        Map<String, Object> fields = new TreeMap<>();
        put(fields, "eventId", e.eventId());
        put(fields, "incidentId", e.incidentId());
        put(fields, "source", e.source());
        put(fields, "type", e.type().name());
        put(fields, "occurredAt", OracleText.utcMillis(e.occurredAt()));
        put(fields, "municipality", code);
        put(fields, "authority", e.authority());
        put(fields, "topic", e.topic());
        put(fields, "channel", e.channel());
        put(fields, "priority", e.priority());
        put(fields, "citizen", e.citizen());
        put(fields, "respondBy", e.respondBy() == null ? null : OracleText.utcMillis(e.respondBy()));
        put(fields, "resolveBy", e.resolveBy() == null ? null : OracleText.utcMillis(e.resolveBy()));
        put(fields, "final", e.type() == OracleEvent.Type.ANSWERED ? e.isFinal() : null);
        put(fields, "rating", e.type() == OracleEvent.Type.RATED ? e.rating() : null);
        try {
            return new OracleEvent(
                    e.eventId(),
                    e.incidentId(),
                    e.source(),
                    e.type(),
                    e.occurredAt(),
                    e.municipality(),
                    e.authority(),
                    e.topic(),
                    e.channel(),
                    e.priority(),
                    e.citizen(),
                    e.respondBy(),
                    e.resolveBy(),
                    e.isFinal(),
                    e.rating(),
                    mapper.writeValueAsString(fields));
        } catch (JsonProcessingException problem) {
            throw new UncheckedIOException(problem);
        }
    }

    private static void put(Map<String, Object> fields, String key, @Nullable Object value) {
        if (value != null) {
            fields.put(key, value);
        }
    }
}
