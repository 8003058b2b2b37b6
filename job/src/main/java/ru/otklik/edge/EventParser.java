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
import org.apache.commons.codec.digest.MurmurHash3;
import org.jspecify.annotations.Nullable;
import ru.otklik.domain.incident.EventType;
import ru.otklik.domain.incident.IncidentEvent;
import ru.otklik.domain.incident.Source;
import ru.otklik.domain.pages.PageReport;
import ru.otklik.domain.reference.ReferenceData;
import ru.otklik.edge.EventDecoder.Rejected;
import ru.otklik.operator.Inbound;
import ru.otklik.operator.RejectionReason;

/** Reads any record and finds the words for what is wrong with it: the judge of all that {@link QuickDecoder} declines. */
final class EventParser {
    private static final int DEEPEST = 32;

    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(DEEPEST)
                    .maxStringLength(EventDecoder.MOST_BYTES)
                    .maxNameLength(EventDecoder.MOST_BYTES)
                    .maxNumberLength(EventDecoder.MOST_BYTES)
                    .build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private final CharsetDecoder utf8 = StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    private final EventFields fields = new EventFields();
    private final PageFields pageFields = new PageFields();
    private final IdHash ids;
    private final CitizenHash citizens;

    EventParser(IdHash ids, CitizenHash citizens) {
        this.ids = ids;
        this.citizens = citizens;
    }

    /**
     * The event that a record holds, its codes and times not yet compared with anything.
     *
     * @throws Rejected if it holds none
     */
    Inbound.Accepted parse(byte[] value) throws Rejected {
        read(value, fields);
        fields.requireSound();
        return accept();
    }

    /**
     * The report of an official page that a record holds, its time not yet compared with anything.
     *
     * @param always whether it has to be one; else null if it is about an incident, or about nothing
     * @throws Rejected if it holds none
     */
    @Nullable
    PageReport parsePage(byte[] value, boolean always, ReferenceData reference) throws Rejected {
        read(value, pageFields);
        if (!always && !pageFields.isAboutPage()) {
            return null;
        }
        pageFields.requireSound();
        return pageFields.report(hashOf(pageFields.requireEventId()), reference);
    }

    private void read(byte[] value, RecordFields into) throws Rejected {
        try {
            requireShape(value);
            readObject(value, into);
        } catch (StreamConstraintsException e) {
            throw new Rejected(
                    RejectionReason.TOO_DEEP, "objects are nested more than " + DEEPEST + " deep; flatten them");
        } catch (JsonProcessingException e) {
            throw new Rejected(reasonOf(e), explain(e));
        } catch (IOException e) {
            throw new Rejected(RejectionReason.NOT_JSON, "cannot be read as JSON; send one JSON object");
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

    private void requireShape(byte[] value) throws Rejected {
        if (value.length > EventDecoder.MOST_BYTES) {
            throw new Rejected(
                    RejectionReason.TOO_LONG,
                    value.length + " bytes; at most " + EventDecoder.MOST_BYTES + " are allowed");
        }
        requireUtf8(value);
    }

    private Inbound.Accepted accept() throws Rejected {
        EventType type = fields.requireType();
        Source source = fields.requireSource();
        String incidentId = fields.require("incidentId", fields.incidentId);
        String eventId = fields.require("eventId", fields.eventId);
        long occurredAt = fields.requireOccurredAt();
        IncidentEvent event = fields.event(type, occurredAt, hashOf(eventId), citizens);
        byte[] id = incidentId.getBytes(StandardCharsets.UTF_8);
        long[] hash = MurmurHash3.hash128x64(id, 0, id.length, source.ordinal());
        return new Inbound.Accepted(source, incidentId, hash[0], hash[1], event);
    }

    private long hashOf(String eventId) {
        byte[] bytes = eventId.getBytes(StandardCharsets.UTF_8);
        return ids.of(bytes, 0, bytes.length);
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

    private static void readObject(byte[] value, RecordFields into) throws IOException, Rejected {
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
            into.clear();
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                into.take(parser);
            }
            if (parser.nextToken() != null) {
                throw new Rejected(RejectionReason.NOT_JSON, "more follows the object; send one JSON object");
            }
        }
    }
}
