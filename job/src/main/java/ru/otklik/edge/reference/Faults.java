package ru.otklik.edge.reference;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The faults found so far in one load. */
final class Faults {
    private final List<Fault> found = new ArrayList<>();

    void add(Place place, String what, String remedy) {
        found.add(new Fault(place.file(), place.line(), what, remedy));
    }

    /** @throws ReferenceException if there are any */
    void throwIfAny() {
        if (!found.isEmpty()) {
            found.sort(Comparator.comparing(Fault::file).thenComparingInt(Fault::line));
            throw new ReferenceException(found);
        }
    }
}
