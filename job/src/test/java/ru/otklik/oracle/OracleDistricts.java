package ru.otklik.oracle;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Calendar periods of one kind in every federal district and in the country, out of what the regions came to. */
final class OracleDistricts {

    private static final ZoneId MOSCOW = ZoneId.of("Europe/Moscow");

    private final OracleReference reference;
    private final OraclePeriod.Kind kind;
    private final long endOfInput;
    private final Map<String, Map<OraclePeriod, NavigableMap<Long, OracleScopes.Sum>>> regions = new TreeMap<>();

    /** A district or the country: how it is shown, and its regions. */
    record Scope(String type, String id, String name, String contest, Set<String> regions) {

        static List<Scope> all(OracleReference reference) {
            Map<String, Set<String>> districts = new TreeMap<>();
            for (String region : reference.regions()) {
                districts
                        .computeIfAbsent(reference.districtOf(region), any -> new TreeSet<>())
                        .add(region);
            }
            districts.remove("");
            List<Scope> scopes = districts.entrySet().stream()
                    .map(one -> new Scope("DISTRICT", one.getKey(), one.getKey(), "DISTRICT_REGIONS", one.getValue()))
                    .collect(Collectors.toList());
            scopes.add(new Scope("COUNTRY", "RU", "Россия", "COUNTRY_REGIONS", Set.copyOf(reference.regions())));
            return scopes;
        }

        ObjectNode subject() {
            return OracleScopes.subject(type, id, name);
        }

        OracleBoards.Contest ranked() {
            return new OracleBoards.Contest(contest, id, "ALL");
        }
    }

    OracleDistricts(OracleReference reference, OraclePeriod.Kind kind, long endOfInput) {
        this.reference = reference;
        this.kind = kind;
        this.endOfInput = endOfInput;
    }

    void add(String region, Map<OraclePeriod, NavigableMap<Long, OracleScopes.Sum>> sums) {
        regions.put(region, sums);
    }

    void publish(List<ObjectNode> metrics, List<ObjectNode> boards) {
        Scope.all(reference).forEach(scope -> new Series(scope, metrics, boards).publish());
    }

    /** The periods of one district. */
    private final class Series {
        private final Scope scope;
        private final List<ObjectNode> metrics;
        private final List<ObjectNode> boards;
        private final Map<String, NavigableMap<Long, Map<String, OracleBoards.Placed>>> history = new HashMap<>();

        Series(Scope scope, List<ObjectNode> metrics, List<ObjectNode> boards) {
            this.scope = scope;
            this.metrics = metrics;
            this.boards = boards;
        }

        void publish() {
            Set<OraclePeriod> periods = new TreeSet<>(Comparator.comparing(OraclePeriod::first));
            scope.regions()
                    .forEach(region -> periods.addAll(
                            regions.getOrDefault(region, Map.of()).keySet()));
            periods.forEach(this::publish);
        }

        private void publish(OraclePeriod period) {
            long end = scope.regions().stream()
                    .flatMap(region -> reference.municipalitiesOf(region).stream())
                    .mapToLong(place -> period.end(place.zone()))
                    .max()
                    .orElse(0);
            boolean isOpen = end > endOfInput;
            TreeSet<Long> moments = new TreeSet<>();
            for (String region : scope.regions()) {
                moments.addAll(ofRegion(region, period).keySet());
            }
            long first = Math.min(end, endOfInput);
            moments.add(first);
            OracleScopes.Numbering numbering = new OracleScopes.Numbering();
            for (long at : moments.tailSet(first)) {
                Map<String, OracleScopes.Sum> members = new TreeMap<>();
                for (String region : scope.regions()) {
                    Map.Entry<Long, OracleScopes.Sum> newest =
                            ofRegion(region, period).floorEntry(at);
                    if (newest != null) {
                        members.put(region, newest.getValue());
                    }
                }
                publish(period, members, at, isOpen, numbering);
            }
        }

        private NavigableMap<Long, OracleScopes.Sum> ofRegion(String region, OraclePeriod period) {
            return regions.getOrDefault(region, Map.of()).getOrDefault(period, new TreeMap<>());
        }

        private void publish(
                OraclePeriod period,
                Map<String, OracleScopes.Sum> members,
                long at,
                boolean isOpen,
                OracleScopes.Numbering numbering) {
            OracleScopes.Sum whole = OracleScopes.Sum.of(members.values());
            for (String source : OracleFigures.SOURCES) {
                ObjectNode content = whole.figures(source);
                Integer revision = numbering.next(source, content, isOpen);
                if (revision != null) {
                    metrics.add(OracleFigures.record(
                            "subject",
                            scope.subject(),
                            period.json(MOSCOW),
                            source,
                            OracleSeries.status(revision),
                            revision,
                            at,
                            content));
                }
            }
            if (kind == OraclePeriod.Kind.DAY) {
                return;
            }
            OracleFraction fewest = OracleFraction.of(isOpen ? 2 : 2L * period.months(), 1);
            for (String board : OracleMethodology.KINDS) {
                OracleBoards.Board content =
                        OracleBoards.board(OracleScopes.regions(reference, board, members, fewest));
                Integer revision = numbering.next("board " + board, content, isOpen);
                if (revision != null) {
                    board(board, period, content, revision, at);
                }
            }
        }

        private void board(String board, OraclePeriod period, OracleBoards.Board content, int revision, long at) {
            Map.Entry<Long, Map<String, OracleBoards.Placed>> before = history.getOrDefault(
                            board + period.previous(), new TreeMap<>())
                    .floorEntry(at);
            if (revision >= 0) {
                history.computeIfAbsent(board + period, any -> new TreeMap<>()).put(at, content.placed());
            }
            boards.add(OracleBoards.record(
                    scope.ranked(),
                    board,
                    period.json(MOSCOW),
                    OracleSeries.status(revision),
                    revision,
                    at,
                    reference.version(),
                    content,
                    before == null ? Map.of() : before.getValue()));
        }
    }
}
