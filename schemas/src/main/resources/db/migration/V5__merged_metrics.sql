-- The newest figures that are merged from those of municipalities: of each named authority of a region, and of regions,
-- federal districts and the country. Columns and guards are those of otklik.municipality_metrics.

SET LOCAL ROLE otklik_owner;

CREATE TABLE otklik.authority_metrics (
    region_id text NOT NULL,
    authority_id text NOT NULL,
    period_kind text NOT NULL CHECK (period_kind IN ('DAY', 'MONTH', 'QUARTER', 'YEAR', 'ROLLING')),
    period_label text NOT NULL,
    source text NOT NULL CHECK (source IN ('ALL', 'INCIDENT_MANAGEMENT', 'POS')),
    edition integer NOT NULL CHECK (edition >= 0),
    finality smallint NOT NULL CHECK (finality IN (0, 1)),
    revision integer NOT NULL CHECK (revision >= -1),
    event_time timestamptz NOT NULL,
    content_hash text NOT NULL CHECK (content_hash ~ '^[0-9a-f]{64}$'),
    status text NOT NULL CHECK (status IN ('PRELIMINARY', 'FINAL', 'REVISED')),
    period_start timestamptz NOT NULL,
    period_end timestamptz NOT NULL,
    document jsonb NOT NULL,
    written_at timestamptz NOT NULL DEFAULT now(),
    authority_kind text GENERATED ALWAYS AS ((document -> 'authority' ->> 'kind')::text) STORED,
    authority_name text GENERATED ALWAYS AS ((document -> 'authority' ->> 'name')::text) STORED,
    registered bigint GENERATED ALWAYS AS ((document ->> 'registered')::bigint) STORED,
    registered_per_10k numeric GENERATED ALWAYS AS ((document ->> 'registeredPer10k')::numeric) STORED,
    citizens bigint GENERATED ALWAYS AS ((document ->> 'citizens')::bigint) STORED,
    responded bigint GENERATED ALWAYS AS ((document ->> 'responded')::bigint) STORED,
    resolved bigint GENERATED ALWAYS AS ((document ->> 'resolved')::bigint) STORED,
    response_mean_millis bigint GENERATED ALWAYS AS ((document -> 'response' ->> 'meanMillis')::bigint) STORED,
    response_median_millis bigint GENERATED ALWAYS AS ((document -> 'response' ->> 'medianMillis')::bigint) STORED,
    response_working_median_millis bigint GENERATED ALWAYS AS ((document -> 'response' ->> 'workingMedianMillis')::bigint) STORED,
    resolution_mean_millis bigint GENERATED ALWAYS AS ((document -> 'resolution' ->> 'meanMillis')::bigint) STORED,
    resolution_median_millis bigint GENERATED ALWAYS AS ((document -> 'resolution' ->> 'medianMillis')::bigint) STORED,
    resolution_working_median_millis bigint GENERATED ALWAYS AS ((document -> 'resolution' ->> 'workingMedianMillis')::bigint) STORED,
    response_compliance numeric GENERATED ALWAYS AS ((document -> 'responseDeadline' ->> 'compliance')::numeric) STORED,
    resolution_compliance numeric GENERATED ALWAYS AS ((document -> 'resolutionDeadline' ->> 'compliance')::numeric) STORED,
    rework_compliance numeric GENERATED ALWAYS AS ((document -> 'reworkDeadline' ->> 'compliance')::numeric) STORED,
    response_missed bigint GENERATED ALWAYS AS ((document -> 'responseDeadline' ->> 'missed')::bigint) STORED,
    resolution_missed bigint GENERATED ALWAYS AS ((document -> 'resolutionDeadline' ->> 'missed')::bigint) STORED,
    rework_share numeric GENERATED ALWAYS AS ((document ->> 'reworkShare')::numeric) STORED,
    rating_mean numeric GENERATED ALWAYS AS ((document -> 'ratings' ->> 'mean')::numeric) STORED,
    cancelled bigint GENERATED ALWAYS AS ((document ->> 'cancelled')::bigint) STORED,
    open bigint GENERATED ALWAYS AS ((document ->> 'open')::bigint) STORED,
    overdue bigint GENERATED ALWAYS AS ((document ->> 'overdue')::bigint) STORED,
    PRIMARY KEY (region_id, authority_id, period_kind, period_label, source),
    CHECK (period_start < period_end),
    CHECK (finality = CASE status WHEN 'PRELIMINARY' THEN 0 ELSE 1 END)
);

