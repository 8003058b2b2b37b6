package ru.otklik.edge;

import ru.otklik.domain.incident.FactKind;
import ru.otklik.domain.incident.Stage;
import ru.otklik.domain.metrics.AttributionFigures;
import ru.otklik.domain.metrics.AttributionValue;
import ru.otklik.domain.metrics.Histogram;
import ru.otklik.schemas.CanonicalJson;

/** Writes the figures of a municipality by registration and by due date, each under its own name. */
final class AttributionBody {
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
        cohort("resolutionDeadline", figures, Stage.RESOLUTION, json);
        MetricsBody.count("resolved", figures.ofCohort(FactKind.RESOLVED), json);
        MetricsBody.count("responded", figures.ofCohort(FactKind.RESPONDED), json);
        Histogram responses = figures.responses();
        json.key("response").beginObject();
        MetricsBody.count("count", responses == null ? 0 : responses.total(), json);
        MetricsBody.mean("meanMillis", figures.responseMillis(), responses, json);
        MetricsBody.quantile("medianMillis", responses, 50, json);
        json.endObject();
        cohort("responseDeadline", figures, Stage.RESPONSE, json);
        cohort("reworkDeadline", figures, Stage.REWORK, json);
        json.endObject();
    }

    private static void cohort(String key, AttributionFigures figures, Stage stage, CanonicalJson json) {
        MetricsBody.deadline(
                key, figures.ofCohort(FactKind.met(stage)), figures.ofCohort(FactKind.missed(stage)), json);
    }
}
