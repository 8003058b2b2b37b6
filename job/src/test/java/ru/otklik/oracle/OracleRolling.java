package ru.otklik.oracle;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.TreeSet;
import ru.otklik.oracle.OraclePeriod.Rolling;

/**
 * Rolling windows: by plain filtering at one end, and swept over all ends between two instants. Over 400 lines, since the
 * two ways check each other.
 */
final class OracleRolling {

    /** Metrics and boards of some ends. */
    record Records(
            List<ObjectNode> metrics,
            List<ObjectNode> boards,
            List<ObjectNode> ofRegions,
            List<ObjectNode> ofAuthorities) {

        Records() {
            this(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        }
    }

    /** Two a month; a week's share of that is less than one, so one. */
    private static final OracleFraction FEWEST_OF_MONTH = OracleFraction.of(2, 1);

    private final OracleReference reference;
    private final boolean activityOfAll;
    private final Map<String, List<OracleFact.Sent>> byRegion = new HashMap<>();

    OracleRolling(OracleReference reference, List<OracleFact.Sent> sent, boolean activityOfAll) {
        this.reference = reference;
        this.activityOfAll = activityOfAll;
        for (OracleFact.Sent one : sent) {
            String region = reference.municipality(one.fact().municipality()).region();
            byRegion.computeIfAbsent(region, any -> new ArrayList<>()).add(one);
        }
    }

    /** The first end whose window holds what was sent; levels count from then on. */
    private static long entersAt(Rolling kind, OracleFact.Sent sent) {
        return kind.endAfter(Math.max(sent.fact().date(), sent.stamp()));
    }

    /** The first end whose window holds it no more; of a level never. */
    private static long leavesAt(Rolling kind, OracleFact.Sent sent) {
        return sent.fact().isLevel()
                ? Long.MAX_VALUE
                : kind.endAfter(sent.fact().date() + kind.length());
    }

    private static boolean isIn(Rolling kind, OracleFact.Sent sent, long end) {
        boolean isDated = sent.fact().date() < end
                && (sent.fact().isLevel() || sent.fact().date() >= end - kind.length());
        return isDated && sent.stamp() < end;
    }

    /** The first end for which a fact is in the window and known; {@code Long.MAX_VALUE} without any. */
    private long beginOf(String region, Rolling kind) {
        return byRegion.getOrDefault(region, List.of()).stream()
                .filter(sent -> entersAt(kind, sent) < kind.endAfter(sent.fact().date() + kind.length()))
                .mapToLong(sent -> entersAt(kind, sent))
                .min()
                .orElse(Long.MAX_VALUE);
    }

    /** Everything as of one end, whether or not it differs from what was published before. */
    Records rollingAt(Rolling kind, long end) {
        Records records = new Records();
        for (String region : reference.regions()) {
            if (beginOf(region, kind) > end) {
                continue;
            }
            List<OracleMember> members = membersAt(region, kind, end);
            members.forEach(member -> records.metrics().addAll(metrics(kind, member, end)));
            if (kind.hasBoards()) {
                for (String board : OracleMethodology.KINDS) {
                    Map<String, OracleBoards.Placed> before = beginOf(region, kind) > end - kind.length()
                            ? Map.of()
                            : board(board, kind, membersAt(region, kind, end - kind.length()), end - kind.length())
                                    .placed();
                    records.boards().add(record(region, board, kind, end, board(board, kind, members, end), before));
                }
            }
        }
        return records;
    }

    private List<OracleMember> membersAt(String region, Rolling kind, long end) {
        List<OracleMember> members = new ArrayList<>();
        for (OracleReference.Municipality place : reference.municipalitiesOf(region)) {
            OracleMember member = new OracleMember(place);
            byRegion.getOrDefault(region, List.of()).stream()
                    .filter(sent -> sent.fact().municipality().equals(place.id()) && isIn(kind, sent, end))
                    .forEach(sent -> member.add(sent, 1));
            if (isPresent(kind, member, end)) {
                members.add(member);
            }
        }
        return members;
    }

    private static boolean isPresent(Rolling kind, OracleMember member, long end) {
        LocalDate first =
                OracleCalendar.dateOf(end - kind.length(), member.place().zone());
        return member.flows() > 0
                || member.place()
                        .isValid(
                                first,
                                OracleCalendar.dateOf(end - 1, member.place().zone()));
    }

    private static OracleReference.Version versionAt(OracleMember member, long end) {
        return member.place().on(OracleCalendar.dateOf(end - 1, member.place().zone()));
    }

    private List<ObjectNode> metrics(Rolling kind, OracleMember member, long end) {
        OracleReference.Version version = versionAt(member, end);
        return OracleFigures.SOURCES.stream()
                .map(source -> OracleFigures.record(
                        OracleFigures.municipality(member.place(), version),
                        kind.json(end),
                        source,
                        "FINAL",
                        0,
                        end,
                        OracleFigures.figures(member.whole(source), version.population())))
                .toList();
    }

    private OracleBoards.Board board(String board, Rolling kind, List<OracleMember> members, long end) {
        return OracleBoards.board(members.stream()
                .map(member -> standing(board, kind, member, end))
                .toList());
    }

    private OracleBoards.Standing standing(String board, Rolling kind, OracleMember member, long end) {
        return OracleBoards.standing(board, member.onBoard(board, versionAt(member, end), activityOfAll), fewest(kind));
    }

    private ObjectNode record(
            String region,
            String board,
            Rolling kind,
            long end,
            OracleBoards.Board content,
            Map<String, OracleBoards.Placed> before) {
        OracleBoards.Contest all = new OracleBoards.Contest("REGION_MUNICIPALITIES", region, "ALL");
        return record(all, board, kind, end, content, before);
    }

    private ObjectNode record(
            OracleBoards.Contest contest,
            String board,
            Rolling kind,
            long end,
            OracleBoards.Board content,
            Map<String, OracleBoards.Placed> before) {
        return OracleBoards.record(
                contest, board, kind.json(end), "FINAL", 0, end, reference.version(), content, before);
    }

    /** What all ends in [from, to] publish: only what differs from the last published of its key. */
    Records sweep(Rolling kind, long from, long to) {
        Records records = new Records();
        Map<String, NavigableMap<Long, OracleScopes.Sum>> sums = new TreeMap<>();
        for (String region : reference.regions()) {
            Sweep sweep = new Sweep(region, kind, from, to, records);
            sweep.run();
            sums.put(region, sweep.sums);
        }
        for (OracleDistricts.Scope scope : OracleDistricts.Scope.all(reference)) {
            districts(scope, kind, to, sums, records);
        }
        return records;
    }

    private static OracleFraction fewest(Rolling kind) {
        return kind == Rolling.P30D ? FEWEST_OF_MONTH : OracleFraction.ONE;
    }

    private void districts(
            OracleDistricts.Scope scope,
            Rolling kind,
            long to,
            Map<String, NavigableMap<Long, OracleScopes.Sum>> sums,
            Records records) {
        TreeSet<Long> moments = new TreeSet<>();
        for (String region : scope.regions()) {
            for (long at : sums.getOrDefault(region, new TreeMap<>()).keySet()) {
                moments.add(at);
                moments.add(at + kind.length());
            }
        }
        Map<String, ObjectNode> published = new HashMap<>();
        for (long end : moments.headSet(to, true)) {
            Map<String, OracleScopes.Sum> members = membersAt(scope, sums, end);
            OracleScopes.Sum whole = OracleScopes.Sum.of(members.values());
            for (String source : OracleFigures.SOURCES) {
                publishIfNew(
                        "figures " + source,
                        OracleFigures.record(
                                "subject",
                                scope.subject(),
                                kind.json(end),
                                source,
                                "FINAL",
                                0,
                                end,
                                whole.figures(source)),
                        published,
                        records.ofRegions());
            }
            if (!kind.hasBoards()) {
                continue;
            }
            Map<String, OracleScopes.Sum> earlier = membersAt(scope, sums, end - kind.length());
            for (String board : OracleMethodology.KINDS) {
                OracleBoards.Board now =
                        OracleBoards.board(OracleScopes.regions(reference, board, members, fewest(kind)));
                Map<String, OracleBoards.Placed> before = OracleBoards.board(
                                OracleScopes.regions(reference, board, earlier, fewest(kind)))
                        .placed();
                ObjectNode record = record(scope.ranked(), board, kind, end, now, before);
                publishIfNew("board " + board, record, published, records.boards());
            }
        }
    }

    private static Map<String, OracleScopes.Sum> membersAt(
            OracleDistricts.Scope scope, Map<String, NavigableMap<Long, OracleScopes.Sum>> sums, long end) {
        Map<String, OracleScopes.Sum> members = new TreeMap<>();
        for (String region : scope.regions()) {
            Map.Entry<Long, OracleScopes.Sum> newest =
                    sums.getOrDefault(region, new TreeMap<>()).floorEntry(end);
            if (newest != null) {
                members.put(region, newest.getValue());
            }
        }
        return members;
    }

    private static void publishIfNew(
            String key, ObjectNode record, Map<String, ObjectNode> published, List<ObjectNode> list) {
        ObjectNode content = record.deepCopy();
        content.remove(List.of("period", "eventTime"));
        if (!content.equals(published.put(key, content))) {
            list.add(record);
        }
    }

    /** One region's windows moving from the first fact to the last end. */
    private final class Sweep {
        private final String region;
        private final Rolling kind;
        private final long from;
        private final long to;
        private final Records records;
        private final Map<String, OracleMember> members = new TreeMap<>();
        private final TreeMap<Long, List<Runnable>> changes = new TreeMap<>();
        private final TreeMap<Long, List<String>> touched = new TreeMap<>();
        private final Map<String, ObjectNode> published = new HashMap<>();
        private final Map<String, Map<String, OracleBoards.Standing>> standings = new HashMap<>();
        private final Map<String, TreeMap<Long, OracleBoards.Board>> history = new HashMap<>();
        private final NavigableMap<Long, OracleScopes.Sum> sums = new TreeMap<>();

        Sweep(String region, Rolling kind, long from, long to, Records records) {
            this.region = region;
            this.kind = kind;
            this.from = from;
            this.to = to;
            this.records = records;
            reference.municipalitiesOf(region).forEach(place -> members.put(place.id(), new OracleMember(place)));
            OracleMethodology.KINDS.forEach(board -> standings.put(board, new HashMap<>()));
        }

        void run() {
            long begin = beginOf(region, kind);
            if (begin > to) {
                return;
            }
            byRegion.getOrDefault(region, List.of()).forEach(this::plan);
            long first = Math.max(begin, kind.endAfter(from - 1));
            members.values().forEach(member -> plan(member, begin, first));
            TreeSet<Long> moments = new TreeSet<>(touched.keySet());
            if (kind.hasBoards()) {
                touched.keySet().forEach(at -> moments.add(at + kind.length()));
            }
            for (long at : moments.headSet(to, true)) {
                changes.getOrDefault(at, List.of()).forEach(Runnable::run);
                if (at >= begin) {
                    at(at);
                }
            }
        }

        private void plan(OracleFact.Sent sent) {
            long enters = entersAt(kind, sent);
            long leaves = leavesAt(kind, sent);
            if (enters < leaves) {
                plan(enters, sent, 1);
                if (leaves != Long.MAX_VALUE) {
                    plan(leaves, sent, -1);
                }
            }
        }

        private void plan(long at, OracleFact.Sent sent, int way) {
            String id = sent.fact().municipality();
            changes.computeIfAbsent(at, any -> new ArrayList<>()).add(() -> {
                OracleMember member = members.get(id);
                if (member != null) {
                    member.add(sent, way);
                }
            });
            touch(at, id);
        }

        /** Names, codes and validity change by date, without any fact. */
        private void plan(OracleMember member, long begin, long first) {
            OracleReference.Municipality place = member.place();
            touch(begin, place.id());
            touch(first, place.id());
            for (OracleReference.Version version : place.versions()) {
                touch(kind.endAfter(OracleCalendar.startOf(version.from(), place.zone())), place.id());
                LocalDate last = version.to();
                if (last != null) {
                    long over = OracleCalendar.startOf(last.plusDays(1), place.zone());
                    touch(kind.endAfter(over), place.id());
                    touch(kind.endAfter(over - 1) + kind.length(), place.id());
                }
            }
        }

        private void touch(long at, String id) {
            touched.computeIfAbsent(at, any -> new ArrayList<>()).add(id);
        }

        private void at(long end) {
            List<OracleMember> present = members.values().stream()
                    .filter(member -> isPresent(kind, member, end))
                    .toList();
            List<String> ids = touched.getOrDefault(end, List.of());
            for (OracleMember member : present) {
                String id = member.place().id();
                if (end >= from && ids.contains(id)) {
                    metrics(kind, member, end)
                            .forEach(record -> publish(id + record.get("source").asText(), record, records.metrics()));
                }
            }
            OracleScopes.Region now = OracleScopes.region(
                    reference,
                    region,
                    present.stream()
                            .map(member -> new OracleScopes.Present(member, versionAt(member, end)))
                            .toList());
            sums.put(end, now.whole());
            ObjectNode subject = OracleScopes.subject("REGION", region, reference.nameOf(region));
            publish("subject", subject, now.whole(), end, records.ofRegions());
            now.authorities().forEach((id, sum) -> {
                boolean isShown = reference.authoritiesOf(region).containsKey(id)
                        || !sum.isZero()
                        || published.containsKey("authority " + id + " ALL");
                if (isShown) {
                    ObjectNode authority = OracleScopes.authority(reference, region, id);
                    publish("authority", authority, sum, end, records.ofAuthorities());
                }
            });
            if (kind.hasBoards()) {
                OracleMethodology.KINDS.forEach(board -> board(board, end, present, ids, now));
            }
        }

        private void publish(String who, ObjectNode subject, OracleScopes.Sum sum, long end, List<ObjectNode> list) {
            for (String source : OracleFigures.SOURCES) {
                publish(
                        who + ' ' + subject.get("id").asText() + ' ' + source,
                        OracleFigures.record(
                                who, subject.deepCopy(), kind.json(end), source, "FINAL", 0, end, sum.figures(source)),
                        list);
            }
        }

        private void board(
                String board, long end, List<OracleMember> present, List<String> ids, OracleScopes.Region sums) {
            Map<String, OracleBoards.Standing> known = standings.getOrDefault(board, new HashMap<>());
            known.keySet().removeAll(ids);
            List<OracleBoards.Standing> municipalities = present.stream()
                    .map(member ->
                            known.computeIfAbsent(member.place().id(), any -> standing(board, kind, member, end)))
                    .toList();
            OracleScopes.contests(
                            region,
                            municipalities,
                            OracleScopes.bodies(reference, region, "OIV", board, sums, fewest(kind)),
                            OracleScopes.bodies(reference, region, "SUBORDINATE", board, sums, fewest(kind)),
                            OracleFraction.of(kind.length(), 30 * 86_400_000L))
                    .forEach((contest, competing) -> board(contest, board, end, OracleBoards.board(competing)));
        }

        private void board(OracleBoards.Contest contest, String board, long end, OracleBoards.Board now) {
            String key = contest + board;
            TreeMap<Long, OracleBoards.Board> ends = history.computeIfAbsent(key, any -> new TreeMap<>());
            ends.put(end, now);
            Map.Entry<Long, OracleBoards.Board> before = ends.floorEntry(end - kind.length());
            if (end >= from) {
                Map<String, OracleBoards.Placed> placed =
                        before == null ? Map.of() : before.getValue().placed();
                publish(key, record(contest, board, kind, end, now, placed), records.boards());
            }
        }

        private void publish(String key, ObjectNode record, List<ObjectNode> list) {
            publishIfNew(key, record, published, list);
        }
    }
}
