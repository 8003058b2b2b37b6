-- The newest figures of each municipality by registration and by due date, and of its official pages. Columns of the two
-- views have names of their own, so that nobody mixes them with each other or with otklik.municipality_metrics.

SET LOCAL ROLE otklik_owner;

CREATE TABLE otklik.attribution_metrics (
    municipality_id text NOT NULL,
    period_kind text NOT NULL CHECK (period_kind IN ('MONTH', 'QUARTER')),
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
    cohort_registered bigint GENERATED ALWAYS AS ((document -> 'byRegistration' ->> 'registered')::bigint) STORED,
    cohort_responded bigint GENERATED ALWAYS AS ((document -> 'byRegistration' ->> 'responded')::bigint) STORED,
    cohort_resolved bigint GENERATED ALWAYS AS ((document -> 'byRegistration' ->> 'resolved')::bigint) STORED,
    cohort_open bigint GENERATED ALWAYS AS ((document -> 'byRegistration' ->> 'open')::bigint) STORED,
    cohort_response_mean_millis bigint GENERATED ALWAYS AS ((document -> 'byRegistration' -> 'response' ->> 'meanMillis')::bigint) STORED,
    cohort_response_median_millis bigint GENERATED ALWAYS AS ((document -> 'byRegistration' -> 'response' ->> 'medianMillis')::bigint) STORED,
    cohort_response_compliance numeric GENERATED ALWAYS AS ((document -> 'byRegistration' -> 'responseDeadline' ->> 'compliance')::numeric) STORED,
    cohort_resolution_compliance numeric GENERATED ALWAYS AS ((document -> 'byRegistration' -> 'resolutionDeadline' ->> 'compliance')::numeric) STORED,
    cohort_rework_compliance numeric GENERATED ALWAYS AS ((document -> 'byRegistration' -> 'reworkDeadline' ->> 'compliance')::numeric) STORED,
    due_response_missed bigint GENERATED ALWAYS AS ((document -> 'byDueDate' -> 'responseDeadline' ->> 'missed')::bigint) STORED,
    due_resolution_missed bigint GENERATED ALWAYS AS ((document -> 'byDueDate' -> 'resolutionDeadline' ->> 'missed')::bigint) STORED,
    due_response_compliance numeric GENERATED ALWAYS AS ((document -> 'byDueDate' -> 'responseDeadline' ->> 'compliance')::numeric) STORED,
    due_resolution_compliance numeric GENERATED ALWAYS AS ((document -> 'byDueDate' -> 'resolutionDeadline' ->> 'compliance')::numeric) STORED,
    due_rework_compliance numeric GENERATED ALWAYS AS ((document -> 'byDueDate' -> 'reworkDeadline' ->> 'compliance')::numeric) STORED,
    PRIMARY KEY (municipality_id, period_kind, period_label, source),
    CHECK (period_start < period_end),
    CHECK (finality = CASE status WHEN 'PRELIMINARY' THEN 0 ELSE 1 END)
);

COMMENT ON TABLE otklik.attribution_metrics IS
    'Newest figures of a municipality, period and source in two more views: what became of the incidents registered in the period (cohort_), and of the stages due in it (due_)';
