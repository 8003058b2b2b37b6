-- What the dashboard asks of everything at once: the figures of one period, and how every alert stands. The role that it asks by, otklik_reader,
-- is there since the first migration and may only read.

SET LOCAL ROLE otklik_owner;

CREATE INDEX municipality_metrics_of_period ON otklik.municipality_metrics (period_kind, period_label, source);

CREATE INDEX alert_newest_step ON otklik.alert (alert_id DESC, edition DESC, revision DESC)
    INCLUDE (status, event_time, region_id);

RESET ROLE;
