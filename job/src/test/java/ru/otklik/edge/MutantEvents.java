package ru.otklik.edge;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import ru.otklik.testing.References;

/** Events changed the way senders, proxies and enemies change them: by member, by white space, by letter, by byte. */
final class MutantEvents {
    private static final List<String> SPACES = List.of(" ", "\n", "\r\n", "\t", "  \n ", "\u00A0", "\f");
    private static final List<String> TYPES =
            List.of("REGISTERED", "ASSIGNED", "TRANSFERRED", "EXTENDED", "ANSWERED", "RATED", "CLOSED", "CANCELED");
    private static final List<String> TEXTS = List.of(
            "\"x\"",
            "\"\"",
            "\"Тайна\"",
            "\"Тайна, 12345678 и ещё\"",
            "\"\uD83D\uDEA7\"",
            "\"\u0800\uFFFD\u00E9\"",
            "\"\\u0416\"",
            "\"a\\\"b\\\\c\\/\\b\\f\\n\\r\\t\"",
            "\"\\ud83d\\udea7\"",
            "\"\\ud83d\"",
            "\"\\x\"",
            "\"\\u12G4\"",
            "\"tab\there\"",
            "\"12345678\u007F\"",
            "\"unfinished");
    private static final List<String> OTHERS = List.of(
            "null",
            "true",
            "false",
            "nul",
            "truE",
            "0",
            "-0",
            "-",
            "5",
            "15",
            "01",
            "1.",
            "1.5",
            ".5",
            "1e9",
            "1E+09",
            "1e",
            "-1.25e-3",
            "+1",
            "NaN",
            "1a",
            "[]",
            "{}",
            "[1,2]",
            "[1,]",
            "[,1]",
            "{\"a\":1}",
            "{\"a\":1,}",
            "{\"a\"}",
            "[[[{\"a\":[null]}]],\"x\"]",
            "{\"a\":1,\"a\":2}",
            "{\"a\":{\"a\":{\"a\":1}},\"b\":[{\"a\":1},{\"a\":1}]}",
            "{\"topic\":1,\"type\":2}",
            "{\"x\":[{\"topic\":1,\"b\":2,\"topic\":3}]}",
            "[",
            "]",
            "}",
            "");
    private static final List<String> TIMES = List.of(
            "2023-04-01T09:00:00+03:00",
            "2023-04-01T09:00:00.1+03:00",
            "2023-04-01t06:00:00.123456Z",
            "2023-02-29T06:00:00Z",
            "2023-04-01T06:00:00",
            "2017-04-01T06:00:00Z",
            "2023-04-02T06:00:00Z",
            "2080-04-01T06:00:00Z",
            "2\u0660\u0660-04-01T06:00:00Z");
    private static final List<Charset> CHARSETS = List.of(
            StandardCharsets.UTF_16LE,
            StandardCharsets.UTF_16,
            StandardCharsets.ISO_8859_1,
            Charset.forName("UTF-32BE"),
            Charset.forName("windows-1251"));

    /** A key and a value as they stand in JSON. */
    private record Member(String key, String value) {}

    private final SplittableRandom random;

    MutantEvents(long seed) {
        random = new SplittableRandom(seed);
    }

    /** One more record: an event with up to four changes. */
    byte[] next() {
        return changed(members());
    }

    /** One more record: a report of an official page with up to four changes. */
    byte[] nextPage() {
        return changed(pageMembers());
    }

