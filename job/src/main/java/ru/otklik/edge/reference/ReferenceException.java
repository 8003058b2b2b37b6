package ru.otklik.edge.reference;

import java.util.List;
import java.util.stream.Collectors;

/** Reference data that can't be used, with everything that is wrong with them. */
public final class ReferenceException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final List<Fault> faults;

    /** @param faults at least one */
    public ReferenceException(List<Fault> faults) {
        super(faults.stream()
                .map(Fault::toString)
                .collect(Collectors.joining("\n  ", "the reference data can't be used:\n  ", "")));
        this.faults = List.copyOf(faults);
    }

    /** Everything that was found wrong, in order of file and line. */
    public List<Fault> faults() {
        return faults;
    }
}
