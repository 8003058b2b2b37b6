-- The newest board of each scope, kind and period, and the live boards of screens.

SET LOCAL ROLE otklik_owner;

CREATE TABLE otklik.board (
    scope text NOT NULL
        CHECK (scope IN ('REGION_MUNICIPALITIES', 'REGION_AUTHORITIES', 'DISTRICT_REGIONS', 'COUNTRY_REGIONS')),
    subject text NOT NULL,
    board_group text NOT NULL CHECK (board_group IN ('ALL', 'OVER_100', 'FROM_31_TO_100', 'UP_TO_30')),
    kind text NOT NULL CHECK (kind IN ('OVERALL', 'SPEED', 'DEADLINES', 'QUALITY', 'ACTIVITY')),
    period_kind text NOT NULL CHECK (period_kind IN ('DAY', 'MONTH', 'QUARTER', 'YEAR', 'ROLLING')),
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
    methodology text GENERATED ALWAYS AS ((document ->> 'methodology')::text) STORED,
    reference text GENERATED ALWAYS AS ((document ->> 'reference')::text) STORED,
    ranked integer GENERATED ALWAYS AS (jsonb_array_length(document -> 'entries')) STORED,
    not_ranked integer GENERATED ALWAYS AS (jsonb_array_length(document -> 'notRanked')) STORED,
    PRIMARY KEY (scope, subject, board_group, kind, period_kind, period_label),
    CHECK (period_start < period_end),
    CHECK (finality = CASE status WHEN 'PRELIMINARY' THEN 0 ELSE 1 END)
);

COMMENT ON TABLE otklik.board IS
    'Newest ranking of a scope, kind and period';
COMMENT ON COLUMN otklik.board.scope IS 'What is ranked, and within what';
COMMENT ON COLUMN otklik.board.subject IS 'Id of the region, district or country it is ranked in';
COMMENT ON COLUMN otklik.board.board_group IS 'Load group by registered incidents per month, or ALL';
COMMENT ON COLUMN otklik.board.kind IS 'What it is ranked by';
COMMENT ON COLUMN otklik.board.period_kind IS 'DAY, MONTH, QUARTER, YEAR or ROLLING';
COMMENT ON COLUMN otklik.board.period_label IS '2023-04-01, 2023-04, 2023-Q2, 2023; rolling: PT1H, PT24H, P7D, P30D, of which only the newest end is kept';
COMMENT ON COLUMN otklik.board.edition IS 'Setting of the job, raised for a deliberate re-computation; from 0 on';
COMMENT ON COLUMN otklik.board.finality IS '0 while PRELIMINARY, 1 when FINAL or REVISED';
COMMENT ON COLUMN otklik.board.revision IS '-1 while PRELIMINARY, 0 when FINAL, then counting';
COMMENT ON COLUMN otklik.board.event_time IS 'Event time that the row is for: end of the period or tick; milliseconds';
COMMENT ON COLUMN otklik.board.content_hash IS 'SHA-256 over the canonical record without its envelope, 64 hexadecimal digits';
COMMENT ON COLUMN otklik.board.status IS 'PRELIMINARY, FINAL or REVISED; rolling rows are FINAL';
COMMENT ON COLUMN otklik.board.period_start IS 'Start of the period, inclusive';
COMMENT ON COLUMN otklik.board.period_end IS 'End of the period, exclusive';
COMMENT ON COLUMN otklik.board.document IS 'The whole record as on the topic; U+0000 in a text is kept as U+FFFD';
COMMENT ON COLUMN otklik.board.written_at IS 'When the row was written, by the clock of the database; nothing is computed from it';
COMMENT ON COLUMN otklik.board.methodology IS 'Version of the methodology';
COMMENT ON COLUMN otklik.board.reference IS 'Version of the reference data';
COMMENT ON COLUMN otklik.board.ranked IS 'Entries with a place, from 0 on';
COMMENT ON COLUMN otklik.board.not_ranked IS 'Entries without a place, from 0 on';

CREATE TRIGGER guard BEFORE UPDATE ON otklik.board
    FOR EACH ROW EXECUTE FUNCTION otklik.keep_the_newest(scope, subject, board_group, kind, period_kind, period_label);

GRANT SELECT, INSERT, UPDATE ON otklik.board TO otklik_writer;
GRANT SELECT ON otklik.board TO otklik_reader;