COMMENT ON COLUMN otklik.attribution_metrics.municipality_id IS 'Id of the municipality: the oldest code of its chain of successors, 8 digits of OKTMO';
COMMENT ON COLUMN otklik.attribution_metrics.period_kind IS 'MONTH or QUARTER';
COMMENT ON COLUMN otklik.attribution_metrics.period_label IS '2023-04, 2023-Q2';
COMMENT ON COLUMN otklik.attribution_metrics.source IS 'ALL, INCIDENT_MANAGEMENT or POS';
COMMENT ON COLUMN otklik.attribution_metrics.edition IS 'Setting of the job, raised for a deliberate re-computation; from 0 on';
COMMENT ON COLUMN otklik.attribution_metrics.finality IS '0 while PRELIMINARY, 1 when FINAL or REVISED';
COMMENT ON COLUMN otklik.attribution_metrics.revision IS '-1 while PRELIMINARY, 0 when FINAL, then counting';
COMMENT ON COLUMN otklik.attribution_metrics.event_time IS 'Event time that the row is for: end of the period or of a local day; milliseconds';
COMMENT ON COLUMN otklik.attribution_metrics.content_hash IS 'SHA-256 over the canonical record without its envelope, 64 hexadecimal digits';
COMMENT ON COLUMN otklik.attribution_metrics.status IS 'PRELIMINARY, FINAL or REVISED';
COMMENT ON COLUMN otklik.attribution_metrics.period_start IS 'Start of the period, inclusive';
COMMENT ON COLUMN otklik.attribution_metrics.period_end IS 'End of the period, exclusive';
COMMENT ON COLUMN otklik.attribution_metrics.document IS 'The whole record as on the topic; U+0000 in a text is kept as U+FFFD';
COMMENT ON COLUMN otklik.attribution_metrics.written_at IS 'When the row was written, by the clock of the database; nothing is computed from it';
COMMENT ON COLUMN otklik.attribution_metrics.region_id IS 'Region of the municipality, 8 digits of OKTMO';
COMMENT ON COLUMN otklik.attribution_metrics.municipality_name IS 'Name valid at the end of the period';
COMMENT ON COLUMN otklik.attribution_metrics.cohort_registered IS 'Incidents registered in the period, cancelled ones left out; from 0 on';
COMMENT ON COLUMN otklik.attribution_metrics.cohort_responded IS 'Those of them with a first answer, from 0 on';
COMMENT ON COLUMN otklik.attribution_metrics.cohort_resolved IS 'Those of them with a final answer, from 0 on';
COMMENT ON COLUMN otklik.attribution_metrics.cohort_open IS 'Those of them with a resolution or a rework under way, from 0 on';
COMMENT ON COLUMN otklik.attribution_metrics.cohort_response_mean_millis IS 'Mean time to their first answers, milliseconds; null if there is none';
COMMENT ON COLUMN otklik.attribution_metrics.cohort_response_median_millis IS 'Median time to their first answers, milliseconds; null if there is none';
COMMENT ON COLUMN otklik.attribution_metrics.cohort_response_compliance IS 'Share of their response deadlines met, 0 to 1, 4 decimals; null if none was due';
COMMENT ON COLUMN otklik.attribution_metrics.cohort_resolution_compliance IS 'Share of their resolution deadlines met, 0 to 1, 4 decimals; null if none was due';
COMMENT ON COLUMN otklik.attribution_metrics.cohort_rework_compliance IS 'Share of their rework deadlines met, 0 to 1, 4 decimals; null if none was due';
COMMENT ON COLUMN otklik.attribution_metrics.due_response_missed IS 'First answers due in the period and missed, from 0 on';
COMMENT ON COLUMN otklik.attribution_metrics.due_resolution_missed IS 'Final answers due in the period and missed, from 0 on';
COMMENT ON COLUMN otklik.attribution_metrics.due_response_compliance IS 'Share of the first answers due in the period that were in time, 0 to 1, 4 decimals; null if none was due';
COMMENT ON COLUMN otklik.attribution_metrics.due_resolution_compliance IS 'Share of the final answers due in the period that were in time, 0 to 1, 4 decimals; null if none was due';
COMMENT ON COLUMN otklik.attribution_metrics.due_rework_compliance IS 'Share of the answers after a return due in the period that were in time, 0 to 1, 4 decimals; null if none was due';

CREATE TRIGGER guard BEFORE UPDATE ON otklik.attribution_metrics
    FOR EACH ROW EXECUTE FUNCTION otklik.keep_the_newest(municipality_id, period_kind, period_label, source);

GRANT SELECT, INSERT, UPDATE ON otklik.attribution_metrics TO otklik_writer;
GRANT SELECT ON otklik.attribution_metrics TO otklik_reader;

CREATE INDEX attribution_metrics_by_period ON otklik.attribution_metrics (region_id, period_kind, period_start);

