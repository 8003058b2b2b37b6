package ru.otklik.operator;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.flink.api.common.typeinfo.Types;
import ru.otklik.domain.incident.VerdictRules;
import ru.otklik.domain.period.CalendarKind;
import ru.otklik.domain.period.RollingKind;
import ru.otklik.domain.reference.ReferenceData;
import ru.otklik.domain.region.IncidentFacts;
import ru.otklik.domain.region.MeasureRules;
import ru.otklik.domain.region.RegionBook;
import ru.otklik.domain.region.RegionReport;
import ru.otklik.edge.TestRecords;
import ru.otklik.operator.OperatorScenario.Backend;
import ru.otklik.operator.OperatorScenario.Step;
import ru.otklik.operator.OperatorScenario.Subject;
import ru.otklik.testing.MutePublisher;
import ru.otklik.testing.References;

/** A script for the first operator, written as events at local times, and what the next operators make of it. */
final class Scripts {
    static final long MINUTE = 60_000;
    static final long DISORDER = MINUTE;
    static final long GRACE = Duration.ofDays(400).toMillis();
    static final ReferenceData REFERENCE = References.small();
    static final VerdictRules VERDICT = new VerdictRules(
            REFERENCE, Duration.ofDays(90).toMillis(), Duration.ofDays(400).toMillis());

    private final TestRecords records = new TestRecords(REFERENCE);
    private final List<Step<Inbound>> steps = new ArrayList<>();
    private final Map<Integer, Long> offsets = new HashMap<>();
    private int events;

    /** Epoch milliseconds of a time in UTC such as "2023-03-31T20:00". */
    static long at(String utc) {
        return Instant.parse(utc + (utc.length() == 16 ? ":00Z" : "Z")).toEpochMilli();
    }

    /** An event of an incident that was appended as it happened; further fields with a leading comma. */
    Scripts event(String incident, String type, String utc, String fields) {
        return event(incident, type, utc, utc, fields);
    }

    /** An event that was appended later than it happened. */
    Scripts event(String incident, String type, String utc, String appended, String fields) {
        events++;
        String json = "{\"eventId\":\"e" + events + "\",\"incidentId\":\"" + incident
                + "\",\"source\":\"INCIDENT_MANAGEMENT\",\"type\":\"" + type + "\",\"occurredAt\":\""
                + Instant.ofEpochMilli(at(utc)) + "\"" + fields + "}";
        return line(json, at(appended), 0);
    }

    Scripts registered(String incident, String code, String utc) {
        String fields = ",\"municipality\":\"" + code + "\",\"topic\":\"Дороги\",\"channel\":\"VK\",\"citizen\":\"c"
                + incident.charAt(0) + "\"";
        return event(incident, "REGISTERED", utc, fields);
    }

    /** A registration as JSON. */
    static String registration(String incident, String code, String utc) {
        return "{\"eventId\":\"r\",\"incidentId\":\"" + incident
                + "\",\"source\":\"POS\",\"type\":\"REGISTERED\",\"occurredAt\":\"" + Instant.ofEpochMilli(at(utc))
                + "\",\"municipality\":\"" + code + "\",\"topic\":\"Дороги\"}";
    }

    Scripts line(String json, long appendedAt, int partition) {
        long offset = offsets.merge(partition, 1L, Long::sum);
        steps.add(Step.of(records.decode(json, "incidents.im", partition, offset, appendedAt)));
        return this;
    }

    Scripts heartbeat(String utc, int partition) {
        long offset = offsets.merge(partition, 1L, Long::sum);
        Origin origin = new Origin("incidents.im", partition, offset, new byte[32], at(utc));
        steps.add(Step.of(Inbound.heartbeat(origin, at(utc))));
        return this;
    }

    /** Event time of the job. */
    Scripts passed(String utc) {
        steps.add(Step.watermark(at(utc)));
        return this;
    }

    List<Step<Inbound>> steps() {
        return List.copyOf(steps);
    }

    /** What the first operator sends on. */
    List<Step<Inbound>> stamped() throws Exception {
        return new OperatorScenario<>(stamp(), Backend.HASHMAP)
                .start(1)
                .play(steps)
                .finish()
                .asScript();
    }

    /** What the second operator sends on. */
    List<Step<IncidentFacts>> facts() throws Exception {
        return facts(false);
    }

    /**
     * What the second operator sends on.
     *
     * @param tellsStages whether stages of incidents travel along
     */
    List<Step<IncidentFacts>> facts(boolean tellsStages) throws Exception {
        return new OperatorScenario<>(track(tellsStages), Backend.HASHMAP)
                .start(1)
                .play(stamped())
                .finish()
                .asScript();
    }

    static Subject<Inbound, Inbound, Long> stamp() {
        return new Subject<>(
                () -> new StampEvents(DISORDER, null, TestRecords.formats(), REFERENCE),
                FlatType.INBOUND,
                FlatType.INBOUND,
                StampEvents.REJECTED,
                null,
                null);
    }

    static Subject<Inbound, IncidentFacts, Long> track() {
        return track(false);
    }

    private static Subject<Inbound, IncidentFacts, Long> track(boolean tellsStages) {
        return new Subject<>(
                () -> new TrackIncidents(VERDICT, GRACE, TestRecords.formats(), tellsStages),
                FlatType.INBOUND,
                FlatType.INCIDENT_FACTS,
                TrackIncidents.REFUSED,
                TrackIncidents::keyOf,
                Types.LONG);
    }

    private static MeasureRules rules(String... rolling) {
        return new MeasureRules(
                REFERENCE,
                Duration.ofDays(45).toMillis(),
                RollingKind.STANDARD,
                Set.of(rolling),
                Set.of(CalendarKind.values()),
                false);
    }

    /** What the regions report to where districts are made, between the same watermarks. */
    List<Step<RegionReport>> reports(String... rolling) throws Exception {
        Reports reports = new Reports();
        Map<String, RegionBook> books = new TreeMap<>();
        long newestAppend = 0;
        for (Step<IncidentFacts> step : facts()) {
            IncidentFacts changed = step.value();
            if (changed == null) {
                for (RegionBook book : books.values()) {
                    book.advance(step.watermark(), newestAppend, reports);
                }
                reports.steps.add(Step.watermark(step.watermark()));
            } else {
                newestAppend = Math.max(newestAppend, changed.appendedAt());
                books.computeIfAbsent(changed.region(), region -> new RegionBook(region, rules(rolling)))
                        .receive(changed);
            }
        }
        return List.copyOf(reports.steps);
    }

    /** Collects reports; a region reports whether or not its own value differs. */
    private static final class Reports extends MutePublisher {
        private final List<Step<RegionReport>> steps = new ArrayList<>();

        @Override
        public void report(RegionReport report) {
            steps.add(Step.of(report));
        }
    }

    static Subject<RegionReport, Publication, String> merge(String... rolling) {
        MeasureRules rules = rules(rolling);
        return new Subject<>(
                () -> new MergeRegions(rules, TestRecords.formats()),
                FlatType.REGION_REPORT,
                FlatType.PUBLICATION,
                MeasureRegions.LATE_FACTS,
                RegionReport::scope,
                Types.STRING);
    }

    static Subject<IncidentFacts, Publication, String> measure(String... rolling) {
        MeasureRules rules = rules(rolling);
        return new Subject<>(
                () -> new MeasureRegions(rules, TestRecords.formats()),
                FlatType.INCIDENT_FACTS,
                FlatType.PUBLICATION,
                MeasureRegions.LATE_FACTS,
                IncidentFacts::region,
                Types.STRING);
    }
}
