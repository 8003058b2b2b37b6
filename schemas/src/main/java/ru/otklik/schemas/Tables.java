package ru.otklik.schemas;

/**
 * The statements by which the job writes its rows. Each is an upsert; the triggers of the tables drop it if the row
 * there is as new or newer, so it can be sent again at any time and in any order.
 *
 * <p>Times are parameters of text in RFC 3339, or of {@link java.time.OffsetDateTime}; never of epoch fractions, which
 * are not exact. Documents are text, see {@link #storable}. One statement must not hold two rows of one key, so
 * {@code reWriteBatchedInserts} stays off.
 */
public final class Tables {
    /**
     * Writes {@code otklik.municipality_metrics}. Parameters:
     *
     * <ol>
     *   <li>municipality_id (text, 8 digits)
     *   <li>period_kind (text)
     *   <li>period_label (text)
     *   <li>source (text)
     *   <li>edition (int)
     *   <li>finality (smallint: 0 for PRELIMINARY, else 1)
     *   <li>revision (int)
     *   <li>event_time (text or OffsetDateTime)
     *   <li>content_hash (text, 64 hex digits)
     *   <li>status (text)
     *   <li>period_start (text or OffsetDateTime, inclusive)
     *   <li>period_end (text or OffsetDateTime, exclusive)
     *   <li>document (text: the whole record)
     * </ol>
     */
    public static final String UPSERT_MUNICIPALITY_METRICS =
            upsert("otklik.municipality_metrics", "municipality_id, period_kind, period_label, source", "?, ?, ?, ?");

    /** Writes {@code otklik.attribution_metrics}; parameters as of {@link #UPSERT_MUNICIPALITY_METRICS}. */
    public static final String UPSERT_ATTRIBUTION_METRICS =
            upsert("otklik.attribution_metrics", "municipality_id, period_kind, period_label, source", "?, ?, ?, ?");

    /** Writes {@code otklik.page_metrics}; parameters as of {@link #UPSERT_MUNICIPALITY_METRICS}, without source. */
    public static final String UPSERT_PAGE_METRICS =
            upsert("otklik.page_metrics", "municipality_id, period_kind, period_label", "?, ?, ?");

    /**
     * Writes {@code otklik.authority_metrics}: region_id (text, 8 digits), authority_id (text), then the parameters of
     * {@link #UPSERT_MUNICIPALITY_METRICS} from period_kind on.
     */
    public static final String UPSERT_AUTHORITY_METRICS = upsert(
            "otklik.authority_metrics", "region_id, authority_id, period_kind, period_label, source", "?, ?, ?, ?, ?");

    /**
     * Writes {@code otklik.region_metrics}: scope (text: REGION, DISTRICT or COUNTRY), subject_id (text), then the
     * parameters of {@link #UPSERT_MUNICIPALITY_METRICS} from period_kind on.
     */
    public static final String UPSERT_REGION_METRICS =
            upsert("otklik.region_metrics", "scope, subject_id, period_kind, period_label, source", "?, ?, ?, ?, ?");

    /**
     * Writes {@code otklik.board}. Parameters:
     *
     * <ol>
     *   <li>scope (text)
     *   <li>subject (text)
     *   <li>board_group (text)
     *   <li>kind (text)
     *   <li>period_kind (text)
     *   <li>period_label (text)
     *   <li>edition (int)
     *   <li>finality (smallint: 0 for PRELIMINARY, else 1)
     *   <li>revision (int)
     *   <li>event_time (text or OffsetDateTime)
     *   <li>content_hash (text, 64 hex digits)
     *   <li>status (text)
     *   <li>period_start (text or OffsetDateTime, inclusive)
     *   <li>period_end (text or OffsetDateTime, exclusive)
     *   <li>document (text: the whole record)
     * </ol>
     */
    public static final String UPSERT_BOARD =
            upsert("otklik.board", "scope, subject, board_group, kind, period_kind, period_label", "?, ?, ?, ?, ?, ?");

    /** Writes {@code otklik.live_board}; parameters as of {@link #UPSERT_BOARD}, with finality 0 and revision 0. */
    public static final String UPSERT_LIVE_BOARD = upsert(
            "otklik.live_board", "scope, subject, board_group, kind, period_kind, period_label", "?, ?, ?, ?, ?, ?");

