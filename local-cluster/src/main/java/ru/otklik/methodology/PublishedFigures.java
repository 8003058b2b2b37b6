package ru.otklik.methodology;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import ru.otklik.domain.incident.Source;
import ru.otklik.domain.pages.PageFigures;
import ru.otklik.domain.ranking.BoardKind;
import ru.otklik.domain.ranking.Contender;
import ru.otklik.domain.ranking.Indicator;
import ru.otklik.domain.ranking.Interval;
import ru.otklik.domain.ranking.Measure;
import ru.otklik.domain.ranking.PageMeasure;
import ru.otklik.domain.reference.MunicipalityVersion;

/**
 * A municipality as its published records of a period show it: one for each source.
 *
 * <p>Shares are exact, as their cases are published; a mean of ratings is known to two decimals, a time to the
 * millisecond. Of activity only the printed figure is known, but no methodology changes it.
 */
final class PublishedFigures implements Contender {
    private final String id;
    private final MunicipalityVersion shown;
    private final Map<String, JsonNode> bySource = new HashMap<>();
    private @Nullable JsonNode pages;

    private PublishedFigures(String id, MunicipalityVersion shown) {
        this.id = id;
        this.shown = shown;
    }

    /** Begins with the first record of a municipality. */
    static PublishedFigures of(JsonNode record) {
        JsonNode municipality = record.path("municipality");
        return new PublishedFigures(
                municipality.path("id").asText(),
                new MunicipalityVersion(
                        municipality.path("code").asText(),
                        municipality.path("name").asText(),
                        "",
                        null,
                        LocalDate.EPOCH,
                        null));
    }

    /** Takes the record of one source; a newer revision takes the place of an older one. */
    void take(JsonNode record) {
        bySource.merge(record.path("source").asText(), record, PublishedFigures::newer);
    }

    /** Takes the record of its official pages, whoever runs them; a newer revision takes the place of an older one. */
    void takePages(JsonNode record) {
        pages = pages == null ? record : newer(pages, record);
    }

    private PageFigures pages() {
        return pages == null
                ? PageFigures.NONE
                : new PageFigures(
                        pages.path("pages").asInt(),
                        pages.path("reports").asInt(),
                        pages.path("posts").asLong(),
                        pages.path("views").asLong(),
                        pages.path("comments").asLong(),
                        pages.path("commentsAnswered").asLong(),
                        pages.path("subscribers").asLong());
    }

    /** The record of the higher edition, then the higher revision. */
    static JsonNode newer(JsonNode one, JsonNode other) {
        int byEdition = Integer.compare(
                one.path("edition").asInt(), other.path("edition").asInt());
        int order = byEdition != 0
                ? byEdition
                : Integer.compare(
                        one.path("revision").asInt(), other.path("revision").asInt());
        return order > 0 ? one : other;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public MunicipalityVersion shown() {
        return shown;
    }

    @Override
    public long registered(BoardKind kind) {
        return record(null).path("registered").asLong();
    }

    private JsonNode record(@Nullable Source source) {
        JsonNode record = bySource.get(source == null ? "ALL" : source.name());
        return record == null ? com.fasterxml.jackson.databind.node.MissingNode.getInstance() : record;
    }

    @Override
    public Measure measure(String indicator, @Nullable Source source) {
        if (Indicator.isOfPages(indicator)) {
            return PageMeasure.of(indicator, pages());
        }
        JsonNode record = record(source);
        JsonNode group = record.path(indicator.split("\\.", -1)[0]);
        return switch (indicator) {
            case "reworkShare" ->
                share(record.path("returned").asLong(), record.path("resolved").asLong());
            case "ratings.mean" -> {
                long count = group.path("count").asLong();
                JsonNode mean = group.path("mean");
                yield count == 0 || !mean.isNumber() ? Measure.NOTHING : Measure.of(count, mean.decimalValue(), 1);
            }
            case Indicator.REGISTERED_PER_10K -> Measure.NOTHING;
            default ->
                Indicator.isShare(indicator)
                        ? share(
                                group.path("met").asLong(),
                                group.path("met").asLong()
                                        + group.path("missed").asLong())
                        : time(group, indicator.substring(indicator.indexOf('.') + 1));
        };
    }

    private static Measure share(long hits, long cases) {
        return cases <= 0 ? Measure.NOTHING : new Measure(cases, BigInteger.valueOf(hits), BigInteger.valueOf(cases));
    }

    private static Measure time(JsonNode latency, String figure) {
        long count = latency.path("count").asLong();
        JsonNode millis = latency.path(figure);
        return count == 0 || !millis.isNumber()
                ? Measure.NOTHING
                : Measure.of(count, BigDecimal.valueOf(millis.asLong()), 1);
    }

    /** Records do not say how their values scatter. */
    @Override
    public @Nullable Interval interval(String indicator, @Nullable Source source, double z) {
        return null;
    }
}
