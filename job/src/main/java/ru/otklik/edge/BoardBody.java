package ru.otklik.edge;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import ru.otklik.domain.ranking.Advice;
import ru.otklik.domain.ranking.Board;
import ru.otklik.schemas.CanonicalJson;

/** Writes a board. */
final class BoardBody {
    private BoardBody() {}

    /** Writes one line. */
    interface EntryWriter {
        void write(Board.Entry entry, CanonicalJson json);
    }

    /** Writes the body; the members of the period are written by {@code period}, in their place. */
    static void write(Board board, CanonicalJson json, Runnable period) {
        write(board, json, period, BoardBody::write);
    }

    /** The same with lines that are written in another way. */
    static void write(Board board, CanonicalJson json, Runnable period, EntryWriter lines) {
        json.beginObject();
        json.key("board").beginObject();
        json.key("group").value(board.group().name());
        json.key("kind").value(board.kind().name());
        json.key("scope").value(board.scope().name());
        json.key("subject").value(board.subject());
        json.endObject();
        json.key("entries").beginArray();
        for (Board.Entry entry : board.entries()) {
            lines.write(entry, json);
        }
        json.endArray();
        json.key("methodology").value(board.methodology());
        json.key("notRanked").beginArray();
        for (Board.NotRanked absent : board.notRanked()) {
            json.beginObject();
            json.key("id").value(absent.id());
            json.key("name").value(absent.name());
            json.key("reason").value(absent.reason().name());
            json.key("registered").value(absent.registered());
            json.endObject();
        }
        json.endArray();
        json.key("period");
        period.run();
        json.key("reference").value(board.reference());
        json.endObject();
    }

    static void write(Board.Entry entry, CanonicalJson json) {
        Board.Standing standing = entry.standing();
        json.beginObject();
        word("band", standing == null ? null : standing.band(), json);
        json.key("code").value(entry.shown().code());
        json.key("contributions").beginArray();
        for (Board.Contribution contribution : entry.contributions()) {
            json.beginObject();
            Board.Range range = contribution.range();
            json.key("cases").value(contribution.cases());
            decimal("high", range == null ? null : range.high(), json);
            json.key("indicator").value(contribution.indicator());
            decimal("low", range == null ? null : range.low(), json);
            decimal("points", contribution.points(), json);
            decimal("score", contribution.score(), json);
            decimal("shrunken", contribution.shrunken(), json);
            decimal("value", contribution.value(), json);
            decimal("weight", contribution.weight(), json);
            json.endObject();
        }
        json.endArray();
        json.key("id").value(entry.id());
        json.key("name").value(entry.shown().name());
        number("neighboursChange", entry.neighboursChange(), json);
        number("ownChange", entry.ownChange(), json);
        json.key("place").value(entry.place());
        number("placeChange", entry.placeChange(), json);
        number("placeHigh", standing == null ? null : standing.placeHigh(), json);
        number("placeLow", standing == null ? null : standing.placeLow(), json);
        number("previousPlace", entry.previousPlace(), json);
        decimal("previousScore", entry.previousScore(), json);
        json.key("recommendations").beginArray();
        for (Advice advice : entry.recommendations()) {
            json.beginObject();
            json.key("cases").value(advice.cases());
            json.key("code").value(advice.code());
            json.key("detail").value(advice.detail());
            json.key("text").value(advice.text());
            decimal("threshold", advice.rule().threshold(), json);
            decimal("value", advice.value(), json);
            json.endObject();
        }
        json.endArray();
        json.key("reweighted").value(entry.reweighted());
        decimal("rounding", entry.rounding(), json);
        decimal("score", entry.score(), json);
        word("zone", entry.zone(), json);
        json.endObject();
    }

    private static void word(String key, @Nullable Enum<?> word, CanonicalJson json) {
        json.key(key);
        if (word == null) {
            json.nullValue();
        } else {
            json.value(word.name());
        }
    }

    private static void number(String key, @Nullable Integer number, CanonicalJson json) {
        json.key(key);
        if (number == null) {
            json.nullValue();
        } else {
            json.value(number);
        }
    }

    static void decimal(String key, @Nullable BigDecimal decimal, CanonicalJson json) {
        json.key(key);
        if (decimal == null) {
            json.nullValue();
        } else {
            BigDecimal plain = decimal.scale() < 0 ? decimal.setScale(0) : decimal;
            // The unscaled value without a BigInteger.
            json.decimal(plain.scaleByPowerOfTen(plain.scale()).longValueExact(), plain.scale());
        }
    }
}
