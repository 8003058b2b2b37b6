-- Figures of municipalities by month and quarter, from a file of events. Times are epoch milliseconds.
-- The tables municipality, calendar_date, working_interval and period are filled from the reference data before.
-- Statements end with a semicolon at the end of a line.

-- 1. Events: one of each id. The number of an event says where it stands among those of its incident: time, type, and
-- for types whose order at one instant matters the hash of the id.

CREATE MACRO municipality_code(oktmo) AS CAST(substr(oktmo, 1, 5) AS INTEGER);
CREATE MACRO type_number(type) AS list_position(['REGISTERED', 'ASSIGNED', 'TRANSFERRED', 'EXTENDED', 'ANSWERED',
    'RETURNED', 'REOPENED', 'RATED', 'CLOSED', 'CANCELLED'], type);
CREATE MACRO id_number(event_id) AS CAST('0x' || substr(sha256(event_id), 1, 16) AS UBIGINT);
CREATE MACRO event_number(moment, type, event_id) AS
    (moment * 16 + type_number(type)) * 18446744073709551616::HUGEINT
    + CASE WHEN type IN ('REGISTERED', 'TRANSFERRED', 'EXTENDED', 'RATED') THEN id_number(event_id) ELSE 0::UBIGINT END;

CREATE TEMP TABLE delivered AS
SELECT
    e.source || ':' || incidentId AS incident,
    eventId AS event_id,
    source,
    type,
    epoch_ms(occurredAt) AS moment,
    m.id AS municipality,
    topic,
    coalesce(priority, 'NORMAL') AS priority,
    epoch_ms(respondBy) AS respond_by,
    epoch_ms(resolveBy) AS resolve_by,
    coalesce(final, true) AS is_final,
    rating,
    event_number(epoch_ms(occurredAt), type, eventId) AS number,
    hash(e.source, incidentId, eventId) AS identity
FROM read_json(getvariable('events_file'), format = 'newline_delimited', columns = {
    eventId: 'VARCHAR', incidentId: 'VARCHAR', source: 'VARCHAR', type: 'VARCHAR', occurredAt: 'TIMESTAMPTZ',
    municipality: 'VARCHAR', topic: 'VARCHAR', priority: 'VARCHAR', respondBy: 'TIMESTAMPTZ',
    resolveBy: 'TIMESTAMPTZ', final: 'BOOLEAN', rating: 'INTEGER'}) e
LEFT JOIN municipality m ON m.code = municipality_code(e.municipality);

-- Second deliveries are few: only what may be one is compared by its whole identity.
CREATE TEMP TABLE repeated AS SELECT identity FROM delivered GROUP BY identity HAVING count(*) > 1;

CREATE TEMP TABLE event AS
SELECT * EXCLUDE (event_id, identity) FROM delivered ANTI JOIN repeated USING (identity)
UNION ALL
SELECT * EXCLUDE (event_id, identity) FROM (
    SELECT DISTINCT ON (incident, event_id) d.*
    FROM delivered d SEMI JOIN repeated USING (identity) ORDER BY incident, event_id, number
);

SET VARIABLE as_of = (SELECT max(moment) FROM event);

-- 2. Incidents: the earliest registration opens; what is dated before it does not count.

CREATE TEMP TABLE incident AS
SELECT
    incident,
    min(number) FILTER (type = 'REGISTERED') AS number,
    unnest(arg_min({moment: moment, source: source, home: municipality, topic: topic, priority: priority,
        respond_by: respond_by, resolve_by: resolve_by}, number) FILTER (type = 'REGISTERED'))
FROM event GROUP BY incident HAVING count(*) FILTER (type = 'REGISTERED') > 0;

CREATE TEMP TABLE transfer AS
SELECT *, coalesce(lag(target) OVER (PARTITION BY incident ORDER BY number), home) AS origin
FROM (
    SELECT e.incident, e.number, e.moment, i.home, e.municipality AS target
    FROM event e JOIN incident i USING (incident)
    WHERE e.type = 'TRANSFERRED' AND e.number > i.number AND e.municipality IS NOT NULL);

