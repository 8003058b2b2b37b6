package ru.otklik.oracle;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** All calendar periods of one kind in one region, from the first of its series to the end of input. */
final class OracleSeries {

    private static final long TICK = 300_000L;

    private final OracleReference reference;
    private final Oracle.Options options;
    private final String region;
    private final OraclePeriod.Kind kind;
    private final long endOfInput;
    private final ZoneId zone;
    private final Map<String, List<OracleFact.Sent>> levels = new HashMap<>();
    private final Map<String, Map<OraclePeriod, List<OracleFact.Sent>>> flows = new HashMap<>();
    private @Nullable OraclePeriod begin;

    private final List<ObjectNode> metrics = new ArrayList<>();
    private final List<ObjectNode> boards = new ArrayList<>();
    private final List<ObjectNode> ofRegion = new ArrayList<>();
    private final List<ObjectNode> ofAuthorities = new ArrayList<>();
    /** What the whole region came to, by period and by the instant it was published for. */
    private final Map<OraclePeriod, NavigableMap<Long, OracleScopes.Sum>> sums =
            new TreeMap<>(Comparator.comparing(OraclePeriod::first));
    /** By kind of board and period: what was published, by the instant it was for. */
    private final Map<String, Map<OraclePeriod, NavigableMap<Long, Map<String, OracleBoards.Placed>>>> history =
            new HashMap<>();

    /** One member in one period: what it will count, by the instant at which that is published. */
    private static final class Seat {
        private final OracleMember member;
        private final OracleReference.Version version;
        private final long end;
        private final TreeMap<Long, List<OracleFact.Sent>> due = new TreeMap<>();
        private final Map<String, ObjectNode> published = new HashMap<>();
        private final Map<String, Integer> revisions = new HashMap<>();

        Seat(OracleMember member, OracleReference.Version version, long end) {
            this.member = member;
            this.version = version;
            this.end = end;
        }
    }

    OracleSeries(
            OracleReference reference,
            Oracle.Options options,
            String region,
            OraclePeriod.Kind kind,
            List<OracleFact.Sent> sent,
            long endOfInput) {
        this.reference = reference;
        this.options = options;
        this.region = region;
        this.kind = kind;
        this.endOfInput = endOfInput;
        this.zone = reference.municipalitiesOf(region).get(0).zone();
        for (OracleFact.Sent one : sent) {
            OracleReference.Municipality place =
                    reference.municipality(one.fact().municipality());
            if (place.region().equals(region)) {
                sort(place, one);
            }
        }
    }

    private void sort(OracleReference.Municipality place, OracleFact.Sent one) {
        OracleFact fact = one.fact();
        OraclePeriod period = OraclePeriod.of(kind, OracleCalendar.dateOf(fact.date(), place.zone()));
        boolean isKnown = one.stamp() < period.end(place.zone());
        if (isKnown && (begin == null || period.first().isBefore(begin.first()))) {
            begin = period;
        }
        if (fact.isLevel()) {
            levels.computeIfAbsent(place.id(), any -> new ArrayList<>()).add(one);
        } else {
            flows.computeIfAbsent(place.id(), any -> new HashMap<>())
                    .computeIfAbsent(period, any -> new ArrayList<>())
                    .add(one);
        }
    }

    void publish() {
        for (OraclePeriod period = begin; period != null; period = period.next()) {
            List<Seat> seats = new ArrayList<>();
            for (OracleReference.Municipality place : reference.municipalitiesOf(region)) {
                if (period.start(place.zone()) <= endOfInput && isPresent(place, period)) {
                    seats.add(seat(place, period));
                }
            }
            if (period.start(zone) > endOfInput && seats.isEmpty()) {
                return;
            }
            publish(period, seats);
        }
    }

    private boolean isPresent(OracleReference.Municipality place, OraclePeriod period) {
        return place.isValid(period.first(), period.last())
                || flows.getOrDefault(place.id(), Map.of()).containsKey(period);
    }

