package ru.otklik.edge;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import ru.otklik.edge.EventDecoder.Rejected;
import ru.otklik.operator.RejectionReason;

/** The known fields of one record while it is parsed; reused from record to record. A field that is null is absent. */
abstract class RecordFields {
    /** The first fault of a known field; told only when the whole record turned out to be JSON. */
    private @Nullable Rejected fault;

    /** Forgets the record before. */
    abstract void clear();

    /** Takes the field whose name the parser is at, and its value. Unknown fields are read over and never kept. */
    abstract void take(JsonParser parser) throws IOException;

    final void clearFault() {
        fault = null;
    }

    static void skip(JsonToken token, JsonParser parser) throws IOException {
        if (token.isStructStart()) {
            parser.skipChildren();
        } else if (token == JsonToken.VALUE_STRING) {
            parser.finishToken();
        }
    }

    /** A text of 1 to {@code longest} characters; null for null. */
    final @Nullable String text(String name, int longest, JsonToken token, JsonParser parser) throws IOException {
        if (token == JsonToken.VALUE_NULL) {
            return null;
        }
        if (token != JsonToken.VALUE_STRING) {
            wrong(name, "a string", token, parser);
            return null;
        }
        String text = parser.getText();
        if (text.isEmpty() || (text.length() > longest && text.codePointCount(0, text.length()) > longest)) {
            fault(RejectionReason.WRONG_TYPE, name + " must have 1 to " + longest + " characters");
        } else if (hasHalfPair(text)) {
            fault(RejectionReason.NOT_UTF8, name + " holds half of a surrogate pair, which no UTF-8 can write");
        }
        return text;
    }

    private static boolean hasHalfPair(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                boolean pair = Character.isHighSurrogate(text.charAt(i))
                        && i + 1 < text.length()
                        && Character.isLowSurrogate(text.charAt(i + 1));
                if (!pair) {
                    return true;
                }
                i++;
            }
        }
        return false;
    }

    final void wrong(String name, String expected, JsonToken token, JsonParser parser) throws IOException {
        skip(token, parser);
        fault(RejectionReason.WRONG_TYPE, name + " must be " + expected);
    }

    final void fault(RejectionReason reason, String explanation) {
        if (fault == null) {
            fault = new Rejected(reason, explanation);
        }
    }

    /** Tells the fault that was found while parsing, if any. */
    final void requireSound() throws Rejected {
        if (fault != null) {
            throw fault;
        }
    }

    final String require(String name, @Nullable String value) throws Rejected {
        if (value == null) {
            throw new Rejected(RejectionReason.MISSING_FIELD, name + " is missing");
        }
        return value;
    }

    static long time(String name, String text) throws Rejected {
        long time = Rfc3339.parse(text);
        if (time == Rfc3339.INVALID) {
            throw new Rejected(
                    RejectionReason.WRONG_TYPE,
                    name + " must be an RFC 3339 date-time with offset, such as 2023-04-01T09:00:00+03:00");
        }
        return time;
    }
}