    private byte[] changed(List<Member> members) {
        int changes = Math.min(random.nextInt(5), random.nextInt(5));
        for (int i = 0; i < changes; i++) {
            change(members);
        }
        String text = json(members);
        if (random.nextInt(200) == 0) {
            return text.getBytes(any(CHARSETS));
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        for (int i = random.nextInt(5) == 0 ? 1 + random.nextInt(2) : 0; i > 0 && bytes.length > 0; i--) {
            bytes = damaged(bytes);
        }
        return bytes;
    }

    private List<Member> members() {
        List<Member> members = new ArrayList<>();
        add(members, "eventId", "e-" + random.nextInt(1000));
        add(members, "incidentId", random.nextInt(9) == 0 ? "обращение-7" : "i-" + random.nextInt(100));
        add(members, "source", random.nextBoolean() ? "POS" : "INCIDENT_MANAGEMENT");
        add(members, "type", any(TYPES));
        add(members, "occurredAt", random.nextInt(6) == 0 ? any(TIMES) : TIMES.get(0));
        add(members, "municipality", random.nextInt(12) == 0 ? "87999000" : any(References.CODES));
        add(members, "topic", random.nextBoolean() ? "ЖКХ" : "Благоустройство");
        for (String optional : List.of("authority", "channel", "citizen")) {
            if (random.nextInt(3) == 0) {
                add(members, optional, random.nextBoolean() ? "someone" : "x".repeat(random.nextInt(70)));
            }
        }
        if (random.nextInt(4) == 0) {
            add(
                    members,
                    random.nextBoolean() ? "respondBy" : "resolveBy",
                    TIMES.get(random.nextInt(random.nextInt(3) == 0 ? TIMES.size() : 3)));
        }
        if (random.nextInt(4) == 0) {
            members.add(new Member("rating", String.valueOf(1 + random.nextInt(random.nextInt(9) == 0 ? 9 : 5))));
        }
        if (random.nextInt(4) == 0) {
            members.add(new Member("final", String.valueOf(random.nextBoolean())));
        }
        if (random.nextInt(6) == 0) {
            add(members, "priority", random.nextInt(5) == 0 ? "high" : "HIGH");
        }
        return members;
    }

    private List<Member> pageMembers() {
        List<Member> members = new ArrayList<>();
        add(members, "eventId", "e-" + random.nextInt(1000));
        add(members, "pageId", "p-" + random.nextInt(100));
        add(members, "municipality", random.nextInt(12) == 0 ? "87999000" : any(References.CODES));
        add(members, "occurredAt", random.nextInt(6) == 0 ? any(TIMES) : TIMES.get(0));
        for (String count : List.of("posts", "views", "comments", "commentsAnswered", "subscribers")) {
            long most = random.nextInt(9) == 0 ? Long.MAX_VALUE : 1_000;
            members.add(new Member(count, String.valueOf(random.nextLong(most))));
        }
        if (random.nextInt(9) == 0) {
            add(members, "incidentId", "i-1");
        }
        return members;
    }

    private static void add(List<Member> members, String key, String text) {
        members.add(new Member(key, '"' + text + '"'));
    }

    private void change(List<Member> members) {
        int at = random.nextInt(members.size() + 1);
        Member some = at < members.size() ? members.get(at) : null;
        switch (random.nextInt(8)) {
            case 0 -> Collections.shuffle(members, new Random(random.nextLong()));
            case 1, 2 -> members.add(at, new Member(unknownKey(), value()));
            case 3 -> replace(members, some, some == null ? null : new Member(some.key, value()));
            case 4 -> replace(members, some, some == null ? null : new Member(escaped(some.key), some.value));
            case 5 -> {
                if (some != null && random.nextInt(4) == 0) {
                    members.add(random.nextInt(members.size()), new Member(some.key, some.value));
                }
            }
            case 6 -> {
                if (some != null && random.nextInt(3) == 0 && members.size() > 1) {
                    members.remove(some);
                }
            }
            default -> many(members);
        }
    }

    private static void replace(List<Member> members, @Nullable Member old, @Nullable Member changed) {
        if (old != null && changed != null) {
            members.set(members.indexOf(old), changed);
        }
    }

    /** More unknown keys than anybody would remember, at times with one of them twice. */
    private void many(List<Member> members) {
        if (random.nextInt(6) == 0) {
            int count = 28 + random.nextInt(9);
            for (int i = 0; i < count; i++) {
                members.add(new Member("key" + i, "1"));
            }
            if (random.nextBoolean()) {
                members.add(new Member("key" + random.nextInt(40), "1"));
            }
        }
    }

    private String unknownKey() {
        return switch (random.nextInt(6)) {
            case 0 -> "topics";
            case 1 -> "Topic";
            case 2 -> "";
            case 3 -> "ключ";
            case 4 -> "a\\u0062";
            default -> "x" + random.nextInt(4);
        };
    }

    private String value() {
        return any(random.nextBoolean() ? TEXTS : OTHERS);
    }

    private String escaped(String key) {
        if (key.isEmpty() || random.nextInt(3) > 0) {
            return key;
        }
        return String.format("\\u%04x", (int) key.charAt(0)) + key.substring(1);
    }

    private String json(List<Member> members) {
        boolean isSpaced = random.nextInt(4) == 0;
        StringBuilder json = new StringBuilder(space(isSpaced)).append('{');
        for (int i = 0; i < members.size(); i++) {
            json.append(i > 0 ? "," : "").append(space(isSpaced));
            json.append('"').append(members.get(i).key).append('"').append(space(isSpaced));
            json.append(':')
                    .append(space(isSpaced))
                    .append(members.get(i).value)
                    .append(space(isSpaced));
        }
        return json.append('}').append(space(isSpaced)).toString();
    }

    private String space(boolean isSpaced) {
        // The last two are no white space to JSON.
        return isSpaced && random.nextBoolean() ? SPACES.get(random.nextInt(random.nextInt(60) == 0 ? 7 : 5)) : "";
    }

    private byte[] damaged(byte[] bytes) {
        int at = random.nextInt(bytes.length);
        byte[] copy = bytes.clone();
        switch (random.nextInt(5)) {
            case 0 -> copy[at] = (byte) random.nextInt(256);
            case 1 -> copy[at] ^= (byte) (1 << random.nextInt(8));
            case 2 -> copy = Arrays.copyOf(bytes, at);
            case 3 -> System.arraycopy(bytes, at, copy, 0, bytes.length - at);
            default -> copy[at] = (byte) "\"\\{}[],: \n0".charAt(random.nextInt(11));
        }
        return copy;
    }

    private <T> T any(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }
}