COMMENT ON TABLE otklik.authority_metrics IS
    'Newest figures of a named authority in all municipalities of a region, by period and source';
COMMENT ON COLUMN otklik.authority_metrics.period_kind IS 'DAY, MONTH, QUARTER, YEAR or ROLLING';
COMMENT ON COLUMN otklik.authority_metrics.period_label IS '2023-04-01, 2023-04, 2023-Q2, 2023; rolling: PT1H, PT24H, P7D, P30D, of which only the newest end is kept';
COMMENT ON COLUMN otklik.authority_metrics.source IS 'ALL, INCIDENT_MANAGEMENT or POS';
COMMENT ON COLUMN otklik.authority_metrics.edition IS 'Setting of the job, raised for a deliberate re-computation; from 0 on';
COMMENT ON COLUMN otklik.authority_metrics.finality IS '0 while PRELIMINARY, 1 when FINAL or REVISED';
COMMENT ON COLUMN otklik.authority_metrics.revision IS '-1 while PRELIMINARY, 0 when FINAL, then counting';
COMMENT ON COLUMN otklik.authority_metrics.event_time IS 'Event time that the row is for: end of the period or tick; milliseconds';
COMMENT ON COLUMN otklik.authority_metrics.content_hash IS 'SHA-256 over the canonical record without its envelope, 64 hexadecimal digits';
COMMENT ON COLUMN otklik.authority_metrics.status IS 'PRELIMINARY, FINAL or REVISED; rolling rows are FINAL';
COMMENT ON COLUMN otklik.authority_metrics.period_start IS 'Start of the period, inclusive';
COMMENT ON COLUMN otklik.authority_metrics.period_end IS 'End of the period, exclusive';
COMMENT ON COLUMN otklik.authority_metrics.document IS 'The whole record as on the topic; U+0000 in a text is kept as U+FFFD';
COMMENT ON COLUMN otklik.authority_metrics.written_at IS 'When the row was written, by the clock of the database; nothing is computed from it';
COMMENT ON COLUMN otklik.authority_metrics.registered IS 'Incidents registered, from 0 on';
COMMENT ON COLUMN otklik.authority_metrics.registered_per_10k IS 'Incidents registered per 10,000 residents, from 0 on, 1 decimal; null without population';
COMMENT ON COLUMN otklik.authority_metrics.citizens IS 'Distinct citizens of each municipality who registered one, added up; from 0 on';
COMMENT ON COLUMN otklik.authority_metrics.responded IS 'First answers, from 0 on';
COMMENT ON COLUMN otklik.authority_metrics.resolved IS 'Final answers, from 0 on';
COMMENT ON COLUMN otklik.authority_metrics.response_mean_millis IS 'Mean time from registration to the first answer, milliseconds; null if there is none';
COMMENT ON COLUMN otklik.authority_metrics.response_median_millis IS 'Median time to the first answer, milliseconds; null if there is none';
COMMENT ON COLUMN otklik.authority_metrics.response_working_median_millis IS 'Median working time to the first answer, milliseconds; null if there is none';
COMMENT ON COLUMN otklik.authority_metrics.resolution_mean_millis IS 'Mean time from registration to the final answer, milliseconds; null if there is none';
COMMENT ON COLUMN otklik.authority_metrics.resolution_median_millis IS 'Median time to the final answer, milliseconds; null if there is none';
COMMENT ON COLUMN otklik.authority_metrics.resolution_working_median_millis IS 'Median working time to the final answer, milliseconds; null if there is none';
COMMENT ON COLUMN otklik.authority_metrics.response_compliance IS 'Share of response deadlines met, 0 to 1, 4 decimals; null if none was due';
COMMENT ON COLUMN otklik.authority_metrics.resolution_compliance IS 'Share of resolution deadlines met, 0 to 1, 4 decimals; null if none was due';
COMMENT ON COLUMN otklik.authority_metrics.rework_compliance IS 'Share of rework deadlines met, 0 to 1, 4 decimals; null if none was due';
COMMENT ON COLUMN otklik.authority_metrics.response_missed IS 'Response deadlines missed, from 0 on';
COMMENT ON COLUMN otklik.authority_metrics.resolution_missed IS 'Resolution deadlines missed, from 0 on';
COMMENT ON COLUMN otklik.authority_metrics.rework_share IS 'Returned per resolved, from 0 on, 4 decimals; null if nothing was resolved';
COMMENT ON COLUMN otklik.authority_metrics.rating_mean IS 'Mean rating, 1 to 5, 2 decimals; null if there is none';
COMMENT ON COLUMN otklik.authority_metrics.cancelled IS 'Incidents cancelled, from 0 on';
COMMENT ON COLUMN otklik.authority_metrics.open IS 'Incidents open at the end of the period, from 0 on';
COMMENT ON COLUMN otklik.authority_metrics.overdue IS 'Incidents past a deadline at the end of the period, from 0 on';
COMMENT ON COLUMN otklik.authority_metrics.region_id IS 'Region of the municipalities, 8 digits of OKTMO';
COMMENT ON COLUMN otklik.authority_metrics.authority_id IS 'Id of the authority as senders use it; U+0000 is kept as U+FFFD';
COMMENT ON COLUMN otklik.authority_metrics.authority_kind IS 'OMSU, OIV or SUBORDINATE; null if the reference data lacks the authority';
COMMENT ON COLUMN otklik.authority_metrics.authority_name IS 'Name; null if the reference data lacks the authority';

