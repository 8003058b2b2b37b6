-- The newest figures of each municipality, period and source. Periods are given as columns, since a text cannot become a
-- timestamptz in a generated column; all other typed columns come out of the document.

SET LOCAL ROLE otklik_owner;

CREATE TABLE otklik.municipality_metrics (
    municipality_id text NOT NULL,
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
    region_id text GENERATED ALWAYS AS ((document -> 'municipality' ->> 'region')::text) STORED,
    municipality_name text GENERATED ALWAYS AS ((document -> 'municipality' ->> 'name')::text) STORED,
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
    PRIMARY KEY (municipality_id, period_kind, period_label, source),
    CHECK (period_start < period_end),
    CHECK (finality = CASE status WHEN 'PRELIMINARY' THEN 0 ELSE 1 END)
);

COMMENT ON TABLE otklik.municipality_metrics IS
    'Newest figures of a municipality, period and source; whole territory, whoever had to answer';
COMMENT ON COLUMN otklik.municipality_metrics.municipality_id IS 'Id of the municipality: the oldest code of its chain of successors, 8 digits of OKTMO';
COMMENT ON COLUMN otklik.municipality_metrics.period_kind IS 'DAY, MONTH, QUARTER, YEAR or ROLLING';
COMMENT ON COLUMN otklik.municipality_metrics.period_label IS '2023-04-01, 2023-04, 2023-Q2, 2023; rolling: PT1H, PT24H, P7D, P30D, of which only the newest end is kept';
COMMENT ON COLUMN otklik.municipality_metrics.source IS 'ALL, INCIDENT_MANAGEMENT or POS';
COMMENT ON COLUMN otklik.municipality_metrics.edition IS 'Setting of the job, raised for a deliberate re-computation; from 0 on';
COMMENT ON COLUMN otklik.municipality_metrics.finality IS '0 while PRELIMINARY, 1 when FINAL or REVISED';
COMMENT ON COLUMN otklik.municipality_metrics.revision IS '-1 while PRELIMINARY, 0 when FINAL, then counting';
COMMENT ON COLUMN otklik.municipality_metrics.event_time IS 'Event time that the row is for: end of the period or tick; milliseconds';
COMMENT ON COLUMN otklik.municipality_metrics.content_hash IS 'SHA-256 over the canonical record without its envelope, 64 hexadecimal digits';
COMMENT ON COLUMN otklik.municipality_metrics.status IS 'PRELIMINARY, FINAL or REVISED; rolling rows are FINAL';
COMMENT ON COLUMN otklik.municipality_metrics.period_start IS 'Start of the period, inclusive';
COMMENT ON COLUMN otklik.municipality_metrics.period_end IS 'End of the period, exclusive';
COMMENT ON COLUMN otklik.municipality_metrics.document IS 'The whole record as on the topic; U+0000 in a text is kept as U+FFFD';
COMMENT ON COLUMN otklik.municipality_metrics.written_at IS 'When the row was written, by the clock of the database; nothing is computed from it';
COMMENT ON COLUMN otklik.municipality_metrics.region_id IS 'Region of the municipality, 8 digits of OKTMO';
COMMENT ON COLUMN otklik.municipality_metrics.municipality_name IS 'Name valid at the end of the period';
COMMENT ON COLUMN otklik.municipality_metrics.registered IS 'Incidents registered, from 0 on';
COMMENT ON COLUMN otklik.municipality_metrics.registered_per_10k IS 'Incidents registered per 10,000 residents, from 0 on, 1 decimal; null without population';
COMMENT ON COLUMN otklik.municipality_metrics.citizens IS 'Distinct citizens who registered one, from 0 on';
COMMENT ON COLUMN otklik.municipality_metrics.responded IS 'First answers, from 0 on';
COMMENT ON COLUMN otklik.municipality_metrics.resolved IS 'Final answers, from 0 on';
COMMENT ON COLUMN otklik.municipality_metrics.response_mean_millis IS 'Mean time from registration to the first answer, milliseconds; null if there is none';
COMMENT ON COLUMN otklik.municipality_metrics.response_median_millis IS 'Median time to the first answer, milliseconds; null if there is none';
COMMENT ON COLUMN otklik.municipality_metrics.response_working_median_millis IS 'Median working time to the first answer, milliseconds; null if there is none';
COMMENT ON COLUMN otklik.municipality_metrics.resolution_mean_millis IS 'Mean time from registration to the final answer, milliseconds; null if there is none';
COMMENT ON COLUMN otklik.municipality_metrics.resolution_median_millis IS 'Median time to the final answer, milliseconds; null if there is none';
COMMENT ON COLUMN otklik.municipality_metrics.resolution_working_median_millis IS 'Median working time to the final answer, milliseconds; null if there is none';
COMMENT ON COLUMN otklik.municipality_metrics.response_compliance IS 'Share of response deadlines met, 0 to 1, 4 decimals; null if none was due';
COMMENT ON COLUMN otklik.municipality_metrics.resolution_compliance IS 'Share of resolution deadlines met, 0 to 1, 4 decimals; null if none was due';
COMMENT ON COLUMN otklik.municipality_metrics.rework_compliance IS 'Share of rework deadlines met, 0 to 1, 4 decimals; null if none was due';
COMMENT ON COLUMN otklik.municipality_metrics.response_missed IS 'Response deadlines missed, from 0 on';
COMMENT ON COLUMN otklik.municipality_metrics.resolution_missed IS 'Resolution deadlines missed, from 0 on';
COMMENT ON COLUMN otklik.municipality_metrics.rework_share IS 'Returned per resolved, from 0 on, 4 decimals; null if nothing was resolved';
COMMENT ON COLUMN otklik.municipality_metrics.rating_mean IS 'Mean rating, 1 to 5, 2 decimals; null if there is none';
COMMENT ON COLUMN otklik.municipality_metrics.cancelled IS 'Incidents cancelled, from 0 on';
COMMENT ON COLUMN otklik.municipality_metrics.open IS 'Incidents open at the end of the period, from 0 on';
COMMENT ON COLUMN otklik.municipality_metrics.overdue IS 'Incidents past a deadline at the end of the period, from 0 on';

CREATE TRIGGER guard BEFORE UPDATE ON otklik.municipality_metrics
    FOR EACH ROW EXECUTE FUNCTION otklik.keep_the_newest(municipality_id, period_kind, period_label, source);

GRANT SELECT, INSERT, UPDATE ON otklik.municipality_metrics TO otklik_writer;
GRANT SELECT ON otklik.municipality_metrics TO otklik_reader;

CREATE INDEX municipality_metrics_by_period ON otklik.municipality_metrics (region_id, period_kind, period_start);

RESET ROLE;
