package ru.otklik.dispatch;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import ru.otklik.edge.KafkaAccess;

/**
 * What a dispatcher is told to do.
 *
 * @param kafka settings of the Kafka consumer; empty to read the local cluster
 * @param allowed whom it may talk to
 * @param targets whom it tells
 * @param alertPage address of a page on an alert, with {@code {alertId}} in it; null for none
 * @param statusPort port of the status page on the loopback address, 0 for any free one; null for no page
 */
public record DispatchSettings(
        Map<String, String> kafka,
        List<AllowList.Entry> allowed,
        List<Target> targets,
        @Nullable String alertPage,
        @Nullable Integer statusPort) {

    public DispatchSettings {
        kafka = Map.copyOf(kafka);
        allowed = List.copyOf(allowed);
        targets = List.copyOf(targets);
    }

    /** Reads a file; a {@link ru.otklik.console.Failure} names what is wrong in it. */
    public static DispatchSettings read(Path file) {
        return SettingsFile.read(file);
    }

    /** Whether anybody is to be told. */
    public boolean namesTargets() {
        return !targets.isEmpty();
    }

    /** Whether the settings say which brokers to read. */
    public boolean namesBroker() {
        return kafka.containsKey("bootstrap.servers");
    }

    /** The names of the targets, for a log line. */
    public List<String> targetNames() {
        return targets.stream().map(Target::name).toList();
    }

    /** The same with a broker. */
    public DispatchSettings withBroker(KafkaAccess access) {
        Map<String, String> all = new HashMap<>(kafka);
        all.putAll(access.clientMap());
        return new DispatchSettings(all, allowed, targets, alertPage, statusPort);
    }

    /** The same with another port of the status page. */
    public DispatchSettings withStatusPort(int port) {
        return new DispatchSettings(kafka, allowed, targets, alertPage, port);
    }

    Optional<String> findAlertPage(String alertId) {
        return Optional.ofNullable(alertPage).map(page -> page.replace("{alertId}", alertId));
    }

    /** Kinds of targets. */
    enum Kind {
        /** Takes each record as it is, signed. */
        WEBHOOK,
        /** Prometheus Alertmanager, API v2. */
        ALERTMANAGER
    }

    /**
     * Somebody who is told.
     *
     * @param name unique; position and figures are kept under it
     * @param url of a webhook; of an Alertmanager without {@code /api/v2/alerts}
     * @param secretFile holds the secret of a webhook's signatures; null for an Alertmanager
     * @param tokenFile holds a bearer token; null for none
     * @param notBefore records that the broker took earlier are not told
     * @param pace how it is told
     */
    record Target(
            String name,
            Kind kind,
            URI url,
            @Nullable Path secretFile,
            @Nullable Path tokenFile,
            Instant notBefore,
            Pace pace) {}

    /**
     * How a target is told.
     *
     * @param timeout of one try
     * @param firstPause pause after the first failure; doubles with each further one
     * @param longestPause no pause is longer
     * @param repost how often an Alertmanager hears of what still fires
     * @param resolveAfter when an Alertmanager that hears nothing more takes an alert for resolved
     * @param seed of the chance in the pauses
     */
    record Pace(
            Duration timeout,
            Duration firstPause,
            Duration longestPause,
            Duration repost,
            Duration resolveAfter,
            long seed) {}
}