CREATE TABLE otklik.live_board (
    scope text NOT NULL
        CHECK (scope IN ('REGION_MUNICIPALITIES', 'REGION_AUTHORITIES', 'DISTRICT_REGIONS', 'COUNTRY_REGIONS')),
    subject text NOT NULL,
    board_group text NOT NULL CHECK (board_group IN ('ALL', 'OVER_100', 'FROM_31_TO_100', 'UP_TO_30')),
    kind text NOT NULL CHECK (kind IN ('OVERALL', 'SPEED', 'DEADLINES', 'QUALITY', 'ACTIVITY')),
    period_kind text NOT NULL CHECK (period_kind IN ('DAY', 'MONTH', 'QUARTER', 'YEAR', 'ROLLING')),
    period_label text NOT NULL,
    edition integer NOT NULL CHECK (edition >= 0),
    finality smallint NOT NULL CHECK (finality IN (0, 1)),
    revision integer NOT NULL CHECK (revision >= -1),
    event_time timestamptz NOT NULL,
    content_hash text NOT NULL CHECK (content_hash ~ '^[0-9a-f]{64}$'),
    status text NOT NULL CHECK (status IN ('LIVE')),
    period_start timestamptz NOT NULL,
    period_end timestamptz NOT NULL,
    document jsonb NOT NULL,
    written_at timestamptz NOT NULL DEFAULT now(),
    methodology text GENERATED ALWAYS AS ((document ->> 'methodology')::text) STORED,
    reference text GENERATED ALWAYS AS ((document ->> 'reference')::text) STORED,
    ranked integer GENERATED ALWAYS AS (jsonb_array_length(document -> 'entries')) STORED,
    not_ranked integer GENERATED ALWAYS AS (jsonb_array_length(document -> 'notRanked')) STORED,
    PRIMARY KEY (scope, subject, board_group, kind, period_kind, period_label),
    CHECK (period_start < period_end),
    CHECK (finality = 0 AND revision = 0)
);

COMMENT ON TABLE otklik.live_board IS
    'Rankings as of the newest fact, for screens: fresh, never final, without history';
COMMENT ON COLUMN otklik.live_board.scope IS 'What is ranked, and within what';
COMMENT ON COLUMN otklik.live_board.subject IS 'Id of the region, district or country it is ranked in';
COMMENT ON COLUMN otklik.live_board.board_group IS 'Load group by registered incidents per month, or ALL';
COMMENT ON COLUMN otklik.live_board.kind IS 'What it is ranked by';
COMMENT ON COLUMN otklik.live_board.period_kind IS 'DAY, MONTH, QUARTER, YEAR or ROLLING';
COMMENT ON COLUMN otklik.live_board.period_label IS '2023-04-01, 2023-04, 2023-Q2, 2023; rolling: PT1H, PT24H, P7D, P30D, of which only the newest end is kept';
COMMENT ON COLUMN otklik.live_board.edition IS 'Setting of the job, raised for a deliberate re-computation; from 0 on';
COMMENT ON COLUMN otklik.live_board.finality IS 'Always 0: a live board is never final';
COMMENT ON COLUMN otklik.live_board.revision IS 'Always 0';
COMMENT ON COLUMN otklik.live_board.event_time IS 'Time of the newest fact in it; milliseconds';
COMMENT ON COLUMN otklik.live_board.content_hash IS 'SHA-256 over the canonical record without its envelope, 64 hexadecimal digits';
COMMENT ON COLUMN otklik.live_board.status IS 'Always LIVE';
COMMENT ON COLUMN otklik.live_board.period_start IS 'Start of the period, inclusive';
COMMENT ON COLUMN otklik.live_board.period_end IS 'End of the period, exclusive';
COMMENT ON COLUMN otklik.live_board.document IS 'The whole record as on the topic; U+0000 in a text is kept as U+FFFD';
COMMENT ON COLUMN otklik.live_board.written_at IS 'When the row was written, by the clock of the database; nothing is computed from it';
COMMENT ON COLUMN otklik.live_board.methodology IS 'Version of the methodology';
COMMENT ON COLUMN otklik.live_board.reference IS 'Version of the reference data';
COMMENT ON COLUMN otklik.live_board.ranked IS 'Entries with a place, from 0 on';
COMMENT ON COLUMN otklik.live_board.not_ranked IS 'Entries without a place, from 0 on';

CREATE TRIGGER guard BEFORE UPDATE ON otklik.live_board
    FOR EACH ROW EXECUTE FUNCTION otklik.keep_the_latest();

GRANT SELECT, INSERT, UPDATE ON otklik.live_board TO otklik_writer;
GRANT SELECT ON otklik.live_board TO otklik_reader;

RESET ROLE;
