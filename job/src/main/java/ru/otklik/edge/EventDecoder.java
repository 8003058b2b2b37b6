package ru.otklik.edge;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.ZoneOffset;
import org.apache.commons.codec.digest.MurmurHash3;
import ru.otklik.domain.incident.EventType;
import ru.otklik.domain.incident.IncidentEvent;
import ru.otklik.domain.incident.Source;
import ru.otklik.domain.reference.ReferenceData;
import ru.otklik.operator.Inbound;
import ru.otklik.operator.Origin;
import ru.otklik.operator.RejectionReason;

/** Turns the bytes of a record into an accepted event or a rejection with its reason; never throws. One a thread. */
final class EventDecoder {
    /** Bytes that an event may have. */
    static final int MOST_BYTES = 64 * 1024;

    private static final int DEEPEST = 32;
    private static final long SKEW_MILLIS = 5 * 60_000L;
    private static final int MOST_YEARS = 50;
    private static final long FORTY_NINE_YEARS_MILLIS = 49L * 365 * 86_400_000;

    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(DEEPEST)
                    .maxStringLength(MOST_BYTES)
                    .maxNameLength(MOST_BYTES)
                    .maxNumberLength(MOST_BYTES)
                    .build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private final DecoderRules rules;
    private final ReferenceData reference;
    private final CitizenHash citizens;
    private final CharsetDecoder utf8 = StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    private final MessageDigest sha256 = sha256();
    private final EventFields fields = new EventFields();

    EventDecoder(DecoderRules rules, ReferenceData reference) {
        this.rules = rules;
        this.reference = reference;
        this.citizens = new CitizenHash(rules.citizenKey());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /**
     * Decodes one record.
     *
     * @param latest instant that event times must not pass by more than five minutes: the append time of a Kafka
     *     record; Long.MAX_VALUE for none
     */
    Inbound decode(byte[] value, String topic, int partition, long offset, long appendedAt, long latest) {
        Origin origin = new Origin(topic, partition, offset, sha256.digest(value), appendedAt);
        try {
            return accept(value, origin, latest);
        } catch (Rejected rejected) {
            return Inbound.rejected(origin, rejected.reason, rejected.explanation);
        } catch (StreamConstraintsException e) {
            return Inbound.rejected(
                    origin,
                    RejectionReason.TOO_DEEP,
                    "objects are nested more than " + DEEPEST + " deep; flatten them");
        } catch (JsonProcessingException e) {
            return Inbound.rejected(origin, reasonOf(e), explain(e));
        } catch (IOException e) {
            return Inbound.rejected(origin, RejectionReason.NOT_JSON, "cannot be read as JSON; send one JSON object");
        }
    }

    private static RejectionReason reasonOf(JsonProcessingException e) {
        boolean duplicate = e instanceof JsonParseException
                && String.valueOf(e.getOriginalMessage()).startsWith("Duplicate field");
        return duplicate ? RejectionReason.DUPLICATE_KEY : RejectionReason.NOT_JSON;
    }

    /** Says where, never what: the text may hold personal data. */
    private static String explain(JsonProcessingException e) {
        long at = e.getLocation() == null ? -1 : e.getLocation().getByteOffset();
        return reasonOf(e) == RejectionReason.DUPLICATE_KEY
                ? "a key occurs twice in one object, at byte " + at + "; send each key once"
                : "not JSON at byte " + at + "; send one JSON object";
    }

    private Inbound accept(byte[] value, Origin origin, long latest) throws IOException, Rejected {
        if (value.length > MOST_BYTES) {
            throw new Rejected(
                    RejectionReason.TOO_LONG, value.length + " bytes; at most " + MOST_BYTES + " are allowed");
        }
        requireUtf8(value);
        parse(value);
        EventType type = fields.requireType();
        Source source = fields.requireSource();
        String incidentId = fields.require("incidentId", fields.incidentId);
        String eventId = fields.require("eventId", fields.eventId);
        long occurredAt = fields.requireOccurredAt();
        IncidentEvent event = fields.event(type, occurredAt, hashOf(eventId), citizens);
        requireUsable(event, latest);
        byte[] id = incidentId.getBytes(StandardCharsets.UTF_8);
        long[] hash = MurmurHash3.hash128x64(id, 0, id.length, source.ordinal());
        return Inbound.accepted(origin, new Inbound.Accepted(source, incidentId, hash[0], hash[1], event));
    }

    private void requireUtf8(byte[] value) throws Rejected {
        try {
            utf8.decode(ByteBuffer.wrap(value));
        } catch (CharacterCodingException e) {
            throw new Rejected(RejectionReason.NOT_UTF8, "not valid UTF-8; send UTF-8");
        }
        // Jackson would guess UTF-16 and UTF-32 from bytes that are 0, and skip a byte order mark.
        boolean guessed = value.length > 0 && (value[0] == 0 || value[0] == (byte) 0xEF);
        if (guessed || (value.length > 1 && value[1] == 0)) {
            throw new Rejected(
                    RejectionReason.NOT_JSON, "does not begin with a JSON object; send UTF-8 without a mark");
        }
    }

    private void parse(byte[] value) throws IOException, Rejected {
        try (JsonParser parser = JSON.createParser(value)) {
            JsonToken first = parser.nextToken();
            if (first == null) {
                throw new Rejected(RejectionReason.NOT_JSON, "empty; send one JSON object");
            }
            if (first != JsonToken.START_OBJECT) {
                while (parser.nextToken() != null) {
                    parser.skipChildren();
                }
                throw new Rejected(RejectionReason.WRONG_TYPE, "not an object; send one JSON object");
            }
            fields.clear();
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                fields.take(parser);
            }
            if (parser.nextToken() != null) {
                throw new Rejected(RejectionReason.NOT_JSON, "more follows the object; send one JSON object");
            }
        }
        fields.requireSound();
    }

