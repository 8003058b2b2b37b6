-- The whole history of alerts: one immutable row a step. The document is kept as text (json), so that its content hash can
-- be checked; typed columns come out of it.

SET LOCAL ROLE otklik_owner;

CREATE TABLE otklik.alert (
    alert_id text NOT NULL CHECK (alert_id ~ '^[0-9a-f]{64}$'),
    edition integer NOT NULL CHECK (edition >= 0),
    finality smallint NOT NULL CHECK (finality = 1),
    revision integer NOT NULL CHECK (revision >= 0),
    event_time timestamptz NOT NULL,
    content_hash text NOT NULL CHECK (content_hash ~ '^[0-9a-f]{64}$'),
    status text NOT NULL CHECK (status IN ('FIRING', 'SUPPRESSED', 'STALE', 'RESOLVED')),
    since timestamptz NOT NULL,
    fired_at timestamptz NOT NULL,
    document json NOT NULL,
    written_at timestamptz NOT NULL DEFAULT now(),
    change text GENERATED ALWAYS AS ((document ->> 'change')::text) STORED,
    rule text GENERATED ALWAYS AS ((document ->> 'rule')::text) STORED,
    rule_kind text GENERATED ALWAYS AS ((document ->> 'ruleKind')::text) STORED,
    rule_version text GENERATED ALWAYS AS ((document ->> 'ruleVersion')::text) STORED,
    severity text GENERATED ALWAYS AS ((document ->> 'severity')::text) STORED,
    region_id text GENERATED ALWAYS AS ((document -> 'subject' ->> 'region')::text) STORED,
    municipality_id text GENERATED ALWAYS AS ((document -> 'subject' -> 'municipality' ->> 'id')::text) STORED,
    source text GENERATED ALWAYS AS ((document -> 'subject' ->> 'source')::text) STORED,
    incident_id text GENERATED ALWAYS AS ((document -> 'subject' ->> 'incidentId')::text) STORED,
    value numeric GENERATED ALWAYS AS ((document ->> 'value')::numeric) STORED,
    threshold numeric GENERATED ALWAYS AS ((document ->> 'threshold')::numeric) STORED,
    deliver boolean GENERATED ALWAYS AS ((document ->> 'deliver')::boolean) STORED,
    description text GENERATED ALWAYS AS ((document ->> 'text')::text) STORED,
    PRIMARY KEY (alert_id, edition, revision),
    CHECK (since <= fired_at AND fired_at <= event_time)
);

COMMENT ON TABLE otklik.alert IS
    'History of alerts: every step of every alert of every edition, never changed once written';
COMMENT ON COLUMN otklik.alert.alert_id IS 'SHA-256 over rule, subject and start of firing, 64 hexadecimal digits';
COMMENT ON COLUMN otklik.alert.edition IS 'Setting of the job, raised for a deliberate re-computation; from 0 on';
COMMENT ON COLUMN otklik.alert.finality IS '1: a step is never preliminary';
COMMENT ON COLUMN otklik.alert.revision IS 'Number of the step: 0 when the alert begins to fire, then counting';
COMMENT ON COLUMN otklik.alert.event_time IS 'From when the status holds; milliseconds';
COMMENT ON COLUMN otklik.alert.content_hash IS 'SHA-256 over the canonical record without its envelope, 64 hexadecimal digits';
COMMENT ON COLUMN otklik.alert.status IS 'FIRING, SUPPRESSED, STALE or RESOLVED; the step with the greatest revision says how the alert stands';
COMMENT ON COLUMN otklik.alert.since IS 'When the condition began to hold';
COMMENT ON COLUMN otklik.alert.fired_at IS 'When the alert began to fire';
COMMENT ON COLUMN otklik.alert.document IS 'The whole record, character for character as on the topic; U+0000 in a text is kept as U+FFFD';
COMMENT ON COLUMN otklik.alert.written_at IS 'When the row was written, by the clock of the database; nothing is computed from it';
COMMENT ON COLUMN otklik.alert.change IS 'What happened: FIRED, SUPPRESSED, RELEASED, SUPPRESSION_CHANGED, STALE, FRESH, RULE_CHANGED or RESOLVED';
COMMENT ON COLUMN otklik.alert.rule IS 'Id of the rule';
COMMENT ON COLUMN otklik.alert.rule_kind IS 'What the rule watches';
COMMENT ON COLUMN otklik.alert.rule_version IS 'Version of the set of rules in force';
COMMENT ON COLUMN otklik.alert.severity IS 'INFO, WARNING or CRITICAL';
COMMENT ON COLUMN otklik.alert.region_id IS 'Region, 8 digits of OKTMO';
COMMENT ON COLUMN otklik.alert.municipality_id IS 'Identity of the municipality, 8 digits of OKTMO';
COMMENT ON COLUMN otklik.alert.source IS 'ALL, INCIDENT_MANAGEMENT or POS';
COMMENT ON COLUMN otklik.alert.incident_id IS 'The incident; null for an alert of a municipality';
COMMENT ON COLUMN otklik.alert.value IS 'Value at that time, in the unit that the document names; null if unknown';
COMMENT ON COLUMN otklik.alert.threshold IS 'Value at which it fires, in the same unit';
COMMENT ON COLUMN otklik.alert.deliver IS 'Whether people have to be told of this step';
COMMENT ON COLUMN otklik.alert.description IS 'The step in Russian, with the numbers';

CREATE INDEX alert_of_region ON otklik.alert (region_id, event_time DESC);

CREATE TRIGGER guard BEFORE UPDATE ON otklik.alert
    FOR EACH ROW EXECUTE FUNCTION otklik.keep_the_first(alert_id, edition, revision);

GRANT SELECT, INSERT, UPDATE ON otklik.alert TO otklik_writer;
GRANT SELECT ON otklik.alert TO otklik_reader;

RESET ROLE;
