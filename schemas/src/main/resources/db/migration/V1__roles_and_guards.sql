-- Roles without passwords (who may log in is decided where the database is run), the schema, and the guards that make
-- every upsert harmless: PostgreSQL 15 to 18. The user who migrates is a superuser, or has CREATEROLE and CREATE on the
-- database, or may act as otklik_owner where the three roles and the schema of that owner were made beforehand.

DO $$
DECLARE
    name text;
    -- Since version 16 the maker of a role is its administrator, but may not act as it without being told so.
    membership text := CASE WHEN current_setting('server_version_num')::integer < 160000 THEN 'MEMBER' ELSE 'SET' END;
BEGIN
    FOREACH name IN ARRAY ARRAY['otklik_owner', 'otklik_writer', 'otklik_reader'] LOOP
        IF NOT EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = name) THEN
            EXECUTE format('CREATE ROLE %I NOLOGIN', name);
        END IF;
    END LOOP;
    IF NOT pg_catalog.pg_has_role(CURRENT_USER, 'otklik_owner', membership) THEN
        EXECUTE format('GRANT otklik_owner TO %I', CURRENT_USER);
    END IF;
    IF NOT EXISTS (SELECT FROM pg_catalog.pg_namespace WHERE nspname = 'otklik') THEN
        CREATE SCHEMA otklik;
    END IF;
    IF NOT EXISTS (SELECT FROM pg_catalog.pg_namespace
            WHERE nspname = 'otklik' AND pg_get_userbyid(nspowner) = 'otklik_owner') THEN
        ALTER SCHEMA otklik OWNER TO otklik_owner;
        -- The migrating user keeps its history of migrations in this schema.
        EXECUTE format('GRANT USAGE, CREATE ON SCHEMA otklik TO %I', CURRENT_USER);
    END IF;
END
$$;

SET LOCAL ROLE otklik_owner;

COMMENT ON SCHEMA otklik IS 'Figures and rankings of municipalities by how they answer citizens; written by the job Otklik';
GRANT USAGE ON SCHEMA otklik TO otklik_writer, otklik_reader;

CREATE TABLE otklik.revision_conflict (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    relation text NOT NULL,
    row_key jsonb NOT NULL,
    edition integer NOT NULL,
    finality smallint NOT NULL,
    revision integer NOT NULL,
    event_time timestamptz NOT NULL,
    kept_hash text NOT NULL,
    refused_hash text NOT NULL,
    seen_at timestamptz NOT NULL DEFAULT now()
);

COMMENT ON TABLE otklik.revision_conflict IS
    'Refused updates that had the very version of the row there and another content. Its row count must stay 0: anything else means that the job is not deterministic';
COMMENT ON COLUMN otklik.revision_conflict.id IS 'Number of the conflict, from 1 on';
COMMENT ON COLUMN otklik.revision_conflict.relation IS 'Name of the table in schema otklik';
COMMENT ON COLUMN otklik.revision_conflict.row_key IS 'Primary key of the row: column to value';
COMMENT ON COLUMN otklik.revision_conflict.edition IS 'Edition of both, from 0 on';
COMMENT ON COLUMN otklik.revision_conflict.finality IS 'Finality of both, 0 or 1';
COMMENT ON COLUMN otklik.revision_conflict.revision IS 'Revision of both, from -1 on';
COMMENT ON COLUMN otklik.revision_conflict.event_time IS 'Event time of both';
COMMENT ON COLUMN otklik.revision_conflict.kept_hash IS 'Content hash of the row that stayed, 64 hexadecimal digits';
COMMENT ON COLUMN otklik.revision_conflict.refused_hash IS 'Content hash of the row that was refused, 64 hexadecimal digits';
COMMENT ON COLUMN otklik.revision_conflict.seen_at IS 'When it was refused, by the clock of the database';

GRANT SELECT ON otklik.revision_conflict TO otklik_writer, otklik_reader;

-- SECURITY DEFINER: the writer records conflicts through this trigger only and can invent none.
CREATE FUNCTION otklik.keep_the_newest() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    whole jsonb;
BEGIN
    IF (NEW.edition, NEW.finality, NEW.revision, NEW.event_time)
            > (OLD.edition, OLD.finality, OLD.revision, OLD.event_time) THEN
        NEW.written_at := now();
        RETURN NEW;
    END IF;
    IF (NEW.edition, NEW.finality, NEW.revision, NEW.event_time)
            = (OLD.edition, OLD.finality, OLD.revision, OLD.event_time)
            AND NEW.content_hash <> OLD.content_hash THEN
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

COMMENT ON FUNCTION otklik.keep_the_newest() IS
    'Lets an update pass if its (edition, finality, revision, event_time) is greater than that of the row; else the row stays, and an equal version with another hash is recorded. Arguments: columns of the primary key';

CREATE FUNCTION otklik.keep_the_latest() RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    IF NEW.event_time < OLD.event_time THEN
        RETURN NULL;
    END IF;
    NEW.written_at := now();
    RETURN NEW;
END
$$;

COMMENT ON FUNCTION otklik.keep_the_latest() IS
    'Lets an update pass unless its event_time is before that of the row: for live boards, which are fresh and never final';

REVOKE ALL ON FUNCTION otklik.keep_the_newest(), otklik.keep_the_latest() FROM PUBLIC;

RESET ROLE;
