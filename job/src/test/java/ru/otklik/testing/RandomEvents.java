package ru.otklik.testing;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Random histories of incidents as JSON lines in the order of arrival: everything that the contract allows and senders
 * do, in small numbers and in any order. The same seed gives the same lines.
 */
public final class RandomEvents {

    /**
     * What to generate.
     *
     * @param codes ОКТМО to choose from; the first ones get more incidents
     * @param start when the first incident may be registered
     * @param spanMillis until when after the start the last one may be; from hours to years
     * @param latePerMille of thousand events how many arrive hours to months after they happened
     * @param oddPerMille of thousand incidents how many have each of: a conflicting text, an orphan, a cancellation …
     */
    public record Parameters(
            long seed,
            int incidents,
            List<String> codes,
            Instant start,
            long spanMillis,
            int latePerMille,
            int oddPerMille) {

        public static Parameters of(long seed, int incidents, List<String> codes, Instant start, long spanMillis) {
            return new Parameters(seed, incidents, codes, start, spanMillis, 60, 80);
        }
    }

    private static final long SECOND = 1_000;
    private static final long MINUTE = 60 * SECOND;
    private static final long HOUR = 60 * MINUTE;
    private static final long DAY = 24 * HOUR;

    private static final DateTimeFormatter LOCAL =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS", Locale.ROOT);
    private static final List<String> OFFSETS = List.of("Z", "+00:00", "+03:00", "+08:00", "+09:00", "-05:00");
    private static final List<String> CHANNELS = List.of("VK", "OK", "TELEGRAM", "EPGU");
    /** Two executive bodies and an organisation of the shipped reference data, each known in its region only. */
    private static final List<String> AUTHORITIES =
            List.of("komi-minstroy", "irkutsk-mintrans", "komi-upravtodor", "nobody-knows");

    private static final List<String> TOPICS = List.of(
            "Дороги",
            "ЖКХ",
            "Благоустройство",
            "Безопасность",
            "Мусор",
            "Транспорт",
            "Экология",
            "Связь",
            "Образование",
            "Медицина",
            "Спорт",
            "Культура",
            "Торговля",
            "\uE000 частная",
            "\uD83D\uDEA7 ремонт");

    /** A line with the time at which it arrives. */
    private record Arrival(long at, String line) {}

    private final Parameters parameters;
    private final SplittableRandom random;
    private final List<Arrival> arrivals = new ArrayList<>();
    private String incidentId = "";
    private String source = "";
    private int events;

    private RandomEvents(Parameters parameters) {
        this.parameters = parameters;
        this.random = new SplittableRandom(parameters.seed());
    }

    /** The lines, all of them accepted by a reader that knows the codes. */
    public static List<String> lines(Parameters parameters) {
        RandomEvents events = new RandomEvents(parameters);
        for (int i = 0; i < parameters.incidents(); i++) {
            events.incident(i);
        }
        // A stable order, so that ties arrive as they were generated.
        events.arrivals.sort(Comparator.comparingLong(Arrival::at));
        return events.arrivals.stream().map(Arrival::line).toList();
    }

    private void incident(int number) {
        incidentId = "i" + number;
        source = random.nextInt(5) < 3 ? "INCIDENT_MANAGEMENT" : "POS";
        events = 0;
        long registered = parameters.start().toEpochMilli() + random.nextLong(parameters.spanMillis());
        long now = registered;
        boolean isOrphan = odd();
        if (odd()) {
            simple("CLOSED", registered - 1 - random.nextLong(MINUTE));
        }
        if (!isOrphan) {
            registered(registered);
        }
        if (odd()) {
            registered(registered + random.nextLong(HOUR));
        }
        int steps = random.nextInt(7);
        for (int i = 0; i < steps; i++) {
            now += pause();
            step(now);
        }
        if (random.nextInt(10) < 7) {
            now += pause();
            answered(now, true);
            if (random.nextInt(10) < 6) {
                now += random.nextInt(4) == 0 ? 0 : pause();
                simple("CLOSED", now);
            }
        }
        afterwards(now);
        if (odd()) {
            simple("CANCELLED", registered + random.nextLong(20 * DAY));
        }
    }

    /** Ratings, returns and reopenings, some more than once. */
    private void afterwards(long answered) {
        long now = answered;
        for (int cycle = random.nextInt(10) < 3 ? 1 + random.nextInt(3) : 0; cycle > 0; cycle--) {
            now += pause();
            simple(random.nextBoolean() ? "RETURNED" : "REOPENED", now);
            if (random.nextInt(10) < 7) {
                now += pause();
                answered(now, random.nextInt(5) > 0);
            }
            if (random.nextInt(10) < 3) {
                simple("CLOSED", now);
            }
        }
        for (int ratings = random.nextInt(10) < 4 ? 1 + random.nextInt(2) : 0; ratings > 0; ratings--) {
            now += random.nextLong(2 * DAY);
            emit("RATED", now, ",\"rating\":" + (1 + random.nextInt(5)));
        }
    }

    private void step(long now) {
        switch (random.nextInt(9)) {
            case 0 -> emit("ASSIGNED", now, authority());
            case 1 -> emit("TRANSFERRED", now, field("municipality", code()) + authority());
            case 2 -> extended(now);
            case 3 -> answered(now, false);
            case 4 -> answered(now, random.nextBoolean());
            case 5 -> simple(random.nextBoolean() ? "RETURNED" : "REOPENED", now);
            case 6 -> emit("RATED", now, ",\"rating\":" + (1 + random.nextInt(5)));
            case 7 -> simple("CLOSED", now);
            default -> emit("ASSIGNED", now, "");
        }
    }