-- Every event after the registration, beside who was responsible when; all transfers of an incident are a short list.
CREATE TEMP TABLE opened AS
SELECT i.*, t.transfers
FROM incident i
LEFT JOIN (
    SELECT incident, list({moment: moment, target: target} ORDER BY number) AS transfers FROM transfer GROUP BY incident
) t USING (incident);

CREATE MACRO owner_at(home, transfers, instant) AS
    coalesce(list_filter(transfers, lambda t: t.moment <= instant)[-1].target, home);

CREATE TEMP TABLE cancellation AS
SELECT o.incident, min(e.moment) AS moment
FROM opened o JOIN event e USING (incident)
WHERE e.type = 'CANCELLED' AND e.number > o.number
GROUP BY o.incident;

CREATE TEMP TABLE living AS SELECT o.* FROM opened o ANTI JOIN cancellation USING (incident);

CREATE TEMP TABLE history AS
SELECT e.incident, e.number, e.moment, e.type, e.is_final, e.rating, e.respond_by, e.resolve_by
FROM event e JOIN living l USING (incident)
WHERE e.number > l.number AND e.type NOT IN ('REGISTERED', 'ASSIGNED', 'TRANSFERRED');

-- 3. Stages: where each begins and ends. A rework stage begins with the first return after an end.

CREATE TEMP TABLE ended AS
SELECT
    incident,
    min(number) FILTER (type IN ('ANSWERED', 'CLOSED')) AS responded_number,
    min(moment) FILTER (type IN ('ANSWERED', 'CLOSED')) AS responded_at,
    min(number) FILTER (type = 'CLOSED' OR type = 'ANSWERED' AND is_final) AS resolved_number,
    min(moment) FILTER (type = 'CLOSED' OR type = 'ANSWERED' AND is_final) AS resolved_at
FROM history GROUP BY incident;

CREATE TEMP TABLE after_resolution AS
SELECT
    h.incident, h.number, h.moment, h.type, h.type IN ('RETURNED', 'REOPENED') AS is_return,
    coalesce(lag(is_return) OVER w, false) AS follows_return,
    min(CASE WHEN NOT is_return THEN h.number END) OVER later AS next_end_number,
    min(CASE WHEN NOT is_return THEN h.moment END) OVER later AS next_end_at
FROM history h JOIN ended e USING (incident)
WHERE h.number >= e.resolved_number
  AND (h.type IN ('RETURNED', 'REOPENED', 'CLOSED') OR h.type = 'ANSWERED' AND h.is_final)
WINDOW w AS (PARTITION BY incident ORDER BY h.number),
    later AS (PARTITION BY incident ORDER BY h.number ROWS BETWEEN 1 FOLLOWING AND UNBOUNDED FOLLOWING);

CREATE TEMP TABLE stage AS
SELECT l.incident, 'RESPONSE' AS stage, l.number, l.moment AS starts, l.home AS place, l.respond_by AS explicit_deadline,
    e.responded_number AS end_number, e.responded_at AS ends
FROM living l LEFT JOIN ended e USING (incident)
UNION ALL
SELECT l.incident, 'RESOLUTION', l.number, l.moment, l.home, l.resolve_by, e.resolved_number, e.resolved_at
FROM living l LEFT JOIN ended e USING (incident)
UNION ALL
SELECT l.incident, 'REWORK', r.number, r.moment, owner_at(l.home, l.transfers, r.moment), NULL, r.next_end_number, r.next_end_at
FROM after_resolution r JOIN living l USING (incident)
WHERE r.is_return AND NOT r.follows_return;

-- 4. Deadlines: the explicit one, else the most specific norm in force, in the calendar of the municipality.

CREATE TEMP TABLE norm AS
SELECT * REPLACE (epoch_ms(timezone(r.zone, CAST(n.effective_from AS TIMESTAMP))) AS effective_from),
    r.code AS region_code
FROM read_csv(getvariable('norms_file'), all_varchar = true) n
JOIN (SELECT DISTINCT region AS code, region_zone AS zone FROM municipality) r ON n.region IN ('*', r.code);

