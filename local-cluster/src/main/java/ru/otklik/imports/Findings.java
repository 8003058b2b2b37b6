package ru.otklik.imports;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** All that was found in the files of one import. */
final class Findings {
    /** The most findings kept; a file of another kind gives several for each row. */
    private static final int MOST = 100_000;

    private static final int MOST_TEXTS = 30;

    private final List<Finding> all = new ArrayList<>();
    private final Map<String, Integer> byKind = new LinkedHashMap<>();
    private final Map<String, Map<String, Integer>> texts = new TreeMap<>();
    private final List<String> notes = new ArrayList<>();
    private int faults;
    private int odd;

    void add(Finding finding) {
        faults += finding.isFault() ? 1 : 0;
        odd += finding.isFault() ? 0 : 1;
        byKind.merge(finding.kind(), 1, Integer::sum);
        if (all.size() < MOST) {
            all.add(finding);
        }
    }

    /** Something to be said of a file as a whole. */
    void note(String text) {
        notes.add(text);
    }

    /** Counts a text by which events are decided, so that the report shows all there are. */
    void count(String column, String text) {
        Map<String, Integer> counts = texts.computeIfAbsent(column, key -> new TreeMap<>());
        String shown = text.isEmpty() ? "(пусто)" : Finding.shown(text);
        counts.merge(counts.size() < MOST_TEXTS || counts.containsKey(shown) ? shown : "(прочие)", 1, Integer::sum);
    }

    int faults() {
        return faults;
    }

    int odd() {
        return odd;
    }

    /** The notes, the counted texts and the findings, a line each. */
    List<String> lines(int mostOfAKind) {
        List<String> lines = new ArrayList<>(notes);
        texts.forEach((column, counts) -> lines.add("столбец «" + column + "»: " + counts));
        Map<String, Integer> shown = new LinkedHashMap<>();
        for (Finding finding : all) {
            if (shown.merge(finding.kind(), 1, Integer::sum) <= mostOfAKind) {
                lines.add(finding.line());
            }
        }
        byKind.forEach((kind, count) -> {
            int left = count - Math.min(mostOfAKind, shown.getOrDefault(kind, 0));
            if (left > 0) {
                String[] parts = kind.split("\n", -1);
                lines.add("... и ещё " + left + ": " + parts[0] + ", столбец «" + parts[1] + "»: " + parts[2]);
            }
        });
        return lines;
    }
}
