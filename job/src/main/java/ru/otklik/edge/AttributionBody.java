package ru.otklik.edge;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import ru.otklik.domain.incident.FactKind;
import ru.otklik.domain.incident.Stage;
import ru.otklik.domain.metrics.AttributionFigures;
import ru.otklik.domain.metrics.AttributionValue;
import ru.otklik.domain.metrics.Histogram;
import ru.otklik.domain.metrics.SparseCounts;
import ru.otklik.schemas.CanonicalJson;

/** Writes the figures of a municipality by registration and by due date, each under its own name. */
final class AttributionBody {
    /** Waiting times as people speak of them; a bar for each, and one for longer ones. */
    private static final List<Duration> BOUNDS = List.of(
            Duration.ofMinutes(5),
            Duration.ofMinutes(15),
            Duration.ofMinutes(30),
            Duration.ofHours(1),
            Duration.ofHours(2),
            Duration.ofHours(4),
            Duration.ofHours(8),
            Duration.ofDays(1),
            Duration.ofDays(2),
            Duration.ofDays(4),
            Duration.ofDays(8),
            Duration.ofDays(16),
            Duration.ofDays(30));

    private static final String[] HOURS = hourKeys();

    private AttributionBody() {}

    /** Writes the body; the members of the period are written by {@code period}, in their place. */
    static void write(AttributionValue value, CanonicalJson json, Runnable period) {
        json.beginObject();
        byDueDate(value.figures(), json);
        byRegistration(value.figures(), json);
        json.key("municipality").beginObject();
        json.key("code").value(value.shown().code());
        json.key("id").value(value.municipality().id());
        json.key("name").value(value.shown().name());
        json.key("region").value(value.municipality().region());
        json.endObject();
        json.key("period");
        period.run();
        json.key("source").value(MetricsBody.sourceName(value.source()));
        json.endObject();
    }

    private static void byDueDate(AttributionFigures figures, CanonicalJson json) {
        json.key("byDueDate").beginObject();
        due("resolutionDeadline", figures, Stage.RESOLUTION, json);
        due("responseDeadline", figures, Stage.RESPONSE, json);
        due("reworkDeadline", figures, Stage.REWORK, json);
        json.endObject();
    }

    private static void due(String key, AttributionFigures figures, Stage stage, CanonicalJson json) {
        MetricsBody.deadline(key, figures.dueMet(stage), figures.dueMissed(stage), json);
    }

    private static void byRegistration(AttributionFigures figures, CanonicalJson json) {
        json.key("byRegistration").beginObject();
        MetricsBody.count("open", figures.open(), json);
        MetricsBody.count("registered", figures.ofCohort(FactKind.REGISTERED), json);
        hours(figures.hours(), json);
        cohort("resolutionDeadline", figures, Stage.RESOLUTION, json);
        MetricsBody.count("resolved", figures.ofCohort(FactKind.RESOLVED), json);
        MetricsBody.count("responded", figures.ofCohort(FactKind.RESPONDED), json);
        Histogram responses = figures.responses();
        json.key("response").beginObject();
        MetricsBody.count("count", responses == null ? 0 : responses.total(), json);
        distribution(responses, json);
        MetricsBody.mean("meanMillis", figures.responseMillis(), responses, json);
        MetricsBody.quantile("medianMillis", responses, 50, json);
        json.endObject();
        cohort("responseDeadline", figures, Stage.RESPONSE, json);
        cohort("reworkDeadline", figures, Stage.REWORK, json);
        json.endObject();
    }

    /** Keys are the ISO weekday and the hour, so that their order is that of the week; hours without any are left out. */
    private static void hours(SparseCounts hours, CanonicalJson json) {
        json.key("registeredByHour").beginObject();
        for (int i = 0; i < hours.size(); i++) {
            json.key(HOURS[hours.key(i)]).value(hours.count(i));
        }
        json.endObject();
    }

    private static void distribution(@Nullable Histogram responses, CanonicalJson json) {
        json.key("distribution").beginArray();
        long counted = 0;
        for (Duration bound : BOUNDS) {
            long atMost = responses == null ? 0 : responses.atMost(bound.toMillis());
            json.value(atMost - counted);
            counted = atMost;
        }
        json.value(responses == null ? 0 : responses.total() - counted);
        json.endArray();
    }

    private static String[] hourKeys() {
        String[] keys = new String[7 * 24];
        for (int i = 0; i < keys.length; i++) {
            keys[i] = String.format(Locale.ROOT, "%d-%02d", i / 24 + 1, i % 24);
        }
        return keys;
    }

    private static void cohort(String key, AttributionFigures figures, Stage stage, CanonicalJson json) {
        MetricsBody.deadline(
                key, figures.ofCohort(FactKind.met(stage)), figures.ofCohort(FactKind.missed(stage)), json);
    }
}