    /** Decides for each fact when this period publishes it; a fact beyond the horizon never is. */
    private Seat seat(OracleReference.Municipality place, OraclePeriod period) {
        long end = period.end(place.zone());
        Seat seat = new Seat(new OracleMember(place), place.on(period.last()), end);
        seat.due.put(Math.min(end, endOfInput), new ArrayList<>());
        List<OracleFact.Sent> affecting =
                new ArrayList<>(flows.getOrDefault(place.id(), Map.of()).getOrDefault(period, List.of()));
        affecting.addAll(levels.getOrDefault(place.id(), List.of()));
        for (OracleFact.Sent sent : affecting) {
            long stamp = sent.stamp();
            boolean isDated = sent.fact().date() < end && sent.fact().date() <= endOfInput;
            if (isDated && stamp < end + options.closedHorizon().toMillis()) {
                long moment = stamp < end ? end : (Math.floorDiv(stamp, TICK) + 1) * TICK;
                seat.due
                        .computeIfAbsent(Math.min(moment, endOfInput), any -> new ArrayList<>())
                        .add(sent);
            }
        }
        return seat;
    }

    private void publish(OraclePeriod period, List<Seat> seats) {
        TreeMap<Long, List<Seat>> moments = new TreeMap<>();
        for (Seat seat : seats) {
            seat.due
                    .keySet()
                    .forEach(at -> moments.computeIfAbsent(at, any -> new ArrayList<>())
                            .add(seat));
        }
        long boardEnd = Math.max(
                period.end(zone),
                seats.stream().mapToLong(seat -> seat.end).max().orElse(0));
        OracleScopes.Numbering numbering = new OracleScopes.Numbering();
        moments.forEach((at, changed) -> {
            for (Seat seat : changed) {
                seat.due.getOrDefault(at, List.of()).forEach(sent -> seat.member.add(sent, 1));
                publish(period, seat, at);
            }
            if (at >= Math.min(boardEnd, endOfInput)) {
                publish(period, seats, at, boardEnd > endOfInput, numbering);
            }
        });
    }

    private void publish(
            OraclePeriod period, List<Seat> seats, long at, boolean isOpen, OracleScopes.Numbering numbering) {
        OracleScopes.Region now = OracleScopes.region(
                reference,
                region,
                seats.stream()
                        .map(seat -> new OracleScopes.Present(seat.member, seat.version))
                        .toList());
        sums.computeIfAbsent(period, any -> new TreeMap<>()).put(at, now.whole());
        ObjectNode subject = OracleScopes.subject("REGION", region, reference.nameOf(region));
        publish("subject", subject, now.whole(), period, at, isOpen, numbering, ofRegion);
        now.authorities().forEach((id, sum) -> {
            boolean isShown = reference.authoritiesOf(region).containsKey(id)
                    || !sum.isZero()
                    || numbering.knows("authority " + id + " ALL");
            if (isShown) {
                ObjectNode authority = OracleScopes.authority(reference, region, id);
                publish("authority", authority, sum, period, at, isOpen, numbering, ofAuthorities);
            }
        });
        if (kind != OraclePeriod.Kind.DAY) {
            OracleMethodology.KINDS.forEach(board -> boards(board, period, seats, now, at, isOpen, numbering));
        }
    }

    private void publish(
            String who,
            ObjectNode subject,
            OracleScopes.Sum sum,
            OraclePeriod period,
            long at,
            boolean isOpen,
            OracleScopes.Numbering numbering,
            List<ObjectNode> records) {
        for (String source : OracleFigures.SOURCES) {
            ObjectNode content = sum.figures(source);
            Integer revision = numbering.next(who + ' ' + subject.get("id").asText() + ' ' + source, content, isOpen);
            if (revision != null) {
                records.add(OracleFigures.record(
                        who, subject.deepCopy(), period.json(zone), source, status(revision), revision, at, content));
            }
        }
    }

