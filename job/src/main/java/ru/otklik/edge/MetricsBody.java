package ru.otklik.edge;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import ru.otklik.domain.incident.FactKind;
import ru.otklik.domain.incident.Source;
import ru.otklik.domain.metrics.Figures;
import ru.otklik.domain.metrics.Figures.Latency;
import ru.otklik.domain.metrics.Histogram;
import ru.otklik.domain.metrics.MergedFigures;
import ru.otklik.domain.metrics.PeriodValue;
import ru.otklik.domain.metrics.ScopeValue;
import ru.otklik.domain.metrics.SparseCounts;
import ru.otklik.domain.metrics.Subject;
import ru.otklik.domain.period.PeriodSpan;
import ru.otklik.domain.ranking.CodePoints;
import ru.otklik.schemas.CanonicalJson;
import ru.otklik.settings.CitizenKeys;

/** Writes the figures of a municipality, or merged ones; means, shares and quantiles are derived here, from integers, rounded once. */
final class MetricsBody {
    private static final int TOP_TOPICS = 10;
    private static final int SHARE_DECIMALS = 4;

    private record TopicCount(String name, int count) {}

    private static final Comparator<TopicCount> MOST_FREQUENT =
            Comparator.comparingInt(TopicCount::count).reversed().thenComparing(TopicCount::name, CodePoints.ORDER);

    private MetricsBody() {}

    /** Whose figures they are: written under its key, in its place among the others. */
    private record Owner(String key, Consumer<CanonicalJson> members) {
        void writeIf(String place, CanonicalJson json) {
            if (key.equals(place)) {
                json.key(key).beginObject();
                members.accept(json);
                json.endObject();
            }
        }
    }

    /**
     * What is not in the figures.
     *
     * @param rekeyed whether the key of citizens changes within the period: who registered before and after counts twice
     */
    private record Beside(
            long citizens,
            boolean rekeyed,
            long open,
            long overdue,
            @Nullable Long population,
            @Nullable Source source) {}

    /** Writes the body; the members of the period are written by {@code period}, in their place. */
    static void write(PeriodValue value, CitizenKeys keys, CanonicalJson json, Runnable period) {
        Beside beside = new Beside(
                value.citizens(),
                changes(keys, value.span()),
                value.open(),
                value.overdue(),
                value.shown().population(),
                value.source());
        write(owner(value), value.figures(), beside, value.topicNames(), value.channelNames(), json, period);
    }

    /** The same for figures that were merged. */
    static void write(ScopeValue value, CitizenKeys keys, CanonicalJson json, Runnable period) {
        Source source = value.source();
        MergedFigures merged = value.figures();
        Beside beside = new Beside(
                merged.citizens(source),
                changes(keys, value.span()),
                merged.open(source),
                merged.overdue(source),
                value.population(),
                source);
        write(
                owner(value.subject()),
                merged.figures(source),
                beside,
                value.topicNames(),
                value.channelNames(),
                json,
                period);
    }

    private static boolean changes(CitizenKeys keys, PeriodSpan span) {
        return keys.changeWithin(span.startMillis(), span.endMillis());
    }

    private static Owner owner(PeriodValue value) {
        return new Owner("municipality", json -> {
            json.key("code").value(value.shown().code());
            json.key("id").value(value.municipality().id());
            json.key("name").value(value.shown().name());
            json.key("region").value(value.municipality().region());
        });
    }

    private static Owner owner(Subject subject) {
        if (subject.type() == Subject.Type.AUTHORITY) {
            return new Owner("authority", json -> {
                json.key("id").value(subject.id());
                text("kind", subject.body() == null ? null : subject.body().name(), json);
                text("name", subject.name(), json);
                text("region", subject.region(), json);
            });
        }
        return new Owner("subject", json -> {
            json.key("id").value(subject.id());
            text("name", subject.name(), json);
            json.key("scope").value(subject.type().name());
        });
    }

    private static void text(String key, @Nullable String value, CanonicalJson json) {
        json.key(key);
        if (value == null) {
            json.nullValue();
        } else {
            json.value(value);
        }
    }

    private static void write(
            Owner owner,
            Figures figures,
            Beside beside,
            IntFunction<String> topicNames,
            IntFunction<String> channelNames,
            CanonicalJson json,
            Runnable period) {
        json.beginObject();
        count("anomalies", figures.count(FactKind.ANOMALY), json);
        owner.writeIf("authority", json);
        count("cancelled", figures.count(FactKind.CANCELLED), json);
        json.key("channels");
        words(figures.channels(), channelNames, json);
        count("citizens", beside.citizens(), json);
        if (beside.rekeyed()) {
            json.key("citizensAcrossKeys").value(true);
        }
        count("closed", figures.count(FactKind.CLOSED), json);
        owner.writeIf("municipality", json);
        count("open", beside.open(), json);
        count("overdue", beside.overdue(), json);
        json.key("period");
        period.run();
        json.key("ratings").beginObject();
        count("count", figures.count(FactKind.RATED), json);
        json.key("mean");
        ratio(figures.ratingSum(), figures.count(FactKind.RATED), 2, json);
        json.endObject();
        count("registered", figures.count(FactKind.REGISTERED), json);
        json.key("registeredPer10k");
        perTenThousand(figures.count(FactKind.REGISTERED), beside.population(), json);
        count("reopened", figures.count(FactKind.REOPENED), json);
        latency("resolution", figures, Latency.RESOLUTION_ELAPSED, Latency.RESOLUTION_WORKING, json);
        deadline("resolutionDeadline", figures, FactKind.MET_RESOLUTION, FactKind.MISSED_RESOLUTION, json);
        count("resolved", figures.count(FactKind.RESOLVED), json);
        count("responded", figures.count(FactKind.RESPONDED), json);
        latency("response", figures, Latency.RESPONSE_ELAPSED, Latency.RESPONSE_WORKING, json);
        deadline("responseDeadline", figures, FactKind.MET_RESPONSE, FactKind.MISSED_RESPONSE, json);
        count("returned", figures.count(FactKind.RETURNED), json);
        deadline("reworkDeadline", figures, FactKind.MET_REWORK, FactKind.MISSED_REWORK, json);
        json.key("reworkShare");
        ratio(figures.count(FactKind.RETURNED), figures.count(FactKind.RESOLVED), SHARE_DECIMALS, json);
        json.key("source").value(sourceName(beside.source()));
        owner.writeIf("subject", json);
        topics(figures.topics(), topicNames, json);
        count("transferredIn", figures.count(FactKind.TRANSFERRED_IN), json);
        count("transferredOut", figures.count(FactKind.TRANSFERRED_OUT), json);
        json.endObject();
    }

