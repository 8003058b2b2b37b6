package ru.otklik.traffic;

import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import ru.otklik.console.Progress;

/** Sends generated traffic: what lies in the past at full speed, then each record at its time. */
public final class LiveFeed {
    private static final Duration STEP = Duration.ofSeconds(1);
    private static final int SAVE_EVERY = 20_000;

    private final TrafficSender sender;
    private final Consumer<Instant> saveSent;
    private volatile boolean stopped;

    /**
     * A feed.
     *
     * @param saveSent is told now and then the time up to which everything has been acknowledged
     */
    public LiveFeed(TrafficSender sender, Consumer<Instant> saveSent) {
        this.sender = sender;
        this.saveSent = saveSent;
    }

    /** Ends the feed soon; safe to call from another thread. */
    public void stop() {
        stopped = true;
    }

    /**
     * Sends a bounded quarter at full speed.
     *
     * @param sentUntil what was delivered up to this time is there already
     */
    public void sendAll(Iterator<TrafficRecord> records, Instant sentUntil, Progress progress) {
        long last = sentUntil.toEpochMilli();
        while (records.hasNext() && !stopped) {
            TrafficRecord next = records.next();
            if (next.deliveredAt() > sentUntil.toEpochMilli()) {
                send(next);
                last = next.deliveredAt();
                progress.at(sender.sent(), "");
            }
        }
        acknowledge(last);
        progress.end(sender.sent());
    }

    /**
     * Sends an endless stream until stopped: first what lies before now, then live, with a heart-beat every second.
     *
     * @param pages reports of official pages, sent in between
     * @param sentUntil what was delivered up to this time is there already
     */
    public void follow(TrafficGenerator records, PageTraffic pages, Instant sentUntil, Progress progress) {
        catchUp(records, pages, sentUntil.toEpochMilli(), progress);
        while (!stopped) {
            long now = System.currentTimeMillis();
            while (records.nextAt() <= now) {
                send(records.next());
            }
            pages.until(now).forEach(this::send);
            acknowledge(now);
            LockSupport.parkNanos(STEP.toNanos());
        }
    }

    private void catchUp(TrafficGenerator records, PageTraffic pages, long sentUntil, Progress progress) {
        long now = System.currentTimeMillis();
        while (records.nextAt() <= now && !stopped) {
            TrafficRecord next = records.next();
            for (PageTraffic.Report report : pages.until(next.deliveredAt() - 1)) {
                if (report.at() > sentUntil) {
                    send(report);
                }
            }
            if (next.deliveredAt() > sentUntil) {
                send(next);
                String reached = Instant.ofEpochMilli(next.deliveredAt()).toString();
                progress.at(sender.sent(), reached);
                if (sender.sent() % SAVE_EVERY == 0) {
                    sender.flush();
                    saveSent.accept(Instant.ofEpochMilli(next.deliveredAt() - 1));
                }
            } else {
                progress.at(sender.sent(), "skipping what was sent before");
            }
        }
        progress.end(sender.sent());
    }

    private void acknowledge(long until) {
        sender.beat(until);
        sender.flush();
        saveSent.accept(Instant.ofEpochMilli(until));
    }

    private void send(PageTraffic.Report report) {
        sender.send(FileEvent.PAGES_TOPIC, report.pageId(), report.value(), report.at());
    }

    private void send(TrafficRecord next) {
        TrafficEvent event = next.event();
        long at = next.copy() == TrafficRecord.BROKEN ? FileEvent.UNKNOWN : event.at();
        sender.send(
                TrafficSender.topicOf(event.incident().source()),
                event.incident().id(),
                next.value(),
                at);
    }
}
