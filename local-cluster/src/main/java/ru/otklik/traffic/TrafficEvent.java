package ru.otklik.traffic;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;

/**
 * One event of an incident.
 *
 * @param incident the incident it belongs to
 * @param number its number within the incident, from 1 on
 * @param type as in the contract
 * @param at epoch millis
 * @param details further JSON members, each with a leading comma; may be empty
 */
public record TrafficEvent(IncidentHead incident, int number, String type, long at, String details) {
    private static final DateTimeFormatter RFC_3339 = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSxxx");

    /**
     * What all events of an incident share.
     *
     * @param id incidentId
     * @param source INCIDENT_MANAGEMENT or POS
     * @param zone zone of its region, in which times are written
     */
    public record IncidentHead(String id, String source, ZoneId zone) {}

    /** The event as one line of JSON, without a line end. */
    public byte[] json() {
        String text = "{\"eventId\":\"" + incident.id() + "/" + number + "\",\"incidentId\":\"" + incident.id()
                + "\",\"source\":\"" + incident.source() + "\",\"type\":\"" + type + "\",\"occurredAt\":\""
                + time(at, incident.zone()) + "\"" + details + "}";
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static String time(long epochMillis, ZoneId zone) {
        return RFC_3339.format(Instant.ofEpochMilli(epochMillis).atZone(zone));
    }
}
