package ru.otklik.domain.alert;

import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import ru.otklik.domain.incident.Source;
import ru.otklik.domain.incident.Stage;

/**
 * What an alert is about.
 *
 * @param region code
 * @param municipality id; of an incident the one responsible
 * @param code its code at that time
 * @param name its name at that time
 * @param zone in which times are written
 * @param source null for either
 * @param incidentId null for a municipality
 * @param stage of the incident; null for a municipality
 */
public record AlertSubject(
        String region,
        String municipality,
        String code,
        String name,
        ZoneId zone,
        @Nullable Source source,
        @Nullable String incidentId,
        @Nullable Stage stage) {

    /** What stays the same while an alert fires: an incident may move from one municipality to another. */
    public String key() {
        return incidentId == null ? municipality + "|" + source : source + "|" + incidentId + "|" + stage;
    }
}
