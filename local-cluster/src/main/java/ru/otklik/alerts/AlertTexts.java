package ru.otklik.alerts;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.LongNode;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import ru.otklik.snapshot.Russian;

/** Alerts as lines of Russian text. */
public final class AlertTexts {
    private static final int SHORT_ID = 12;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("dd.MM.yyyy HH:mm", Locale.ROOT);
    private static final DateTimeFormatter EXACT =
            DateTimeFormatter.ofPattern("dd.MM.yyyy HH:mm:ss.SSS XXX", Locale.ROOT);

    private static final Map<String, String> SEVERITIES =
            Map.of("INFO", "сведения", "WARNING", "внимание", "CRITICAL", "критично");
    private static final Map<String, String> KINDS = Map.of(
            "INCIDENT_DEADLINE_NEAR", "срок обращения близок",
            "INCIDENT_OVERDUE", "обращение просрочено",
            "SLOW_RESPONDER", "медленные ответы",
            "LOW_COMPLIANCE", "мало ответов в срок",
            "OVERDUE_BACKLOG", "просроченные обращения",
            "SILENT_MUNICIPALITY", "муниципалитет не отвечает",
            "ACTIVITY_SURGE", "всплеск обращений");
    private static final Map<String, String> CHANGES = Map.of(
            "FIRED", "сработало",
            "SUPPRESSED", "оповещение скрыто",
            "RELEASED", "оповещение больше не скрыто",
            "SUPPRESSION_CHANGED", "причина скрытия сменилась",
            "STALE", "данные перестали поступать",
            "FRESH", "данные снова поступают",
            "RULE_CHANGED", "действует другая версия правил",
            "RESOLVED", "завершено");
    private static final Map<String, String> REASONS = Map.of(
            "RECOVERED", "условие больше не выполняется",
            "RULE_REMOVED", "правило удалено",
            "OUT_OF_SCOPE", "правило больше не относится к объекту",
            "WITHDRAWN", "обращение отменено или передано, либо позднее событие сняло нарушение");
    private static final Map<String, String> SUPPRESSIONS =
            Map.of("INHIBITION", "сработало правило", "QUIET_HOURS", "тихие часы", "SILENCE", "заглушено");
    private static final Map<String, String> STAGES =
            Map.of("RESPONSE", "первый ответ", "RESOLUTION", "решение", "REWORK", "доработка");

    private final ZoneId zone;

    /**
     * @param zone in which times are told
     */
    public AlertTexts(ZoneId zone) {
        this.zone = zone;
    }

    /**
     * The alerts that stand alike: a title and a line for each.
     *
     * @param shown the newest of them
     * @param count all of them
     */
    public List<String> list(AlertState state, List<AlertStep> shown, long count) {
        List<String> lines = new ArrayList<>();
        lines.add(state.title() + ": " + Russian.count(count)
                + (shown.size() < count ? ", показаны последние " + shown.size() : ""));
        int widest = shown.stream().mapToInt(step -> name(step).length()).max().orElse(0);
        for (AlertStep step : shown) {
            lines.add(String.format(
                    Locale.ROOT,
                    "  %s  %s  %-8s  %-" + widest + "s  %s",
                    step.alertId().substring(0, SHORT_ID),
                    TIME.format((state == AlertState.RESOLVED ? step.at() : step.firedAt()).atZone(zone)),
                    SEVERITIES.getOrDefault(step.text("/severity"), step.text("/severity")),
                    name(step),
                    step.text("/text")));
        }
        return lines;
    }