SELECT CASE WHEN count(*) > 0 THEN error('norms that restart moment a transfer are not computed here') END
FROM norm WHERE on_transfer <> 'CONTINUE';

CREATE TEMP TABLE place AS SELECT DISTINCT id, region, calendar, zone FROM municipality;

CREATE TEMP TABLE governed AS
WITH norms_of_kind AS (
    -- Few kinds of incidents share a norm: it is looked up once for each.
    SELECT k.*, list({effective_from: n.effective_from, amount: CAST(n.amount AS INTEGER), unit: n.unit}
        ORDER BY n.region = '*', n.source = '*', n.topic = '*', n.priority = '*', n.effective_from DESC) AS norms
    FROM (
        SELECT DISTINCT p.region, l.source, l.topic, l.priority, s.stage
        FROM stage s JOIN living l USING (incident) JOIN place p ON p.id = s.place
    ) k JOIN norm n ON n.region_code = k.region AND n.stage = k.stage AND n.source IN ('*', k.source)
        AND n.topic IN ('*', k.topic) AND n.priority IN ('*', k.priority)
    GROUP BY ALL
)
SELECT s.*, p.calendar, unnest(list_filter(k.norms, lambda n: n.effective_from <= s.starts)[1])
FROM stage s
JOIN living l USING (incident)
JOIN place p ON p.id = s.place
LEFT JOIN norms_of_kind k ON k.region = p.region AND k.source = l.source AND k.topic = l.topic
    AND k.priority = l.priority AND k.stage = s.stage;

CREATE TEMP TABLE by_norm AS
SELECT t.incident, t.stage, t.number, coalesce(t.hours_end, calendar_day.ends, working_day.work_ends) AS deadline
FROM (
    SELECT g.*,
        CASE WHEN g.unit = 'CALENDAR_HOURS' THEN g.starts + g.amount * 3600000::BIGINT END AS hours_end,
        CASE WHEN g.unit = 'CALENDAR_DAYS' THEN d.day + g.amount END AS last_day,
        CASE WHEN g.unit = 'WORKING_DAYS' THEN d.working_through + g.amount END AS last_working_day
    FROM governed g ASOF JOIN calendar_date d ON d.calendar = g.calendar AND d.starts <= g.starts
    WHERE g.explicit_deadline IS NULL AND g.unit <> 'WORKING_HOURS'
) t
LEFT JOIN calendar_date calendar_day
    ON calendar_day.calendar = t.calendar AND calendar_day.day = t.last_day
LEFT JOIN (SELECT * FROM calendar_date WHERE work_ends IS NOT NULL) working_day
    ON working_day.calendar = t.calendar AND working_day.working_through = t.last_working_day
UNION ALL
SELECT q.incident, q.stage, q.number, i.starts + q.until_worked - i.worked_before
FROM (
    SELECT g.*, w.worked_before + least(g.starts - w.starts, w.ends - w.starts) + g.amount * 3600000::BIGINT AS until_worked
    FROM governed g ASOF JOIN working_interval w ON w.calendar = g.calendar AND w.starts <= g.starts
    WHERE g.explicit_deadline IS NULL AND g.unit = 'WORKING_HOURS'
) q ASOF JOIN working_interval i ON i.calendar = q.calendar AND i.worked_before < q.until_worked;

-- Extensions hold as long as each comes no later than the deadline before it; a stage without a deadline takes any.
CREATE TEMP TABLE extension AS
SELECT
    s.incident, s.stage, s.number, h.number AS extension_number, h.moment,
    greatest(CASE s.stage WHEN 'RESPONSE' THEN h.respond_by ELSE h.resolve_by END, h.moment) AS extended_to
FROM history h JOIN stage s USING (incident)
WHERE h.type = 'EXTENDED' AND h.number > s.number AND h.number < coalesce(s.end_number, 9223372036854775807)
  AND CASE s.stage WHEN 'RESPONSE' THEN h.respond_by ELSE h.resolve_by END IS NOT NULL;