CREATE TRIGGER guard BEFORE UPDATE ON otklik.authority_metrics
    FOR EACH ROW EXECUTE FUNCTION otklik.keep_the_newest(region_id, authority_id, period_kind, period_label, source);

GRANT SELECT, INSERT, UPDATE ON otklik.authority_metrics TO otklik_writer;
GRANT SELECT ON otklik.authority_metrics TO otklik_reader;

CREATE INDEX authority_metrics_by_period ON otklik.authority_metrics (region_id, period_kind, period_start);

CREATE TABLE otklik.region_metrics (
    scope text NOT NULL CHECK (scope IN ('REGION', 'DISTRICT', 'COUNTRY')),
    subject_id text NOT NULL,
    period_kind text NOT NULL CHECK (period_kind IN ('DAY', 'MONTH', 'QUARTER', 'YEAR', 'ROLLING')),
    period_label text NOT NULL,
    source text NOT NULL CHECK (source IN ('ALL', 'INCIDENT_MANAGEMENT', 'POS')),
    edition integer NOT NULL CHECK (edition >= 0),
    finality smallint NOT NULL CHECK (finality IN (0, 1)),
    revision integer NOT NULL CHECK (revision >= -1),
    event_time timestamptz NOT NULL,
    content_hash text NOT NULL CHECK (content_hash ~ '^[0-9a-f]{64}$'),
    status text NOT NULL CHECK (status IN ('PRELIMINARY', 'FINAL', 'REVISED')),
    period_start timestamptz NOT NULL,
    period_end timestamptz NOT NULL,
    document jsonb NOT NULL,
    written_at timestamptz NOT NULL DEFAULT now(),
    subject_name text GENERATED ALWAYS AS ((document -> 'subject' ->> 'name')::text) STORED,
    registered bigint GENERATED ALWAYS AS ((document ->> 'registered')::bigint) STORED,
    registered_per_10k numeric GENERATED ALWAYS AS ((document ->> 'registeredPer10k')::numeric) STORED,
    citizens bigint GENERATED ALWAYS AS ((document ->> 'citizens')::bigint) STORED,
    responded bigint GENERATED ALWAYS AS ((document ->> 'responded')::bigint) STORED,
    resolved bigint GENERATED ALWAYS AS ((document ->> 'resolved')::bigint) STORED,
    response_mean_millis bigint GENERATED ALWAYS AS ((document -> 'response' ->> 'meanMillis')::bigint) STORED,
    response_median_millis bigint GENERATED ALWAYS AS ((document -> 'response' ->> 'medianMillis')::bigint) STORED,
    response_working_median_millis bigint GENERATED ALWAYS AS ((document -> 'response' ->> 'workingMedianMillis')::bigint) STORED,
    resolution_mean_millis bigint GENERATED ALWAYS AS ((document -> 'resolution' ->> 'meanMillis')::bigint) STORED,
    resolution_median_millis bigint GENERATED ALWAYS AS ((document -> 'resolution' ->> 'medianMillis')::bigint) STORED,
    resolution_working_median_millis bigint GENERATED ALWAYS AS ((document -> 'resolution' ->> 'workingMedianMillis')::bigint) STORED,
    response_compliance numeric GENERATED ALWAYS AS ((document -> 'responseDeadline' ->> 'compliance')::numeric) STORED,
    resolution_compliance numeric GENERATED ALWAYS AS ((document -> 'resolutionDeadline' ->> 'compliance')::numeric) STORED,
    rework_compliance numeric GENERATED ALWAYS AS ((document -> 'reworkDeadline' ->> 'compliance')::numeric) STORED,
    response_missed bigint GENERATED ALWAYS AS ((document -> 'responseDeadline' ->> 'missed')::bigint) STORED,
    resolution_missed bigint GENERATED ALWAYS AS ((document -> 'resolutionDeadline' ->> 'missed')::bigint) STORED,
    rework_share numeric GENERATED ALWAYS AS ((document ->> 'reworkShare')::numeric) STORED,
    rating_mean numeric GENERATED ALWAYS AS ((document -> 'ratings' ->> 'mean')::numeric) STORED,
    cancelled bigint GENERATED ALWAYS AS ((document ->> 'cancelled')::bigint) STORED,
    open bigint GENERATED ALWAYS AS ((document ->> 'open')::bigint) STORED,
    overdue bigint GENERATED ALWAYS AS ((document ->> 'overdue')::bigint) STORED,
    PRIMARY KEY (scope, subject_id, period_kind, period_label, source),
    CHECK (period_start < period_end),
    CHECK (finality = CASE status WHEN 'PRELIMINARY' THEN 0 ELSE 1 END)
);

