package ru.otklik.domain.incident;

import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import ru.otklik.domain.clock.NormUnit;
import ru.otklik.domain.clock.OnTransfer;
import ru.otklik.domain.reference.ReferenceData;
import ru.otklik.testing.References;

/**
 * Events and facts of spring 2023 as words: {@code 03T10:00 ANSWERED final=false} is 3 April 2023, 10:00 in Moscow, and
 * {@code 05-02T10:00} the second of May. Municipalities go by the last letters of their five digits.
 */
final class Events {
    /** IM: 8 working hours, 7 working days; Дороги restart; rework 24 hours; ПОС has no norms at all. */
    static final ReferenceData REFERENCE = References.withNorms(
            References.norm(
                    Source.INCIDENT_MANAGEMENT, null, Stage.RESPONSE, 8, NormUnit.WORKING_HOURS, OnTransfer.CONTINUE),
            References.norm(
                    Source.INCIDENT_MANAGEMENT,
                    "Дороги",
                    Stage.RESPONSE,
                    4,
                    NormUnit.CALENDAR_HOURS,
                    OnTransfer.RESTART),
            References.norm(
                    Source.INCIDENT_MANAGEMENT, null, Stage.RESOLUTION, 7, NormUnit.WORKING_DAYS, OnTransfer.CONTINUE),
            References.norm(
                    Source.INCIDENT_MANAGEMENT, null, Stage.REWORK, 24, NormUnit.CALENDAR_HOURS, OnTransfer.CONTINUE));

    static final VerdictRules RULES = rules(REFERENCE);

    private static final ZoneId MOSCOW = ZoneId.of("Europe/Moscow");

    private Events() {}

    static VerdictRules rules(ReferenceData reference) {
        return new VerdictRules(
                reference, Duration.ofDays(90).toMillis(), Duration.ofDays(400).toMillis());
    }

    static long at(String time) {
        String date = time.indexOf('T') == 2 ? "2023-04-" + time : time.indexOf('T') == 5 ? "2023-" + time : time;
        return LocalDateTime.parse(date).atZone(MOSCOW).toInstant().toEpochMilli();
    }

    static String text(long millis) {
        String text = java.time.Instant.ofEpochMilli(millis)
                .atZone(MOSCOW)
                .toLocalDateTime()
                .toString();
        return text.startsWith("2023-04-") ? text.substring(8) : text.startsWith("2023-") ? text.substring(5) : text;
    }

    /** Events apart by semicolons; ids are numbered unless given. */
    static List<IncidentEvent> script(String script) {
        List<IncidentEvent> events = new ArrayList<>();
        for (String words : script.split(";", -1)) {
            events.add(event(words.strip(), events.size()));
        }
        return events;
    }

    private static IncidentEvent event(String text, int number) {
        String[] words = text.split(" ", -1);
        EventType type = EventType.valueOf(words[1]);
        boolean moves = type == EventType.REGISTERED || type == EventType.TRANSFERRED;
        Fields fields = new Fields(text);
        return new IncidentEvent(
                type,
                at(words[0]),
                Long.parseLong(fields.of("id", String.valueOf(number))),
                moves ? fields.of("m", "87701") + "000" : null,
                fields.has("a") ? fields.of("a", "") : null,
                type == EventType.REGISTERED ? fields.of("topic", "ЖКХ") : null,
                fields.has("channel") ? fields.of("channel", "") : null,
                Priority.NORMAL,
                0,
                fields.time("respondBy"),
                fields.time("resolveBy"),
                !"false".equals(fields.of("final", "true")),
                Integer.parseInt(fields.of("rating", "0")));
    }

    private record Fields(String text) {
        boolean has(String name) {
            return text.contains(" " + name + "=");
        }

        String of(String name, String absent) {
            if (!has(name)) {
                return absent;
            }
            int from = text.indexOf(" " + name + "=") + name.length() + 2;
            int end = text.indexOf(' ', from);
            return text.substring(from, end < 0 ? text.length() : end);
        }

        long time(String name) {
            return has(name) ? at(of(name, "")) : IncidentEvent.NONE;
        }
    }

    /** For example {@code MET_RESPONSE@03T11:00/87701}, with the authority behind a second slash. */
    static String text(Fact fact) {
        String detail = switch (fact.kind()) {
            case ANOMALY -> "(" + AnomalyKind.values()[(int) fact.detail()] + ")";
            case RATED -> "(" + fact.detail() + ")";
            default -> "";
        };
        return fact.kind() + detail + "@" + text(fact.date()) + "/" + fact.municipality()
                + (fact.authority() == null ? "" : "/" + fact.authority());
    }
}
