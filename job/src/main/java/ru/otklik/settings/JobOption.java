package ru.otklik.settings;

import org.jspecify.annotations.Nullable;

/** Every setting of the job: its key, its default, what it means. */
public enum JobOption {
    BOOTSTRAP_SERVERS("kafka.bootstrap-servers", null, "Kafka brokers, host:port, comma-separated"),
    GROUP_ID("kafka.group-id", "otklik", "consumer group under which read offsets are shown"),
    TRANSACTIONAL_ID_PREFIX(
            "kafka.transactional-id-prefix",
            "otklik",
            "prefix of transactional ids; no two running jobs may share one"),
    TRANSACTION_TIMEOUT(
            "kafka.transaction-timeout",
            "PT2H",
            "how long the job may be down without losing what it had written; at most the broker's transaction.max.timeout.ms"),
    PAGES("kafka.pages", "false", "whether reports of official pages are read, from pages.activity: true or false"),
    KAFKA_PROPERTIES_FILE(
            "kafka.properties-file",
            "",
            "client properties of TLS and of the SCRAM login, on every machine of the cluster; empty for plaintext"),
    POSTGRES_URL("postgres.url", "", "JDBC URL without credentials; empty for no PostgreSQL"),
    POSTGRES_USER("postgres.user", "otklik_writer", "role that writes"),
    POSTGRES_PASSWORD_FILE(
            "postgres.password-file", "", "file that holds the role's password, on every machine of the cluster"),
    CITIZEN_KEY_FILE(
            "citizen-key-file",
            "",
            "file that holds the secret key for authors' tokens, at least 16 bytes, or several with the years from which they hold; on every machine of the cluster"),
    EDITION("edition", "0", "edition of all records; raised for a deliberate re-computation"),
    REFERENCE("reference", "", "directory of reference data; empty for the shipped one"),
    MUNICIPALITIES("municipalities", "", "file that replaces municipalities.csv"),
    CALENDAR("calendar", "", "directory that replaces calendar"),
    NORMS("norms", "", "file that replaces norms.csv"),
    METHODOLOGY(
            "methodology",
            "",
            "methodology that is added: a file, a directory of *.json, or *.ndjson with a version a line"),
    ALERT_RULES("alert-rules", "", "file of alert rules, instead of all shipped ones; none: no alerts"),
    EARLIEST("earliest", "2018-01-01T00:00:00Z", "events dated before are rejected; a date or a date-time"),
    ALLOWED_DISORDER("allowed-disorder", "PT1M", "how far event time stays behind the newest event of a partition"),
    RETAIN_ANSWERED("retain-answered", "P90D", "silence after which an incident with nothing running has expired"),
    RETAIN_UNANSWERED("retain-unanswered", "P400D", "the same while a stage runs, and for orphans"),
    FORGET_AFTER("forget-after", "P400D", "how long an expired incident is remembered, for the late topic"),
    CLOSED_HORIZON("closed-horizon", "P45D", "how long after its end a calendar period takes facts"),
    AS_OF("as-of", "", "replay: instant at which the run ends; later events are unseen"),
    NOT_AFTER("not-after", "", "replay: events dated after are rejected"),
    PERIODS(
            "periods",
            "MONTH,QUARTER,YEAR",
            "replay: periods to publish: PT1H, PT24H, P7D, P30D, DAY, MONTH, QUARTER, YEAR"),
    PARALLELISM("parallelism", "2", "replay: parallelism from the first key on"),
    OUT("out", null, "replay: directory for the results");

    private final String key;
    private final @Nullable String defaultValue;
    private final String description;

    JobOption(String key, @Nullable String defaultValue, String description) {
        this.key = key;
        this.defaultValue = defaultValue;
        this.description = description;
    }

    public String key() {
        return key;
    }

    /** Null if the setting has to be given; empty for none. */
    public @Nullable String defaultValue() {
        return defaultValue;
    }

    public String description() {
        return description;
    }
}
