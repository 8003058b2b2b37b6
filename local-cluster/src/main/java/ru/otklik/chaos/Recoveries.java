package ru.otklik.chaos;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/** How long recoveries took, by fault, in milliseconds from the end of the outage to the next complete checkpoint. */
final class Recoveries {
    private final Map<Fault, List<Long>> millis = new EnumMap<>(Fault.class);

    void add(Fault fault, long recoveryMillis) {
        millis.computeIfAbsent(fault, any -> new ArrayList<>()).add(recoveryMillis);
    }

    void forEach(BiConsumer<Fault, List<Long>> take) {
        millis.forEach(
                (fault, taken) -> take.accept(fault, taken.stream().sorted().toList()));
    }

    /**
     * The value that a share of the values does not exceed: the ceil(share x n)-th smallest.
     *
     * @param sorted ascending, not empty
     * @param share from 0 to 1
     */
    static long quantile(List<Long> sorted, double share) {
        int rank = (int) Math.ceil(share * sorted.size());
        return sorted.get(Math.max(1, rank) - 1);
    }
}
