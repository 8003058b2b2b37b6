package ru.otklik.edge;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Records that are long or deep in one way each: what makes a decoder slow whose time does not grow with the length alone. */
final class LongRecords {
    /** Some bytes more than an event may have, so that the limit lies amid the lengths. */
    private static final int MOST = EventDecoder.MOST_BYTES + 64;

    private static final List<String> UNITS = List.of(
            "x",
            "Ж",
            "\uD83D\uDEA7",
            "\\u0416",
            "\\n",
            "\\\\",
            "\\ud83d",
            "\\ud83d\\udea7",
            "\u0000",
            "\"",
            "9",
            "\u00e9",
            "\uFFFD");
    private static final List<String> VALUES =
            List.of("null", "0", "\"\"", "[]", "{}", "{\"a\":1}", "1e9", "\"\\u0416\"");
    private static final List<String> FIELDS =
            List.of("eventId", "incidentId", "topic", "citizen", "occurredAt", "municipality", "rating", "note");

    private final SplittableRandom random;

    LongRecords(long seed) {
        random = new SplittableRandom(seed);
    }

    /** One more record, of any length up to some bytes more than is allowed; short ones are the more frequent. */
    byte[] next() {
        int length = random.nextInt(8) == 0
                ? EventDecoder.MOST_BYTES - 64 + random.nextInt(128)
                : random.nextInt(1, random.nextInt(2, MOST));
        byte[] bytes = text(length).getBytes(StandardCharsets.UTF_8);
        if (random.nextInt(4) == 0) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }
        return bytes;
    }

    private String text(int length) {
        String field = any(FIELDS);
        return switch (random.nextInt(9)) {
            case 0 -> DecoderCorpus.event(field, '"' + repeated(any(UNITS), length) + '"');
            case 1 -> DecoderCorpus.event(field, digits(length));
            case 2 -> nested(field, length);
            case 3 -> DecoderCorpus.event("note", '[' + joined(any(VALUES), length) + ']');
            case 4 -> DecoderCorpus.event(members(length, false));
            case 5 -> DecoderCorpus.event(members(length, true));
            case 6 -> padded(length);
            case 7 -> DecoderCorpus.event(repeated(any(UNITS), length), any(VALUES));
            default -> DecoderCorpus.event("occurredAt", "\"2023-04-01T09:00:00." + repeated("1", length) + "Z\"");
        };
    }

    private String digits(int length) {
        String digits = repeated("7", length);
        return switch (random.nextInt(5)) {
            case 0 -> digits;
            case 1 -> "0." + digits;
            case 2 -> "1e" + digits;
            case 3 -> '-' + digits + '.' + digits.substring(digits.length() / 2);
            default -> "1e-" + digits;
        };
    }

    private String nested(String field, int length) {
        boolean isArray = random.nextBoolean();
        String open = isArray ? "[" : "{\"a\":";
        int depth = Math.max(1, random.nextInt(3) == 0 ? random.nextInt(28, 36) : length / (open.length() + 1));
        String tree =
                open.repeat(depth) + "0" + (isArray ? "]" : "}").repeat(random.nextInt(9) == 0 ? depth - 1 : depth);
        return random.nextBoolean() ? tree : DecoderCorpus.event(field, tree);
    }

    /** Unknown members; if they collide, all their names have one and the same String.hashCode. */
    private String[] members(int length, boolean collide) {
        int count = Math.max(1, Math.min(length / 16, 4_000));
        List<String> names = IntStream.range(0, count)
                .mapToObj(i -> collide ? colliding(i) : "key" + i)
                .collect(Collectors.toList());
        String[] members = new String[2 * count];
        for (int i = 0; i < count; i++) {
            members[2 * i] = names.get(i);
            members[2 * i + 1] = random.nextInt(8) == 0 ? any(VALUES) : "1";
        }
        return members;
    }

    private static String colliding(int number) {
        StringBuilder name = new StringBuilder();
        for (int bit = 0; bit < 12; bit++) {
            name.append((number >> bit & 1) == 0 ? "Aa" : "BB");
        }
        return name.toString();
    }

    private String padded(int length) {
        String space = repeated(random.nextBoolean() ? " " : "\r\n\t", length);
        String event = DecoderCorpus.event();
        return switch (random.nextInt(3)) {
            case 0 -> space + event;
            case 1 -> event + space;
            default -> event.replaceFirst(":", ':' + space);
        };
    }

    private static String repeated(String unit, int length) {
        return unit.repeat(Math.max(1, length / unit.getBytes(StandardCharsets.UTF_8).length));
    }

    private static String joined(String value, int length) {
        String more = value + ',';
        return more.repeat(Math.max(1, length / more.length())) + value;
    }

    private <T> T any(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }
}
