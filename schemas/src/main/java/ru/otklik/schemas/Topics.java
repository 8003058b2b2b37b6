package ru.otklik.schemas;

import java.util.List;

/** Names of the Kafka topics; in a replay each output topic is the file {@code NAME.ndjson}. */
public final class Topics {
    /** In: events of «Инцидент Менеджмент», key incidentId; schema {@code incidents}. */
    public static final String INCIDENTS_IM = "incidents.im";

    /** In: events of «Госуслуги. Решаем вместе», key incidentId; schema {@code incidents}. */
    public static final String INCIDENTS_POS = "incidents.pos";

    /** In, if it is switched on: daily reports of official pages, key pageId; schema {@code pages.activity}. */
    public static final String PAGES_ACTIVITY = "pages.activity";

    /** Out: figures of one municipality, period and source; schema {@code metrics.municipality}. */
    public static final String METRICS_MUNICIPALITY = "metrics.municipality";

    /** Out: the same municipality's figures by registration and by due date; schema {@code metrics.attribution}. */
    public static final String METRICS_ATTRIBUTION = "metrics.attribution";

    /** Out: figures of a municipality's official pages and calendar period; schema {@code metrics.pages}. */
    public static final String METRICS_PAGES = "metrics.pages";

    /** Out: figures of one named authority of a region, period and source; schema {@code metrics.authority}. */
    public static final String METRICS_AUTHORITY = "metrics.authority";

    /** Out: figures of one region, federal district or the country, period and source; schema {@code metrics.region}. */
    public static final String METRICS_REGION = "metrics.region";

    /** Out: boards of the rolling 7 and 30 days; schema {@code rankings}. */
    public static final String RANKINGS_ROLLING = "rankings.rolling";

    /** Out: boards of calendar months, quarters and years; schema {@code rankings}. */
    public static final String RANKINGS_PERIOD = "rankings.period";

    /** Out: the report of a region on a quarter, one immutable document a revision; schema {@code snapshots.quarter}. */
    public static final String SNAPSHOTS_QUARTER = "snapshots.quarter";

    /** Out: steps of alerts, key alertId; schema {@code alerts}. */
    public static final String ALERTS = "alerts";

    /** Out, at least once: boards between two rolling ends, for screens only; schema {@code rankings}. */
    public static final String RANKINGS_LIVE = "rankings.live";

    /** Out: records of the inputs that are no acceptable event, without their payload. */
    public static final String INCIDENTS_REJECTED = "incidents.rejected";

    /** Out: events that came after their incident had expired. */
    public static final String INCIDENTS_LATE = "incidents.late";

    /** Out: facts that came after the horizon of at least one calendar period of their date. */
    public static final String FACTS_LATE = "facts.late";

    /** In: versions of the methodology, one partition, key id; schema {@code config.methodology}. */
    public static final String CONFIG_METHODOLOGY = "config.methodology";

    /** In: versions of the alert rules, one partition, key id; schema {@code config.alert-rules}. */
    public static final String CONFIG_ALERT_RULES = "config.alert-rules";

    /** In: silences, one partition, key id; schema {@code config.silences}. */
    public static final String CONFIG_SILENCES = "config.silences";

    /** Out: updates of the configuration that change nothing, without their payload. */
    public static final String CONFIG_REJECTED = "config.rejected";

    /** Every input topic of events, in the order of the sources. */
    public static final List<String> INPUTS = List.of(INCIDENTS_IM, INCIDENTS_POS);

    /** Every input topic of configuration. */
    public static final List<String> CONFIG = List.of(CONFIG_METHODOLOGY, CONFIG_ALERT_RULES, CONFIG_SILENCES);

    /** Input topics that a job reads only if a setting says so: one that stays empty would hold event time back. */
    public static final List<String> OPTIONAL_INPUTS = List.of(PAGES_ACTIVITY);

    /** Every output topic that is written exactly once, to be read with {@code isolation.level=read_committed}. */
    public static final List<String> EXACTLY_ONCE = List.of(
            METRICS_MUNICIPALITY,
            METRICS_ATTRIBUTION,
            METRICS_PAGES,
            METRICS_AUTHORITY,
            METRICS_REGION,
            RANKINGS_ROLLING,
            RANKINGS_PERIOD,
            SNAPSHOTS_QUARTER,
            ALERTS,
            INCIDENTS_REJECTED,
            INCIDENTS_LATE,
            FACTS_LATE,
            CONFIG_REJECTED);

    /** Every output topic that is written at least once. */
    public static final List<String> AT_LEAST_ONCE = List.of(RANKINGS_LIVE);

    private Topics() {}
}
