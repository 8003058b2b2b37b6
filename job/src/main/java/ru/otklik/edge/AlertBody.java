package ru.otklik.edge;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import ru.otklik.domain.alert.AlertKind;
import ru.otklik.domain.alert.AlertState;
import ru.otklik.domain.alert.AlertStep;
import ru.otklik.domain.alert.AlertSubject;
import ru.otklik.domain.alert.AlertText;
import ru.otklik.domain.alert.Hiding;
import ru.otklik.domain.incident.StageStep;
import ru.otklik.schemas.CanonicalJson;

/** Writes a step of an alert. */
final class AlertBody {
    private AlertBody() {}

    /** SHA-256 over the rule, what the alert is about and when it began to fire, 64 hexadecimal digits. */
    static String idOf(AlertStep step, CanonicalJson json, Rfc3339 times) {
        json.reset();
        json.beginArray();
        json.value(step.rule().id());
        json.value(step.subject().region());
        json.value(step.subject().key());
        json.value(times.utc(step.told().after().firedAt()));
        json.endArray();
        return json.sha256Hex(0, json.position());
    }

    static void write(AlertStep step, String id, CanonicalJson json, Rfc3339 times) {
        AlertState after = step.told().after();
        AlertKind.Unit unit = step.rule().unit();
        boolean valued = after.denominator() > 0;
        json.beginObject();
        json.key("alertId").value(id);
        json.key("at").value(times.utc(step.at()));
        json.key("cases").value(after.cases());
        json.key("change").value(step.told().change().name());
        deadline(step, json, times);
        json.key("deliver").value(step.told().deliver());
        json.key("firedAt").value(times.utc(after.firedAt()));
        text(
                "reason",
                step.told().reason() == null ? null : step.told().reason().name(),
                json);
        boolean ofIncident = step.rule().kind().isOfIncident();
        BoardBody.decimal(
                "recovery", ofIncident ? null : step.rule().condition().recovery(), json);
        json.key("rule").value(step.rule().id());
        json.key("ruleKind").value(step.rule().kind().name());
        json.key("ruleVersion").value(step.version());
        json.key("severity").value(step.rule().severity().name());
        json.key("since").value(times.utc(after.since()));
        json.key("stale").value(after.stale());
        json.key("state").value(step.stand().name());
        subject(step.subject(), json);
        json.key("suppressedBy").beginArray();
        for (Hiding hiding : after.hiddenBy()) {
            json.beginObject();
            text("comment", hiding.comment().isEmpty() ? null : hiding.comment(), json);
            json.key("id").value(hiding.id());
            json.key("kind").value(hiding.kind().name());
            json.endObject();
        }
        json.endArray();
        json.key("text").value(AlertText.of(step));
        BoardBody.decimal("threshold", plain(step.threshold()), json);
        json.key("unit").value(unit.name());
        BoardBody.decimal("value", valued ? AlertText.exact(after.numerator(), after.denominator(), unit) : null, json);
        json.endObject();
    }

    private static BigDecimal plain(BigDecimal number) {
        BigDecimal stripped = number.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }

    private static void deadline(AlertStep step, CanonicalJson json, Rfc3339 times) {
        StageStep stage = step.deadline();
        json.key("deadline");
        if (stage == null || stage.deadline() == StageStep.NO_DEADLINE) {
            json.nullValue();
            return;
        }
        json.beginObject();
        json.key("due").value(times.utc(stage.deadline()));
        text(
                "explanation",
                step.explanation() == null ? null : step.explanation().text(),
                json);
        text("norm", step.explanation() == null ? null : AlertText.norm(stage.norm()), json);
        json.key("stage").value(stage.stage().name());
        json.key("start").value(times.utc(stage.start()));
        json.endObject();
    }

    private static void subject(AlertSubject subject, CanonicalJson json) {
        json.key("subject").beginObject();
        text("incidentId", subject.incidentId(), json);
        json.key("municipality").beginObject();
        json.key("code").value(subject.code());
        json.key("id").value(subject.municipality());
        json.key("name").value(subject.name());
        json.endObject();
        json.key("region").value(subject.region());
        json.key("source").value(MetricsBody.sourceName(subject.source()));
        text("stage", subject.stage() == null ? null : subject.stage().name(), json);
        json.key("type").value(subject.incidentId() == null ? "MUNICIPALITY" : "INCIDENT");
        json.endObject();
    }

    private static void text(String key, @Nullable String value, CanonicalJson json) {
        json.key(key);
        if (value == null) {
            json.nullValue();
        } else {
            json.value(value);
        }
    }
}