    private void registered(long at) {
        StringBuilder fields = new StringBuilder();
        fields.append(field("municipality", code()));
        fields.append(field("topic", TOPICS.get(skewed(TOPICS.size()))));
        fields.append(random.nextInt(4) == 0 ? authority() : "");
        fields.append(random.nextInt(5) == 0 ? field("priority", random.nextInt(3) > 0 ? "HIGH" : "NORMAL") : "");
        fields.append(
                random.nextInt(4) > 0
                        ? field("citizen", "c" + skewed(Math.max(3, parameters.incidents() / 3)))
                        : random.nextBoolean() ? ",\"citizen\":null" : "");
        fields.append(random.nextInt(6) == 0 ? field("respondBy", time(at + deadline())) : "");
        fields.append(random.nextInt(6) == 0 ? field("resolveBy", time(at + deadline())) : "");
        fields.append(random.nextInt(8) == 0 ? ",\"text\":\"не хранить\",\"extra\":{\"a\":[1,{\"b\":null}]}" : "");
        String channel = random.nextInt(5) > 0 ? CHANNELS.get(skewed(CHANNELS.size())) : null;
        emit("REGISTERED", at, channel, fields.toString());
    }

    private void extended(long now) {
        int which = random.nextInt(3);
        String respondBy = which != 1 ? field("respondBy", time(now + deadline())) : "";
        String resolveBy = which != 0 ? field("resolveBy", time(now + deadline())) : "";
        emit("EXTENDED", now, respondBy + resolveBy);
    }

    private void answered(long now, boolean isFinal) {
        String written = isFinal && random.nextBoolean() ? "" : ",\"final\":" + isFinal;
        emit("ANSWERED", now, written);
    }

    private void simple(String type, long now) {
        emit(type, now, "");
    }

    private void emit(String type, long at, String fields) {
        emit(type, at, null, fields);
    }

    private void emit(String type, long at, @Nullable String channel, String fields) {
        String eventId = "e" + events++;
        String line = line(eventId, type, at, channel, fields);
        arrive(at, line);
        if (odd()) {
            arrive(at, line);
        }
        if (odd()) {
            conflict(eventId, type, at, channel, fields);
        }
    }

    /** Another text under the same id: another time, channel or type; or only another field that nobody keeps. */
    private void conflict(String eventId, String type, long at, @Nullable String channel, String fields) {
        long other = at + random.nextLong(2 * HOUR) - HOUR;
        switch (random.nextInt(4)) {
            case 0 -> arrive(other, line(eventId, type, other, channel, fields));
            case 1 -> arrive(at, line(eventId, type, at, channel == null ? "OK" : null, fields));
            case 2 -> arrive(other, line(eventId, "CLOSED", other, null, ""));
            default -> arrive(at, line(eventId, type, at, channel, fields + field("note", "again")));
        }
    }

    private String line(String eventId, String type, long at, @Nullable String channel, String fields) {
        return "{\"eventId\":\"" + eventId + "\"" + field("incidentId", incidentId) + field("source", source)
                + field("type", type) + field("occurredAt", time(at))
                + (channel == null ? "" : field("channel", channel)) + fields + "}";
    }

    /** Most events arrive within the disorder, some just beyond it, a few hours to months later. */
    private void arrive(long at, String line) {
        long delay = random.nextLong(50 * SECOND);
        int fate = random.nextInt(1000);
        if (fate < parameters.latePerMille()) {
            long longest = random.nextInt(3) == 0 ? 120 * DAY : random.nextBoolean() ? 3 * DAY : 6 * HOUR;
            delay = random.nextLong(longest);
        } else if (fate < 2 * parameters.latePerMille()) {
            delay = random.nextLong(10 * MINUTE);
        }
        arrivals.add(new Arrival(at + delay, line));
    }

    private long pause() {
        return switch (random.nextInt(8)) {
            case 0 -> 0;
            case 1 -> random.nextLong(MINUTE);
            case 2, 3 -> random.nextLong(4 * HOUR);
            case 4 -> random.nextLong(DAY);
            case 5 -> random.nextLong(10 * DAY);
            case 6 -> parameters.spanMillis() > 30 * DAY ? random.nextLong(60 * DAY) : random.nextLong(2 * HOUR);
            default -> HOUR;
        };
    }

    /** Sometimes before the event, often round, so that answers meet it exactly. */
    private long deadline() {
        return switch (random.nextInt(5)) {
            case 0 -> -random.nextLong(DAY);
            case 1 -> HOUR;
            case 2 -> random.nextLong(6 * HOUR);
            case 3 -> random.nextLong(20 * DAY);
            default -> random.nextLong(DAY);
        };
    }

    private String code() {
        String code = parameters.codes().get(skewed(parameters.codes().size()));
        return random.nextInt(10) == 0 ? code + "101" : code;
    }

    private String authority() {
        return random.nextInt(3) == 0 ? "" : field("authority", AUTHORITIES.get(skewed(AUTHORITIES.size())));
    }

    private boolean odd() {
        return random.nextInt(1000) < parameters.oddPerMille();
    }

    /** Small numbers more often. */
    private int skewed(int bound) {
        return Math.min(random.nextInt(bound), random.nextInt(bound));
    }

    private String time(long at) {
        String offset = OFFSETS.get(random.nextInt(OFFSETS.size()));
        Instant instant = Instant.ofEpochMilli(at);
        String local = LOCAL.format(instant.atOffset(ZoneOffset.of(offset)));
        // Digits beyond the millisecond are cut off by readers.
        return local + (random.nextInt(6) == 0 ? "999" : "") + offset;
    }

    private static String field(String name, String value) {
        return ",\"" + name + "\":\"" + value + "\"";
    }
}
