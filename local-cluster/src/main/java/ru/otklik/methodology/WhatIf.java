package ru.otklik.methodology;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import ru.otklik.console.Failure;
import ru.otklik.domain.period.PeriodSpan;
import ru.otklik.domain.ranking.Board;
import ru.otklik.domain.ranking.BoardKind;
import ru.otklik.domain.ranking.Methodology;
import ru.otklik.domain.ranking.Ranking;
import ru.otklik.domain.reference.ReferenceData;

/** A past period ranked anew, by the methodology of then and by another, from the same published figures. */
public final class WhatIf {
    /**
     * One municipality on both boards.
     *
     * @param before null if it had no place
     * @param after null if it would have none
     * @param reasonBefore why it had none
     * @param reasonAfter why it would have none
     */
    record Line(
            String id,
            String name,
            Board.@Nullable Entry before,
            Board.@Nullable Entry after,
            Board.@Nullable Reason reasonBefore,
            Board.@Nullable Reason reasonAfter) {

        /** Places gained, below 0 lost; 0 if it has no place on one of the boards. */
        int gained() {
            return before == null || after == null ? 0 : before.place() - after.place();
        }

        boolean moves() {
            return gained() != 0 || (before == null) != (after == null);
        }

        /** By how many points each indicator's part of the score changes, in the order of the new methodology. */
        Map<String, BigDecimal> pointsGained() {
            Map<String, BigDecimal> gained = new LinkedHashMap<>();
            if (before != null && after != null) {
                after.contributions().forEach(one -> gained.merge(one.indicator(), one.points(), BigDecimal::add));
                before.contributions()
                        .forEach(one ->
                                gained.merge(one.indicator(), one.points().negate(), BigDecimal::add));
            }
            return gained;
        }
    }

    private final PublishedPeriod published;
    private final BoardKind kind;
    private final Methodology then;
    private final Methodology other;
    private final List<Line> lines;
    private final @Nullable Integer unlikePublished;

    /**
     * Ranks.
     *
     * @param kind any but ACTIVITY, which no methodology changes
     * @param reference has the methodology that the period was ranked by
     * @param other the one to try
     */
    public WhatIf(PublishedPeriod published, BoardKind kind, ReferenceData reference, Methodology other) {
        if (kind == BoardKind.ACTIVITY) {
            throw new Failure("ACTIVITY is the same by every methodology; name another kind");
        }
        this.published = published;
        this.kind = kind;
        this.other = other;
        this.then = methodologyOf(published, kind, reference);
        Board before = rank(then, Map.of());
        Map<String, Ranking.Previous> places = new TreeMap<>();
        before.entries().forEach(entry -> places.put(entry.id(), new Ranking.Previous(entry.place(), entry.score())));
        this.lines = lines(before, rank(other, places));
        this.unlikePublished = unlikePublished(before, published.board(kind.name()));
    }

    private static Methodology methodologyOf(PublishedPeriod published, BoardKind kind, ReferenceData reference) {
        JsonNode board = published.board(kind.name());
        String id = board == null ? "" : board.path("methodology").asText();
        return reference.methodologies().stream()
                .filter(methodology -> methodology.id().equals(id))
                .findFirst()
                .orElseGet(() -> reference.methodologyAt(published.startMillis()));
    }

    private Board rank(Methodology methodology, Map<String, Ranking.Previous> previous) {
        long days = switch (published.kind()) {
            case "DAY" -> 1;
            case "MONTH" -> 30;
            case "QUARTER" -> 90;
            case "YEAR" -> 360;
            default -> throw new Failure(published.label() + " is no day, month, quarter or year");
        };
        // The span is only shown, and nobody looks at it here.
        PeriodSpan span = PeriodSpan.rolling(published.label(), 1, published.startMillis() + 1);
        return new Ranking(methodology, "")
                .rank(kind, published.region(), span, new Ranking.Volume(days), published.municipalities(), previous);
    }

    /** In order of the new places, then those without one. */
    private static List<Line> lines(Board before, Board after) {
        Map<String, Board.Entry> entriesBefore = new TreeMap<>();
        before.entries().forEach(entry -> entriesBefore.put(entry.id(), entry));
        Map<String, Board.Reason> reasonsBefore = new TreeMap<>();
        before.notRanked().forEach(absent -> reasonsBefore.put(absent.id(), absent.reason()));
        List<Line> lines = new ArrayList<>();
        for (Board.Entry entry : after.entries()) {
            lines.add(new Line(
                    entry.id(),
                    entry.shown().name(),
                    entriesBefore.get(entry.id()),
                    entry,
                    reasonsBefore.get(entry.id()),
                    null));
        }
        for (Board.NotRanked absent : after.notRanked()) {
            lines.add(new Line(
                    absent.id(),
                    absent.name(),
                    entriesBefore.get(absent.id()),
                    null,
                    reasonsBefore.get(absent.id()),
                    absent.reason()));
        }
        return lines;
    }

    /** How many places of the published board differ from those ranked here; null if there is none. */
    private static @Nullable Integer unlikePublished(Board again, @Nullable JsonNode board) {
        if (board == null) {
            return null;
        }
        Map<String, Integer> places = new TreeMap<>();
        board.path("entries")
                .forEach(entry -> places.put(
                        entry.path("id").asText(), entry.path("place").asInt()));
        int unlike = 0;
        for (Board.Entry entry : again.entries()) {
            Integer place = places.remove(entry.id());
            unlike += place != null && place == entry.place() ? 0 : 1;
        }
        return unlike + places.size();
    }

    PublishedPeriod published() {
        return published;
    }

    BoardKind kind() {
        return kind;
    }

    Methodology then() {
        return then;
    }

    Methodology other() {
        return other;
    }

    List<Line> lines() {
        return List.copyOf(lines);
    }

    /**
     * Places of the published board that differ from those of {@link #then}; null if no board was published. Above 0 where
     * other bodies than the administrations answer: boards leave them out, published figures count the whole territory.
     */
    @Nullable
    Integer unlikePublished() {
        return unlikePublished;
    }
}
