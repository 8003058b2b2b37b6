package ru.otklik.methodology;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import ru.otklik.domain.ranking.Board;
import ru.otklik.domain.ranking.RussianNumbers;

/** Says what another methodology would change: in Russian for people, as JSON for programs. */
public final class WhatIfPage {
    /** Reasons shown for one municipality; the rest is in the JSON. */
    private static final int MOST_REASONS = 3;

    private static final Map<String, String> INDICATORS = Map.of(
            "responseDeadline.compliance", "срок первого ответа",
            "resolutionDeadline.compliance", "срок решения",
            "reworkDeadline.compliance", "срок доработки",
            "reworkShare", "возвраты на доработку",
            "ratings.mean", "оценки жителей",
            "pages.answeredShare", "ответы в госпабликах",
            "pages.postsPerDay", "публикации госпаблика",
            "pages.viewsPerSubscriber", "просмотры госпаблика");

    private WhatIfPage() {}

    /** The table, a line each. */
    public static List<String> table(WhatIf result) {
        List<String> text = new ArrayList<>();
        text.add("Рейтинг " + result.kind() + " региона " + result.published().region() + " за "
                + result.published().label() + ": методика " + result.then().id() + " → "
                + result.other().id());
        Integer unlike = result.unlikePublished();
        if (unlike == null) {
            text.add("Опубликованного рейтинга для сверки нет.");
        } else if (unlike > 0) {
            text.add(
                    "Внимание: мест, отличных от опубликованного рейтинга: " + unlike
                            + ". Опубликованные показатели считаются по всей территории, а рейтинг — по обращениям администраций.");
        }
        text.add("");
        text.add(String.format(
                Locale.ROOT,
                "%-34s %7s %7s %6s %7s %7s  %s",
                "",
                "место",
                "станет",
                "сдвиг",
                "балл",
                "станет",
                "почему"));
        result.lines().forEach(line -> text.add(line(line)));
        long moves = result.lines().stream().filter(WhatIf.Line::moves).count();
        text.add("");
        text.add("Меняют место: " + moves + " из " + result.lines().size());
        return text;
    }

    private static String line(WhatIf.Line line) {
        Board.Entry before = line.before();
        Board.Entry after = line.after();
        int gained = line.gained();
        return String.format(
                        Locale.ROOT,
                        "%-34s %7s %7s %6s %7s %7s  %s",
                        shortened(line.name()),
                        before == null ? "–" : before.place(),
                        after == null ? "–" : after.place(),
                        gained == 0 ? "" : (gained > 0 ? "▲" : "▼") + Math.abs(gained),
                        before == null ? "–" : RussianNumbers.decimal(before.score()),
                        after == null ? "–" : RussianNumbers.decimal(after.score()),
                        why(line))
                .stripTrailing();
    }

    private static String shortened(String name) {
        return name.length() <= 34 ? name : name.substring(0, 33) + "…";
    }

    private static String why(WhatIf.Line line) {
        Board.Reason reason = line.after() == null ? line.reasonAfter() : line.reasonBefore();
        if (reason != null) {
            return (line.after() == null ? "вне рейтинга: " : "раньше вне рейтинга: ") + reason(reason);
        }
        String points = line.pointsGained().entrySet().stream()
                .filter(each -> each.getValue()
                                .setScale(1, java.math.RoundingMode.HALF_UP)
                                .signum()
                        != 0)
                .sorted(Comparator.comparing((Map.Entry<String, BigDecimal> each) ->
                                each.getValue().abs())
                        .reversed())
                .limit(MOST_REASONS)
                .map(each -> indicator(each.getKey()) + " " + signed(each.getValue()))
                .collect(Collectors.joining("; "));
        return points.isEmpty() && line.moves() ? "изменились баллы соседей или правило равных мест" : points;
    }

    private static String signed(BigDecimal points) {
        BigDecimal rounded = points.setScale(1, java.math.RoundingMode.HALF_UP);
        return (rounded.signum() > 0 ? "+" : "−") + RussianNumbers.decimal(rounded.abs());
    }

    private static String indicator(String name) {
        String known = INDICATORS.get(name);
        return known == null ? (name.startsWith("response.") ? "время ответа" : "время решения") : known;
    }

    private static String reason(Board.Reason reason) {
        return switch (reason) {
            case BELOW_MINIMUM_VOLUME -> "мало обращений";
            case NOT_ENOUGH_CASES -> "мало случаев для оценки";
            case NO_POPULATION -> "нет данных о населении";
        };
    }

    /** Writes the same with every indicator and exact points. */
    public static void writeJson(WhatIf result, Path file) throws IOException {
        ObjectNode page = JsonNodeFactory.instance.objectNode();
        page.put("region", result.published().region())
                .put("period", result.published().label())
                .put("kind", result.kind().name())
                .put("methodology", result.then().id())
                .put("otherMethodology", result.other().id())
                .put("unlikePublished", result.unlikePublished());
        ArrayNode lines = page.putArray("municipalities");
        for (WhatIf.Line line : result.lines()) {
            ObjectNode node = lines.addObject().put("id", line.id()).put("name", line.name());
            side(node.putObject("before"), line.before(), line.reasonBefore());
            side(node.putObject("after"), line.after(), line.reasonAfter());
            node.put("placesGained", line.before() == null || line.after() == null ? null : line.gained());
            ObjectNode points = node.putObject("pointsGained");
            line.pointsGained().forEach(points::put);
        }
        Files.writeString(
                file,
                new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValueAsString(page) + "\n",
                StandardCharsets.UTF_8);
    }

    private static void side(ObjectNode node, Board.@Nullable Entry entry, Board.@Nullable Reason reason) {
        node.put("place", entry == null ? null : entry.place());
        node.put("score", entry == null ? null : entry.score());
        node.put("reason", reason == null ? null : reason.name());
    }
}
