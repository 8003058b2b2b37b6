package ru.otklik.edge;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.UUID;
import ru.otklik.testing.References;

/** Events as a regional system sends them: 421 bytes on average, all fields, some letters of Russian, two of its own. */
final class UsualEvents {
    private static final DateTimeFormatter LOCAL =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'+03:00'", Locale.ROOT);
    private static final long FIRST = Instant.parse("2023-01-01T00:00:00Z").toEpochMilli();
    private static final long DAY = 86_400_000L;
    private static final List<String> TYPES = List.of(
            "REGISTERED", "ASSIGNED", "ANSWERED", "CLOSED", "TRANSFERRED", "RATED", "EXTENDED", "RETURNED", "REOPENED");
    private static final List<String> TOPICS =
            List.of("Дороги", "ЖКХ", "Благоустройство", "Мусор", "Транспорт", "Связь", "Образование");
    private static final List<String> PLACES = List.of("Сыктывкар", "Иркутск", "Усинск", "Братск", "Благовещенск");

    private UsualEvents() {}

    /** Some events; the same seed gives the same ones. */
    static byte[][] of(long seed, int count) {
        SplittableRandom random = new SplittableRandom(seed);
        byte[][] events = new byte[count][];
        for (int i = 0; i < count; i++) {
            events[i] = event(random).getBytes(StandardCharsets.UTF_8);
        }
        return events;
    }

    private static String event(SplittableRandom random) {
        // Of four events one registers.
        String type = random.nextInt(4) == 0 ? TYPES.get(0) : TYPES.get(random.nextInt(1, TYPES.size()));
        long at = FIRST + random.nextLong(300 * DAY);
        int place = random.nextInt(PLACES.size());
        boolean isSocial = random.nextInt(4) > 0;
        StringBuilder json = new StringBuilder(460).append('{');
        field(json, "eventId", new UUID(random.nextLong(), random.nextLong()).toString());
        field(json, "incidentId", (isSocial ? "im-" : "pos-") + random.nextLong(1_000_000, 20_000_000));
        field(json, "source", isSocial ? "INCIDENT_MANAGEMENT" : "POS");
        field(json, "type", type);
        field(json, "occurredAt", time(at));
        field(json, "municipality", References.CODES.get(place));
        field(json, "authority", "oiv-" + random.nextInt(100));
        field(json, "topic", TOPICS.get(random.nextInt(TOPICS.size())));
        field(json, "channel", isSocial ? "TELEGRAM" : "EPGU");
        if (type.equals("REGISTERED")) {
            field(json, "citizen", "TELEGRAM:" + random.nextLong(1, 4_000_000));
        }
        if (type.equals("REGISTERED") || type.equals("EXTENDED")) {
            field(json, "resolveBy", time(at + 30 * DAY));
        }
        if (type.equals("RATED")) {
            json.append("\"rating\":").append(random.nextInt(1, 6)).append(',');
        }
        field(json, "municipalityName", "городской округ " + PLACES.get(place));
        String note =
                "Повторное обращение".substring(0, random.nextInt(10, 20)) + " по адресу: дом " + random.nextInt(100);
        return json.append("\"note\":\"").append(note).append("\"}").toString();
    }

    private static void field(StringBuilder json, String key, String value) {
        json.append('"').append(key).append("\":\"").append(value).append("\",");
    }

    private static String time(long at) {
        return LOCAL.format(Instant.ofEpochMilli(at).atOffset(ZoneOffset.ofHours(3)));
    }
}
