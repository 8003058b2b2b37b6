package ru.otklik.oracle;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import ru.otklik.oracle.OracleFact.Kind;
import ru.otklik.oracle.OracleFact.Stage;

/** Boards of the municipalities of one region. */
final class OracleBoards {

    /** One municipality with the figures that are ranked and the administration's own, both by source. */
    record Member(
            OracleReference.Municipality place,
            OracleReference.Version version,
            Map<String, OracleTally> tallies,
            Map<String, OracleTally> own) {

        OracleTally tally(String source) {
            OracleTally tally = tallies.get(source);
            return tally == null ? new OracleTally() : tally;
        }

        /** Advice goes to the administration, whatever is ranked. */
        Member advised() {
            return new Member(place, version, own, own);
        }
    }

    /** A member's standing in one kind, before places: scored, or not ranked for a reason. */
    record Standing(
            OracleReference.Municipality place,
            OracleReference.Version version,
            long registered,
            @Nullable BigDecimal score,
            @Nullable String reason,
            ObjectNode entry,
            OracleFairness.@Nullable Sure sure) {}

    /** Who compete. */
    record Contest(String scope, String subject, String group) {}

    /** Place and score of those ranked, by id. */
    record Placed(int place, BigDecimal score) {}

    /** Entries without what is known of the period before; the same content means the same board. */
    record Board(ArrayNode entries, ArrayNode notRanked, Map<String, Placed> placed) {}

    private static final OracleFraction HALF = OracleFraction.of(1, 2);
    private static final OracleFraction COMPLIANT = OracleFraction.of("0.95");
    private static final OracleFraction SLOW = OracleFraction.of(4 * 3_600_000L, 1);
    private static final OracleFraction MUCH_REWORK = OracleFraction.of("0.1");
    private static final OracleFraction SATISFIED = OracleFraction.of(4, 1);
    private static final BigDecimal GREEN = BigDecimal.valueOf(80);
    private static final BigDecimal YELLOW = BigDecimal.valueOf(60);

    private OracleBoards() {}

    /** Where the member stands, given the fewest registered that are ranked. */
    static Standing standing(String kind, Member member, OracleFraction fewest) {
        long registered = member.tally("ALL").count(Kind.REGISTERED);
        ObjectNode entry = JsonNodeFactory.instance
                .objectNode()
                .put("id", member.place().id())
                .put("code", member.version().code())
                .put("name", member.version().name());
        String reason = OracleFraction.of(registered, 1).compareTo(fewest) < 0 ? "BELOW_MINIMUM_VOLUME" : null;
        BigDecimal score = null;
        OracleFairness.Sure sure = null;
        BigDecimal points = BigDecimal.ZERO;
        boolean reweighted = false;
        ArrayNode contributions = JsonNodeFactory.instance.arrayNode();
        if (kind.equals("ACTIVITY")) {
            Long population = member.version().population();
            if (population == null || population == 0) {
                reason = reason == null ? "NO_POPULATION" : reason;
            } else {
                OracleFraction value = OracleFraction.of(registered * 10_000, population);
                score = value.rounded(1);
                points = value.rounded(4);
                double people = population / 10_000.0;
                sure = new OracleFairness.Sure(
                        value.toDouble(),
                        z -> OracleFairness.Limits.of(registered / people, new double[] {
                            OracleFairness.rare((double) registered, z)[0] / people,
                            OracleFairness.rare((double) registered, z)[1] / people
                        }));
            }
        } else {
            List<OracleMethodology.Indicator> indicators = OracleMethodology.of(kind);
            OracleFraction left = OracleFraction.ZERO;
            for (OracleMethodology.Indicator indicator : indicators) {
                left = left.plus(counts(indicator, member) ? indicator.weight() : OracleFraction.ZERO);
            }
            if (left.compareTo(HALF) < 0) {
                reason = reason == null ? "NOT_ENOUGH_CASES" : reason;
            } else {
                OracleFraction exact = contributions(indicators, member, left, contributions);
                score = exact.rounded(1);
                for (var contribution : contributions) {
                    points = points.add(contribution.get("points").decimalValue());
                }
                OracleFraction weight = left;
                List<OracleMethodology.Indicator> counted = indicators.stream()
                        .filter(indicator -> counts(indicator, member))
                        .toList();
                sure = new OracleFairness.Sure(
                        exact.toDouble(), z -> OracleFairness.limits(counted, member, weight, z));
                reweighted = left.compareTo(OracleFraction.ONE) != 0;
            }
        }
        entry.put("place", 0);
        entry.set("score", OracleText.number(score));
        entry.put("zone", score == null || kind.equals("ACTIVITY") ? null : zone(score));
        entry.set("contributions", contributions);
        entry.put("reweighted", reweighted);
        entry.set("rounding", OracleText.number(score == null ? null : score.subtract(points)));
        entry.putNull("placeLow")
                .putNull("placeHigh")
                .putNull("band")
                .putNull("ownChange")
                .putNull("neighboursChange");
        entry.putNull("previousPlace").putNull("previousScore").putNull("placeChange");
        entry.set("recommendations", recommendations(member.advised()));
        return new Standing(
                member.place(), member.version(), registered, reason == null ? score : null, reason, entry, sure);
    }

