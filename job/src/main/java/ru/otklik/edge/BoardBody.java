package ru.otklik.edge;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import ru.otklik.domain.ranking.Board;
import ru.otklik.domain.ranking.RecommendationRule;
import ru.otklik.schemas.CanonicalJson;

/** Writes a board. */
final class BoardBody {
    private BoardBody() {}

    /** Writes the body; the members of the period are written by {@code period}, in their place. */
    static void write(Board board, CanonicalJson json, Runnable period) {
        json.beginObject();
        json.key("board").beginObject();
        json.key("group").value(board.group().name());
        json.key("kind").value(board.kind().name());
        json.key("scope").value(board.scope().name());
        json.key("subject").value(board.subject());
        json.endObject();
        json.key("entries").beginArray();
        for (Board.Entry entry : board.entries()) {
            write(entry, json);
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

    private static void write(Board.Entry entry, CanonicalJson json) {
        json.beginObject();
        json.key("code").value(entry.shown().code());
        json.key("contributions").beginArray();
        for (Board.Contribution contribution : entry.contributions()) {
            json.beginObject();
            json.key("cases").value(contribution.cases());
            json.key("indicator").value(contribution.indicator());
            decimal("score", contribution.score(), json);
            decimal("value", contribution.value(), json);
            decimal("weight", contribution.weight(), json);
            json.endObject();
        }
        json.endArray();
        json.key("id").value(entry.id());
        json.key("name").value(entry.shown().name());
        json.key("place").value(entry.place());
        Integer previous = entry.previousPlace();
        number("placeChange", previous == null ? null : previous - entry.place(), json);
        number("previousPlace", previous, json);
        decimal("previousScore", entry.previousScore(), json);
        json.key("recommendations").beginArray();
        for (RecommendationRule rule : entry.recommendations()) {
            json.beginObject();
            json.key("code").value(rule.code());
            json.key("text").value(rule.text());
            json.endObject();
        }
        json.endArray();
        json.key("reweighted").value(entry.reweighted());
        decimal("score", entry.score(), json);
        json.key("zone");
        if (entry.zone() == null) {
            json.nullValue();
        } else {
            json.value(entry.zone().name());
        }
        json.endObject();
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
