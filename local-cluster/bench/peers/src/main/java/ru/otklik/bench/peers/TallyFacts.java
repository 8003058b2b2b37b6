package ru.otklik.bench.peers;

import org.apache.flink.api.common.functions.AggregateFunction;

/** Adds the facts of a window up. */
final class TallyFacts implements AggregateFunction<IncidentFact, FigureTally, FigureTally> {
    private static final long serialVersionUID = 1L;

    @Override
    public FigureTally createAccumulator() {
        return new FigureTally();
    }

    @Override
    public FigureTally add(IncidentFact fact, FigureTally tally) {
        return tally.add(fact);
    }

    @Override
    public FigureTally getResult(FigureTally tally) {
        return tally;
    }

    @Override
    public FigureTally merge(FigureTally one, FigureTally other) {
        return one.addAll(other);
    }
}
