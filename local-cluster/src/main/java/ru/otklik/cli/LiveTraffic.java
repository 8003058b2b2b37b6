package ru.otklik.cli;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import org.jspecify.annotations.Nullable;
import ru.otklik.cluster.ClusterState;
import ru.otklik.cluster.KafkaBroker;
import ru.otklik.console.Failure;
import ru.otklik.console.Progress;
import ru.otklik.traffic.Disturbance;
import ru.otklik.traffic.KomiQuarter;
import ru.otklik.traffic.LiveFeed;
import ru.otklik.traffic.PageTraffic;
import ru.otklik.traffic.TrafficGenerator;
import ru.otklik.traffic.TrafficProfile;
import ru.otklik.traffic.TrafficSender;

/** The traffic of a running cluster, in a thread of its own; a later run goes on where this one stops. */
final class LiveTraffic {
    private static final ZoneId MOSCOW = ZoneId.of("Europe/Moscow");
    private static final Duration BOOSTED_PAST = Duration.ofHours(8);
    private static final Disturbance USUAL = new Disturbance(0.002, Duration.ofSeconds(5), 0.001, 0.0005);
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(20);

    private final String profile;
    private final long seed;
    private final ClusterState state;
    private volatile @Nullable LiveFeed feed;
    private volatile @Nullable TrafficSender sender;
    private volatile @Nullable String failure;
    private @Nullable Thread thread;

    LiveTraffic(String profile, long seed, ClusterState state) {
        this.profile = profile;
        this.seed = seed;
        this.state = state;
    }

    /** Fails if the data of this home come from other traffic, whose incidents have the same ids. */
    void check() {
        if (!profile.equals(TrafficProfile.KOMI_QUARTER)) {
            TrafficProfile.named(profile);
        }
        String wanted = profile + ", seed " + seed;
        String kept = state.find("traffic").orElse(wanted);
        if (!kept.equals(wanted)) {
            throw new Failure("the data here come from profile " + kept + ", not " + wanted
                    + "; go on with those, or start over with: up --fresh");
        }
    }

    void start() {
        check();
        state.put("traffic", profile + ", seed " + seed);
        thread = new Thread(this::run, "traffic");
        thread.setDaemon(true);
        thread.start();
    }

    /** What the traffic does, in a few words. */
    String summary() {
        String failed = failure;
        TrafficSender current = sender;
        if (failed != null) {
            return "traffic has stopped: " + failed;
        }
        return current == null ? "no traffic" : "%,d events sent".formatted(current.sent());
    }

    /** Stops sending and waits until what was sent is acknowledged. */
    void close() {
        LiveFeed running = feed;
        Thread waitedFor = thread;
        if (running != null && waitedFor != null) {
            running.stop();
            try {
                waitedFor.join(STOP_PATIENCE.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void run() {
        try (TrafficSender connected = TrafficSender.connect(KafkaBroker.access(state))) {
            LiveFeed live = new LiveFeed(connected, until -> state.put("sentUntil", until.toString()));
            sender = connected;
            feed = live;
            send(live);
        } catch (Failure e) {
            failure = Failure.because(e);
        }
    }

    private void send(LiveFeed live) {
        Instant sentUntil = state.findInstant("sentUntil").orElse(Instant.EPOCH);
        Progress progress = new Progress(System.out, "traffic");
        if (profile.equals(TrafficProfile.KOMI_QUARTER)) {
            live.sendAll(KomiQuarter.records(seed, Disturbance.NONE), sentUntil, progress);
            return;
        }
        Instant now = Instant.now();
        Instant from = kept("trafficFrom", startOfQuarter(now));
        Instant boostFrom = kept("boostFrom", now.minus(BOOSTED_PAST));
        TrafficProfile named = TrafficProfile.named(profile);
        live.follow(
                new TrafficGenerator(named, seed, from, boostFrom, USUAL),
                new PageTraffic(named, seed, from),
                sentUntil,
                progress);
    }

    private Instant kept(String key, Instant first) {
        Instant value = state.findInstant(key).orElse(first);
        state.put(key, value.toString());
        return value;
    }

    private static Instant startOfQuarter(Instant now) {
        LocalDate date = ZonedDateTime.ofInstant(now, MOSCOW).toLocalDate();
        int firstMonth = (date.getMonthValue() - 1) / 3 * 3 + 1;
        return LocalDate.of(date.getYear(), firstMonth, 1).atStartOfDay(MOSCOW).toInstant();
    }
}
