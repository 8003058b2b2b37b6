package ru.otklik.snapshot;

import static ru.otklik.snapshot.Cell.Format.COUNT;
import static ru.otklik.snapshot.Cell.Format.DURATION;
import static ru.otklik.snapshot.Cell.Format.HUNDREDTHS;
import static ru.otklik.snapshot.Cell.Format.PERCENT;
import static ru.otklik.snapshot.Cell.Format.TENTHS;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import ru.otklik.snapshot.Sheet.Column;

/** The tables of a snapshot: what CSV and XLSX have in common. */
final class SnapshotTables {
    private static final List<String> OTHER_KINDS = List.of("SPEED", "DEADLINES", "QUALITY", "ACTIVITY");
    private static final int NARROW = 12;
    private static final int USUAL = 13;
    private static final int NAME = 38;
    private static final int PROSE = 60;

    private final Snapshot snapshot;
    private final JsonNode overall;
    private final List<String> indicators;

    SnapshotTables(Snapshot snapshot) {
        this.snapshot = snapshot;
        this.overall = snapshot.board("OVERALL");
        this.indicators = Snapshot.indicators(overall);
    }

    /** Who has a place, then who has none, then who is on the board in neither way. */
    private record Placed(String id, JsonNode line, boolean ranked) {}

    /** The table of places. */
    Sheet rating() {
        List<List<Cell>> rows = new ArrayList<>();
        placed().forEach(placed -> rows.add(ratingRow(placed)));
        return new Sheet("Рейтинг", ratingColumns(), rows);
    }

    /** The table of places with the figures of both sources beside it: all of it in one table. */
    Sheet whole() {
        List<Column> columns = new ArrayList<>(ratingColumns());
        columns.addAll(figureColumns());
        columns.add(new Column("Рекомендации", PROSE));
        Map<String, JsonNode> figures = snapshot.figures();
        List<List<Cell>> rows = new ArrayList<>();
        for (Placed placed : placed()) {
            List<Cell> row = new ArrayList<>(ratingRow(placed));
            row.addAll(figureCells(figures.getOrDefault(placed.id(), overall.path(-1))));
            row.add(Cell.text(texts(placed.line().path("recommendations"))));
            rows.add(row);
        }
        return new Sheet("Рейтинг", columns, rows);
    }

    private List<Placed> placed() {
        List<Placed> all = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (String part : List.of("entries", "notRanked")) {
            for (JsonNode line : overall.path(part)) {
                all.add(new Placed(line.path("id").asText(), line, part.equals("entries")));
                seen.add(line.path("id").asText());
            }
        }
        snapshot.figures().forEach((id, figures) -> {
            if (!seen.contains(id)) {
                all.add(new Placed(id, figures.path("municipality"), false));
            }
        });
        return all;
    }

    private List<Column> ratingColumns() {
        List<Column> columns = new ArrayList<>(List.of(
                new Column("Место", NARROW),
                new Column("Место ранее", NARROW),
                new Column("Изменение места", USUAL),
                new Column("Муниципалитет", NAME),
                new Column("Код ОКТМО", NARROW),
                new Column("Балл", NARROW),
                new Column("Балл ранее", NARROW),
                new Column("Зона", NARROW)));
        indicators.forEach(indicator -> columns.add(new Column(Russian.indicator(indicator), USUAL)));
        OTHER_KINDS.forEach(kind -> columns.add(new Column(Russian.kind(kind) + ": место", NARROW)));
        columns.add(new Column("Примечание", USUAL + NARROW));
        return columns;
    }

    private List<Cell> ratingRow(Placed placed) {
        JsonNode line = placed.line();
        List<Cell> row = new ArrayList<>();
        row.add(Cell.of(COUNT, line.path("place")));
        row.add(Cell.of(COUNT, line.path("previousPlace")));
        row.add(Cell.of(COUNT, line.path("placeChange")));
        row.add(Cell.text(line.path("name").asText()));
        row.add(Cell.text(code(placed)));
        row.add(Cell.of(TENTHS, line.path("score")));
        row.add(Cell.of(TENTHS, line.path("previousScore")));
        row.add(Cell.text(Russian.zone(line.path("zone"))));
        for (int i = 0; i < indicators.size(); i++) {
            JsonNode value = line.path("contributions").path(i).path("value");
            row.add(Cell.of(format(indicators.get(i)), value));
        }
        for (String kind : OTHER_KINDS) {
            row.add(Cell.of(COUNT, placeOf(kind, placed.id())));
        }
        row.add(Cell.text(
                placed.ranked()
                        ? reweighted(line)
                        : Russian.reason(line.path("reason").asText())));
        return row;
    }