    private long hashOf(String eventId) {
        byte[] digest = sha256.digest(eventId.getBytes(StandardCharsets.UTF_8));
        return ByteBuffer.wrap(digest).getLong();
    }

    private void requireUsable(IncidentEvent event, long latest) throws Rejected {
        String municipality = event.municipality();
        if (municipality != null && reference.findMunicipality(municipality) == null) {
            throw new Rejected(
                    RejectionReason.UNKNOWN_MUNICIPALITY,
                    "no municipality has the code that was sent; mend the code or the reference data");
        }
        if (event.occurredAt() < rules.earliestMillis()) {
            throw new Rejected(
                    RejectionReason.TOO_OLD, "occurredAt lies before " + Instant.ofEpochMilli(rules.earliestMillis()));
        }
        if (latest != Long.MAX_VALUE && event.occurredAt() > latest + rules.skewMillis(SKEW_MILLIS)) {
            throw new Rejected(
                    RejectionReason.IN_FUTURE,
                    "occurredAt lies after " + Instant.ofEpochMilli(latest) + "; check the sender's clock");
        }
        requireNear("respondBy", event.respondBy(), event.occurredAt());
        requireNear("resolveBy", event.resolveBy(), event.occurredAt());
    }

    private static void requireNear(String field, long deadline, long occurredAt) throws Rejected {
        if (deadline == IncidentEvent.NONE || deadline - occurredAt < FORTY_NINE_YEARS_MILLIS) {
            return;
        }
        Instant latest = Instant.ofEpochMilli(occurredAt)
                .atOffset(ZoneOffset.UTC)
                .plusYears(MOST_YEARS)
                .toInstant();
        if (Instant.ofEpochMilli(deadline).isAfter(latest)) {
            throw new Rejected(
                    RejectionReason.DEADLINE_TOO_FAR,
                    field + " lies more than " + MOST_YEARS + " years after the event; check it");
        }
    }

    /** Says why an event cannot be accepted; without stack trace, as it is an answer and not an accident. */
    static final class Rejected extends Exception {
        private static final long serialVersionUID = 1L;

        private final RejectionReason reason;
        private final String explanation;

        Rejected(RejectionReason reason, String explanation) {
            super(explanation, null, false, false);
            this.reason = reason;
            this.explanation = explanation;
        }
    }

    /** What the door checks besides the shape. */
    record DecoderRules(long earliestMillis, boolean exactLatest, byte[] citizenKey) implements java.io.Serializable {
        /** In files the limit is exact; a Kafka record's own time may lag a little. */
        long skewMillis(long allowed) {
            return exactLatest ? 0 : allowed;
        }
    }
}
