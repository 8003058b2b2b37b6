package ru.otklik.domain.region;

import ru.otklik.domain.ranking.Methodologies;
import ru.otklik.domain.ranking.Methodology;
import ru.otklik.domain.ranking.Ranking;
import ru.otklik.domain.region.MunicipalityBook.PeriodKey;

/** By what the boards of a subject are ranked: the methodology in force, and FINAL's for revisions. */
final class Rankings {
    private final Methodologies methodologies;
    private final String reference;
    final FinalMethodologies finals;

    Rankings(Methodologies methodologies, String reference) {
        this.methodologies = methodologies;
        this.reference = reference;
        this.finals = new FinalMethodologies(methodologies);
    }

    /** For a rolling or live board: what is in force at an instant, epoch milliseconds. */
    Ranking at(long instant) {
        return by(methodologies.at(instant));
    }

    /**
     * For a board of a calendar period, with intervals.
     *
     * @param start of the period, epoch milliseconds
     */
    Ranking of(PeriodKey period, long start, Status status) {
        return by(finals.of(period, start, status)).withIntervals();
    }

    private Ranking by(Methodology methodology) {
        return new Ranking(methodology, reference);
    }
}
