package ru.otklik.traffic;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;

/** Records that must be rejected, each for one reason, made from a sound one. */
final class BrokenRecords {
    private static final List<UnaryOperator<String>> DEFECTS = List.of(
            json -> "",
            json -> "not json",
            json -> json.substring(0, json.length() / 2),
            json -> json + "}",
            json -> "[" + json + "]",
            json -> json.replace("\"type\":\"", "\"type\":\"UNHEARD_OF_"),
            json -> json.replace("\"source\":\"", "\"source\":\"PIGEON_"),
            json -> json.replace("\"occurredAt\":\"20", "\"occurredAt\":\"19"),
            json -> json.replace("\"occurredAt\":\"20", "\"occurredAt\":\"21"),
            json -> json.replaceFirst("\"occurredAt\":\"[^\"]*\"", "\"occurredAt\":\"yesterday\""),
            json -> json.replaceFirst("\"occurredAt\":\"[^\"]*\"", "\"occurredAt\":1700000000000"),
            json -> json.replaceFirst("\"eventId\":\"[^\"]*\",", ""),
            json -> json.replaceFirst("\"eventId\":\"[^\"]*\"", "\"eventId\":\"\""),
            json -> json.replaceFirst("\"incidentId\":\"[^\"]*\"", "\"incidentId\":\"" + "9".repeat(129) + "\""),
            json -> json.replace("{\"eventId\"", "{\"eventId\":\"twice\",\"eventId\""),
            json -> json.replace("{\"eventId\"", "{\"x\":" + "[".repeat(40) + "]".repeat(40) + ",\"eventId\""),
            json -> json.replaceFirst("\"type\":\"[A-Z]*\"", "\"type\":\"REGISTERED\",\"municipality\":\"99999000\""),
            json -> json.replaceFirst("\"type\":\"[A-Z]*\"", "\"type\":\"RATED\",\"rating\":6"),
            json -> json.replaceFirst("\"type\":\"[A-Z]*\"", "\"type\":\"EXTENDED\""),
            json -> "\u0000");

    private BrokenRecords() {}

    /** The number of defects there are; the last one is a text that is not UTF-8. */
    static int kinds() {
        return DEFECTS.size() + 1;
    }

    static byte[] of(TrafficEvent event) {
        int kind = Math.floorMod(Chance.mix(event.at() ^ event.number()), kinds());
        return of(event, kind);
    }

    static byte[] of(TrafficEvent event, int kind) {
        byte[] sound = event.json();
        if (kind == DEFECTS.size()) {
            byte[] broken = Arrays.copyOf(sound, sound.length);
            broken[12] = (byte) 0xff;
            return broken;
        }
        return DEFECTS.get(kind)
                .apply(new String(sound, StandardCharsets.UTF_8))
                .getBytes(StandardCharsets.UTF_8);
    }
}
