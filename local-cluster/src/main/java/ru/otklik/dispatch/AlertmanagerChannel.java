package ru.otklik.dispatch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Prometheus Alertmanager, API v2.
 *
 * <p>An Alertmanager knows an alert by its labels: all steps of an alert carry those of the first one that was told, even if its
 * rule has another severity by then. It takes an alert of which it hears nothing more for resolved, so what fires is told
 * again and again; a suppression in the job does not end that, as it ends no firing.
 */
final class AlertmanagerChannel implements Channel {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String PATH = "/api/v2/alerts";
    private static final int MOST_ALERTS_OF_A_POST = 100;

    private static final Map<String, String> LABELS = fields(
            "alertname", "rule",
            "alert_id", "alertId",
            "rule_kind", "ruleKind",
            "region", "/subject/region",
            "municipality", "/subject/municipality/id",
            "municipality_name", "/subject/municipality/name",
            "source", "/subject/source",
            "incident", "/subject/incidentId",
            "stage", "/subject/stage");
    private static final Map<String, String> ANNOTATIONS = fields(
            "summary", "text",
            "deadline", "/deadline/due",
            "norm", "/deadline/norm",
            "description", "/deadline/explanation",
            "value", "value",
            "threshold", "threshold",
            "unit", "unit",
            "since", "since",
            "rule_version", "ruleVersion",
            "reason", "reason");

    private final DispatchSettings settings;
    private final DispatchSettings.Target target;
    private final URI url;
    private final Map<String, Firing> firing = new LinkedHashMap<>();

    /** An alert that the target believes to fire: how it knows it, and the last step told. */
    private record Firing(Map<String, String> labels, Notice last) {}

    AlertmanagerChannel(DispatchSettings.Target target, DispatchSettings settings) {
        this.settings = settings;
        this.target = target;
        this.url = URI.create(target.url().toString().replaceFirst("/+$", "") + PATH);
    }

    @Override
    public Post telling(Notice notice, Instant now) throws IOException {
        Firing known = firing.get(notice.alertId());
        return post(List.of(alert(known == null ? labels(notice) : known.labels(), notice, now)));
    }

    @Override
    public void told(Notice notice) {
        if (notice.state() == Notice.State.RESOLVED) {
            firing.remove(notice.alertId());
        } else if (notice.isToDeliver()) {
            firing.merge(
                    notice.alertId(),
                    new Firing(labels(notice), notice),
                    (known, fresh) -> new Firing(known.labels(), notice));
        }
    }

    @Override
    public List<Post> reminders(Instant now, Predicate<String> isSettled) throws IOException {
        List<Post> posts = new ArrayList<>();
        List<ObjectNode> batch = new ArrayList<>();
        for (Firing each : firing.values()) {
            if (isSettled.test(each.last().alertId())) {
                batch.add(alert(each.labels(), each.last(), now));
            }
            if (batch.size() == MOST_ALERTS_OF_A_POST) {
                posts.add(post(batch));
                batch.clear();
            }
        }
        if (!batch.isEmpty()) {
            posts.add(post(batch));
        }
        return posts;
    }

    @Override
    public int firing() {
        return firing.size();
    }

    @Override
    public boolean needsHistory() {
        return true;
    }

    private Post post(List<ObjectNode> alerts) throws IOException {
        ArrayNode body = JSON.createArrayNode().addAll(alerts);
        try {
            return new Post(url, Channel.authorization(target.tokenFile()), JSON.writeValueAsBytes(body));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree is always JSON", e);
        }
    }

    /**
     * Event time may run before the clock of the Alertmanager, which would keep a resolved alert firing until then: no time told
     * is later than now but the one until which a firing holds.
     */
    private ObjectNode alert(Map<String, String> labels, Notice notice, Instant now) {
        ObjectNode alert = JSON.createObjectNode();
        labels.forEach(alert.putObject("labels")::put);
        ObjectNode annotations = alert.putObject("annotations");
        ANNOTATIONS.forEach((name, field) -> putText(annotations, name, notice.text(field)));
        annotations.put("stale", notice.text("stale"));
        Duration hold = target.pace().resolveAfter();
        boolean resolved = notice.state() == Notice.State.RESOLVED;
        alert.put("startsAt", earlier(notice.time("firedAt"), now).toString());
        alert.put("endsAt", (resolved ? earlier(notice.time("at"), now) : now.plus(hold)).toString());
        settings.findAlertPage(notice.alertId()).ifPresent(page -> alert.put("generatorURL", page));
        return alert;
    }

    private static Map<String, String> labels(Notice notice) {
        Map<String, String> labels = new LinkedHashMap<>();
        labels.put("service", "otklik");
        labels.put("severity", notice.text("severity").toLowerCase(Locale.ROOT));
        LABELS.forEach((name, field) -> {
            String value = notice.text(field);
            if (!value.isEmpty()) {
                labels.put(name, value);
            }
        });
        return labels;
    }

    private static void putText(ObjectNode object, String name, String value) {
        if (!value.isEmpty()) {
            object.put(name, value);
        }
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    private static Map<String, String> fields(String... namesAndFields) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (int i = 0; i < namesAndFields.length; i += 2) {
            fields.put(namesAndFields[i], namesAndFields[i + 1]);
        }
        return fields;
    }
}
