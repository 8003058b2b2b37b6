package ru.otklik.domain.ranking;

import java.math.BigDecimal;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import ru.otklik.domain.ranking.Ranking.Previous;

/** The part of a change of place that somebody brought about himself. */
final class OwnChange {
    private OwnChange() {}

    /**
     * Places that one would have moved had only his own score changed, and everybody else kept the score of the board
     * before; above 0 is better. What is left of the whole change is the others': their scores, who came and who went.
     *
     * @param id one who is on the board before
     * @param score his score now
     * @param previous the whole board before
     */
    static int of(String id, BigDecimal score, Map<String, Previous> previous, Ties ties) {
        Set<BigDecimal> scoresAhead = new HashSet<>();
        int ahead = 0;
        int before = 0;
        for (Map.Entry<String, Previous> other : previous.entrySet()) {
            Previous was = other.getValue();
            if (other.getKey().equals(id)) {
                before = was.place();
            } else if (was.score().compareTo(score) > 0) {
                ahead++;
                scoresAhead.add(was.score().stripTrailingZeros());
            }
        }
        return before - 1 - (ties == Ties.DENSE ? scoresAhead.size() : ahead);
    }
}
