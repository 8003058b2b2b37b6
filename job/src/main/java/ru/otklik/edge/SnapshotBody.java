package ru.otklik.edge;

import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import ru.otklik.domain.metrics.PeriodValue;
import ru.otklik.domain.period.PeriodSpan;
import ru.otklik.domain.ranking.Board;
import ru.otklik.domain.snapshot.Advice;
import ru.otklik.domain.snapshot.QuarterSnapshot;
import ru.otklik.domain.snapshot.RegionTotals;
import ru.otklik.domain.snapshot.Total;
import ru.otklik.schemas.CanonicalJson;
import ru.otklik.settings.CitizenKeys;

/** Writes a quarter snapshot: boards and figures in the shapes of their own records, and what is said of the region. */
final class SnapshotBody {
    private static final int SHARE_DECIMALS = 4;
    private static final int RATING_DECIMALS = 2;
    private static final long RESIDENTS = 10_000;

    private final QuarterSnapshot snapshot;
    private final CitizenKeys keys;
    private final CanonicalJson json;
    private final Consumer<PeriodSpan> period;

    private SnapshotBody(QuarterSnapshot snapshot, CitizenKeys keys, CanonicalJson json, Consumer<PeriodSpan> period) {
        this.snapshot = snapshot;
        this.keys = keys;
        this.json = json;
        this.period = period;
    }

    /** Writes the body; a period is written by {@code period}, in its place. */
    static void write(QuarterSnapshot snapshot, CitizenKeys keys, CanonicalJson json, Consumer<PeriodSpan> period) {
        new SnapshotBody(snapshot, keys, json, period).write();
    }

    private void write() {
        Board overall = snapshot.overall();
        json.beginObject();
        leaders("activityLeaders", snapshot.activityLeaders());
        json.key("boards").beginArray();
        for (Board board : snapshot.boards()) {
            BoardBody.write(board, json, () -> period.accept(board.span()));
        }
        json.endArray();
        leaders("leaders", snapshot.leaders());
        json.key("methodology").value(overall.methodology());
        json.key("metrics").beginArray();
        for (PeriodValue value : snapshot.values()) {
            MetricsBody.write(value, keys, json, () -> period.accept(value.span()));
        }
        json.endArray();
        json.key("period");
        period.accept(snapshot.span());
        previous(snapshot.previous());
        json.key("previousHash");
        String previousHash = snapshot.previousHash();
        if (previousHash == null) {
            json.nullValue();
        } else {
            json.value(previousHash);
        }
        json.key("ranked").value(overall.entries().size());
        recommendations();
        json.key("reference").value(overall.reference());
        json.key("region").beginObject();
        json.key("code").value(snapshot.region().code());
        json.key("name").value(snapshot.region().name());
        json.endObject();
        MetricsBody.topics(snapshot.topics(), snapshot.topicNames(), json);
        totals(snapshot.totals());
        json.endObject();
    }

    private void leaders(String key, List<Board.Entry> leaders) {
        json.key(key).beginArray();
        for (Board.Entry leader : leaders) {
            json.beginObject();
            json.key("code").value(leader.shown().code());
            json.key("id").value(leader.id());
            json.key("name").value(leader.shown().name());
            json.key("place").value(leader.place());
            BoardBody.decimal("score", leader.score(), json);
            json.endObject();
        }
        json.endArray();
    }

    private void previous(QuarterSnapshot.@Nullable Previous previous) {
        json.key("previous");
        if (previous == null) {
            json.nullValue();
            return;
        }
        json.beginObject();
        json.key("contentHash").value(previous.contentHash());
        json.key("label").value(previous.label());
        json.key("revision").value(previous.revision());
        totals(previous.totals());
        json.endObject();
    }

    private void recommendations() {
        json.key("recommendations").beginArray();
        for (Advice advice : snapshot.advice()) {
            json.beginObject();
            json.key("code").value(advice.code());
            json.key("count").value(advice.count());
            json.key("everyNth");
            Integer nth = advice.everyNth();
            if (nth == null) {
                json.nullValue();
            } else {
                json.value(nth);
            }
            json.key("municipalities").beginArray();
            advice.municipalities().forEach(json::value);
            json.endArray();
            json.key("sentence").value(advice.sentence());
            json.key("text").value(advice.text());
            json.endObject();
        }
        json.endArray();
    }

    private void totals(List<RegionTotals> views) {
        json.key("totals").beginArray();
        for (int view = 0; view < views.size(); view++) {
            write(MetricsBody.sourceName(PeriodValue.VIEWS.get(view)), views.get(view));
        }
        json.endArray();
    }

    private void write(String source, RegionTotals totals) {
        json.beginObject();
        count("cancelled", totals, Total.CANCELLED);
        count("citizens", totals, Total.CITIZENS);
        count("municipalities", totals, Total.MUNICIPALITIES);
        count("open", totals, Total.OPEN);
        count("overdue", totals, Total.OVERDUE);
        count("population", totals, Total.POPULATION);
        ratio("ratingMean", totals.get(Total.RATING_SUM), totals.get(Total.RATINGS), RATING_DECIMALS);
        count("registered", totals, Total.REGISTERED);
        ratio("registeredPer10k", totals.get(Total.REGISTERED) * RESIDENTS, totals.get(Total.POPULATION), 1);
        count("reopened", totals, Total.REOPENED);
        compliance("resolutionCompliance", totals, Total.RESOLUTION_MET, Total.RESOLUTION_MISSED);
        ratio("resolutionMeanMillis", totals.get(Total.RESOLUTION_SUM_MILLIS), totals.get(Total.RESOLUTIONS), 0);
        count("resolved", totals, Total.RESOLVED);
        count("responded", totals, Total.RESPONDED);
        compliance("responseCompliance", totals, Total.RESPONSE_MET, Total.RESPONSE_MISSED);
        ratio("responseMeanMillis", totals.get(Total.RESPONSE_SUM_MILLIS), totals.get(Total.RESPONSES), 0);
        median("responseMedianMillis", totals, Total.RESPONSE_MEDIAN_MILLIS);
        median("responseWorkingMedianMillis", totals, Total.RESPONSE_WORKING_MEDIAN_MILLIS);
        count("returned", totals, Total.RETURNED);
        ratio("reworkShare", totals.get(Total.RETURNED), totals.get(Total.RESOLVED), SHARE_DECIMALS);
        json.key("source").value(source);
        json.endObject();
    }

    private void count(String key, RegionTotals totals, Total total) {
        json.key(key).value(totals.get(total));
    }

    private void compliance(String key, RegionTotals totals, Total met, Total missed) {
        ratio(key, totals.get(met), totals.get(met) + totals.get(missed), SHARE_DECIMALS);
    }

    private void median(String key, RegionTotals totals, Total median) {
        json.key(key);
        if (totals.get(Total.RESPONSES) == 0) {
            json.nullValue();
        } else {
            json.value(totals.get(median));
        }
    }

    private void ratio(String key, long numerator, long denominator, int decimals) {
        json.key(key);
        MetricsBody.ratio(numerator, denominator, decimals, json);
    }
}