    /**
     * What happened to an alert and why.
     *
     * @param steps all of one alert, in their order
     */
    public List<String> story(List<AlertStep> steps) {
        AlertStep last = steps.get(steps.size() - 1);
        List<String> lines = new ArrayList<>();
        lines.add(last.text("/text"));
        lines.add("");
        lines.add("Оповещение     " + last.alertId());
        lines.add("Правило        " + last.text("/rule") + ": "
                + KINDS.getOrDefault(last.text("/ruleKind"), last.text("/ruleKind")));
        lines.add("Муниципалитет  " + name(last) + " (" + last.text("/subject/municipality/code") + ")");
        lines.add("Источник       " + Russian.source(last.text("/subject/source")));
        if (!last.text("/subject/incidentId").isEmpty()) {
            lines.add("Обращение      " + last.text("/subject/incidentId") + ", стадия: "
                    + stage(last, "/subject/stage"));
        }
        lines.addAll(deadline(last));
        lines.add("");
        steps.forEach(step -> lines.addAll(step(step)));
        if (last.state() != AlertState.RESOLVED) {
            lines.add("Не завершено.");
        }
        return lines;
    }

    private List<String> deadline(AlertStep step) {
        if (step.document().path("deadline").isNull()) {
            return List.of();
        }
        List<String> lines = new ArrayList<>();
        lines.add("Начало стадии  " + exact(Instant.parse(step.text("/deadline/start"))));
        lines.add("Срок           " + exact(Instant.parse(step.text("/deadline/due"))));
        String norm = step.text("/deadline/norm");
        lines.add("Норматив       " + (norm.isEmpty() ? "срок задан событием" : norm));
        step.text("/deadline/explanation").lines().forEach(line -> lines.add("    " + line));
        return lines;
    }

    private List<String> step(AlertStep step) {
        List<String> lines = new ArrayList<>();
        String change = step.text("/change");
        lines.add(exact(step.at()) + "  " + CHANGES.getOrDefault(change, change)
                + (change.equals("RESOLVED")
                        ? ": " + REASONS.getOrDefault(step.text("/reason"), step.text("/reason"))
                        : ""));
        if (change.equals("FIRED")) {
            Instant since = Instant.parse(step.text("/since"));
            Duration held = Duration.between(since, step.firedAt());
            lines.add("    условие выполняется с " + exact(since)
                    + (held.isZero() ? "" : ", " + Russian.duration(number(held.toMillis()))));
        }
        lines.add("    значение " + value(step, "value") + ", порог " + value(step, "threshold")
                + (step.text("/recovery").isEmpty() ? "" : ", восстановление " + value(step, "recovery"))
                + ", случаев " + Russian.count(step.document().path("cases").asLong()));
        lines.add("    правила " + step.text("/ruleVersion") + ", важность: "
                + SEVERITIES.getOrDefault(step.text("/severity"), step.text("/severity"))
                + (step.isTrue("/stale") ? ", значение последнее известное" : "")
                + (step.isTrue("/deliver") ? ", получатели оповещаются" : ", без оповещения"));
        for (JsonNode hidden : step.document().path("suppressedBy")) {
            String comment = hidden.path("comment").asText("");
            lines.add("    скрыто: "
                    + SUPPRESSIONS.getOrDefault(
                            hidden.path("kind").asText(), hidden.path("kind").asText())
                    + " " + hidden.path("id").asText()
                    + (hidden.path("comment").isNull() || comment.isEmpty() ? "" : " («" + comment + "»)"));
        }
        return lines;
    }

    /** A value in the unit of its record. */
    private static String value(AlertStep step, String field) {
        JsonNode value = step.document().path(field);
        if (!value.isNumber()) {
            return Russian.NOTHING;
        }
        return switch (step.text("/unit")) {
            case "MILLIS" -> Russian.duration(value);
            case "WORKING_MILLIS" -> Russian.duration(value) + " рабочего времени";
            case "SHARE" -> Russian.percent(value);
            case "RATIO" -> "×" + Russian.decimal(value, 2);
            default -> Russian.count(value.asLong());
        };
    }

    private static JsonNode number(long value) {
        return LongNode.valueOf(value);
    }

    private static String name(AlertStep step) {
        return step.text("/subject/municipality/name");
    }

    private static String stage(AlertStep step, String pointer) {
        return STAGES.getOrDefault(step.text(pointer), step.text(pointer));
    }

    private String exact(Instant time) {
        return EXACT.format(time.atZone(zone));
    }
}
