package ru.otklik.domain.snapshot;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import ru.otklik.domain.metrics.PeriodValue;
import ru.otklik.domain.metrics.SparseCounts;
import ru.otklik.domain.period.PeriodSpan;
import ru.otklik.domain.ranking.Board;
import ru.otklik.domain.ranking.BoardKind;

/**
 * All that is said of one region and quarter, as of one revision.
 *
 * @param region whose
 * @param span the quarter, in the zone of the region
 * @param boards of every kind and group; the first OVERALL and the first ACTIVITY are those of all municipalities
 * @param values figures of every municipality, in each view of {@link PeriodValue#VIEWS}
 * @param totals of the region, in the order of the views
 * @param topics registered incidents of the region by number of their topic
 * @param topicNames name of a topic by its number
 * @param previous what was said of the quarter before when this was made; null if nothing was
 * @param previousHash content hash of the revision before; null for the first
 */
public record QuarterSnapshot(
        RegionName region,
        PeriodSpan span,
        List<Board> boards,
        List<PeriodValue> values,
        List<RegionTotals> totals,
        SparseCounts topics,
        IntFunction<String> topicNames,
        @Nullable Previous previous,
        @Nullable String previousHash) {
    /** Part of the ranked municipalities that is called leaders. */
    private static final int LEADING_PART = 3;

    private static final int MOST_ACTIVE = 3;

    /** Whose snapshot it is; the name is the code where the reference data has none. */
    public record RegionName(String code, String name) {}

    /**
     * The newest snapshot of the quarter before.
     *
     * @param label for example {@code 2023-Q1}
     * @param contentHash of that document
     * @param totals in the order of the views
     */
    public record Previous(String label, int revision, String contentHash, List<RegionTotals> totals) {}

    /**
     * The same without what other documents say: equal if and only if the quarter's own content is.
     *
     * @param boardsAlone the boards without previous places
     */
    public QuarterSnapshot alone(List<Board> boardsAlone) {
        return new QuarterSnapshot(region, span, boardsAlone, values, totals, topics, topicNames, null, null);
    }

    /** The board by which the whole is judged. */
    public Board overall() {
        return first(BoardKind.OVERALL);
    }

    private Board first(BoardKind kind) {
        return boards.stream()
                .filter(board -> board.kind() == kind)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("a snapshot without a board " + kind));
    }

    /** The best third of the ranked municipalities, rounded half up, and whoever shares a place with the last of it. */
    public List<Board.Entry> leaders() {
        Board overall = overall();
        int ranked = overall.entries().size();
        return best(overall, (2 * ranked + LEADING_PART) / (2 * LEADING_PART));
    }

    /** The three municipalities with most signals per resident, and whoever shares a place with the third. */
    public List<Board.Entry> activityLeaders() {
        return best(first(BoardKind.ACTIVITY), MOST_ACTIVE);
    }

    private static List<Board.Entry> best(Board board, int count) {
        List<Board.Entry> entries = board.entries();
        int taken = Math.min(count, entries.size());
        while (taken > 0
                && taken < entries.size()
                && entries.get(taken).place() == entries.get(taken - 1).place()) {
            taken++;
        }
        return entries.subList(0, taken);
    }

    /** What the ranked municipalities are advised: the most frequent first, then by code. */
    public List<Advice> advice() {
        Board overall = overall();
        Map<String, String> texts = new LinkedHashMap<>();
        Map<String, List<String>> given = new LinkedHashMap<>();
        for (Board.Entry entry : overall.entries()) {
            for (var rule : entry.recommendations()) {
                texts.put(rule.code(), rule.text());
                given.computeIfAbsent(rule.code(), code -> new ArrayList<>()).add(entry.id());
            }
        }
        List<Advice> advice = new ArrayList<>();
        given.forEach((code, ids) -> advice.add(new Advice(
                code,
                texts.getOrDefault(code, code),
                List.copyOf(ids),
                overall.entries().size())));
        advice.sort(Comparator.comparingInt(Advice::count).reversed().thenComparing(Advice::code));
        return advice;
    }
}
