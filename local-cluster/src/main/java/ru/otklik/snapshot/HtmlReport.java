package ru.otklik.snapshot;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The report as a page for readers and for the printer: one file, no scripts, nothing fetched from elsewhere. */
final class HtmlReport {
    private static final List<String> PALETTE =
            List.of("#2f6f9f", "#5aa469", "#e0a030", "#8a6bb1", "#c65f5f", "#4fb0ae", "#9a8c7c", "#d58bb5");
    private static final String ACCENT = "#2f6f9f";
    private static final int MOST_BARS = 25;

    private final Snapshot snapshot;
    private final JsonNode tree;
    private final JsonNode overall;
    private final List<String> indicators;
    private final HtmlText html = new HtmlText();

    private HtmlReport(Snapshot snapshot) {
        this.snapshot = snapshot;
        this.tree = snapshot.tree();
        this.overall = snapshot.board("OVERALL");
        this.indicators = Snapshot.indicators(overall);
    }

    static byte[] of(Snapshot snapshot) {
        HtmlReport report = new HtmlReport(snapshot);
        report.write();
        return report.html.toString().getBytes(StandardCharsets.UTF_8);
    }

    private void write() {
        String title = "Рейтинг муниципалитетов за " + Russian.quarter(snapshot.quarter());
        String region = tree.path("region").path("name").asText();
        html.raw("<!DOCTYPE html>\n<html lang=\"ru\">\n<head>\n<meta charset=\"utf-8\">\n");
        html.raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
        html.element("title", title + ". " + region).line();
        html.raw("<style>\n").raw(style()).raw("</style>\n</head>\n<body>\n");
        html.raw("<header>\n").element("p class=\"region\"", region).line();
        html.element("h1", title).line();
        html.element("p class=\"period\"", Russian.days(tree.path("period")) + ". " + Russian.status(snapshot))
                .line();
        html.raw("</header>\n<main>\n");
        new HtmlSummary(snapshot, html).write();
        places();
        notRanked();
        parts();
        otherBoards();
        pictures();
        recommendations();
        html.raw("</main>\n");
        foot();
        html.raw("</body>\n</html>\n");
    }

