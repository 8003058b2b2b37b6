package ru.otklik.domain.metrics;

import java.util.Collections;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The figures of one period added up over the municipalities of a region: of all bodies, and of each named one. */
public final class Totals {
    private final MergedFigures whole = new MergedFigures();
    /** By number of the authority; the administrations' own, number 0, are in the whole only. */
    private final NavigableMap<Integer, MergedFigures> authorities = new TreeMap<>();

    /**
     * Adds a municipality.
     *
     * @param lastDay local day at the end of which levels are taken, {@link Levels#NOW} for the newest
     * @param population residents, null if unknown
     */
    public void add(Tally tally, Levels levels, int lastDay, @Nullable Long population) {
        tally.visitCells((authority, source, figures) -> {
            whole.addFigures(source, figures);
            if (authority != 0) {
                ofAuthority(authority).addFigures(source, figures);
            }
        });
        levels.visit(lastDay, (authority, source, open, overdue) -> {
            whole.addLevel(source, open, overdue);
            if (authority != 0 && (open != 0 || overdue != 0)) {
                ofAuthority(authority).addLevel(source, open, overdue);
            }
        });
        PeriodValue.VIEWS.forEach(view -> {
            whole.addCitizens(view, tally.citizens(view));
            authorities.forEach((authority, merged) -> merged.addCitizens(view, tally.citizens(view, authority)));
        });
        whole.addPopulation(population);
    }

    private MergedFigures ofAuthority(int authority) {
        return authorities.computeIfAbsent(authority, key -> new MergedFigures());
    }

    /** Of all bodies. */
    public MergedFigures whole() {
        return whole;
    }

    /** Of one named body, all zeros if it had nothing to do. */
    public MergedFigures authority(int number) {
        MergedFigures merged = authorities.get(number);
        return merged == null ? new MergedFigures() : merged;
    }

    /** The named bodies that had anything to do, by number. */
    public NavigableMap<Integer, MergedFigures> authorities() {
        return Collections.unmodifiableNavigableMap(authorities);
    }
}
