package ru.otklik.imports;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import ru.otklik.domain.incident.EventType;
import ru.otklik.domain.reference.Authority;
import ru.otklik.domain.reference.ReferenceData;
import ru.otklik.imports.Layout.Condition;
import ru.otklik.imports.Layout.EventRule;

/** What one row of an export tells, as events of the contract. */
final class RowEvents {
    /** As in the contract. */
    private static final int LONGEST_ID = 128;

    private static final int LONGEST_TOPIC = 200;
    private static final int LONGEST_CHANNEL = 64;
    private static final JsonFactory JSON = new JsonFactory();

    private final Layout layout;
    private final RowReader reader;
    private final ReferenceData reference;
    private final Set<String> deciding = new LinkedHashSet<>();
    private final Map<String, Map<String, String>> authorities = new HashMap<>();

    RowEvents(Layout layout, RowReader reader, ReferenceData reference) {
        this.layout = layout;
        this.reader = reader;
        this.reference = reference;
        layout.events().forEach(rule -> {
            Condition when = rule.when();
            if (when != null) {
                deciding.add(when.role());
            }
        });
    }

    /** The events of a row; none if it is blank or at fault, which is told. */
    List<ImportedEvent> of(ExportRow row) {
        if (reader.isBlank(row)) {
            return List.of();
        }
        deciding.forEach(role -> reader.count(row, role));
        String id = reader.text(row, Layout.ID);
        if (id.isEmpty() || id.length() > LONGEST_ID) {
            reader.fault(row, Layout.ID, id, "нет номера, или он длиннее 128 знаков", "выгрузить столбец с номером");
            return List.of();
        }
        RowPlace place = reader.place(row);
        String topic = topic(row);
        if (place == null || topic.isEmpty()) {
            return List.of();
        }
        return events(row, id, place, topic);
    }

    private List<ImportedEvent> events(ExportRow row, String id, RowPlace place, String topic) {
        Map<String, ImportedEvent> events = new LinkedHashMap<>();
        Instant registered = null;
        for (EventRule rule : layout.events()) {
            boolean isFirst = rule.type() == EventType.REGISTERED;
            if (rule.when() != null
                    && !rule.when().holds(reader.text(row, rule.when().role()))) {
                continue;
            }
            Instant at = time(row, rule, place, isFirst);
            if (at == null) {
                if (isFirst) {
                    missingStart(row, rule);
                    return List.of();
                }
                continue;
            }
            registered = isFirst ? at : registered;
            if (registered != null && at.isBefore(registered)) {
                reader.odd(
                        row,
                        rule.at(),
                        reader.text(row, rule.at()),
                        "раньше регистрации: в расчёте будет аномалией",
                        "проверить обе даты");
            }
            ImportedEvent event = event(row, rule, id, at, place, isFirst ? topic : "");
            if (event != null) {
                // Of two answers of one second the later rule counts: its answer is the final one.
                events.put(event.key(), event);
            }
        }
        return List.copyOf(events.values());
    }

    private void missingStart(ExportRow row, EventRule rule) {
        if (reader.text(row, rule.at()).isEmpty()) {
            reader.fault(row, rule.at(), "", "нет даты создания", "выгрузить столбец с датой и временем");
        }
    }

    private @Nullable Instant time(ExportRow row, EventRule rule, RowPlace place, boolean isFault) {
        Instant at = reader.instant(row, rule.at(), place, isFault);
        String plus = rule.plus();
        if (at == null || plus == null) {
            return at;
        }
        Duration span = reader.span(row, plus);
        return span == null ? null : at.plus(span);
    }

    private String topic(ExportRow row) {
        String text = reader.text(row, Layout.TOPIC);
        String meaning = layout.meaning(Layout.TOPIC, text);
        String topic = meaning == null ? text : meaning;
        if (topic.isEmpty() || topic.length() > LONGEST_TOPIC) {
            reader.fault(row, Layout.TOPIC, "", "нет темы, или она длиннее 200 знаков", "указать группу тем");
            return "";
        }
        return topic;
    }