COMMENT ON TABLE otklik.region_metrics IS
    'Newest figures of a region, a federal district or the country, by period and source';
COMMENT ON COLUMN otklik.region_metrics.period_kind IS 'DAY, MONTH, QUARTER, YEAR or ROLLING';
COMMENT ON COLUMN otklik.region_metrics.period_label IS '2023-04-01, 2023-04, 2023-Q2, 2023; rolling: PT1H, PT24H, P7D, P30D, of which only the newest end is kept';
COMMENT ON COLUMN otklik.region_metrics.source IS 'ALL, INCIDENT_MANAGEMENT or POS';
COMMENT ON COLUMN otklik.region_metrics.edition IS 'Setting of the job, raised for a deliberate re-computation; from 0 on';
COMMENT ON COLUMN otklik.region_metrics.finality IS '0 while PRELIMINARY, 1 when FINAL or REVISED';
COMMENT ON COLUMN otklik.region_metrics.revision IS '-1 while PRELIMINARY, 0 when FINAL, then counting';
COMMENT ON COLUMN otklik.region_metrics.event_time IS 'Event time that the row is for: end of the period or tick; milliseconds';
COMMENT ON COLUMN otklik.region_metrics.content_hash IS 'SHA-256 over the canonical record without its envelope, 64 hexadecimal digits';
COMMENT ON COLUMN otklik.region_metrics.status IS 'PRELIMINARY, FINAL or REVISED; rolling rows are FINAL';
COMMENT ON COLUMN otklik.region_metrics.period_start IS 'Start of the period, inclusive';
COMMENT ON COLUMN otklik.region_metrics.period_end IS 'End of the period, exclusive';
COMMENT ON COLUMN otklik.region_metrics.document IS 'The whole record as on the topic; U+0000 in a text is kept as U+FFFD';
COMMENT ON COLUMN otklik.region_metrics.written_at IS 'When the row was written, by the clock of the database; nothing is computed from it';
COMMENT ON COLUMN otklik.region_metrics.registered IS 'Incidents registered, from 0 on';
COMMENT ON COLUMN otklik.region_metrics.registered_per_10k IS 'Incidents registered per 10,000 residents, from 0 on, 1 decimal; null without population';
COMMENT ON COLUMN otklik.region_metrics.citizens IS 'Distinct citizens of each municipality who registered one, added up; from 0 on';
COMMENT ON COLUMN otklik.region_metrics.responded IS 'First answers, from 0 on';
COMMENT ON COLUMN otklik.region_metrics.resolved IS 'Final answers, from 0 on';
COMMENT ON COLUMN otklik.region_metrics.response_mean_millis IS 'Mean time from registration to the first answer, milliseconds; null if there is none';
COMMENT ON COLUMN otklik.region_metrics.response_median_millis IS 'Median time to the first answer, milliseconds; null if there is none';
COMMENT ON COLUMN otklik.region_metrics.response_working_median_millis IS 'Median working time to the first answer, milliseconds; null if there is none';
COMMENT ON COLUMN otklik.region_metrics.resolution_mean_millis IS 'Mean time from registration to the final answer, milliseconds; null if there is none';
COMMENT ON COLUMN otklik.region_metrics.resolution_median_millis IS 'Median time to the final answer, milliseconds; null if there is none';
COMMENT ON COLUMN otklik.region_metrics.resolution_working_median_millis IS 'Median working time to the final answer, milliseconds; null if there is none';
COMMENT ON COLUMN otklik.region_metrics.response_compliance IS 'Share of response deadlines met, 0 to 1, 4 decimals; null if none was due';
COMMENT ON COLUMN otklik.region_metrics.resolution_compliance IS 'Share of resolution deadlines met, 0 to 1, 4 decimals; null if none was due';
COMMENT ON COLUMN otklik.region_metrics.rework_compliance IS 'Share of rework deadlines met, 0 to 1, 4 decimals; null if none was due';
COMMENT ON COLUMN otklik.region_metrics.response_missed IS 'Response deadlines missed, from 0 on';
COMMENT ON COLUMN otklik.region_metrics.resolution_missed IS 'Resolution deadlines missed, from 0 on';
COMMENT ON COLUMN otklik.region_metrics.rework_share IS 'Returned per resolved, from 0 on, 4 decimals; null if nothing was resolved';
COMMENT ON COLUMN otklik.region_metrics.rating_mean IS 'Mean rating, 1 to 5, 2 decimals; null if there is none';
COMMENT ON COLUMN otklik.region_metrics.cancelled IS 'Incidents cancelled, from 0 on';
COMMENT ON COLUMN otklik.region_metrics.open IS 'Incidents open at the end of the period, from 0 on';
COMMENT ON COLUMN otklik.region_metrics.overdue IS 'Incidents past a deadline at the end of the period, from 0 on';
COMMENT ON COLUMN otklik.region_metrics.scope IS 'REGION, DISTRICT or COUNTRY';
COMMENT ON COLUMN otklik.region_metrics.subject_id IS 'Code of the region, 8 digits of OKTMO; name of the federal district; RU';
COMMENT ON COLUMN otklik.region_metrics.subject_name IS 'Name to show';

CREATE TRIGGER guard BEFORE UPDATE ON otklik.region_metrics
    FOR EACH ROW EXECUTE FUNCTION otklik.keep_the_newest(scope, subject_id, period_kind, period_label, source);

GRANT SELECT, INSERT, UPDATE ON otklik.region_metrics TO otklik_writer;
GRANT SELECT ON otklik.region_metrics TO otklik_reader;

CREATE INDEX region_metrics_by_period ON otklik.region_metrics (scope, period_kind, period_start);

RESET ROLE;