    /**
     * Writes {@code otklik.quarter_snapshot}; a revision that is there stays. Parameters:
     *
     * <ol>
     *   <li>region_id (text)
     *   <li>period_label (text)
     *   <li>edition (int)
     *   <li>finality (smallint: 1)
     *   <li>revision (int)
     *   <li>event_time (text or OffsetDateTime)
     *   <li>content_hash (text, 64 hex digits)
     *   <li>status (text)
     *   <li>period_start (text or OffsetDateTime, inclusive)
     *   <li>period_end (text or OffsetDateTime, exclusive)
     *   <li>document (text: the whole record)
     * </ol>
     */
    public static final String UPSERT_QUARTER_SNAPSHOT = """
                INSERT INTO otklik.quarter_snapshot (region_id, period_label,
                    edition, finality, revision, event_time, content_hash, status, period_start, period_end, document)
                VALUES (?, ?, ?, ?, ?, ?::timestamptz, ?, ?, ?::timestamptz, ?::timestamptz, ?::json)
                ON CONFLICT (region_id, period_label, edition, revision) DO UPDATE SET
                    event_time = EXCLUDED.event_time, content_hash = EXCLUDED.content_hash,
                    document = EXCLUDED.document
                """;

    /**
     * Writes {@code otklik.alert}. Parameters:
     *
     * <ol>
     *   <li>alert_id (text, 64 hex digits)
     *   <li>edition (int)
     *   <li>finality (smallint: 1)
     *   <li>revision (int, counting the steps of the alert)
     *   <li>event_time (text or OffsetDateTime: from when the state holds)
     *   <li>content_hash (text, 64 hex digits)
     *   <li>status (text: state of the alert)
     *   <li>since (text or OffsetDateTime: start of the condition)
     *   <li>fired_at (text or OffsetDateTime: start of the firing)
     *   <li>document (text: the whole record)
     * </ol>
     */
    public static final String UPSERT_ALERT = """
                INSERT INTO otklik.alert (alert_id,
                    edition, finality, revision, event_time, content_hash, status, since, fired_at, document)
                VALUES (?, ?, ?, ?, ?::timestamptz, ?, ?, ?::timestamptz, ?::timestamptz, ?::json)
                ON CONFLICT (alert_id, edition, revision) DO UPDATE SET
                    event_time = EXCLUDED.event_time, content_hash = EXCLUDED.content_hash,
                    document = EXCLUDED.document
                """;

    private static final String NUL = "\\u0000";
    private static final String REPLACEMENT = "\ufffd";

    private Tables() {}

    /**
     * The text of a JSON document as PostgreSQL can keep it: jsonb has no U+0000, so U+FFFD stands for it. Any other
     * text is returned as it is.
     *
     * @param json canonical JSON, in which U+0000 is always written as a lowercase escape
     */
    public static String storable(String json) {
        if (!json.contains(NUL)) {
            return json;
        }
        var kept = new StringBuilder(json.length());
        int at = 0;
        while (at < json.length()) {
            char unit = json.charAt(at);
            if (json.startsWith(NUL, at)) {
                kept.append(REPLACEMENT);
                at += NUL.length();
            } else if (unit == '\\') {
                // A backslash takes its next character with it, which may be a backslash before a harmless u0000.
                kept.append(unit).append(json.charAt(at + 1));
                at += 2;
            } else {
                kept.append(unit);
                at++;
            }
        }
        return kept.toString();
    }

    private static String upsert(String table, String key, String keyParameters) {
        return """
                INSERT INTO %1$s (%2$s,
                    edition, finality, revision, event_time, content_hash, status, period_start, period_end, document)
                VALUES (%3$s, ?, ?, ?, ?::timestamptz, ?, ?, ?::timestamptz, ?::timestamptz, ?::jsonb)
                ON CONFLICT (%2$s) DO UPDATE SET
                    edition = EXCLUDED.edition, finality = EXCLUDED.finality, revision = EXCLUDED.revision,
                    event_time = EXCLUDED.event_time, content_hash = EXCLUDED.content_hash, status = EXCLUDED.status,
                    period_start = EXCLUDED.period_start, period_end = EXCLUDED.period_end,
                    document = EXCLUDED.document
                """.formatted(table, key, keyParameters);
    }
}