    private @Nullable ImportedEvent event(
            ExportRow row, EventRule rule, String id, Instant at, RowPlace place, String topic) {
        String eventId = EventIds.of(layout.name(), id, rule.type(), at);
        StringWriter text = new StringWriter(256);
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            json.writeStringField("eventId", eventId);
            json.writeStringField("incidentId", id);
            json.writeStringField("source", layout.source());
            json.writeStringField("type", rule.type().name());
            json.writeStringField("occurredAt", place.written(at));
            if (rule.type() == EventType.REGISTERED) {
                json.writeStringField(
                        "municipality", place.codeOn(at.atZone(place.zone()).toLocalDate()));
            }
            if (rule.type() == EventType.REGISTERED || rule.type() == EventType.ASSIGNED) {
                write(json, "authority", authority(row, place));
            }
            if (rule.type() == EventType.REGISTERED) {
                json.writeStringField("topic", topic);
                write(json, "channel", channel(row));
                write(json, "priority", priority(row));
            }
            Boolean isFinal = rule.isFinal();
            if (isFinal != null) {
                json.writeBooleanField("final", isFinal);
            }
            if (!writeDetails(json, row, rule, place)) {
                return null;
            }
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new ImportedEvent(
                at.toEpochMilli(), rule.type(), id, ImportedEvent.key(layout.source(), id, eventId), text.toString());
    }

    /** Writes a deadline and a rating; false if the event can't do without one that is not there. */
    private boolean writeDetails(JsonGenerator json, ExportRow row, EventRule rule, RowPlace place) throws IOException {
        String resolveBy = rule.resolveBy();
        if (resolveBy != null) {
            Instant deadline = reader.instant(row, resolveBy, place, false);
            if (deadline != null) {
                json.writeStringField("resolveBy", place.written(deadline));
            } else if (rule.type() == EventType.EXTENDED) {
                reader.odd(row, resolveBy, "", "срок продлён, но новый не указан", "указать новый срок");
                return false;
            }
        }
        String ratingRole = rule.rating();
        if (ratingRole != null) {
            String rating = reader.text(row, ratingRole);
            if (!rating.matches("[1-5]")) {
                reader.odd(row, ratingRole, rating, "оценка — целое от 1 до 5", "исправить оценку");
                return false;
            }
            json.writeNumberField("rating", Integer.parseInt(rating));
        }
        return true;
    }

    private static void write(JsonGenerator json, String name, @Nullable String value) throws IOException {
        if (value != null) {
            json.writeStringField(name, value);
        }
    }

    /* An executor may be a person, so the text itself goes nowhere: neither into events nor into the report. */
    private @Nullable String authority(ExportRow row, RowPlace place) {
        String text = reader.text(row, Layout.AUTHORITY);
        if (text.isEmpty()) {
            return null;
        }
        String meaning = layout.meaning(Layout.AUTHORITY, text);
        String id = meaning != null
                ? meaning
                : authorities
                        .computeIfAbsent(place.municipality().region(), this::authoritiesOf)
                        .get(Layout.normal(text));
        if (id == null) {
            reader.odd(
                    row,
                    Layout.AUTHORITY,
                    "",
                    "такого органа нет в справочнике: отвечает администрация муниципалитета",
                    "внести название в values.authority файла раскладки, если отвечает другой орган");
        }
        return id;
    }

    private Map<String, String> authoritiesOf(String region) {
        Map<String, String> ids = new HashMap<>();
        for (Authority authority : reference.authoritiesOf(region)) {
            ids.put(Layout.normal(authority.name()), authority.id());
            ids.put(Layout.normal(authority.id()), authority.id());
        }
        return ids;
    }

    private @Nullable String channel(ExportRow row) {
        String text = reader.text(row, Layout.CHANNEL);
        String meaning = layout.meaning(Layout.CHANNEL, text);
        String channel = meaning == null ? text : meaning;
        if (channel.length() > LONGEST_CHANNEL) {
            reader.odd(row, Layout.CHANNEL, channel, "источник длиннее 64 знаков, опущен", "проверить столбец");
            return null;
        }
        return channel.isEmpty() ? null : channel;
    }

    private @Nullable String priority(ExportRow row) {
        String text = reader.text(row, Layout.PRIORITY);
        if (text.isEmpty()) {
            return null;
        }
        String meaning = layout.meaning(Layout.PRIORITY, text);
        if (meaning == null) {
            reader.odd(
                    row,
                    Layout.PRIORITY,
                    text,
                    "неизвестная важность, взята обычная",
                    "внести значение в values.priority файла раскладки");
        }
        return meaning;
    }
}