    static String sourceName(@Nullable Source source) {
        return source == null ? "ALL" : source.name();
    }

    static void count(String key, long count, CanonicalJson json) {
        json.key(key).value(count);
    }

    private static void words(SparseCounts counts, IntFunction<String> names, CanonicalJson json) {
        Map<String, Integer> sorted = new TreeMap<>();
        for (int i = 0; i < counts.size(); i++) {
            sorted.put(names.apply(counts.key(i)), counts.count(i));
        }
        write(sorted, json);
    }

    private static void write(Map<String, Integer> sorted, CanonicalJson json) {
        json.beginObject();
        sorted.forEach((name, count) -> json.key(name).value(count));
        json.endObject();
    }

    static void topics(SparseCounts counts, IntFunction<String> names, CanonicalJson json) {
        List<TopicCount> all = new ArrayList<>(counts.size());
        for (int i = 0; i < counts.size(); i++) {
            all.add(new TopicCount(names.apply(counts.key(i)), counts.count(i)));
        }
        all.sort(MOST_FREQUENT);
        Map<String, Integer> top = new TreeMap<>();
        long other = 0;
        for (int i = 0; i < all.size(); i++) {
            if (i < TOP_TOPICS) {
                top.put(all.get(i).name(), all.get(i).count());
            } else {
                other += all.get(i).count();
            }
        }
        json.key("topics");
        write(top, json);
        count("topicsOther", other, json);
    }

    private static void perTenThousand(long registered, @Nullable Long population, CanonicalJson json) {
        ratio(registered * 10_000, population == null ? 0 : population, 1, json);
    }

    private static void deadline(String key, Figures figures, FactKind met, FactKind missed, CanonicalJson json) {
        deadline(key, figures.count(met), figures.count(missed), json);
    }

    static void deadline(String key, long met, long missed, CanonicalJson json) {
        json.key(key).beginObject();
        json.key("compliance");
        ratio(met, met + missed, SHARE_DECIMALS, json);
        count("met", met, json);
        count("missed", missed, json);
        json.endObject();
    }

    private static void latency(String key, Figures figures, Latency elapsed, Latency working, CanonicalJson json) {
        Histogram elapsedValues = figures.histogram(elapsed);
        Histogram workingValues = figures.histogram(working);
        json.key(key).beginObject();
        count("count", elapsedValues == null ? 0 : elapsedValues.total(), json);
        quantile("maxMillis", elapsedValues, 100, json);
        mean("meanMillis", figures.sumMillis(elapsed), elapsedValues, json);
        quantile("medianMillis", elapsedValues, 50, json);
        quantile("p90Millis", elapsedValues, 90, json);
        quantile("p95Millis", elapsedValues, 95, json);
        quantile("workingMaxMillis", workingValues, 100, json);
        mean("workingMeanMillis", figures.sumMillis(working), workingValues, json);
        quantile("workingMedianMillis", workingValues, 50, json);
        quantile("workingP90Millis", workingValues, 90, json);
        quantile("workingP95Millis", workingValues, 95, json);
        json.endObject();
    }

    static void quantile(String key, @Nullable Histogram values, int percent, CanonicalJson json) {
        json.key(key);
        if (values == null || values.total() <= 0) {
            json.nullValue();
        } else {
            json.value(values.quantile(percent));
        }
    }

    static void mean(String key, long sum, @Nullable Histogram values, CanonicalJson json) {
        json.key(key);
        ratio(sum, values == null ? 0 : values.total(), 0, json);
    }

    /** A quotient of numbers at or above 0, rounded half up; null without a denominator. */
    static void ratio(long numerator, long denominator, int decimals, CanonicalJson json) {
        if (denominator <= 0) {
            json.nullValue();
            return;
        }
        long scale = 1;
        for (int i = 0; i < decimals; i++) {
            scale *= 10;
        }
        // floor((2 n s + d) / 2 d) rounds half up; whole parts first, so that sums of years do not overflow.
        long whole = numerator / denominator;
        long rest = numerator % denominator;
        json.decimal(whole * scale + (2 * rest * scale + denominator) / (2 * denominator), decimals);
    }
}