CREATE TEMP TABLE due AS
WITH unextended AS (
    SELECT g.incident, g.stage, g.number, g.starts, g.ends, g.end_number,
        CASE WHEN g.explicit_deadline IS NOT NULL THEN greatest(g.explicit_deadline, g.starts)
            WHEN g.unit IS NULL THEN NULL
            ELSE coalesce(n.deadline, error('a deadline lies beyond the calendar that was loaded')) END AS deadline
    FROM governed g LEFT JOIN by_norm n USING (incident, stage, number)
), step AS (
    SELECT x.*, x.moment <= coalesce(lag(x.extended_to) OVER w, u.deadline, 9223372036854775807) AS is_in_time
    FROM extension x JOIN unextended u USING (incident, stage, number)
    WINDOW w AS (PARTITION BY x.incident, x.stage, x.number ORDER BY x.extension_number)
), valid AS (
    SELECT incident, stage, number, extension_number, extended_to,
        bool_and(is_in_time) OVER (PARTITION BY incident, stage, number ORDER BY extension_number) AS holds
    FROM step
), extended AS (
    SELECT incident, stage, number, arg_max(extended_to, extension_number) AS deadline
    FROM valid WHERE holds GROUP BY ALL
)
SELECT u.* REPLACE (coalesce(x.deadline, u.deadline) AS deadline)
FROM unextended u LEFT JOIN extended x USING (incident, stage, number);

-- 5. Facts: each dated, for the municipality responsible at that instant.

