-- One row per place, as a dashboard shows it. A dashboard orders by line.

SET LOCAL ROLE otklik_owner;

CREATE VIEW otklik.leaderboard AS
SELECT b.scope, b.subject, b.board_group, b.kind, b.period_kind, b.period_label, b.period_start, b.period_end,
    b.status, b.revision, b.event_time, b.methodology,
    (e.entry ->> 'place')::integer AS place,
    e.entry ->> 'id' AS id,
    e.entry ->> 'code' AS code,
    e.entry ->> 'name' AS name,
    (e.entry ->> 'score')::numeric AS score,
    e.entry ->> 'zone' AS zone,
    (e.entry ->> 'previousPlace')::integer AS previous_place,
    (e.entry ->> 'previousScore')::numeric AS previous_score,
    (e.entry ->> 'placeChange')::integer AS place_change,
    (e.entry ->> 'reweighted')::boolean AS reweighted,
    e.entry -> 'contributions' AS contributions,
    e.entry -> 'recommendations' AS recommendations,
    e.line::integer AS line
FROM otklik.board AS b
CROSS JOIN LATERAL jsonb_array_elements(b.document -> 'entries') WITH ORDINALITY AS e (entry, line);

COMMENT ON VIEW otklik.leaderboard IS
    'Entries of the newest boards, one row each';
COMMENT ON COLUMN otklik.leaderboard.scope IS 'What is ranked, and within what';
COMMENT ON COLUMN otklik.leaderboard.subject IS 'Id of the region, district or country';
COMMENT ON COLUMN otklik.leaderboard.board_group IS 'Load group, or ALL';
COMMENT ON COLUMN otklik.leaderboard.kind IS 'What it is ranked by';
COMMENT ON COLUMN otklik.leaderboard.period_kind IS 'MONTH, QUARTER, YEAR or ROLLING';
COMMENT ON COLUMN otklik.leaderboard.period_label IS 'Label of the period';
COMMENT ON COLUMN otklik.leaderboard.period_start IS 'Start, inclusive';
COMMENT ON COLUMN otklik.leaderboard.period_end IS 'End, exclusive';
COMMENT ON COLUMN otklik.leaderboard.status IS 'PRELIMINARY, FINAL or REVISED; LIVE on live boards';
COMMENT ON COLUMN otklik.leaderboard.revision IS 'Revision, from -1 on';
COMMENT ON COLUMN otklik.leaderboard.event_time IS 'Event time that the board is for';
COMMENT ON COLUMN otklik.leaderboard.methodology IS 'Version of the methodology';
COMMENT ON COLUMN otklik.leaderboard.place IS 'Place, from 1 on; equal scores share it';
COMMENT ON COLUMN otklik.leaderboard.id IS 'Id of who is ranked';
COMMENT ON COLUMN otklik.leaderboard.code IS 'Code valid at the end of the period';
COMMENT ON COLUMN otklik.leaderboard.name IS 'Name valid at the end of the period';
COMMENT ON COLUMN otklik.leaderboard.score IS '0 to 100, 1 decimal; ACTIVITY: registered per 10,000 residents';
COMMENT ON COLUMN otklik.leaderboard.zone IS 'GREEN, YELLOW or RED; null for ACTIVITY';
COMMENT ON COLUMN otklik.leaderboard.previous_place IS 'Place in the period before, or null';
COMMENT ON COLUMN otklik.leaderboard.previous_score IS 'Score in the period before, or null';
COMMENT ON COLUMN otklik.leaderboard.place_change IS 'previous_place - place: above 0 is better; or null';
COMMENT ON COLUMN otklik.leaderboard.reweighted IS 'Whether an indicator had too few cases and gave its weight to the others';
COMMENT ON COLUMN otklik.leaderboard.contributions IS 'Value, cases, score and weight of each indicator';
COMMENT ON COLUMN otklik.leaderboard.recommendations IS 'Code and Russian text of each recommendation';
COMMENT ON COLUMN otklik.leaderboard.line IS 'Position on the board, from 1 on';

GRANT SELECT ON otklik.leaderboard TO otklik_reader;