    private static boolean counts(OracleMethodology.Indicator indicator, Member member) {
        OracleMethodology.Reading reading = indicator.reads().apply(member.tally(indicator.source()));
        return reading.cases() >= OracleMethodology.MINIMUM_CASES;
    }

    private static OracleFraction contributions(
            List<OracleMethodology.Indicator> indicators, Member member, OracleFraction left, ArrayNode list) {
        OracleFraction sum = OracleFraction.ZERO;
        for (OracleMethodology.Indicator indicator : indicators) {
            OracleMethodology.Reading reading = indicator.reads().apply(member.tally(indicator.source()));
            OracleFraction value = reading.value();
            ObjectNode node = list.addObject().put("indicator", indicator.name());
            node.set("value", OracleText.number(value == null ? null : value.rounded(4)));
            node.put("cases", reading.cases())
                    .putNull("shrunken")
                    .putNull("low")
                    .putNull("high");
            boolean isShare =
                    indicator.name().endsWith("compliance") || indicator.name().equals("reworkShare");
            if (value != null && isShare && value.compareTo(OracleFraction.ONE) <= 0) {
                double[] interval =
                        OracleFairness.interval(indicator, member.tally(indicator.source()), OracleFairness.Z95);
                node.set("low", OracleText.number(OracleFairness.printed(interval[0])));
                node.set("high", OracleText.number(OracleFairness.printed(interval[1])));
            }
            if (value != null && reading.cases() >= OracleMethodology.MINIMUM_CASES) {
                OracleFraction score = indicator.score(value);
                OracleFraction weight = indicator.weight().dividedBy(left);
                sum = sum.plus(score.times(weight));
                node.set("score", OracleText.number(score.rounded(1)));
                node.set("weight", OracleText.number(weight.rounded(4)));
                node.set("points", OracleText.number(score.times(weight).rounded(4)));
            } else {
                node.putNull("score");
                node.put("weight", 0).put("points", 0);
            }
        }
        return sum;
    }

    private static String zone(BigDecimal score) {
        return score.compareTo(GREEN) >= 0 ? "GREEN" : score.compareTo(YELLOW) >= 0 ? "YELLOW" : "RED";
    }

    private static ArrayNode recommendations(Member member) {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        OracleTally im = member.tally("INCIDENT_MANAGEMENT");
        OracleTally all = member.tally("ALL");
        recommend(
                list,
                "KEEP_POS_DEADLINES",
                OracleMethodology.compliance(member.tally("POS"), Stage.RESOLUTION),
                -1,
                COMPLIANT);
        recommend(list, "KEEP_IM_DEADLINES", OracleMethodology.compliance(im, Stage.RESPONSE), -1, COMPLIANT);
        recommend(list, "ANSWER_FASTER", OracleMethodology.workingMedian(im), 1, SLOW);
        recommend(list, "REDUCE_REWORK", OracleMethodology.reworkShare(all), 1, MUCH_REWORK);
        recommend(list, "RAISE_SATISFACTION", OracleMethodology.ratingMean(all), -1, SATISFIED);
        return list;
    }