CREATE TEMP TABLE overdue AS
-- An incident is overdue once, however many of its stages are: spans that touch are one.
WITH span AS (
    SELECT incident, deadline AS since, coalesce(ends, 9223372036854775807) AS until
    FROM due WHERE deadline IS NOT NULL AND coalesce(ends, 9223372036854775807) > deadline
), reached AS (
    SELECT *, max(until) OVER (PARTITION BY incident ORDER BY since, until ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS before
    FROM span
), island AS (
    SELECT *, sum(CASE WHEN since > coalesce(before, -1) THEN 1 ELSE 0 END)
        OVER (PARTITION BY incident ORDER BY since, until) AS island
    FROM reached
)
SELECT incident, min(since) AS since, max(until) AS until FROM island GROUP BY incident, island;

CREATE TEMP TABLE level AS
SELECT incident, 'OPEN' AS kind, starts AS since, coalesce(ends, 9223372036854775807) AS until
FROM due WHERE stage <> 'RESPONSE'
UNION ALL
SELECT incident, 'OVERDUE', since, until FROM overdue;

CREATE TEMP TABLE fact AS
WITH dated AS (
    SELECT incident, stage || '_ENDED' AS kind, ends AS moment, ends - starts AS value
    FROM due WHERE stage <> 'REWORK' AND ends IS NOT NULL
    UNION ALL
    SELECT incident, stage || '_MET', ends, 1 FROM due WHERE ends <= deadline
    UNION ALL
    SELECT incident, stage || '_MISSED', deadline, 1
    FROM due WHERE deadline IS NOT NULL AND (ends IS NULL OR ends > deadline)
    UNION ALL
    SELECT incident, type, moment, 1 FROM after_resolution WHERE is_return
    UNION ALL
    SELECT incident, 'CLOSED', moment, 1
    FROM (
        -- Closed while closed, with no return since, is an anomaly.
        SELECT *, lag(type) OVER (PARTITION BY incident ORDER BY number) AS previous
        FROM after_resolution WHERE type <> 'ANSWERED'
    ) WHERE type = 'CLOSED' AND previous IS DISTINCT FROM 'CLOSED'
    UNION ALL
    SELECT incident, 'RATED', moment, rating
    FROM (
        SELECT h.*, count(*) FILTER (h.type = 'ANSWERED' OR h.type = 'CLOSED' AND h.number = e.responded_number)
            OVER (PARTITION BY incident ORDER BY h.number) AS answer
        FROM history h LEFT JOIN ended e USING (incident)
    ) WHERE type = 'RATED' AND answer > 0
    QUALIFY row_number() OVER (PARTITION BY incident, answer ORDER BY number DESC) = 1
    UNION ALL
    SELECT incident, kind || '_LEVEL', since, 1 FROM level
    UNION ALL
    SELECT incident, kind || '_LEVEL', until, -1 FROM level WHERE until <= getvariable('as_of')
), moved AS (
    SELECT v.kind, t.moment, t.origin, t.target
    FROM level v JOIN transfer t USING (incident)
    WHERE t.moment > v.since AND t.moment < v.until AND t.origin <> t.target
)
SELECT owner_at(l.home, l.transfers, d.moment) AS municipality, d.kind, d.moment, d.value
FROM dated d JOIN living l USING (incident) WHERE d.moment <= getvariable('as_of')
UNION ALL
SELECT home, 'REGISTERED', moment, 1 FROM living
UNION ALL
SELECT owner_at(o.home, o.transfers, c.moment), 'CANCELLED', c.moment, 1 FROM cancellation c JOIN opened o USING (incident)
UNION ALL
SELECT t.origin, 'TRANSFERRED_OUT', t.moment, 1 FROM transfer t SEMI JOIN living USING (incident) WHERE t.origin <> t.target
UNION ALL
SELECT t.target, 'TRANSFERRED_IN', t.moment, 1 FROM transfer t SEMI JOIN living USING (incident) WHERE t.origin <> t.target
UNION ALL
SELECT origin, kind || '_LEVEL', moment, -1 FROM moved
UNION ALL
SELECT target, kind || '_LEVEL', moment, 1 FROM moved;

-- 6. Figures. A latency is shown by the middle of its bucket: 128 exact ones, then 64 for each power of two.

CREATE MACRO bucket_scale(millis) AS greatest(0, CAST(floor(log2(greatest(millis, 1))) AS INTEGER) - 6);
CREATE MACRO bucket_middle(millis) AS CASE WHEN millis < 128 THEN millis
    ELSE ((millis >> bucket_scale(millis)) << bucket_scale(millis)) + (1::BIGINT << (bucket_scale(millis) - 1)) END;
CREATE MACRO rounded_quotient(numerator, denominator) AS
    CASE WHEN denominator > 0 THEN (2 * numerator + denominator) // (2 * denominator) END;
CREATE MACRO deadlines(met, missed) AS
    {met: met, missed: missed, compliance: rounded_quotient(met * 10000, met + missed) / 10000.0};

CREATE TEMP TABLE figures AS
WITH counted AS (
    SELECT
        f.municipality, p.kind AS period_kind, p.label, p.starts,
        count(*) FILTER (f.kind = 'REGISTERED') AS registered,
        count(*) FILTER (f.kind = 'RESPONSE_ENDED') AS responded,
        count(*) FILTER (f.kind = 'RESOLUTION_ENDED') AS resolved,
        count(*) FILTER (f.kind = 'RESPONSE_MET') AS response_met,
        count(*) FILTER (f.kind = 'RESPONSE_MISSED') AS response_missed,
        count(*) FILTER (f.kind = 'RESOLUTION_MET') AS resolution_met,
        count(*) FILTER (f.kind = 'RESOLUTION_MISSED') AS resolution_missed,
        count(*) FILTER (f.kind = 'REWORK_MET') AS rework_met,
        count(*) FILTER (f.kind = 'REWORK_MISSED') AS rework_missed,
        count(*) FILTER (f.kind = 'RETURNED') AS returned,
        count(*) FILTER (f.kind = 'REOPENED') AS reopened,
        count(*) FILTER (f.kind = 'RATED') AS rated,
        coalesce(sum(f.value) FILTER (f.kind = 'RATED'), 0)::BIGINT AS rating_sum,
        count(*) FILTER (f.kind = 'TRANSFERRED_IN') AS transferred_in,
        count(*) FILTER (f.kind = 'TRANSFERRED_OUT') AS transferred_out,
        count(*) FILTER (f.kind = 'CLOSED') AS closed,
        count(*) FILTER (f.kind = 'CANCELLED') AS cancelled,
        coalesce(sum(f.value) FILTER (f.kind = 'OPEN_LEVEL'), 0)::BIGINT AS open_change,
        coalesce(sum(f.value) FILTER (f.kind = 'OVERDUE_LEVEL'), 0)::BIGINT AS overdue_change,
        sum(f.value) FILTER (f.kind = 'RESPONSE_ENDED')::BIGINT AS response_sum,
        sum(f.value) FILTER (f.kind = 'RESOLUTION_ENDED')::BIGINT AS resolution_sum,
        quantile_disc(bucket_middle(f.value), [0.5, 0.9, 0.95, 1.0]) FILTER (f.kind = 'RESPONSE_ENDED') AS response_quantiles,
        quantile_disc(bucket_middle(f.value), [0.5, 0.9, 0.95, 1.0]) FILTER (f.kind = 'RESOLUTION_ENDED') AS resolution_quantiles
    FROM fact f
    JOIN place m ON m.id = f.municipality
    JOIN period p ON p.zone = m.zone AND f.moment >= p.starts AND f.moment < p.ends
    GROUP BY ALL
), gridded AS (
    -- Levels stand also in periods in which nothing happened.
    SELECT m.id AS municipality, m.region, p.kind AS period_kind, p.label, p.starts, p.ends
    FROM place m JOIN period p ON p.zone = m.zone
    WHERE m.id IN (SELECT municipality FROM fact)
      AND p.starts <= getvariable('as_of') AND p.ends > (SELECT min(moment) FROM event)
)
SELECT g.*, c.* EXCLUDE (municipality, period_kind, label, starts, open_change, overdue_change),
    coalesce(sum(c.open_change) OVER until_then, 0)::BIGINT AS open,
    coalesce(sum(c.overdue_change) OVER until_then, 0)::BIGINT AS overdue
FROM gridded g LEFT JOIN counted c USING (municipality, period_kind, label)
WINDOW until_then AS (PARTITION BY g.municipality, g.period_kind ORDER BY g.starts);

CREATE MACRO latency(n, total, quantiles) AS {count: coalesce(n, 0), meanMillis: rounded_quotient(total, n),
    medianMillis: quantiles[1], p90Millis: quantiles[2], p95Millis: quantiles[3], maxMillis: quantiles[4]};

CREATE TEMP TABLE municipality_row AS
SELECT
    {id: municipality, region: region} AS municipality,
    {kind: period_kind, label: label} AS period,
    coalesce(registered, 0) AS registered,
    coalesce(responded, 0) AS responded,
    coalesce(resolved, 0) AS resolved,
    latency(responded, response_sum, response_quantiles) AS response,
    latency(resolved, resolution_sum, resolution_quantiles) AS resolution,
    deadlines(coalesce(response_met, 0), coalesce(response_missed, 0)) AS responseDeadline,
    deadlines(coalesce(resolution_met, 0), coalesce(resolution_missed, 0)) AS resolutionDeadline,
    deadlines(coalesce(rework_met, 0), coalesce(rework_missed, 0)) AS reworkDeadline,
    coalesce(returned, 0) AS returned,
    coalesce(reopened, 0) AS reopened,
    rounded_quotient(returned * 10000, resolved) / 10000.0 AS reworkShare,
    {count: coalesce(rated, 0), mean: rounded_quotient(rating_sum * 100, rated) / 100.0} AS ratings,
    coalesce(transferred_in, 0) AS transferredIn,
    coalesce(transferred_out, 0) AS transferredOut,
    coalesce(closed, 0) AS closed,
    coalesce(cancelled, 0) AS cancelled,
    open,
    overdue,
    dense_rank() OVER (
        PARTITION BY period_kind, label, region
        ORDER BY response_met / nullif(response_met + response_missed, 0) DESC NULLS LAST,
            response_sum / responded NULLS LAST) AS place
FROM figures;

COPY (SELECT * FROM municipality_row ORDER BY municipality.id, period.kind, period.label)
TO (getvariable('rows_file')) (FORMAT json);
