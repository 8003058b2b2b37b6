package ru.otklik.chaos;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What was not as it must be, counted by kind, with the first of each. */
final class Findings {
    /** What can be found. */
    enum Kind {
        /** Missing: a record, a row, a revision before a later one. */
        LOST("lost", true),
        /** Two contents under one key, edition and revision, or one more rejection than records. */
        DOUBLED("doubled", true),
        /** Another content than expected, or something that was not expected at all. */
        WRONG("wrong", true),
        /** The same record twice; legal only behind a checkpoint that was passed over. */
        REPEATED("repeated", true),
        /** A row took an older version than it had. */
        DECREASED("revisionDecreases", true),
        /** A row was to take other content under the version it had. */
        CONFLICTS("revisionConflicts", true),
        /** A partition whose readers still wait for a transaction to end. */
        OPEN_TRANSACTIONS("openTransactions", true),
        /** A line that no log may have. */
        LOG_LINES("unexpectedLogLines", true),
        /** A fault after which the job did not come back. */
        STUCK("notRecovered", true),
        /** A recovery that took longer than it should on a machine that is not loaded. */
        SLOW("slowRecoveries", false);

        private final String label;
        private final boolean violation;

        Kind(String label, boolean violation) {
            this.label = label;
            this.violation = violation;
        }

        /** Name in reports. */
        String label() {
            return label;
        }
    }

    private static final int MOST_SHOWN = 5;

    private final Map<Kind, Integer> counts = new EnumMap<>(Kind.class);
    private final List<String> examples = new ArrayList<>();
    private int legalRepeats;

    void add(Kind kind, String what) {
        int count = counts.merge(kind, 1, Integer::sum);
        if (count <= MOST_SHOWN) {
            examples.add(kind.name().toLowerCase(Locale.ROOT) + ": " + what);
        }
    }

    void addLegalRepeat() {
        legalRepeats++;
    }

    int count(Kind kind) {
        return counts.getOrDefault(kind, 0);
    }

    /** Records that came a second time since the job fell back to an older checkpoint; they are equal to the first. */
    int legalRepeats() {
        return legalRepeats;
    }

    /** The first findings of each kind, in words. */
    List<String> examples() {
        return examples;
    }

    boolean isClean() {
        return counts.keySet().stream().noneMatch(kind -> kind.violation);
    }
}