    private void boards(
            String board,
            OraclePeriod period,
            List<Seat> seats,
            OracleScopes.Region sums,
            long at,
            boolean isOpen,
            OracleScopes.Numbering numbering) {
        OracleFraction fewest = OracleFraction.of(isOpen ? 2 : 2L * period.months(), 1);
        List<OracleBoards.Standing> standings = new ArrayList<>();
        for (Seat seat : seats) {
            OracleBoards.Member member = seat.member.onBoard(board, seat.version, options.activityOfAll());
            standings.add(OracleBoards.standing(board, member, fewest));
        }
        OracleScopes.contests(
                        region,
                        standings,
                        OracleScopes.bodies(reference, region, "OIV", board, sums, fewest),
                        OracleScopes.bodies(reference, region, "SUBORDINATE", board, sums, fewest),
                        monthsOver(period, isOpen))
                .forEach((contest, competing) ->
                        publish(contest, board, period, OracleBoards.board(competing), at, isOpen, numbering));
    }

    private OracleFraction monthsOver(OraclePeriod period, boolean isOpen) {
        OracleFraction months = OracleFraction.of(period.months(), 1);
        if (!isOpen) {
            return months;
        }
        long length = period.end(zone) - period.start(zone);
        long over = Math.max(0, Math.min(length, endOfInput - period.start(zone)));
        return months.times(OracleFraction.of(over, length));
    }

    private void publish(OraclePeriod period, Seat seat, long at) {
        OracleReference.Municipality place = seat.member.place();
        for (String source : OracleFigures.SOURCES) {
            ObjectNode content = OracleFigures.figures(seat.member.whole(source), seat.version.population());
            if (content.equals(seat.published.put(source, content))) {
                continue;
            }
            int revision = seat.end > endOfInput ? -1 : seat.revisions.merge(source, 1, Integer::sum) - 1;
            metrics.add(OracleFigures.record(
                    OracleFigures.municipality(place, seat.version),
                    period.json(place.zone()),
                    source,
                    status(revision),
                    revision,
                    at,
                    content));
        }
    }

    private void publish(
            OracleBoards.Contest contest,
            String board,
            OraclePeriod period,
            OracleBoards.Board content,
            long at,
            boolean isOpen,
            OracleScopes.Numbering numbering) {
        String key = contest + board;
        Integer revision = numbering.next(key, content, isOpen);
        if (revision == null) {
            return;
        }
        Map<OraclePeriod, NavigableMap<Long, Map<String, OracleBoards.Placed>>> ofBoard =
                history.computeIfAbsent(key, any -> new HashMap<>());
        NavigableMap<Long, Map<String, OracleBoards.Placed>> earlier = ofBoard.get(period.previous());
        Map.Entry<Long, Map<String, OracleBoards.Placed>> before = earlier == null ? null : earlier.floorEntry(at);
        if (!isOpen) {
            ofBoard.computeIfAbsent(period, any -> new TreeMap<>()).put(at, content.placed());
        }
        boards.add(OracleBoards.record(
                contest,
                board,
                period.json(zone),
                status(revision),
                revision,
                at,
                reference.version(),
                content,
                before == null ? Map.of() : before.getValue()));
    }

    static String status(int revision) {
        return revision < 0 ? "PRELIMINARY" : revision == 0 ? "FINAL" : "REVISED";
    }

    List<ObjectNode> metrics() {
        return metrics;
    }

    List<ObjectNode> boards() {
        return boards;
    }

    List<ObjectNode> ofRegion() {
        return ofRegion;
    }

    List<ObjectNode> ofAuthorities() {
        return ofAuthorities;
    }

    Map<OraclePeriod, NavigableMap<Long, OracleScopes.Sum>> sums() {
        return sums;
    }

    /** The first period of the series, null if it never began. */
    @Nullable
    OraclePeriod begin() {
        return begin;
    }

    /** The first date of the series, null if it never began. */
    @Nullable
    LocalDate begins() {
        return begin == null ? null : begin.first();
    }
}
