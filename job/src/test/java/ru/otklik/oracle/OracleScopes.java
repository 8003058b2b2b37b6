package ru.otklik.oracle;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a region, its authorities, a district and the country come to: plain sums over their municipalities. */
final class OracleScopes {

    /** Tallies by source, and the residents they are of. */
    record Sum(Map<String, OracleTally> tallies, @Nullable Long population) {

        static Sum of(Function<String, Collection<OracleTally>> parts, @Nullable Long population) {
            return new Sum(
                    OracleFigures.SOURCES.stream()
                            .collect(
                                    Collectors.toMap(source -> source, source -> OracleTally.sum(parts.apply(source)))),
                    population);
        }

        static Sum of(Collection<Sum> parts) {
            return of(
                    source -> parts.stream()
                            .map(part -> part.tallies().getOrDefault(source, new OracleTally()))
                            .toList(),
                    populationOf(parts.stream().map(Sum::population).toList()));
        }

        boolean isZero() {
            return tallies.values().stream().allMatch(OracleTally::isZero);
        }

        ObjectNode figures(String source) {
            return OracleFigures.figures(tallies.getOrDefault(source, new OracleTally()), population);
        }
    }

    /** A member and how its municipality is called in the period. */
    record Present(OracleMember member, OracleReference.Version version) {}

    /** Everything a region says of one period at one instant. */
    record Region(Sum whole, Map<String, Sum> authorities) {}

    private OracleScopes() {}

    private static @Nullable Long populationOf(List<Long> parts) {
        long sum = parts.stream().mapToLong(part -> part == null ? 0 : part).sum();
        return sum == 0 ? null : Long.valueOf(sum);
    }

    /** Adds up the members of a region; its authorities are those known and those with anything to do. */
    static Region region(OracleReference reference, String region, List<Present> members) {
        List<Long> populations = new ArrayList<>();
        members.forEach(present -> populations.add(present.version().population()));
        Long population = populationOf(populations);
        Sum whole = Sum.of(
                source -> members.stream()
                        .map(present -> present.member().whole(source))
                        .toList(),
                population);
        TreeSet<String> ids = new TreeSet<>(reference.authoritiesOf(region).keySet());
        members.forEach(present -> ids.addAll(present.member().authorities()));
        Map<String, Sum> authorities = new TreeMap<>();
        for (String id : ids) {
            authorities.put(
                    id,
                    Sum.of(
                            source -> members.stream()
                                    .map(present -> present.member().of(id, source))
                                    .toList(),
                            population));
        }
        return new Region(whole, authorities);
    }

    static ObjectNode authority(OracleReference reference, String region, String id) {
        OracleReference.Authority known = reference.authoritiesOf(region).get(id);
        return object().put("id", id)
                .put("kind", known == null ? null : known.kind())
                .put("name", known == null ? null : known.name())
                .put("region", region);
    }

    static ObjectNode subject(String scope, String id, String name) {
        return object().put("id", id).put("name", name).put("scope", scope);
    }

    /** The standing of somebody who answers for all of his figures. */
    static OracleBoards.Standing standing(String kind, String id, String name, Sum sum, OracleFraction fewest) {
        OracleReference.Version shown = new OracleReference.Version(id, name, sum.population(), LocalDate.EPOCH, null);
        OracleReference.Municipality place = new OracleReference.Municipality(id, "", ZoneOffset.UTC, List.of(shown));
        return OracleBoards.standing(kind, new OracleBoards.Member(place, shown, sum.tallies(), sum.tallies()), fewest);
    }

    /** The bodies of a region, executive or subordinate ones by {@code type}. */
    static List<OracleBoards.Standing> bodies(
            OracleReference reference, String region, String type, String kind, Region sums, OracleFraction fewest) {
        return reference.authoritiesOf(region).values().stream()
                .filter(authority -> authority.kind().equals(type))
                .map(authority -> standing(
                        kind,
                        authority.id(),
                        authority.name(),
                        sums.authorities().getOrDefault(authority.id(), sums.whole()),
                        fewest))
                .toList();
    }

    /** The regions of a district or of the country. */
    static List<OracleBoards.Standing> regions(
            OracleReference reference, String kind, Map<String, Sum> regions, OracleFraction fewest) {
        return regions.entrySet().stream()
                .map(one -> standing(kind, one.getKey(), reference.nameOf(one.getKey()), one.getValue(), fewest))
                .toList();
    }

    /**
     * The load group of so many registered.
     *
     * @param months months of the period, those over of one that is open
     */
    static String groupOf(long registered, OracleFraction months) {
        OracleFraction count = OracleFraction.of(registered, 1);
        if (count.compareTo(months.times(OracleFraction.of(100, 1))) > 0) {
            return "OVER_100";
        }
        return count.compareTo(months.times(OracleFraction.of(30, 1))) > 0 ? "FROM_31_TO_100" : "UP_TO_30";
    }

    /** Sheets of the boards of a region: of all municipalities, of each load group, of the bodies, of subordinates. */
    static Map<OracleBoards.Contest, List<OracleBoards.Standing>> contests(
            String region,
            List<OracleBoards.Standing> municipalities,
            List<OracleBoards.Standing> bodies,
            List<OracleBoards.Standing> subordinates,
            OracleFraction months) {
        Map<OracleBoards.Contest, List<OracleBoards.Standing>> contests = new HashMap<>();
        for (String group : List.of("ALL", "OVER_100", "FROM_31_TO_100", "UP_TO_30")) {
            contests.put(
                    new OracleBoards.Contest("REGION_MUNICIPALITIES", region, group),
                    municipalities.stream()
                            .filter(one -> group.equals("ALL") || group.equals(groupOf(one.registered(), months)))
                            .toList());
        }
        contests.put(new OracleBoards.Contest("REGION_AUTHORITIES", region, "ALL"), bodies);
        if (!subordinates.isEmpty()) {
            contests.put(new OracleBoards.Contest("REGION_SUBORDINATES", region, "ALL"), subordinates);
        }
        return contests;
    }

    /** Numbers what differs from the last of its key: −1 while open, then 0, 1, 2 … */
    static final class Numbering {
        private final Map<String, Object> last = new HashMap<>();
        private final Map<String, Integer> revisions = new HashMap<>();

        boolean knows(String key) {
            return last.containsKey(key);
        }

        /** The revision to publish a content under; null if it does not differ. */
        @Nullable
        Integer next(String key, Object content, boolean isOpen) {
            if (content.equals(last.put(key, content))) {
                return null;
            }
            return isOpen ? Integer.valueOf(-1) : Integer.valueOf(revisions.merge(key, 1, Integer::sum) - 1);
        }
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
