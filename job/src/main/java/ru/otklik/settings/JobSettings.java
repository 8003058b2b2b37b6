package ru.otklik.settings;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the job goes by.
 *
 * @param kafka null in a replay
 * @param postgres null for none
 * @param replay null in streaming
 */
public record JobSettings(
        @Nullable Kafka kafka,
        @Nullable Postgres postgres,
        @Nullable Replay replay,
        ReferenceFiles reference,
        int edition,
        CitizenKeySource citizenKeys,
        Instant earliest,
        Duration allowedDisorder,
        Duration retainAnswered,
        Duration retainUnanswered,
        Duration forgetAfter,
        Duration closedHorizon) {

    /**
     * The brokers.
     *
     * @param pages whether reports of official pages are read: their topic must not be empty, it would hold time back
     * @param propertiesFile client properties of TLS and login; null for plaintext
     */
    public record Kafka(
            String bootstrapServers,
            String groupId,
            String transactionalIdPrefix,
            Duration transactionTimeout,
            boolean pages,
            @Nullable Path propertiesFile) {}

    /**
     * The database.
     *
     * @param url without credentials
     * @param passwordFile null for none
     */
    public record Postgres(
            String url, String user, @Nullable SecretFile passwordFile) {}

    /** Where reference data lies; null for the shipped. */
    public record ReferenceFiles(
            @Nullable Path directory,
            @Nullable Path municipalities,
            @Nullable Path calendar,
            @Nullable Path norms,
            @Nullable Path methodology,
            @Nullable Path alertRules) {}

    /**
     * A bounded run.
     *
     * @param files read as one partition
     * @param periods labels of rolling windows and kinds of calendar periods
     */
    public record Replay(
            List<Path> files,
            Path out,
            @Nullable Instant asOf,
            @Nullable Instant notAfter,
            Set<String> periods,
            int parallelism) {}

    private static final Set<JobOption> REPLAY_ONLY =
            EnumSet.of(JobOption.AS_OF, JobOption.NOT_AFTER, JobOption.PERIODS, JobOption.PARALLELISM, JobOption.OUT);

    private static final Set<JobOption> STREAMING_ONLY = EnumSet.of(
            JobOption.BOOTSTRAP_SERVERS,
            JobOption.GROUP_ID,
            JobOption.TRANSACTIONAL_ID_PREFIX,
            JobOption.TRANSACTION_TIMEOUT,
            JobOption.PAGES,
            JobOption.KAFKA_PROPERTIES_FILE,
            JobOption.POSTGRES_URL,
            JobOption.POSTGRES_USER,
            JobOption.POSTGRES_PASSWORD_FILE);

    /** Labels that {@link JobOption#PERIODS} knows. */
    public static final Set<String> PERIODS =
            new LinkedHashSet<>(List.of("PT1H", "PT24H", "P7D", "P30D", "DAY", "MONTH", "QUARTER", "YEAR"));

    /** In place of a file of alert rules: no alerts. */
    public static final String NO_ALERTS = "none";

    private static final Pattern CREDENTIALS =
            Pattern.compile("[?&](user|password|sslpassword)=|//[^/]*@", Pattern.CASE_INSENSITIVE);

    private static @Nullable Path alertRules(Arguments arguments) {
        return arguments.text(JobOption.ALERT_RULES).equals(NO_ALERTS)
                ? Path.of(NO_ALERTS)
                : arguments.path(JobOption.ALERT_RULES);
    }

    /** Settings of the streaming job. */
    public static JobSettings streaming(String[] args) {
        Arguments arguments = new Arguments(args, EnumSet.complementOf(EnumSet.copyOf(REPLAY_ONLY)));
        if (!arguments.others().isEmpty()) {
            throw new SettingsException("settings are --key value pairs; what is " + arguments.others() + "?");
        }
        SecretFile keys = arguments.secret(JobOption.CITIZEN_KEY_FILE);
        if (keys == null) {
            throw new SettingsException("--citizen-key-file is missing: " + JobOption.CITIZEN_KEY_FILE.description()
                    + "; citizens must be the same after a restart");
        }
        Kafka kafka = new Kafka(
                arguments.text(JobOption.BOOTSTRAP_SERVERS),
                arguments.text(JobOption.GROUP_ID),
                arguments.text(JobOption.TRANSACTIONAL_ID_PREFIX),
                arguments.duration(JobOption.TRANSACTION_TIMEOUT),
                flag(JobOption.PAGES, arguments.text(JobOption.PAGES)),
                arguments.path(JobOption.KAFKA_PROPERTIES_FILE));
        return common(arguments, kafka, postgres(arguments), null, CitizenKeySource.in(keys));
    }

    private static boolean flag(JobOption option, String text) {
        if (!"true".equals(text) && !"false".equals(text)) {
            throw new SettingsException("--" + option.key() + " must be true or false: " + text);
        }
        return "true".equals(text);
    }

    private static @Nullable Postgres postgres(Arguments arguments) {
        String url = arguments.text(JobOption.POSTGRES_URL);
        if (url.isEmpty()) {
            return null;
        }
        if (CREDENTIALS.matcher(url).find()) {
            throw new SettingsException(
                    "--postgres.url must hold no credentials, it is shown on pages and in logs; use --"
                            + JobOption.POSTGRES_USER.key() + " and --" + JobOption.POSTGRES_PASSWORD_FILE.key());
        }
        return new Postgres(
                url, arguments.text(JobOption.POSTGRES_USER), arguments.secret(JobOption.POSTGRES_PASSWORD_FILE));
    }

    /** Settings of a replay; what is no setting is a file of events. */
    public static JobSettings replay(String[] args) {
        Arguments arguments = new Arguments(args, EnumSet.complementOf(EnumSet.copyOf(STREAMING_ONLY)));
        if (arguments.others().isEmpty()) {
            throw new SettingsException("name at least one file of events (.ndjson, .ndjson.gz, .ndjson.zst)");
        }
        List<Path> files = arguments.others().stream().map(Path::of).toList();
        for (Path file : files) {
            if (!java.nio.file.Files.isReadable(file)) {
                throw new SettingsException("there is no file " + file.toAbsolutePath());
            }
        }
        Replay replay = new Replay(
                files,
                Path.of(arguments.text(JobOption.OUT)),
                arguments.instant(JobOption.AS_OF),
                arguments.instant(JobOption.NOT_AFTER),
                periods(arguments.text(JobOption.PERIODS)),
                arguments.number(JobOption.PARALLELISM, 1));
        SecretFile keys = arguments.secret(JobOption.CITIZEN_KEY_FILE);
        return common(
                arguments,
                null,
                null,
                replay,
                keys == null ? CitizenKeySource.known(replayKey()) : CitizenKeySource.in(keys));
    }

    /**
     * Of citizens only numbers leave a replay, so its key need not be secret; it is the same in every run, as the order
     * of two conflicting texts may hang on it.
     */
    private static byte[] replayKey() {
        return "a replay publishes no citizen".getBytes(java.nio.charset.StandardCharsets.UTF_8);
    }

    private static Set<String> periods(String text) {
        Set<String> named = new LinkedHashSet<>(Arrays.asList(text.split(",", -1)));
        for (String name : named) {
            if (!PERIODS.contains(name)) {
                throw new SettingsException("--periods: there is no period " + name + "; known are " + PERIODS);
            }
        }
        return named;
    }

    private static JobSettings common(
            Arguments arguments,
            @Nullable Kafka kafka,
            @Nullable Postgres postgres,
            @Nullable Replay replay,
            CitizenKeySource keys) {
        Instant earliest = arguments.instant(JobOption.EARLIEST);
        if (earliest == null) {
            throw new SettingsException("--earliest must not be empty");
        }
        keys.read().requireFrom(earliest);
        Duration closedHorizon = arguments.duration(JobOption.CLOSED_HORIZON);
        if (closedHorizon.compareTo(Duration.ofDays(30)) < 0 || closedHorizon.toMillis() % 60_000 != 0) {
            throw new SettingsException(
                    "--closed-horizon must be whole minutes and not below P30D, the longest rolling window: "
                            + closedHorizon);
        }
        return new JobSettings(
                kafka,
                postgres,
                replay,
                new ReferenceFiles(
                        arguments.path(JobOption.REFERENCE),
                        arguments.path(JobOption.MUNICIPALITIES),
                        arguments.path(JobOption.CALENDAR),
                        arguments.path(JobOption.NORMS),
                        arguments.path(JobOption.METHODOLOGY),
                        alertRules(arguments)),
                arguments.number(JobOption.EDITION, 0),
                keys,
                earliest,
                arguments.duration(JobOption.ALLOWED_DISORDER),
                arguments.duration(JobOption.RETAIN_ANSWERED),
                arguments.duration(JobOption.RETAIN_UNANSWERED),
                arguments.duration(JobOption.FORGET_AFTER),
                closedHorizon);
    }
}
