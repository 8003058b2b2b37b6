package ru.otklik.domain.ranking;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import ru.otklik.domain.incident.Source;
import ru.otklik.domain.period.PeriodSpan;
import ru.otklik.domain.reference.MunicipalityVersion;

/** A contender made of figures that a test gives it, and what else a test of boards needs. */
final class Made implements Contender {
    static final String COMPLIANCE = "responseDeadline.compliance";
    static final String RESOLUTION = "resolutionDeadline.compliance";
    static final String REWORK = "reworkShare";
    static final String RATING = "ratings.mean";
    static final Ranking.Volume MONTH = new Ranking.Volume(30);

    /** Top and bottom of a value: hits and cases, sum and number. */
    record Value(long top, long bottom) {}

    private final String id;
    private final String name;
    private final long registered;
    private final @Nullable Long population;
    private final Map<String, Value> values = new HashMap<>();

    Made(String id, String name, long registered, @Nullable Long population) {
        this.id = id;
        this.name = name;
        this.registered = registered;
        this.population = population;
    }

    static Made of(String name, long registered) {
        return new Made(name, name, registered, null);
    }

    Made with(String indicator, long top, long bottom) {
        values.put(indicator, new Value(top, bottom));
        return this;
    }

    @Nullable
    Value value(String indicator) {
        return values.get(indicator);
    }

    @Nullable
    Long population() {
        return population;
    }

    String name() {
        return name;
    }

    long registered() {
        return registered;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public MunicipalityVersion shown() {
        return new MunicipalityVersion("87701000", name, "городской округ", population, LocalDate.EPOCH, null);
    }

    @Override
    public long registered(BoardKind kind) {
        return registered;
    }

    @Override
    public Measure measure(String indicator, @Nullable Source source) {
        if (indicator.equals(Indicator.REGISTERED_PER_10K)) {
            return population == null
                    ? Measure.NOTHING
                    : new Measure(registered, BigInteger.valueOf(registered * 10_000), BigInteger.valueOf(population));
        }
        Value value = values.get(indicator);
        return value == null || value.bottom() == 0
                ? Measure.NOTHING
                : new Measure(value.bottom(), BigInteger.valueOf(value.top()), BigInteger.valueOf(value.bottom()));
    }

    @Override
    public @Nullable Interval interval(String indicator, @Nullable Source source, double z) {
        Value value = values.get(indicator);
        return value == null || !Indicator.isShare(indicator)
                ? null
                : Confidence.wilson((double) value.top(), (double) value.bottom(), z);
    }

    /** An indicator of all sources. */
    static Indicator indicator(String name, String weight, String best, String worst, long cases, Transform transform) {
        return new Indicator(
                name, null, new BigDecimal(weight), new BigDecimal(best), new BigDecimal(worst), cases, transform);
    }

    /** A methodology with these indicators for OVERALL, zones from 80 and 60, and no advice. */
    static Methodology methodology(Ties ties, int minimumVolume, List<Indicator> overall) {
        Map<BoardKind, List<Indicator>> kinds = new EnumMap<>(BoardKind.class);
        kinds.put(BoardKind.OVERALL, overall);
        return new Methodology(
                "made",
                0,
                kinds,
                ties,
                minimumVolume,
                new Zones(BigDecimal.valueOf(80), BigDecimal.valueOf(60)),
                List.of());
    }

    static PeriodSpan span() {
        return PeriodSpan.rolling("P30D", 30L * 86_400_000, 30L * 86_400_000);
    }

    /** Compliance alone, from 0 to 1, so that the score is the share in percent. */
    static Board board(Ties ties, List<Made> contenders, Map<String, Ranking.Previous> previous) {
        Indicator all = indicator(COMPLIANCE, "1", "1", "0", 5, Transform.NONE);
        return new Ranking(methodology(ties, 2, List.of(all)), "r")
                .withIntervals()
                .rank(BoardKind.OVERALL, "87000000", span(), MONTH, contenders, previous);
    }
}
