package ru.otklik.imports;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import ru.otklik.domain.incident.EventType;

/** Ids of imported events: the same in every export that tells the same event, so that a second import adds nothing. */
final class EventIds {
    private static final int BYTES = 16;

    private EventIds() {}

    /** The first 32 hexadecimal digits of SHA-256 over layout, incident, type and time, a line each. */
    static String of(String layout, String incidentId, EventType type, Instant at) {
        String told = layout + "\n" + incidentId + "\n" + type + "\n" + at.toEpochMilli();
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(told.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(Arrays.copyOf(hash, BYTES));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
