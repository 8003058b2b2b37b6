-- Figures of municipalities over the last hour, every minute. The tables incident_event and figures are created before.
-- Statements end with a semicolon at the end of a line.

CREATE TEMPORARY VIEW registration AS
SELECT source, incidentId, MUNICIPALITY_ID(municipality) AS municipality, occurred_millis, rowtime
FROM incident_event
WHERE type = 'REGISTERED';

-- The first answer, or the closing if there was none, ends the response.
CREATE TEMPORARY VIEW first_answer AS
SELECT source, incidentId, occurred_millis, rowtime
FROM (
    SELECT *, ROW_NUMBER() OVER (PARTITION BY source, incidentId ORDER BY rowtime ASC) AS number
    FROM incident_event
    WHERE type IN ('ANSWERED', 'CLOSED')
)
WHERE number = 1;

CREATE TEMPORARY VIEW fact AS
SELECT municipality, 1 AS registered, 0 AS responded, CAST(0 AS BIGINT) AS elapsed_millis, rowtime
FROM registration
UNION ALL
SELECT r.municipality, 0, 1, a.occurred_millis - r.occurred_millis, a.rowtime
FROM registration r JOIN first_answer a
    ON r.source = a.source AND r.incidentId = a.incidentId
    AND a.rowtime BETWEEN r.rowtime AND r.rowtime + INTERVAL '60' DAY;

INSERT INTO figures
SELECT
    ROW(municipality),
    ROW('ROLLING', 'PT1H', DATE_FORMAT(window_end, 'yyyy-MM-dd''T''HH:mm:ss''Z''')),
    CAST(SUM(registered) AS BIGINT),
    CAST(SUM(responded) AS BIGINT),
    ROW(CAST(SUM(responded) AS BIGINT),
        CASE WHEN SUM(responded) > 0
            THEN CAST(FLOOR((2 * SUM(elapsed_millis) + SUM(responded)) / (2 * SUM(responded))) AS BIGINT) END)
FROM HOP(TABLE fact, DESCRIPTOR(rowtime), INTERVAL '1' MINUTE, INTERVAL '1' HOUR)
GROUP BY municipality, window_start, window_end;