    private String code(Placed placed) {
        JsonNode code = placed.line().path("code");
        JsonNode figures = snapshot.figures().get(placed.id());
        return code.isTextual() || figures == null
                ? code.asText()
                : figures.path("municipality").path("code").asText();
    }

    private static String reweighted(JsonNode line) {
        return line.path("reweighted").asBoolean() ? "часть показателей не учтена: мало случаев" : "";
    }

    private JsonNode placeOf(String kind, String id) {
        for (JsonNode entry : snapshot.board(kind).path("entries")) {
            if (entry.path("id").asText().equals(id)) {
                return entry.path("place");
            }
        }
        return overall.path(-1);
    }

    private static Cell.Format format(String indicator) {
        if (indicator.endsWith("Millis")) {
            return DURATION;
        }
        return indicator.equals("registeredPer10k") ? TENTHS : Russian.isPlain(indicator) ? HUNDREDTHS : PERCENT;
    }

    private static String texts(JsonNode recommendations) {
        List<String> texts = new ArrayList<>();
        recommendations.forEach(one -> texts.add(one.path("text").asText()));
        return String.join("; ", texts);
    }

    /** Figures of the region and of every municipality, a line a source. */
    Sheet figures() {
        List<Column> columns = new ArrayList<>(List.of(
                new Column("Муниципалитет", NAME), new Column("Код ОКТМО", NARROW), new Column("Источник", NAME)));
        columns.addAll(figureColumns());
        List<List<Cell>> rows = new ArrayList<>();
        for (JsonNode figures : snapshot.tree().path("metrics")) {
            JsonNode municipality = figures.path("municipality");
            List<Cell> row = new ArrayList<>(List.of(
                    Cell.text(municipality.path("name").asText()),
                    Cell.text(municipality.path("code").asText()),
                    Cell.text(Russian.source(figures.path("source").asText()))));
            row.addAll(figureCells(figures));
            rows.add(row);
        }
        return new Sheet("Показатели", columns, rows);
    }

    /** A figure: its head, its width, its unit, and where it is in a metrics record. */
    private record Figure(String title, Cell.Format format, String pointer) {}

    private static final List<Figure> FIGURES = List.of(
            new Figure("Сигналов", COUNT, "/registered"),
            new Figure("Сигналов на 10 тыс. жителей", TENTHS, "/registeredPer10k"),
            new Figure("Граждан", COUNT, "/citizens"),
            new Figure("Дано первых ответов", COUNT, "/responded"),
            new Figure("Решено", COUNT, "/resolved"),
            new Figure("Первый ответ: среднее, ч:мм", DURATION, "/response/meanMillis"),
            new Figure("Первый ответ: медиана, ч:мм", DURATION, "/response/medianMillis"),
            new Figure("Первый ответ: 90 %, ч:мм", DURATION, "/response/p90Millis"),
            new Figure("Первый ответ: медиана рабочего времени, ч:мм", DURATION, "/response/workingMedianMillis"),
            new Figure("Решение: среднее, ч:мм", DURATION, "/resolution/meanMillis"),
            new Figure("Решение: медиана, ч:мм", DURATION, "/resolution/medianMillis"),
            new Figure("Первый ответ: в срок", COUNT, "/responseDeadline/met"),
            new Figure("Первый ответ: с нарушением", COUNT, "/responseDeadline/missed"),
            new Figure("Первый ответ: доля в срок", PERCENT, "/responseDeadline/compliance"),
            new Figure("Решение: в срок", COUNT, "/resolutionDeadline/met"),
            new Figure("Решение: с нарушением", COUNT, "/resolutionDeadline/missed"),
            new Figure("Решение: доля в срок", PERCENT, "/resolutionDeadline/compliance"),
            new Figure("Возвращено на доработку", COUNT, "/returned"),
            new Figure("Доля возвратов", PERCENT, "/reworkShare"),
            new Figure("Открыто повторно", COUNT, "/reopened"),
            new Figure("Оценок", COUNT, "/ratings/count"),
            new Figure("Средняя оценка", HUNDREDTHS, "/ratings/mean"),
            new Figure("Передано другим", COUNT, "/transferredOut"),
            new Figure("Принято от других", COUNT, "/transferredIn"),
            new Figure("Отменено", COUNT, "/cancelled"),
            new Figure("Открыто на конец", COUNT, "/open"),
            new Figure("Просрочено на конец", COUNT, "/overdue"));

