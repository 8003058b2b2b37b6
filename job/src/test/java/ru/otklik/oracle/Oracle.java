package ru.otklik.oracle;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What a replay of one partition must publish, by plain recounting. Nothing here is shared with the job: the two agree
 * because both follow the contract.
 */
public final class Oracle {

    /**
     * Settings of a replay.
     *
     * @param asOf events after it are unseen; null: event time ends at the last event
     * @param notAfter events after it are rejected; null: none
     * @param kinds which calendar periods are published
     * @param activityOfAll whether the board ACTIVITY counts the whole territory instead of the administration's facts
     */
    record Options(
            Instant earliest,
            Duration retainUnanswered,
            Duration retainAnswered,
            @Nullable Instant asOf,
            @Nullable Instant notAfter,
            Duration disorder,
            Duration closedHorizon,
            Set<OraclePeriod.Kind> kinds,
            boolean activityOfAll,
            UnaryOperator<String> citizenHash) {

        static Options shipped() {
            return new Options(
                    Instant.parse("2018-01-01T00:00:00Z"),
                    Duration.ofDays(400),
                    Duration.ofDays(90),
                    null,
                    null,
                    Duration.ofSeconds(60),
                    Duration.ofDays(45),
                    EnumSet.allOf(OraclePeriod.Kind.class),
                    false,
                    UnaryOperator.identity());
        }

        Options asOf(String instant) {
            return with(earliest, retainUnanswered, Instant.parse(instant), notAfter, kinds);
        }

        Options earliest(String instant) {
            return with(Instant.parse(instant), retainUnanswered, asOf, notAfter, kinds);
        }

        Options retainUnanswered(Duration duration) {
            return with(earliest, duration, asOf, notAfter, kinds);
        }

        Options notAfter(String instant) {
            return with(earliest, retainUnanswered, asOf, Instant.parse(instant), kinds);
        }

        Options kinds(Set<OraclePeriod.Kind> published) {
            return with(earliest, retainUnanswered, asOf, notAfter, published);
        }

        private Options with(
                Instant first,
                Duration unanswered,
                @Nullable Instant seen,
                @Nullable Instant last,
                Set<OraclePeriod.Kind> published) {
            return new Options(
                    first,
                    unanswered,
                    retainAnswered,
                    seen,
                    last,
                    disorder,
                    closedHorizon,
                    published,
                    activityOfAll,
                    citizenHash);
        }
    }

    /** A line that is no event. */
    record Rejected(OracleDecoder.Reason reason, String line) {}

    /** A fact that came too late for some of the periods of its date, and their labels from day to year. */
    record LateFact(OracleFact.Sent sent, List<String> refusedBy) {}

    /** Everything published, in the order of publication within a region and kind of period. */
    record Result(
            List<ObjectNode> metrics,
            List<ObjectNode> boards,
            List<ObjectNode> ofRegions,
            List<ObjectNode> ofAuthorities,
            List<ObjectNode> attributions,
            List<Rejected> rejected,
            List<OracleEvent> lateEvents,
            List<LateFact> lateFacts,
            List<OracleFact.Sent> facts,
            OracleRolling rolling) {}

    private Oracle() {}

    static Result replay(OracleReference reference, List<byte[]> lines, Options options) {
        OracleReplay replay = new OracleReplay(reference, options);
        replay.read(lines);
        OracleRolling rolling = new OracleRolling(reference, replay.sent(), options.activityOfAll());
        Long end = replay.endOfInput();
        List<ObjectNode> metrics = new ArrayList<>();
        List<ObjectNode> boards = new ArrayList<>();
        List<ObjectNode> ofRegions = new ArrayList<>();
        List<ObjectNode> ofAuthorities = new ArrayList<>();
        List<ObjectNode> attributions = new ArrayList<>();
        if (end != null) {
            for (OraclePeriod.Kind kind : options.kinds()) {
                OracleDistricts districts = new OracleDistricts(reference, kind, end);
                for (String region : reference.regions()) {
                    OracleSeries series = new OracleSeries(reference, options, region, kind, replay.sent(), end);
                    series.publish();
                    metrics.addAll(series.metrics());
                    boards.addAll(series.boards());
                    ofRegions.addAll(series.ofRegion());
                    ofAuthorities.addAll(series.ofAuthorities());
                    districts.add(region, series.sums());
                    if (series.begin() != null && kind.isAttributed()) {
                        OracleAttribution attribution =
                                new OracleAttribution(reference, options, replay.sent(), replay.outcomes(), end);
                        attributions.addAll(attribution.publish(region, series.begin()));
                    }
                }
                districts.publish(ofRegions, boards);
            }
        }
        return new Result(
                metrics,
                boards,
                ofRegions,
                ofAuthorities,
                attributions,
                replay.rejected(),
                replay.late(),
                refused(reference, options, replay.sent()),
                replay.sent(),
                rolling);
    }

    static Result replayLines(OracleReference reference, List<String> lines, Options options) {
        return replay(
                reference,
                lines.stream()
                        .map(line -> line.getBytes(StandardCharsets.UTF_8))
                        .toList(),
                options);
    }

    private static List<LateFact> refused(OracleReference reference, Options options, List<OracleFact.Sent> sent) {
        List<LateFact> late = new ArrayList<>();
        for (OracleFact.Sent one : sent) {
            OracleReference.Municipality place =
                    reference.municipality(one.fact().municipality());
            List<String> labels = new ArrayList<>();
            for (OraclePeriod.Kind kind : OraclePeriod.Kind.values()) {
                OraclePeriod period =
                        OraclePeriod.of(kind, OracleCalendar.dateOf(one.fact().date(), place.zone()));
                if (one.stamp()
                        >= period.end(place.zone()) + options.closedHorizon().toMillis()) {
                    labels.add(period.label());
                }
            }
            if (!labels.isEmpty()) {
                late.add(new LateFact(one, labels));
            }
        }
        return late;
    }
}
