package ru.otklik.domain.metrics;

import org.jspecify.annotations.Nullable;
import ru.otklik.domain.incident.Source;
import ru.otklik.domain.packing.ByteReader;
import ru.otklik.domain.packing.ByteWriter;

/** What is laid to one period of one municipality by registration and by due date, apart by source. */
public final class Attribution {
    private static final int SOURCES = Source.values().length;

    private final AttributionFigures[] bySource = new AttributionFigures[SOURCES];
    private boolean changed;

    public Attribution() {
        for (int i = 0; i < SOURCES; i++) {
            bySource[i] = new AttributionFigures();
        }
    }

    /**
     * Counts an incident that was registered in the period.
     *
     * @param head of the line that tells it
     * @param hourOfWeek local hour of the registration, 0 (Monday 00:00 to 01:00) to 167
     */
    public void addRegistered(long head, int hourOfWeek) {
        changed = true;
        bySource[Entry.source(head).ordinal()].addRegistered(hourOfWeek, Entry.sign(head));
    }

    /**
     * Counts an outcome of an incident that was registered in the period.
     *
     * @param head of the line that tells it
     * @param kind ordinal of the kind of the outcome
     * @param elapsed of RESPONDED, milliseconds
     */
    public void addOfCohort(long head, int kind, long elapsed) {
        changed = true;
        bySource[Entry.source(head).ordinal()].addOfCohort(kind, elapsed, Entry.sign(head));
    }

    /** Counts a stage that was met or missed, and whose deadline lies in the period. */
    public void addDue(long head) {
        changed = true;
        bySource[Entry.source(head).ordinal()].addDue(Entry.code(head), Entry.sign(head));
    }

    public void addAll(Attribution other) {
        changed = true;
        for (int i = 0; i < SOURCES; i++) {
            bySource[i].addAll(other.bySource[i]);
        }
    }

    /** A new merge of the figures of a source; null for both. */
    public AttributionFigures figures(@Nullable Source source) {
        AttributionFigures merged = new AttributionFigures();
        for (int i = 0; i < SOURCES; i++) {
            if (source == null || source.ordinal() == i) {
                merged.addAll(bySource[i]);
            }
        }
        return merged;
    }

    public boolean isEmpty() {
        for (AttributionFigures figures : bySource) {
            if (!figures.isEmpty()) {
                return false;
            }
        }
        return true;
    }

    /** Whether anything was added since this was last asked. */
    public boolean takeChanged() {
        boolean was = changed;
        changed = false;
        return was;
    }

    public void pack(ByteWriter out) {
        for (AttributionFigures figures : bySource) {
            figures.pack(out);
        }
    }

    public static Attribution unpack(ByteReader in) {
        Attribution attribution = new Attribution();
        for (AttributionFigures figures : attribution.bySource) {
            figures.unpack(in);
        }
        return attribution;
    }
}
