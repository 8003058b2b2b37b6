package ru.otklik.domain.ranking;

import java.util.List;

/**
 * Which load group a number of registered incidents falls into: more than 100 a month, more than 30 a month, the rest.
 *
 * @param overHundred registered incidents above which the load is OVER_100
 * @param overThirty registered incidents above which it is FROM_31_TO_100
 */
public record LoadGroups(long overHundred, long overThirty) {
    private static final long HIGH_PER_MONTH = 100;
    private static final long MIDDLE_PER_MONTH = 30;

    /** Groups of a period that has ended. */
    public static LoadGroups of(Ranking.Volume volume) {
        return ofPart(volume, 1, 1);
    }

    /**
     * Groups of a period that is still open: the borders grow with the part of it that is over.
     *
     * @param elapsedMillis from 0 to {@code lengthMillis}
     * @param lengthMillis of the whole period, above 0
     */
    public static LoadGroups ofPart(Ranking.Volume volume, long elapsedMillis, long lengthMillis) {
        return new LoadGroups(
                border(HIGH_PER_MONTH, volume, elapsedMillis, lengthMillis),
                border(MIDDLE_PER_MONTH, volume, elapsedMillis, lengthMillis));
    }

    /** A whole number is above a border if and only if it is above the border rounded down. */
    private static long border(long perMonth, Ranking.Volume volume, long elapsed, long length) {
        return perMonth * volume.monthDays() * elapsed / (Ranking.MONTH_DAYS * length);
    }

    /** The group of somebody with so many registered incidents. */
    public Board.Group groupOf(long registered) {
        if (registered > overHundred) {
            return Board.Group.OVER_100;
        }
        return registered > overThirty ? Board.Group.FROM_31_TO_100 : Board.Group.UP_TO_30;
    }

    /** Those of a group, by the incidents that a kind of board counts. */
    public List<Candidate> members(Board.Group group, BoardKind kind, List<Candidate> candidates) {
        return group == Board.Group.ALL
                ? candidates
                : candidates.stream()
                        .filter(candidate -> groupOf(candidate.registered(kind)) == group)
                        .toList();
    }
}