CREATE VIEW otklik.live_leaderboard AS
SELECT b.scope, b.subject, b.board_group, b.kind, b.period_kind, b.period_label, b.period_start, b.period_end,
    b.status, b.revision, b.event_time, b.methodology,
    (e.entry ->> 'place')::integer AS place,
    e.entry ->> 'id' AS id,
    e.entry ->> 'code' AS code,
    e.entry ->> 'name' AS name,
    (e.entry ->> 'score')::numeric AS score,
    e.entry ->> 'zone' AS zone,
    (e.entry ->> 'previousPlace')::integer AS previous_place,
    (e.entry ->> 'previousScore')::numeric AS previous_score,
    (e.entry ->> 'placeChange')::integer AS place_change,
    (e.entry ->> 'reweighted')::boolean AS reweighted,
    e.entry -> 'contributions' AS contributions,
    e.entry -> 'recommendations' AS recommendations,
    e.line::integer AS line
FROM otklik.live_board AS b
CROSS JOIN LATERAL jsonb_array_elements(b.document -> 'entries') WITH ORDINALITY AS e (entry, line);

COMMENT ON VIEW otklik.live_leaderboard IS
    'Entries of the live boards, one row each';
COMMENT ON COLUMN otklik.live_leaderboard.scope IS 'What is ranked, and within what';
COMMENT ON COLUMN otklik.live_leaderboard.subject IS 'Id of the region, district or country';
COMMENT ON COLUMN otklik.live_leaderboard.board_group IS 'Load group, or ALL';
COMMENT ON COLUMN otklik.live_leaderboard.kind IS 'What it is ranked by';
COMMENT ON COLUMN otklik.live_leaderboard.period_kind IS 'MONTH, QUARTER, YEAR or ROLLING';
COMMENT ON COLUMN otklik.live_leaderboard.period_label IS 'Label of the period';
COMMENT ON COLUMN otklik.live_leaderboard.period_start IS 'Start, inclusive';
COMMENT ON COLUMN otklik.live_leaderboard.period_end IS 'End, exclusive';
COMMENT ON COLUMN otklik.live_leaderboard.status IS 'PRELIMINARY, FINAL or REVISED; LIVE on live boards';
COMMENT ON COLUMN otklik.live_leaderboard.revision IS 'Revision, from -1 on';
COMMENT ON COLUMN otklik.live_leaderboard.event_time IS 'Event time that the board is for';
COMMENT ON COLUMN otklik.live_leaderboard.methodology IS 'Version of the methodology';
COMMENT ON COLUMN otklik.live_leaderboard.place IS 'Place, from 1 on; equal scores share it';
COMMENT ON COLUMN otklik.live_leaderboard.id IS 'Id of who is ranked';
COMMENT ON COLUMN otklik.live_leaderboard.code IS 'Code valid at the end of the period';
COMMENT ON COLUMN otklik.live_leaderboard.name IS 'Name valid at the end of the period';
COMMENT ON COLUMN otklik.live_leaderboard.score IS '0 to 100, 1 decimal; ACTIVITY: registered per 10,000 residents';
COMMENT ON COLUMN otklik.live_leaderboard.zone IS 'GREEN, YELLOW or RED; null for ACTIVITY';
COMMENT ON COLUMN otklik.live_leaderboard.previous_place IS 'Place in the period before, or null';
COMMENT ON COLUMN otklik.live_leaderboard.previous_score IS 'Score in the period before, or null';
COMMENT ON COLUMN otklik.live_leaderboard.place_change IS 'previous_place - place: above 0 is better; or null';
COMMENT ON COLUMN otklik.live_leaderboard.reweighted IS 'Whether an indicator had too few cases and gave its weight to the others';
COMMENT ON COLUMN otklik.live_leaderboard.contributions IS 'Value, cases, score and weight of each indicator';
COMMENT ON COLUMN otklik.live_leaderboard.recommendations IS 'Code and Russian text of each recommendation';
COMMENT ON COLUMN otklik.live_leaderboard.line IS 'Position on the board, from 1 on';

GRANT SELECT ON otklik.live_leaderboard TO otklik_reader;

RESET ROLE;
