-- The reports of regions on quarters: one immutable document a revision. The document is kept as text (json), so that
-- its content hash can be checked; typed columns come out of it.

SET LOCAL ROLE otklik_owner;

-- SECURITY DEFINER: the writer records conflicts through this trigger only and can invent none.
CREATE FUNCTION otklik.keep_the_first() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    whole jsonb;
BEGIN
    IF (NEW.event_time, NEW.content_hash) <> (OLD.event_time, OLD.content_hash) THEN
        whole := to_jsonb(OLD);
        INSERT INTO otklik.revision_conflict
            (relation, row_key, edition, finality, revision, event_time, kept_hash, refused_hash)
        SELECT TG_TABLE_NAME, jsonb_object_agg(name, whole -> name),
            OLD.edition, OLD.finality, OLD.revision, OLD.event_time, OLD.content_hash, NEW.content_hash
        FROM unnest(TG_ARGV) AS key (name);
    END IF;
    RETURN NULL;
END
$$;

COMMENT ON FUNCTION otklik.keep_the_first() IS
    'Lets no update pass; another content or instant for the very revision that is there is recorded as a conflict. Arguments: columns of the primary key';

REVOKE ALL ON FUNCTION otklik.keep_the_first() FROM PUBLIC;

CREATE TABLE otklik.quarter_snapshot (
    region_id text NOT NULL,
    period_label text NOT NULL CHECK (period_label ~ '^[0-9]{4}-Q[1-4]$'),
    edition integer NOT NULL CHECK (edition >= 0),
    finality smallint NOT NULL CHECK (finality = 1),
    revision integer NOT NULL CHECK (revision >= 0),
    event_time timestamptz NOT NULL,
    content_hash text NOT NULL CHECK (content_hash ~ '^[0-9a-f]{64}$'),
    status text NOT NULL CHECK (status IN ('FINAL', 'REVISED')),
    period_start timestamptz NOT NULL,
    period_end timestamptz NOT NULL,
    document json NOT NULL,
    written_at timestamptz NOT NULL DEFAULT now(),
    previous_hash text GENERATED ALWAYS AS ((document ->> 'previousHash')::text) STORED,
    region_name text GENERATED ALWAYS AS ((document -> 'region' ->> 'name')::text) STORED,
    methodology text GENERATED ALWAYS AS ((document ->> 'methodology')::text) STORED,
    reference text GENERATED ALWAYS AS ((document ->> 'reference')::text) STORED,
    ranked integer GENERATED ALWAYS AS ((document ->> 'ranked')::integer) STORED,
    registered bigint GENERATED ALWAYS AS ((document -> 'totals' -> 0 ->> 'registered')::bigint) STORED,
    response_mean_millis bigint GENERATED ALWAYS AS ((document -> 'totals' -> 0 ->> 'responseMeanMillis')::bigint) STORED,
    PRIMARY KEY (region_id, period_label, edition, revision),
    CHECK (period_start < period_end),
    CHECK (status = CASE revision WHEN 0 THEN 'FINAL' ELSE 'REVISED' END)
);

COMMENT ON TABLE otklik.quarter_snapshot IS
    'Reports of regions on quarters: every revision of every edition, never changed once written';
COMMENT ON COLUMN otklik.quarter_snapshot.region_id IS 'Region, 8 digits of OKTMO';
COMMENT ON COLUMN otklik.quarter_snapshot.period_label IS 'Quarter, for instance 2023-Q2';
COMMENT ON COLUMN otklik.quarter_snapshot.edition IS 'Setting of the job, raised for a deliberate re-computation; from 0 on';
COMMENT ON COLUMN otklik.quarter_snapshot.finality IS '1: a snapshot is never preliminary';
COMMENT ON COLUMN otklik.quarter_snapshot.revision IS '0 when FINAL, then counting';
COMMENT ON COLUMN otklik.quarter_snapshot.event_time IS 'End of the quarter, or the tick of the revision; milliseconds';
COMMENT ON COLUMN otklik.quarter_snapshot.content_hash IS 'SHA-256 over the canonical record without its envelope, 64 hexadecimal digits';
COMMENT ON COLUMN otklik.quarter_snapshot.status IS 'FINAL or REVISED';
COMMENT ON COLUMN otklik.quarter_snapshot.period_start IS 'Start of the quarter, inclusive';
COMMENT ON COLUMN otklik.quarter_snapshot.period_end IS 'End of the quarter, exclusive';
COMMENT ON COLUMN otklik.quarter_snapshot.document IS 'The whole record, character for character as on the topic; U+0000 in a text is kept as U+FFFD';
COMMENT ON COLUMN otklik.quarter_snapshot.written_at IS 'When the row was written, by the clock of the database; nothing is computed from it';
COMMENT ON COLUMN otklik.quarter_snapshot.previous_hash IS 'Content hash of the revision before; null for revision 0';
COMMENT ON COLUMN otklik.quarter_snapshot.region_name IS 'Name of the region';
COMMENT ON COLUMN otklik.quarter_snapshot.methodology IS 'Version of the methodology';
COMMENT ON COLUMN otklik.quarter_snapshot.reference IS 'Version of the reference data';
COMMENT ON COLUMN otklik.quarter_snapshot.ranked IS 'Municipalities with a place on the overall board, from 0 on';
COMMENT ON COLUMN otklik.quarter_snapshot.registered IS 'Signals of the region: incidents registered and not cancelled, from 0 on';
COMMENT ON COLUMN otklik.quarter_snapshot.response_mean_millis IS 'Mean time to the first answer, milliseconds; null without answers';

CREATE TRIGGER guard BEFORE UPDATE ON otklik.quarter_snapshot
    FOR EACH ROW EXECUTE FUNCTION otklik.keep_the_first(region_id, period_label, edition, revision);

GRANT SELECT, INSERT, UPDATE ON otklik.quarter_snapshot TO otklik_writer;
GRANT SELECT ON otklik.quarter_snapshot TO otklik_reader;

RESET ROLE;
