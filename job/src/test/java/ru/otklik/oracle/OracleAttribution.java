package ru.otklik.oracle;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import ru.otklik.oracle.OracleFact.Kind;
import ru.otklik.oracle.OracleFact.Stage;

/** Figures of months and quarters by registration and by due date: each published value is counted from nothing. */
final class OracleAttribution {

    /** What a period counts, and from which instant on. */
    private record Counted(OracleFact.Sent sent, boolean ofCohort, long effective) {}

    private final OracleReference reference;
    private final Oracle.Options options;
    private final List<OracleFact.Sent> facts;
    private final List<OracleFact.Sent> outcomes;
    private final long endOfInput;

    OracleAttribution(
            OracleReference reference,
            Oracle.Options options,
            List<OracleFact.Sent> facts,
            List<OracleFact.Sent> outcomes,
            long endOfInput) {
        this.reference = reference;
        this.options = options;
        this.facts = facts;
        this.outcomes = outcomes;
        this.endOfInput = endOfInput;
    }

    /** All records of a region, from the first period of its series on. */
    List<ObjectNode> publish(String region, OraclePeriod begin) {
        List<ObjectNode> records = new ArrayList<>();
        for (OracleReference.Municipality place : reference.municipalitiesOf(region)) {
            for (OraclePeriod period = begin; period.start(place.zone()) <= endOfInput; period = period.next()) {
                publish(place, period, records);
            }
        }
        return records;
    }

    private void publish(OracleReference.Municipality place, OraclePeriod period, List<ObjectNode> records) {
        long end = period.end(place.zone());
        TreeMap<Long, List<Counted>> due = new TreeMap<>();
        due.put(Math.min(end, endOfInput), new ArrayList<>());
        for (Counted counted : counted(place, period)) {
            LocalDate day = OracleCalendar.dateOf(counted.effective(), place.zone());
            long moment = counted.effective() < end ? end : OracleCalendar.startOf(day.plusDays(1), place.zone());
            due.computeIfAbsent(Math.min(moment, endOfInput), any -> new ArrayList<>())
                    .add(counted);
        }
        OracleReference.Version version = place.on(period.last());
        boolean isValid = place.isValid(period.first(), period.last());
        List<Counted> soFar = new ArrayList<>();
        ZoneId zone = place.zone();
        Map<String, ObjectNode> published = new HashMap<>();
        Map<String, Integer> revisions = new HashMap<>();
        due.forEach((at, more) -> {
            soFar.addAll(more);
            if (!isValid && isZero(soFar, zone)) {
                return;
            }
            for (String source : OracleFigures.SOURCES) {
                ObjectNode content = content(soFar, source, zone);
                if (content.equals(published.put(source, content))) {
                    continue;
                }
                int revision = end > endOfInput ? -1 : revisions.merge(source, 1, Integer::sum) - 1;
                records.add(OracleFigures.record(
                        OracleFigures.municipality(place, version),
                        period.json(place.zone()),
                        source,
                        OracleSeries.status(revision),
                        revision,
                        at,
                        content));
            }
        });
    }

    /** What is laid to a period and has come by its closing day. */
    private List<Counted> counted(OracleReference.Municipality place, OraclePeriod period) {
        List<Counted> counted = new ArrayList<>();
        for (OracleFact.Sent one : facts) {
            OracleFact fact = one.fact();
            if (fact.kind() == Kind.REGISTERED) {
                add(one, fact.date(), true, place, period, counted);
            } else if (fact.kind() == Kind.MET) {
                add(one, fact.due(), false, place, period, counted);
            } else if (fact.kind() == Kind.MISSED) {
                add(one, fact.date(), false, place, period, counted);
            }
        }
        for (OracleFact.Sent one : outcomes) {
            Long registered = one.fact().registered();
            if (registered != null) {
                add(one, registered, true, place, period, counted);
            }
        }
        return counted;
    }

    private void add(
            OracleFact.Sent one,
            long laidTo,
            boolean ofCohort,
            OracleReference.Municipality place,
            OraclePeriod period,
            List<Counted> counted) {
        LocalDate day = OracleCalendar.dateOf(laidTo, place.zone());
        boolean concerned = one.fact().municipality().equals(place.id())
                && !day.isBefore(period.first())
                && !day.isAfter(period.last())
                && one.fact().date() <= endOfInput;
        if (concerned) {
            long effective = Math.max(one.fact().date(), one.stamp());
            long horizon = period.end(place.zone()) + options.closedHorizon().toMillis();
            LocalDate closing = OracleCalendar.dateOf(horizon - 1, place.zone());
            if (!OracleCalendar.dateOf(effective, place.zone()).isAfter(closing)) {
                counted.add(new Counted(one, ofCohort, effective));
            }
        }
    }

    private static boolean isZero(List<Counted> counted, ZoneId zone) {
        ObjectNode nothing = content(List.of(), "ALL", zone);
        return content(counted, "INCIDENT_MANAGEMENT", zone).equals(nothing)
                && content(counted, "POS", zone).equals(nothing);
    }

    private static ObjectNode content(List<Counted> counted, String source, ZoneId zone) {
        OracleTally cohort = new OracleTally();
        OracleTally due = new OracleTally();
        TreeMap<String, Integer> hours = new TreeMap<>();
        for (Counted one : counted) {
            OracleFact.Sent sent = one.sent();
            if (source.equals("ALL") || source.equals(sent.fact().source())) {
                (one.ofCohort() ? cohort : due).add(sent.fact(), sent.sign());
                if (one.ofCohort() && sent.fact().kind() == Kind.REGISTERED) {
                    ZonedDateTime local =
                            Instant.ofEpochMilli(sent.fact().date()).atZone(zone);
                    String hour = local.format(DateTimeFormatter.ofPattern("e-HH", Locale.FRANCE));
                    hours.merge(hour, sent.sign(), (old, more) -> old + more == 0 ? null : old + more);
                }
            }
        }
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        ObjectNode byRegistration = node.putObject("byRegistration");
        byRegistration.put("registered", cohort.count(Kind.REGISTERED));
        hours.forEach(byRegistration.putObject("registeredByHour")::put);
        byRegistration.put("responded", cohort.count(Kind.RESPONDED));
        byRegistration.put("resolved", cohort.count(Kind.RESOLVED));
        byRegistration.put("open", cohort.count(Kind.OPEN));
        OracleTally.Latencies responses = cohort.elapsed(Kind.RESPONDED);
        ObjectNode response = byRegistration.putObject("response");
        ArrayNode distribution = response.putArray("distribution");
        Arrays.stream(responses.between(5, 15, 30, 60, 120, 240, 480, 1440, 2880, 5760, 11520, 23040, 43200))
                .forEach(distribution::add);
        response.put("count", responses.count())
                .<ObjectNode>set("meanMillis", OracleText.number(responses.mean()))
                .set("medianMillis", OracleText.number(responses.quantile(50)));
        deadlines(cohort, byRegistration);
        deadlines(due, node.putObject("byDueDate"));
        return node;
    }

    private static void deadlines(OracleTally tally, ObjectNode node) {
        node.set("responseDeadline", OracleFigures.deadline(tally, Stage.RESPONSE));
        node.set("resolutionDeadline", OracleFigures.deadline(tally, Stage.RESOLUTION));
        node.set("reworkDeadline", OracleFigures.deadline(tally, Stage.REWORK));
    }
}
