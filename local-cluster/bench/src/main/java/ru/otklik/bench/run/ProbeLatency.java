package ru.otklik.bench.run;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import ru.otklik.bench.data.Country;
import ru.otklik.bench.data.CountryEvents;
import ru.otklik.bench.data.CountryProfile;
import ru.otklik.bench.data.EventText;
import ru.otklik.bench.data.Step;

/**
 * How fresh live boards are: sends the country's past of some days at full speed, then events of now, each at its own
 * time whatever the job does (an open loop), and waits for the first board that holds each.
 *
 * <p>{@code --bootstrap H:P --topics IM,POS --seed S --rate R --seconds N [--history-days 7] [--postgres.url ...]}
 */
public final class ProbeLatency implements AutoCloseable {
    private static final double EVENTS_PER_INCIDENT = 4.24;
    /** Incidents of now live for seconds, so that every kind of event comes soon. */
    private static final Duration LIVE_ANSWER = Duration.ofSeconds(10);

    /** A job that serves for months is measured when its code has been compiled; that alone keeps two cores busy for long. */
    private static final Duration WARM_UP = Duration.ofSeconds(90);

    private static final Duration AFTERWARDS = Duration.ofSeconds(3);
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    /** Boards this close to the clock say that the past has been worked off. */
    private static final long CAUGHT_UP_MILLIS = 5_000;

    private static final long PAUSE_NANOS = 200_000;

    private final Options options;
    private final TopicWriter topics;
    private final Freshness onKafka = new Freshness();
    private final Freshness inTable = new Freshness();
    private final BoardReader reader;
    private final @Nullable BoardTable table;

    private ProbeLatency(Options options) throws Exception {
        this.options = options;
        topics = new TopicWriter(options.text("bootstrap"), options.text("topics"), 0);
        reader = new BoardReader(options.text("bootstrap"), onKafka);
        table = options.find("postgres.url") == null ? null : new BoardTable(options, inTable);
    }

    public static void main(String[] args) throws Exception {
        try (ProbeLatency probe = new ProbeLatency(new Options(args))) {
            probe.sendPast();
            probe.measure().print();
        }
    }

    private void sendPast() {
        Instant now = Instant.now();
        CountryProfile usual = CountryProfile.usual(options.number("seed"));
        CountryProfile past = new CountryProfile(
                usual.seed(),
                now.minus(Duration.ofDays(options.number("history-days", 7))),
                usual.municipalities(),
                0,
                usual.incidentsPerDay(),
                false,
                usual.disorder(),
                usual.answerMedian());
        Country country = new Country(past);
        CountryEvents events = new CountryEvents(past, country);
        EventText text = new EventText(past, country);
        for (Step step = events.next(); step.arrivesAt() < now.toEpochMilli(); step = events.next()) {
            int length = text.write(step);
            topics.send(step, text.bytes(), length);
        }
    }

    private Outcome measure() {
        CountryProfile usual = CountryProfile.usual(options.number("seed") + 1);
        CountryProfile live = new CountryProfile(
                usual.seed(),
                Instant.now(),
                usual.municipalities(),
                0,
                options.number("rate") * 86_400 / EVENTS_PER_INCIDENT,
                true,
                Duration.ZERO,
                LIVE_ANSWER);
        Country country = new Country(live);
        List<String> regions = country.municipalities().stream()
                .map(place -> country.regions().get(place.region()).code())
                .toList();
        CountryEvents events = new CountryEvents(live, country);
        EventText text = new EventText(live, country);
        long started = live.start().toEpochMilli();
        long from = Long.MAX_VALUE;
        long end = Long.MAX_VALUE;
        long measured = 0;
        Step step = events.next();
        while (step.arrivesAt() < end) {
            waitUntil(step.arrivesAt());
            boolean isMeasured = step.arrivesAt() >= from && step.arrivesAt() < end - AFTERWARDS.toMillis();
            measured += isMeasured ? 1 : 0;
            String region = regions.get(step.municipality());
            onKafka.sent(region, step.arrivesAt(), isMeasured);
            if (table != null) {
                inTable.sent(region, step.arrivesAt(), isMeasured);
            }
            int length = text.write(step);
            topics.send(step, text.bytes(), length);
            if (from == Long.MAX_VALUE && hasCaughtUp(started)) {
                from = Math.max(step.arrivesAt(), started + WARM_UP.toMillis());
                end = from + options.number("seconds") * 1000 + AFTERWARDS.toMillis();
            }
            step = events.next();
        }
        return outcome(measured);
    }

    private boolean hasCaughtUp(long started) {
        reader.check();
        long now = System.currentTimeMillis();
        if (now - started > PATIENCE.toMillis()) {
            throw new IllegalStateException("the job has not caught up with the clock in " + PATIENCE.toSeconds()
                    + " s; its newest board is of " + Instant.ofEpochMilli(Math.max(0, onKafka.newest())));
        }
        return onKafka.newest() > now - CAUGHT_UP_MILLIS;
    }

    private static void waitUntil(long epochMillis) {
        while (System.currentTimeMillis() < epochMillis) {
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    private Outcome outcome(long measured) {
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while ((onKafka.unseen() > 0 || (table != null && inTable.unseen() > 0)) && System.nanoTime() < deadline) {
            reader.check();
            LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
        }
        Outcome outcome = new Outcome(measured, onKafka.boards());
        onKafka.tell(outcome, "kafka");
        if (table != null) {
            table.check();
            inTable.tell(outcome, "table");
        }
        return outcome;
    }

    @Override
    public void close() throws Exception {
        if (table != null) {
            table.close();
        }
        reader.close();
        topics.close();
    }
}
