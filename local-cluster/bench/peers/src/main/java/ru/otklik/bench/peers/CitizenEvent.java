package ru.otklik.bench.peers;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import ru.otklik.domain.incident.EventType;
import ru.otklik.domain.incident.Priority;
import ru.otklik.domain.incident.Source;

/** One event as it is read, bound by Jackson; a POJO to Flink. Fields that an event type does not need are null. */
@JsonIgnoreProperties(ignoreUnknown = true)
public final class CitizenEvent {
    public String eventId = "";
    public String incidentId = "";
    public Source source = Source.INCIDENT_MANAGEMENT;
    public EventType type = EventType.REGISTERED;
    public Instant occurredAt = Instant.EPOCH;
    public @Nullable String municipality;
    public @Nullable String authority;
    public @Nullable String topic;
    public @Nullable String channel;
    public Priority priority = Priority.NORMAL;
    public @Nullable String citizen;
    public @Nullable Instant respondBy;
    public @Nullable Instant resolveBy;

    /** Whether an answer is final; true unless the event says otherwise. */
    @JsonProperty("final")
    public boolean isFinal = true;

    /** From 1 to 5 for RATED, else 0. */
    public int rating;

    /** What identifies the incident: source and id. */
    public String incident() {
        return source + ":" + incidentId;
    }
}
