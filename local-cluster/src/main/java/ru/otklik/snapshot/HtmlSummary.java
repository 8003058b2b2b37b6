package ru.otklik.snapshot;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** What the report says in sentences: how much, how fast, who leads. */
final class HtmlSummary {
    private static final String SPACE = "\u00a0";

    private final Snapshot snapshot;
    private final JsonNode tree;
    private final HtmlText html;

    HtmlSummary(Snapshot snapshot, HtmlText html) {
        this.snapshot = snapshot;
        this.tree = snapshot.tree();
        this.html = html;
    }

    void write() {
        JsonNode now = Snapshot.totals(tree, "ALL");
        JsonNode before = Snapshot.totals(tree.path("previous"), "ALL");
        html.raw("<section class=\"summary\">\n<dl class=\"facts\">\n");
        fact("Всего сигналов", Russian.count(now.path("registered").asLong()), before(before, "registered"));
        fact(
                "Среднее время ответа",
                Russian.duration(now.path("responseMeanMillis")),
                before.path("responseMeanMillis").isNumber()
                        ? "кварталом ранее " + Russian.duration(before.path("responseMeanMillis"))
                        : "");
        fact(
                "Первый ответ в срок",
                Russian.percent(now.path("responseCompliance")),
                share(before, "responseCompliance"));
        fact("Решено в срок", Russian.percent(now.path("resolutionCompliance")), share(before, "resolutionCompliance"));
        html.raw("</dl>\n");
        html.element("p", sentence(now, before)).line();
        leaders(
                "Лидеры рейтинга: ",
                "leaders",
                "Лучшая треть тех, кто получил место" + (isShared() ? ", с общими местами" : ""));
        leaders("Самые активные жители: ", "activityLeaders", "Больше всего сигналов на 10 тыс. жителей");
        html.raw("</section>\n");
    }

    private void fact(String what, String value, String note) {
        html.raw("<div>")
                .element("dt", what)
                .element("dd", value)
                .element("dd class=\"note\"", note)
                .raw("</div>\n");
    }

    private static String before(JsonNode before, String total) {
        return before.path(total).isNumber()
                ? "кварталом ранее " + Russian.count(before.path(total).asLong())
                : "";
    }

    private static String share(JsonNode before, String total) {
        return before.path(total).isNumber() ? "кварталом ранее " + Russian.percent(before.path(total)) : "";
    }

    private String sentence(JsonNode now, JsonNode before) {
        long registered = now.path("registered").asLong();
        StringBuilder text = new StringBuilder("За " + Russian.quarter(snapshot.quarter()) + " в двух системах "
                + Russian.plural(registered, "зарегистрирован ", "зарегистрировано ", "зарегистрировано ")
                + Russian.count(registered) + SPACE + Russian.plural(registered, "сигнал", "сигнала", "сигналов")
                + " жителей: " + part("INCIDENT_MANAGEMENT") + " в социальных сетях, " + part("POS")
                + " через «Госуслуги. Решаем вместе».");
        JsonNode mean = now.path("responseMeanMillis");
        if (mean.isNumber()) {
            text.append(" Первый ответ житель получал в среднем через ")
                    .append(Russian.duration(mean))
                    .append(compared(mean, before.path("responseMeanMillis")))
                    .append('.');
        }
        return text.toString();
    }

    private String part(String source) {
        return Russian.count(Snapshot.totals(tree, source).path("registered").asLong());
    }

    /** Compared as shown: what differs by less than a minute is told as equal. */
    private static String compared(JsonNode now, JsonNode before) {
        if (!before.isNumber()) {
            return "";
        }
        long saved = Russian.minutes(before.asLong()) - Russian.minutes(now.asLong());
        if (saved == 0) {
            return ", как и кварталом ранее";
        }
        return " — на " + Russian.duration(Math.abs(saved) * 60_000) + (saved > 0 ? " быстрее" : " дольше")
                + ", чем кварталом ранее (" + Russian.duration(before) + ")";
    }

    private void leaders(String what, String key, String rule) {
        List<String> names = new ArrayList<>();
        for (JsonNode leader : tree.path(key)) {
            names.add(leader.path("name").asText() + " (" + Russian.decimal(leader.path("score"), 1) + ")");
        }
        if (!names.isEmpty()) {
            html.raw("<p><strong>")
                    .text(what)
                    .raw("</strong>")
                    .text(String.join(", ", names))
                    .raw(". <small>")
                    .text(rule + ".")
                    .raw("</small></p>\n");
        }
    }

    private boolean isShared() {
        JsonNode leaders = tree.path("leaders");
        for (int i = 1; i < leaders.size(); i++) {
            if (leaders.path(i).path("place").equals(leaders.path(i - 1).path("place"))) {
                return true;
            }
        }
        return false;
    }
}