    private static List<Column> figureColumns() {
        return FIGURES.stream().map(figure -> new Column(figure.title(), USUAL)).toList();
    }

    private static List<Cell> figureCells(JsonNode figures) {
        return FIGURES.stream()
                .map(figure -> Cell.of(figure.format(), figures.at(figure.pointer())))
                .toList();
    }

    /** What is advised, to how many, to whom. */
    Sheet recommendations() {
        Map<String, String> names = new HashMap<>(snapshot.names());
        List<List<Cell>> rows = new ArrayList<>();
        for (JsonNode one : snapshot.tree().path("recommendations")) {
            List<String> given = new ArrayList<>();
            one.path("municipalities").forEach(id -> given.add(names.getOrDefault(id.asText(), id.asText())));
            rows.add(List.of(
                    Cell.text(one.path("text").asText()),
                    Cell.of(COUNT, one.path("count")),
                    share(one.path("count"), snapshot.tree().path("ranked")),
                    Cell.text(one.path("sentence").asText()),
                    Cell.text(String.join(", ", given))));
        }
        return new Sheet(
                "Рекомендации",
                List.of(
                        new Column("Рекомендация", PROSE),
                        new Column("Муниципалитетов", 2 * NARROW),
                        new Column("Доля", NARROW),
                        new Column("Вывод", PROSE),
                        new Column("Кому", PROSE)),
                rows);
    }

    private static Cell share(JsonNode part, JsonNode whole) {
        return Cell.of(
                PERCENT, part.decimalValue().divide(whole.decimalValue().max(BigDecimal.ONE), 4, RoundingMode.HALF_UP));
    }

    /** What the document is, and the region's totals against the quarter before. */
    Sheet about() {
        JsonNode tree = snapshot.tree();
        List<List<Cell>> rows = new ArrayList<>();
        rows.add(about("Регион", tree.path("region").path("name").asText() + " (" + snapshot.region() + ")"));
        rows.add(about("Период", Russian.quarter(snapshot.quarter()) + " (" + Russian.days(tree.path("period")) + ")"));
        rows.add(about("Статус", Russian.status(snapshot)));
        rows.add(about("По состоянию на (UTC)", tree.path("eventTime").asText()));
        rows.add(about("Издание расчёта", String.valueOf(snapshot.edition())));
        rows.add(about("Методика", tree.path("methodology").asText()));
        rows.add(about("Справочники", tree.path("reference").asText()));
        rows.add(about("Хеш содержания (SHA-256)", snapshot.contentHash()));
        String previous = snapshot.previousHash();
        rows.add(about("Хеш предыдущей редакции", previous == null ? Russian.NOTHING : previous));
        JsonNode now = Snapshot.totals(tree, "ALL");
        @Nullable
        JsonNode before = tree.path("previous").isObject() ? Snapshot.totals(tree.path("previous"), "ALL") : null;
        rows.add(compared("Сигналов всего", COUNT, "registered", now, before));
        rows.add(compared("Среднее время первого ответа, ч:мм", DURATION, "responseMeanMillis", now, before));
        rows.add(compared("Первый ответ: доля в срок", PERCENT, "responseCompliance", now, before));
        rows.add(compared("Решение: доля в срок", PERCENT, "resolutionCompliance", now, before));
        rows.add(compared("Доля возвратов", PERCENT, "reworkShare", now, before));
        rows.add(compared("Средняя оценка", HUNDREDTHS, "ratingMean", now, before));
        return new Sheet(
                "О документе",
                List.of(
                        new Column("Сведения", NAME),
                        new Column("Значение", PROSE + USUAL),
                        new Column("Кварталом ранее", NAME)),
                rows);
    }

    private static List<Cell> about(String what, String value) {
        return List.of(Cell.text(what), Cell.text(value), Cell.text(""));
    }

    private static List<Cell> compared(
            String what, Cell.Format format, String total, JsonNode now, @Nullable JsonNode before) {
        return List.of(
                Cell.text(what),
                Cell.of(format, now.path(total)),
                before == null ? Cell.text("") : Cell.of(format, before.path(total)));
    }
}