    private static String style() {
        try (InputStream in = HtmlReport.class.getResourceAsStream("/snapshot/report.css")) {
            return new String(Objects.requireNonNull(in, "report.css").readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void places() {
        html.raw("<section>\n<h2>Места</h2>\n<table class=\"places\">\n");
        html.element("caption", "Общий балл — до 100. Полоса показывает, из чего он складывается; " + scale())
                .line();
        html.raw("<thead><tr><th scope=\"col\">Место</th><th scope=\"col\">Муниципалитет</th>"
                + "<th scope=\"col\">Балл</th><th scope=\"col\">Изменение места</th><th scope=\"col\">Зона</th>"
                + "<th scope=\"col\">Составляющие балла</th></tr></thead>\n<tbody>\n");
        for (JsonNode entry : overall.path("entries")) {
            html.raw("<tr>").element("td class=\"number\"", entry.path("place").asText());
            html.element("th scope=\"row\"", entry.path("name").asText());
            html.element("td class=\"number\"", Russian.decimal(entry.path("score"), 1));
            html.element("td class=\"number\"", change(entry.path("placeChange")));
            zone(entry.path("zone"));
            html.raw("<td>");
            Charts.stack(parts(entry), html);
            html.raw("</td></tr>\n");
        }
        html.raw("</tbody>\n</table>\n<ul class=\"legend\">\n");
        for (int i = 0; i < indicators.size(); i++) {
            html.raw("<li><svg viewBox=\"0 0 10 10\" aria-hidden=\"true\"><rect width=\"10\" height=\"10\" fill=\""
                    + colour(i) + "\"/></svg> ");
            html.text(Russian.indicator(indicators.get(i))).raw("</li>\n");
        }
        html.raw("</ul>\n</section>\n");
    }

    private String scale() {
        return "методика «" + tree.path("methodology").asText() + "»";
    }

    private static String change(JsonNode change) {
        if (!change.isNumber()) {
            return Russian.NOTHING;
        }
        int places = change.asInt();
        return places == 0 ? "0" : (places > 0 ? "▲ " : "▼ ") + Math.abs(places);
    }

    private void zone(JsonNode zone) {
        String name = Russian.zone(zone);
        String colour = switch (zone.asText()) {
            case "GREEN" -> "#2e8b57";
            case "YELLOW" -> "#e0a800";
            case "RED" -> "#c0392b";
            default -> "";
        };
        html.raw("<td class=\"colour\">");
        if (!colour.isEmpty()) {
            html.raw(
                    "<svg class=\"zone\" viewBox=\"0 0 10 10\" aria-hidden=\"true\"><circle cx=\"5\" cy=\"5\" r=\"5\" fill=\""
                            + colour + "\"/></svg> ");
        }
        html.text(name.isEmpty() ? Russian.NOTHING : name).raw("</td>");
    }

    private static String colour(int i) {
        return PALETTE.get(i % PALETTE.size());
    }

    /** What each indicator adds to a score: its own score times its weight. */
    private static List<Charts.Part> parts(JsonNode entry) {
        List<Charts.Part> parts = new ArrayList<>();
        int i = 0;
        for (JsonNode contribution : entry.path("contributions")) {
            if (contribution.path("score").isNumber()) {
                BigDecimal points = contribution
                        .path("score")
                        .decimalValue()
                        .multiply(contribution.path("weight").decimalValue());
                parts.add(new Charts.Part(
                        Russian.indicator(contribution.path("indicator").asText()), points, colour(i)));
            }
            i++;
        }
        return parts;
    }

    private void notRanked() {
        if (overall.path("notRanked").isEmpty()) {
            return;
        }
        html.raw("<section>\n<h3>Вне рейтинга</h3>\n<ul>\n");
        for (JsonNode absent : overall.path("notRanked")) {
            long registered = absent.path("registered").asLong();
            html.element(
                            "li",
                            absent.path("name").asText() + " — "
                                    + Russian.reason(absent.path("reason").asText()) + " ("
                                    + Russian.count(registered) + " "
                                    + Russian.plural(registered, "сигнал", "сигнала", "сигналов") + ")")
                    .line();
        }
        html.raw("</ul>\n</section>\n");
    }

    private void parts() {
        if (indicators.isEmpty()) {
            return;
        }
        html.raw("<section>\n<h2>Показатели, из которых складывается балл</h2>\n<table>\n");
        html.element("caption", "В скобках — число случаев, по которым посчитан показатель")
                .line();
        html.raw("<thead><tr><th scope=\"col\">Муниципалитет</th>");
        indicators.forEach(indicator -> html.element("th scope=\"col\"", Russian.indicator(indicator)));
        html.raw("</tr></thead>\n<tbody>\n");
        for (JsonNode entry : overall.path("entries")) {
            html.raw("<tr>").element("th scope=\"row\"", entry.path("name").asText());
            for (JsonNode part : entry.path("contributions")) {
                html.raw("<td class=\"number\">")
                        .text(Russian.value(part.path("indicator").asText(), part.path("value")))
                        .raw(" <small>(")
                        .text(Russian.count(part.path("cases").asLong()))
                        .raw(")</small></td>");
            }
            html.raw("</tr>\n");
        }
        html.raw("</tbody>\n</table>\n</section>\n");
    }

    private void otherBoards() {
        List<String> kinds = List.of("SPEED", "DEADLINES", "QUALITY", "ACTIVITY");
        html.raw("<section>\n<h2>Места по направлениям</h2>\n<table>\n");
        html.element("caption", "Место и балл; активность жителей — сигналы на 10 тыс. жителей, в общий балл не входит")
                .line();
        html.raw("<thead><tr><th scope=\"col\">Муниципалитет</th>");
        kinds.forEach(kind -> html.element("th scope=\"col\"", Russian.kind(kind)));
        html.raw("</tr></thead>\n<tbody>\n");
        for (JsonNode entry : overall.path("entries")) {
            html.raw("<tr>").element("th scope=\"row\"", entry.path("name").asText());
            for (String kind : kinds) {
                html.element(
                        "td class=\"number\"",
                        placeAndScore(kind, entry.path("id").asText()));
            }
            html.raw("</tr>\n");
        }
        html.raw("</tbody>\n</table>\n</section>\n");
    }

    private String placeAndScore(String kind, String id) {
        for (JsonNode entry : snapshot.board(kind).path("entries")) {
            if (entry.path("id").asText().equals(id)) {
                return entry.path("place").asText() + " (" + Russian.decimal(entry.path("score"), 1) + ")";
            }
        }
        return Russian.NOTHING;
    }

    private void pictures() {
        html.raw("<section class=\"pictures\">\n<h2>В графиках</h2>\n");
        picture("Время первого ответа: половина ответов дана быстрее", responses());
        picture("Сигналов на 10 тыс. жителей", activity());
        picture("О чём писали жители: сигналов по темам", topics());
        html.raw("</section>\n");
    }

    private void picture(String title, List<Charts.Bar> bars) {
        if (!bars.isEmpty()) {
            html.raw("<figure>").element("figcaption", title).line();
            Charts.bars(title, bars, html);
            html.raw("</figure>\n");
        }
    }

    private List<Charts.Bar> responses() {
        List<Charts.Bar> bars = new ArrayList<>();
        for (JsonNode figures : snapshot.figures().values()) {
            JsonNode median = figures.at("/response/medianMillis");
            if (median.isNumber()) {
                bars.add(new Charts.Bar(
                        figures.at("/municipality/name").asText(),
                        median.asDouble(),
                        Russian.duration(median),
                        ACCENT));
            }
        }
        bars.sort(Comparator.comparingDouble(Charts.Bar::value));
        return bars.subList(0, Math.min(MOST_BARS, bars.size()));
    }

    private List<Charts.Bar> activity() {
        List<Charts.Bar> bars = new ArrayList<>();
        for (JsonNode entry : snapshot.board("ACTIVITY").path("entries")) {
            if (bars.size() < MOST_BARS) {
                bars.add(new Charts.Bar(
                        entry.path("name").asText(),
                        entry.path("score").asDouble(),
                        Russian.decimal(entry.path("score"), 1),
                        "#5aa469"));
            }
        }
        return bars;
    }

    private List<Charts.Bar> topics() {
        List<Charts.Bar> bars = new ArrayList<>();
        for (Map.Entry<String, JsonNode> topic : tree.path("topics").properties()) {
            JsonNode count = topic.getValue();
            bars.add(new Charts.Bar(topic.getKey(), count.asDouble(), Russian.count(count.asLong()), "#8a6bb1"));
        }
        bars.sort(Comparator.comparingDouble(Charts.Bar::value).reversed());
        long other = tree.path("topicsOther").asLong();
        if (other > 0) {
            bars.add(new Charts.Bar("Прочие", other, Russian.count(other), "#b9aecb"));
        }
        return bars;
    }

    private void recommendations() {
        JsonNode all = tree.path("recommendations");
        html.raw("<section>\n<h2>Рекомендации</h2>\n");
        if (all.isEmpty()) {
            html.raw("<p>Рекомендаций нет.</p>\n</section>\n");
            return;
        }
        Map<String, String> names = snapshot.names();
        for (JsonNode one : all) {
            List<String> given = new ArrayList<>();
            one.path("municipalities").forEach(id -> given.add(names.getOrDefault(id.asText(), id.asText())));
            html.raw("<div class=\"advice\">")
                    .element("p", one.path("sentence").asText() + ".")
                    .element(
                            "p class=\"whom\"",
                            Russian.count(one.path("count").asLong()) + " из "
                                    + Russian.count(tree.path("ranked").asLong()) + ": " + String.join(", ", given))
                    .raw("</div>\n");
        }
        html.raw("</section>\n");
    }

    private void foot() {
        html.raw("<footer>\n<p>")
                .text(
                        "Места даны по баллу до одного знака после запятой: при равном балле место общее. Балл — взвешенное "
                                + "среднее показателей; показатель, для которого мало случаев, не учитывается, а его вес делят "
                                + "остальные. Сигналы и ответы считаются по событиям из «Инцидент Менеджмента» и «Госуслуги. Решаем "
                                + "вместе»; отменённые не учитываются. Время рабочее — по производственному календарю муниципалитета. "
                                + "Вне рейтинга — те, у кого обращений слишком мало: это не оценка.")
                .raw("</p>\n<p>")
                .text("Методика «" + tree.path("methodology").asText() + "», справочники «"
                        + tree.path("reference").asText() + "», редакция " + snapshot.revision() + ", издание "
                        + snapshot.edition() + ", по состоянию на "
                        + tree.path("eventTime").asText() + ".")
                .raw("</p>\n<p class=\"hash\">")
                .text("SHA-256 содержания: " + snapshot.contentHash());
        String previous = snapshot.previousHash();
        if (previous != null) {
            html.raw("<br>").text("предыдущей редакции: " + previous);
        }
        html.raw("</p>\n</footer>\n");
    }
}
