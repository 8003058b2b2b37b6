package ru.otklik.edge;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import ru.otklik.domain.incident.IncidentEvent;
import ru.otklik.domain.pages.PageReport;
import ru.otklik.domain.reference.ReferenceData;
import ru.otklik.operator.Inbound;
import ru.otklik.operator.Origin;
import ru.otklik.operator.RejectionReason;
import ru.otklik.schemas.Topics;
import ru.otklik.settings.CitizenKeySource;

/**
 * Turns the bytes of a record into an accepted event or a rejection with its reason; never throws. One a thread.
 *
 * <p>A usual event is scanned, and nothing but the event is made; any other record is read from its start by a parser
 * that can say what is wrong. Nothing but the time it takes tells them apart.
 */
final class EventDecoder {
    /** Bytes that an event may have. */
    static final int MOST_BYTES = 64 * 1024;

    private static final byte[] PAGE_ID = "\"pageId\"".getBytes(StandardCharsets.UTF_8);
    private static final long SKEW_MILLIS = 5 * 60_000L;
    private static final int MOST_YEARS = 50;
    private static final long FORTY_NINE_YEARS_MILLIS = 49L * 365 * 86_400_000;

    private final DecoderRules rules;
    private final ReferenceData reference;
    private final IdHash ids = new IdHash();
    private final QuickDecoder quick;
    private final EventParser parser;

    EventDecoder(DecoderRules rules, ReferenceData reference) {
        this.rules = rules;
        this.reference = reference;
        CitizenHash citizens = new CitizenHash(rules.citizenKeys().read());
        this.quick = new QuickDecoder(ids, citizens);
        this.parser = new EventParser(ids, citizens);
    }

    /**
     * Decodes one record.
     *
     * @param latest instant that event times must not pass by more than five minutes: the append time of a Kafka
     *     record; Long.MAX_VALUE for none
     */
    Inbound decode(byte[] value, String topic, int partition, long offset, long appendedAt, long latest) {
        byte[] sha256 = ids.whole(value, 0, value.length);
        Origin origin = new Origin(topic, partition, offset, sha256, appendedAt);
        return topic.equals(Topics.PAGES_ACTIVITY)
                ? decodePage(value, origin, latest, true)
                : decode(value, 0, value.length, origin, latest, false);
    }

    /**
     * Decodes one line of a file.
     *
     * @param buffer where it lies; nothing of it is kept
     * @param notAfter instant that event times must not pass, epoch milliseconds; Long.MAX_VALUE for none
     */
    Inbound decodeLine(byte[] buffer, int from, int to, String file, long lineNumber, long notAfter) {
        byte[] sha256 = ids.whole(buffer, from, to);
        return decode(buffer, from, to, new Origin(file, 0, lineNumber, sha256, 0), notAfter, true);
    }

    /** Files may hold reports of pages among the events: lines with a pageId and no incidentId. */
    private Inbound decode(byte[] buffer, int from, int to, Origin origin, long latest, boolean orPage) {
        Inbound.Accepted accepted = quick.decode(buffer, from, to);
        if (accepted == null) {
            byte[] value = Arrays.copyOfRange(buffer, from, to);
            return orPage && to - from <= MOST_BYTES && mentionsPage(value)
                    ? decodePage(value, origin, latest, false)
                    : decodeCarefully(value, origin, latest);
        }
        try {
            return usable(accepted, origin, latest);
        } catch (Rejected rejected) {
            return Inbound.rejected(origin, rejected.reason, rejected.explanation);
        }
    }

    /** Whether the name of the field that makes a report is anywhere in the record, escapes aside. */
    private static boolean mentionsPage(byte[] value) {
        for (int at = 0; at + PAGE_ID.length <= value.length; at++) {
            if (Arrays.equals(value, at, at + PAGE_ID.length, PAGE_ID, 0, PAGE_ID.length)) {
                return true;
            }
        }
        return false;
    }

    private Inbound decodePage(byte[] value, Origin origin, long latest, boolean always) {
        try {
            PageReport report = parser.parsePage(value, always, reference);
            if (report == null) {
                return decodeCarefully(value, origin, latest);
            }
            requireTimely(report.occurredAt(), latest);
            return Inbound.page(origin, report);
        } catch (Rejected rejected) {
            return Inbound.rejected(origin, rejected.reason, rejected.explanation);
        }
    }

    static Rejected unknownMunicipality() {
        return new Rejected(
                RejectionReason.UNKNOWN_MUNICIPALITY,
                "no municipality has the code that was sent; mend the code or the reference data");
    }

    /** Decodes without the scanner: what it gives is what {@link #decode} must give. */
    Inbound decodeCarefully(byte[] value, Origin origin, long latest) {
        try {
            return usable(parser.parse(value), origin, latest);
        } catch (Rejected rejected) {
            return Inbound.rejected(origin, rejected.reason, rejected.explanation);
        }
    }

    private Inbound usable(Inbound.Accepted accepted, Origin origin, long latest) throws Rejected {
        requireUsable(accepted.event(), latest);
        return Inbound.accepted(origin, accepted);
    }

    private void requireUsable(IncidentEvent event, long latest) throws Rejected {
        String municipality = event.municipality();
        if (municipality != null && reference.findMunicipality(municipality) == null) {
            throw unknownMunicipality();
        }
        requireTimely(event.occurredAt(), latest);
        requireNear("respondBy", event.respondBy(), event.occurredAt());
        requireNear("resolveBy", event.resolveBy(), event.occurredAt());
    }

    private void requireTimely(long occurredAt, long latest) throws Rejected {
        if (occurredAt < rules.earliestMillis()) {
            throw new Rejected(
                    RejectionReason.TOO_OLD, "occurredAt lies before " + Instant.ofEpochMilli(rules.earliestMillis()));
        }
        if (latest != Long.MAX_VALUE && occurredAt > latest + rules.skewMillis(SKEW_MILLIS)) {
            throw new Rejected(
                    RejectionReason.IN_FUTURE,
                    "occurredAt lies after " + Instant.ofEpochMilli(latest) + "; check the sender's clock");
        }
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
    record DecoderRules(long earliestMillis, boolean exactLatest, CitizenKeySource citizenKeys)
            implements java.io.Serializable {
        /** Rules with one key that is no secret. */
        DecoderRules(long earliestMillis, boolean exactLatest, byte[] knownKey) {
            this(earliestMillis, exactLatest, CitizenKeySource.known(knownKey));
        }

        /** In files the limit is exact; a Kafka record's own time may lag a little. */
        long skewMillis(long allowed) {
            return exactLatest ? 0 : allowed;
        }
    }
}
