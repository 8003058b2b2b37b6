package ru.otklik.edge;

import static ru.otklik.operator.RejectionReason.DEADLINE_TOO_FAR;
import static ru.otklik.operator.RejectionReason.DUPLICATE_KEY;
import static ru.otklik.operator.RejectionReason.IN_FUTURE;
import static ru.otklik.operator.RejectionReason.MISSING_FIELD;
import static ru.otklik.operator.RejectionReason.NOT_JSON;
import static ru.otklik.operator.RejectionReason.NOT_UTF8;
import static ru.otklik.operator.RejectionReason.TOO_DEEP;
import static ru.otklik.operator.RejectionReason.TOO_LONG;
import static ru.otklik.operator.RejectionReason.TOO_OLD;
import static ru.otklik.operator.RejectionReason.UNKNOWN_MUNICIPALITY;
import static ru.otklik.operator.RejectionReason.UNKNOWN_VALUE;
import static ru.otklik.operator.RejectionReason.WRONG_TYPE;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import ru.otklik.operator.RejectionReason;

/** Values that are broken in one way each, beside others that just are not. */
final class DecoderCorpus {
    /** A value; the reason is null if it must be accepted. */
    record Case(String name, byte[] value, @Nullable RejectionReason reason) {
        @Override
        public String toString() {
            return name + " -> " + (reason == null ? "accepted" : reason.name());
        }
    }

    private static final String ASTRAL = "\uD83D\uDEA7";

    private final List<Case> cases = new ArrayList<>();

    private DecoderCorpus() {}

    static List<Case> all() {
        DecoderCorpus corpus = new DecoderCorpus();
        corpus.encodings();
        corpus.syntax();
        corpus.structure();
        corpus.texts();
        corpus.codesAndNumbers();
        corpus.missing();
        corpus.times();
        return corpus.cases;
    }

