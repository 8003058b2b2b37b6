-- What the dashboard asks of all municipalities at once: the figures of one period. The role that it asks by, otklik_reader,
-- is there since the first migration and may only read.

SET LOCAL ROLE otklik_owner;

CREATE INDEX municipality_metrics_of_period ON otklik.municipality_metrics (period_kind, period_label, source);

RESET ROLE;
