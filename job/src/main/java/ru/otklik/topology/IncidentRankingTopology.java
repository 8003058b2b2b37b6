package ru.otklik.topology;

import static ru.otklik.topology.OperatorId.MEASURE_REGIONS;
import static ru.otklik.topology.OperatorId.MERGE_REGIONS;
import static ru.otklik.topology.OperatorId.STAMP_EVENTS;
import static ru.otklik.topology.OperatorId.TRACK_INCIDENTS;

import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.jspecify.annotations.Nullable;
import ru.otklik.domain.incident.VerdictRules;
import ru.otklik.domain.region.IncidentFacts;
import ru.otklik.domain.region.MeasureRules;
import ru.otklik.domain.region.RegionReport;
import ru.otklik.operator.ConfigUpdate;
import ru.otklik.operator.FlatType;
import ru.otklik.operator.Inbound;
import ru.otklik.operator.MeasureRegions;
import ru.otklik.operator.MergeRegions;
import ru.otklik.operator.Publication;
import ru.otklik.operator.RecordFormat;
import ru.otklik.operator.StampEvents;
import ru.otklik.operator.TrackIncidents;
import ru.otklik.operator.UpdatesSoFar;

/** The diagram: incidents in, facts between, metrics and rankings out. */
public final class IncidentRankingTopology {
    /** Key groups; fixed before the first savepoint, since it can never change. */
    public static final int MAX_PARALLELISM = 720;

    /**
     * What the boxes go by.
     *
     * @param disorderMillis how far behind the newest event of a partition its event time stays
     * @param graceMillis how long an expired incident is remembered
     * @param replay null in streaming
     */
    public record Rules(
            VerdictRules verdict,
            MeasureRules measure,
            long disorderMillis,
            long graceMillis,
            StampEvents.@Nullable ReplayClock replay) {}

    private final Rules rules;
    private final RecordFormat.Factory formats;

    private IncidentRankingTopology(Rules rules, RecordFormat.Factory formats) {
        this.rules = rules;
        this.formats = formats;
    }

    /** Draws the whole job. */
    public static void wire(StreamExecutionEnvironment env, Doors doors, Rules rules) {
        IncidentRankingTopology topology = new IncidentRankingTopology(rules, doors.formats());
        var inbound = doors.incidents().open(env);
        var events = topology.stampEvents(inbound);
        var facts = topology.trackIncidents(events);
        var config = doors.config().open(env);
        var values = topology.measureRegions(
                facts.union(events.getSideOutput(StampEvents.PAGES)),
                config,
                doors.config().soFar());

        var merged = topology.mergeRegions(
                values.getSideOutput(MeasureRegions.REPORTS),
                config,
                doors.config().soFar());

        var publications = values.union(
                merged,
                values.getSideOutput(MeasureRegions.LATE_FACTS),
                facts.getSideOutput(TrackIncidents.REFUSED),
                events.getSideOutput(StampEvents.REJECTED));
        doors.outlets().forEach(outlet -> outlet.attach(publications));
    }

    private SingleOutputStreamOperator<Inbound> stampEvents(SingleOutputStreamOperator<Inbound> inbound) {
        return STAMP_EVENTS
                .on(inbound.transform(
                        STAMP_EVENTS.id(),
                        FlatType.INBOUND,
                        new StampEvents(
                                rules.disorderMillis(),
                                rules.replay(),
                                formats,
                                rules.measure().reference())))
                .setParallelism(inbound.getParallelism());
    }

    private SingleOutputStreamOperator<IncidentFacts> trackIncidents(SingleOutputStreamOperator<Inbound> events) {
        return TRACK_INCIDENTS.on(events.keyBy(TrackIncidents::keyOf, Types.LONG)
                .transform(
                        TRACK_INCIDENTS.id(),
                        FlatType.INCIDENT_FACTS,
                        new TrackIncidents(
                                rules.verdict(),
                                rules.graceMillis(),
                                formats,
                                rules.measure().alerts().watchesIncidents())));
    }

    private SingleOutputStreamOperator<Publication> measureRegions(
            DataStream<IncidentFacts> facts, SingleOutputStreamOperator<ConfigUpdate> config, UpdatesSoFar soFar) {
        return MEASURE_REGIONS.on(facts.keyBy(IncidentFacts::region, Types.STRING)
                .connect(config.broadcast())
                .transform(
                        MEASURE_REGIONS.id(),
                        FlatType.PUBLICATION,
                        new MeasureRegions(rules.measure(), formats, soFar)));
    }

    private SingleOutputStreamOperator<Publication> mergeRegions(
            DataStream<RegionReport> reports, SingleOutputStreamOperator<ConfigUpdate> config, UpdatesSoFar soFar) {
        return MERGE_REGIONS.on(reports.keyBy(RegionReport::scope, Types.STRING)
                .connect(config.broadcast())
                .transform(
                        MERGE_REGIONS.id(), FlatType.PUBLICATION, new MergeRegions(rules.measure(), formats, soFar)));
    }
}