    /** A REGISTERED with some raw JSON values put in; a raw value "" leaves the field out. */
    static String event(String... fieldsAndRaw) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("eventId", "\"e\"");
        fields.put("incidentId", "\"i\"");
        fields.put("source", "\"POS\"");
        fields.put("type", "\"REGISTERED\"");
        fields.put("occurredAt", "\"2023-04-01T09:00:00+03:00\"");
        fields.put("municipality", "\"87701000\"");
        fields.put("topic", "\"ЖКХ\"");
        for (int i = 0; i < fieldsAndRaw.length; i += 2) {
            fields.put(fieldsAndRaw[i], fieldsAndRaw[i + 1]);
        }
        fields.values().removeIf(String::isEmpty);
        StringBuilder json = new StringBuilder("{");
        fields.forEach((name, raw) -> json.append(json.length() > 1 ? "," : "")
                .append('"' + name + "\":")
                .append(raw));
        return json.append('}').toString();
    }

    private void fine(String name, String... fieldsAndRaw) {
        cases.add(new Case(name, utf8(event(fieldsAndRaw)), null));
    }

    private void broken(RejectionReason reason, String name, String... fieldsAndRaw) {
        cases.add(new Case(name, utf8(event(fieldsAndRaw)), reason));
    }

    private void bytes(@Nullable RejectionReason reason, String name, byte[] value) {
        cases.add(new Case(name, value, reason));
    }

    private void text(@Nullable RejectionReason reason, String name, String value) {
        cases.add(new Case(name, utf8(value), reason));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** An event whose topic is these bytes. */
    private static byte[] topic(String hex) {
        byte[] event = utf8(event("topic", "\"@@\""));
        String spaced = HexFormat.of().formatHex(event).replace("22404022", "22" + hex + "22");
        return HexFormat.of().parseHex(spaced);
    }

    private void encodings() {
        bytes(NOT_UTF8, "byte FF", topic("ff"));
        bytes(null, "two-byte letter", topic("d096"));
        bytes(NOT_UTF8, "overlong slash", topic("c0af"));
        bytes(NOT_UTF8, "overlong NUL", topic("c080"));
        bytes(NOT_UTF8, "raw half pair", topic("eda0bd"));
        bytes(NOT_UTF8, "raw pair of halves", topic("eda0bdedbaa7"));
        bytes(null, "raw astral letter", topic("f09f9aa7"));
        bytes(NOT_UTF8, "beyond the last code point", topic("f4908080"));
        bytes(null, "last code point", topic("f48fbfbf"));
        bytes(NOT_UTF8, "half a letter", topic("d0"));
        broken(NOT_UTF8, "escaped high half", "topic", "\"\\ud83d\"");
        broken(NOT_UTF8, "escaped low half", "topic", "\"\\udea7\"");
        broken(NOT_UTF8, "escaped halves the wrong way", "topic", "\"\\udea7\\ud83d\"");
        fine("escaped pair", "topic", "\"\\ud83d\\udea7\"");
        bytes(NOT_UTF8, "UTF-16 with mark", event().getBytes(StandardCharsets.UTF_16));
        bytes(NOT_JSON, "UTF-16LE", event("topic", "\"x\"").getBytes(StandardCharsets.UTF_16LE));
        bytes(NOT_JSON, "UTF-16BE", event("topic", "\"x\"").getBytes(StandardCharsets.UTF_16BE));
        bytes(NOT_JSON, "UTF-32LE", event("topic", "\"x\"").getBytes(Charset.forName("UTF-32LE")));
        bytes(NOT_JSON, "UTF-32BE", event("topic", "\"x\"").getBytes(Charset.forName("UTF-32BE")));
        bytes(NOT_UTF8, "windows-1251", event().getBytes(Charset.forName("windows-1251")));
        text(NOT_JSON, "UTF-8 mark", "\uFEFF" + event());
        text(null, "white space around", " \r\n\t" + event() + "\n ");
        text(NOT_JSON, "leading NUL", "\0" + event());
        text(NOT_JSON, "trailing NUL", event() + "\0");
        broken(NOT_JSON, "raw NUL in a text", "topic", "\"a\0b\"");
        broken(NOT_JSON, "raw tab in a text", "topic", "\"a\tb\"");
        fine("escaped tab in a text", "topic", "\"a\\tb\"");
    }

    private void syntax() {
        text(NOT_JSON, "empty", "");
        text(NOT_JSON, "blank", " \n");
        text(NOT_JSON, "cut off", event().substring(0, 60));
        text(NOT_JSON, "without its last brace", event().substring(0, event().length() - 1));
        text(NOT_JSON, "trailing comma", event().replace("}", ",}"));
        text(NOT_JSON, "single quotes", event().replace('"', '\''));
        text(NOT_JSON, "comment", "/* x */" + event());
        text(NOT_JSON, "bare key", event().replace("\"topic\"", "topic"));
        text(NOT_JSON, "trailing letter", event() + "x");
        text(NOT_JSON, "second object", event() + event());
        text(NOT_JSON, "trailing brace", event() + "}");
        broken(NOT_JSON, "NaN", "x", "NaN");
        broken(NOT_JSON, "Infinity", "x", "-Infinity");
        broken(NOT_JSON, "leading zero", "x", "01");
        broken(NOT_JSON, "plus sign", "x", "+1");
        broken(NOT_JSON, "hexadecimal", "x", "0x1");
        broken(NOT_JSON, "number without digits after its point", "x", "1.");
        fine("numbers of any size where nobody looks", "x", "[0,-0,1e999,123456789012345678901234567890]");
        broken(NOT_JSON, "unknown escape", "topic", "\"\\x\"");
        broken(NOT_JSON, "bad unicode escape", "topic", "\"\\u12G4\"");
        broken(NOT_JSON, "misspelt literal", "x", "nul");
        text(NOT_JSON, "open array", "[");
    }

    private void structure() {
        text(WRONG_TYPE, "array", "[]");
        text(WRONG_TYPE, "array of an event", "[" + event() + "]");
        text(WRONG_TYPE, "text", "\"x\"");
        text(WRONG_TYPE, "number", "17");
        text(WRONG_TYPE, "null", "null");
        broken(TOO_DEEP, "33 deep", "x", "[".repeat(32) + "]".repeat(32));
        fine("32 deep", "x", "[".repeat(31) + "]".repeat(31));
        text(TOO_DEEP, "33 arrays", "[".repeat(33) + "]".repeat(33));
        int room = EventDecoder.MOST_BYTES - utf8(event("x", "\"\"")).length;
        broken(TOO_LONG, "64 KiB and a byte", "x", '"' + "a".repeat(room + 1) + '"');
        fine("64 KiB", "x", '"' + "a".repeat(room) + '"');
        text(DUPLICATE_KEY, "key twice", event().replace("{", "{\"topic\":\"x\","));
        text(DUPLICATE_KEY, "escaped key twice", event().replace("{", "{\"\\u0074opic\":\"x\","));
        text(DUPLICATE_KEY, "unknown key twice", event("x", "1").replace("{", "{\"x\":\"x\","));
        broken(DUPLICATE_KEY, "key twice inside", "x", "{\"a\":1,\"a\":1}");
        broken(DUPLICATE_KEY, "key twice deep inside", "x", "[0,{\"b\":[{\"a\":1,\"c\":2,\"a\":1}]}]");
        fine("key in neighbours", "x", "[{\"a\":1},{\"a\":{\"a\":1}}]");
    }

    private void texts() {
        for (String raw : List.of("7", "true", "[\"e\"]", "{\"a\":\"e\"}", "\"\"")) {
            broken(WRONG_TYPE, "eventId " + raw, "eventId", raw);
        }
        longest("eventId", 128);
        longest("incidentId", 128);
        longest("authority", 64);
        longest("topic", 200);
        longest("channel", 64);
        longest("citizen", 256);
        broken(UNKNOWN_VALUE, "source in small letters", "source", "\"pos\"");
        broken(WRONG_TYPE, "empty source", "source", "\"\"");
        broken(UNKNOWN_VALUE, "unknown type", "type", "\"REGISTRED\"");
        broken(WRONG_TYPE, "type as a number", "type", "0");
        broken(UNKNOWN_VALUE, "unknown priority", "priority", "\"LOW\"");
        fine("high priority", "priority", "\"HIGH\"");
        fine("absent by null", "priority", "null", "authority", "null", "citizen", "null", "x", "null");
    }

    /** Lengths count code points, so that letters beyond the first plane are not dearer. */
    private void longest(String field, int length) {
        broken(WRONG_TYPE, field + " too long", field, '"' + "ж".repeat(length + 1) + '"');
        fine(field + " as long as it may be", field, '"' + "ж".repeat(length) + '"');
        broken(WRONG_TYPE, field + " of too many pairs", field, '"' + ASTRAL.repeat(length + 1) + '"');
        fine(field + " of pairs", field, '"' + ASTRAL.repeat(length) + '"');
    }

    private void codesAndNumbers() {
        broken(WRONG_TYPE, "code as a number", "municipality", "87701000");
        for (String code :
                List.of("87999000", "8770100", "877010001", "8770100000", "87701OOO", "+8770100", "Сыктывкар")) {
            broken(UNKNOWN_MUNICIPALITY, "code " + code, "municipality", '"' + code + '"');
        }
        broken(
                UNKNOWN_MUNICIPALITY,
                "other digits",
                "municipality",
                "\"\u0668\u0667\u0667\u0660\u0661\u0660\u0660\u0660\"");
        fine("settlement", "municipality", "\"87701000101\"");
        for (String raw : List.of("\"5\"", "0", "6", "5.0", "5e0", "-1", "15", "true", "[5]")) {
            broken(WRONG_TYPE, "rating " + raw, "type", "\"RATED\"", "rating", raw);
        }
        fine("worst rating", "type", "\"RATED\"", "rating", "1");
        fine("best rating", "type", "\"RATED\"", "rating", "5");
        for (String raw : List.of("\"true\"", "1", "[true]")) {
            broken(WRONG_TYPE, "final " + raw, "type", "\"ANSWERED\"", "final", raw);
        }
        fine("intermediate", "type", "\"ANSWERED\"", "final", "false");
    }

    private void missing() {
        for (String field : List.of("eventId", "incidentId", "source", "type", "occurredAt", "municipality", "topic")) {
            broken(MISSING_FIELD, "without " + field, field, "");
            broken(MISSING_FIELD, field + " null", field, "null");
        }
        text(MISSING_FIELD, "nothing at all", "{}");
        broken(MISSING_FIELD, "transferred nowhere", "type", "\"TRANSFERRED\"", "municipality", "");
        broken(MISSING_FIELD, "extended to nothing", "type", "\"EXTENDED\"");
        fine("extended", "type", "\"EXTENDED\"", "resolveBy", "\"2023-04-02T00:00:00Z\"");
        broken(MISSING_FIELD, "rated nothing", "type", "\"RATED\"");
        broken(MISSING_FIELD, "rated null", "type", "\"RATED\"", "rating", "null");
        fine("bare assignment", "type", "\"ASSIGNED\"", "municipality", "", "topic", "");
        fine("bare cancellation", "type", "\"CANCELLED\"", "municipality", "", "topic", "");
    }

    private void times() {
        List<String> none = List.of(
                "2023-04-01T09:00:00",
                "2023-04-01 09:00:00Z",
                "2023-04-01",
                "2023-04-01T24:00:00Z",
                "2023-04-01T09:60:00Z",
                "2023-03-31T23:59:60Z",
                "2023-02-29T09:00:00Z",
                "2023-13-01T09:00:00Z",
                "2023-00-01T09:00:00Z",
                "2023-04-01T09:00:00+24:00",
                "2023-04-01T09:00:00+0300",
                "2023-04-01T09:00:00+03",
                "2023-04-01T09:00:00.Z",
                "2023-04-01T09:00:00,5Z",
                "2023-04-01T09:00Z",
                "20230401T090000Z",
                "+2023-04-01T09:00:00Z",
                "2023-04-31T09:00:00Z",
                "2023-04-01T09:00:00Z ",
                "1680328800000");
        none.forEach(time -> broken(WRONG_TYPE, "time " + time, "occurredAt", '"' + time + '"'));
        broken(WRONG_TYPE, "time as a number", "occurredAt", "1680328800000");
        for (String time : List.of(
                "2023-04-01t06:00:00z",
                "2023-04-01T06:00:00.123456789Z",
                "2020-02-29T06:00:00-00:00",
                "2023-04-01T06:00:00+23:59")) {
            fine("time " + time, "occurredAt", '"' + time + '"');
        }
        broken(TOO_OLD, "before the earliest", "occurredAt", "\"2017-12-31T23:59:59.999Z\"");
        fine("at the earliest", "occurredAt", "\"2018-01-01T00:00:00Z\"");
        broken(IN_FUTURE, "over five minutes ahead", "occurredAt", "\"2023-04-01T06:05:00.001Z\"");
        fine("five minutes ahead", "occurredAt", "\"2023-04-01T06:05:00Z\"");
        for (String field : List.of("respondBy", "resolveBy")) {
            broken(DEADLINE_TOO_FAR, field + " over fifty years", field, "\"2073-04-01T06:00:00.001Z\"");
            fine(field + " in fifty years", field, "\"2073-04-01T06:00:00Z\"");
            fine(field + " before the event", field, "\"1973-04-01T06:00:00Z\"");
            broken(WRONG_TYPE, field + " no time", field, "\"tomorrow\"");
        }
    }
}