    /** Recommends if the value is on this side of the limit: −1 below, 1 above. */
    private static void recommend(
            ArrayNode list, String code, OracleMethodology.Reading reading, int side, OracleFraction limit) {
        OracleFraction value = reading.value();
        if (value != null
                && reading.cases() >= OracleMethodology.MINIMUM_CASES
                && Integer.signum(value.compareTo(limit)) == side) {
            ObjectNode node = list.addObject().put("code", code).put("cases", reading.cases());
            node.set("value", OracleText.number(value.rounded(4)));
            node.set("threshold", OracleText.number(limit.rounded(4)));
        }
    }

    /** Gives places: equal scores share one, the next is one more. */
    static Board board(List<Standing> standings) {
        Comparator<Standing> byName = Comparator.comparing(
                        (Standing s) -> s.version().name(), OracleText.BY_CODE_POINT)
                .thenComparing(s -> s.place().id());
        List<Standing> ranked = new ArrayList<>(
                standings.stream().filter(s -> s.score() != null).toList());
        ranked.sort(Comparator.comparing(OracleBoards::scoreOf).reversed().thenComparing(byName));
        ArrayNode entries = JsonNodeFactory.instance.arrayNode();
        Map<String, Placed> placed = new HashMap<>();
        int place = 0;
        BigDecimal last = null;
        for (Standing standing : ranked) {
            BigDecimal score = scoreOf(standing);
            place += last == null || score.compareTo(last) != 0 ? 1 : 0;
            last = score;
            placed.put(standing.place().id(), new Placed(place, score));
            entries.add(standing.entry().deepCopy().put("place", place));
        }
        OracleFairness.mark(
                entries,
                ranked.stream()
                        .map(standing -> Objects.requireNonNull(standing.sure()))
                        .toList());
        ArrayNode notRanked = JsonNodeFactory.instance.arrayNode();
        standings.stream()
                .filter(s -> s.score() == null)
                .sorted(byName)
                .forEach(s -> notRanked
                        .addObject()
                        .put("id", s.place().id())
                        .put("name", s.version().name())
                        .put("reason", s.reason())
                        .put("registered", s.registered()));
        return new Board(entries, notRanked, placed);
    }

    private static BigDecimal scoreOf(Standing standing) {
        BigDecimal score = standing.score();
        return score == null ? BigDecimal.ZERO : score;
    }

    /** The board as it is published, with what was before. */
    static ObjectNode record(
            Contest contest,
            String kind,
            ObjectNode period,
            String status,
            int revision,
            long eventTime,
            String reference,
            Board board,
            Map<String, Placed> before) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.putObject("board")
                .put("scope", contest.scope())
                .put("subject", contest.subject())
                .put("group", contest.group())
                .put("kind", kind);
        node.set("period", period);
        node.put("status", status).put("revision", revision).put("eventTime", OracleText.utcMillis(eventTime));
        node.put("methodology", OracleMethodology.ID).put("reference", reference);
        ArrayNode entries = board.entries().deepCopy();
        entries.forEach(any -> {
            Placed previous = before.get(any.get("id").asText());
            if (previous != null) {
                ObjectNode entry = (ObjectNode) any;
                entry.put("previousPlace", previous.place());
                entry.set("previousScore", OracleText.number(previous.score()));
                int change = previous.place() - entry.get("place").asInt();
                long ahead = before.entrySet().stream()
                        .filter(other -> !other.getKey().equals(entry.get("id").asText()))
                        .map(other -> other.getValue().score().stripTrailingZeros())
                        .filter(score -> score.compareTo(entry.get("score").decimalValue()) > 0)
                        .distinct()
                        .count();
                int own = previous.place() - 1 - (int) ahead;
                entry.put("placeChange", change).put("ownChange", own).put("neighboursChange", change - own);
            }
        });
        node.set("entries", entries);
        node.set("notRanked", board.notRanked());
        return node;
    }
}