CREATE TABLE otklik.page_metrics (
    municipality_id text NOT NULL,
    period_kind text NOT NULL CHECK (period_kind IN ('DAY', 'MONTH', 'QUARTER', 'YEAR')),
    period_label text NOT NULL,
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
    pages bigint GENERATED ALWAYS AS ((document ->> 'pages')::bigint) STORED,
    reports bigint GENERATED ALWAYS AS ((document ->> 'reports')::bigint) STORED,
    posts bigint GENERATED ALWAYS AS ((document ->> 'posts')::bigint) STORED,
    views bigint GENERATED ALWAYS AS ((document ->> 'views')::bigint) STORED,
    comments bigint GENERATED ALWAYS AS ((document ->> 'comments')::bigint) STORED,
    comments_answered bigint GENERATED ALWAYS AS ((document ->> 'commentsAnswered')::bigint) STORED,
    answered_share numeric GENERATED ALWAYS AS ((document ->> 'answeredShare')::numeric) STORED,
    subscribers bigint GENERATED ALWAYS AS ((document ->> 'subscribers')::bigint) STORED,
    PRIMARY KEY (municipality_id, period_kind, period_label),
    CHECK (period_start < period_end),
    CHECK (finality = CASE status WHEN 'PRELIMINARY' THEN 0 ELSE 1 END)
);

COMMENT ON TABLE otklik.page_metrics IS
    'Newest figures of the official pages of a municipality and period, whoever runs them';
COMMENT ON COLUMN otklik.page_metrics.municipality_id IS 'Id of the municipality: the oldest code of its chain of successors, 8 digits of OKTMO';
COMMENT ON COLUMN otklik.page_metrics.period_kind IS 'DAY, MONTH, QUARTER or YEAR';
COMMENT ON COLUMN otklik.page_metrics.period_label IS '2023-04-01, 2023-04, 2023-Q2, 2023';
COMMENT ON COLUMN otklik.page_metrics.edition IS 'Setting of the job, raised for a deliberate re-computation; from 0 on';
COMMENT ON COLUMN otklik.page_metrics.finality IS '0 while PRELIMINARY, 1 when FINAL or REVISED';
COMMENT ON COLUMN otklik.page_metrics.revision IS '-1 while PRELIMINARY, 0 when FINAL, then counting';
COMMENT ON COLUMN otklik.page_metrics.event_time IS 'Event time that the row is for: end of the period or of a local day; milliseconds';
COMMENT ON COLUMN otklik.page_metrics.content_hash IS 'SHA-256 over the canonical record without its envelope, 64 hexadecimal digits';
COMMENT ON COLUMN otklik.page_metrics.status IS 'PRELIMINARY, FINAL or REVISED';
COMMENT ON COLUMN otklik.page_metrics.period_start IS 'Start of the period, inclusive';
COMMENT ON COLUMN otklik.page_metrics.period_end IS 'End of the period, exclusive';
COMMENT ON COLUMN otklik.page_metrics.document IS 'The whole record as on the topic; U+0000 in a text is kept as U+FFFD';
COMMENT ON COLUMN otklik.page_metrics.written_at IS 'When the row was written, by the clock of the database; nothing is computed from it';
COMMENT ON COLUMN otklik.page_metrics.region_id IS 'Region of the municipality, 8 digits of OKTMO';
COMMENT ON COLUMN otklik.page_metrics.municipality_name IS 'Name valid at the end of the period';
COMMENT ON COLUMN otklik.page_metrics.pages IS 'Pages with a report in the period, from 0 on';
COMMENT ON COLUMN otklik.page_metrics.reports IS 'Days of pages with a report, from 0 on';
COMMENT ON COLUMN otklik.page_metrics.posts IS 'Posts published, from 0 on';
COMMENT ON COLUMN otklik.page_metrics.views IS 'Views of posts, from 0 on';
COMMENT ON COLUMN otklik.page_metrics.comments IS 'Comments of citizens that wait for an answer, from 0 on';
COMMENT ON COLUMN otklik.page_metrics.comments_answered IS 'Comments answered, those of days before included; from 0 on';
COMMENT ON COLUMN otklik.page_metrics.answered_share IS 'comments_answered / comments, from 0 on, 4 decimals; null without comments';
COMMENT ON COLUMN otklik.page_metrics.subscribers IS 'Of each page at its latest report of the period, added up; null if no page reported';

CREATE TRIGGER guard BEFORE UPDATE ON otklik.page_metrics
    FOR EACH ROW EXECUTE FUNCTION otklik.keep_the_newest(municipality_id, period_kind, period_label);

GRANT SELECT, INSERT, UPDATE ON otklik.page_metrics TO otklik_writer;
GRANT SELECT ON otklik.page_metrics TO otklik_reader;

CREATE INDEX page_metrics_by_period ON otklik.page_metrics (region_id, period_kind, period_start);

RESET ROLE;
