package ru.otklik.traffic;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.PriorityQueue;

/**
 * An endless stream of incidents' records in order of delivery.
 *
 * <p>Each incident is a function of (seed, region, index) alone; only what is still to come of incidents that have been
 * registered is held, so the memory needed does not grow with the length of the stream.
 */
public final class TrafficGenerator implements Iterator<TrafficRecord> {
    private final long seed;
    private final Disturbance disturbance;
    private final List<Stream> streams = new ArrayList<>();
    private final PriorityQueue<TrafficRecord> pending = new PriorityQueue<>(TrafficRecord.ORDER);

    /** The registrations of one region, the next of them known. */
    private static final class Stream {
        private final RegionTraffic region;
        private final Rhythm rhythm;
        private long index;
        private long registeredAt;

        Stream(RegionTraffic region, Rhythm rhythm) {
            this.region = region;
            this.rhythm = rhythm;
            this.registeredAt = registrationOf(0);
        }

        List<TrafficEvent> take() {
            List<TrafficEvent> events = region.incident(index, registeredAt);
            index++;
            registeredAt = registrationOf(index);
            return events;
        }

        private long registrationOf(long next) {
            return rhythm.at(next + region.chance(next, 0).unit());
        }
    }

    /**
     * A stream from a moment on.
     *
     * @param boostFrom moment from which on the rate of registrations is that of live traffic
     */
    public TrafficGenerator(
            TrafficProfile profile, long seed, Instant from, Instant boostFrom, Disturbance disturbance) {
        this.seed = seed;
        this.disturbance = disturbance;
        Gazetteer gazetteer = Gazetteer.load();
        profile.perDay().forEach((code, perDay) -> {
            RegionTraffic region = new RegionTraffic(seed, code, gazetteer);
            Rhythm rhythm = new Rhythm(
                    region.places().get(0).zone(),
                    perDay,
                    from.toEpochMilli(),
                    boostFrom.toEpochMilli(),
                    profile.liveBoost());
            streams.add(new Stream(region, rhythm));
        });
    }

    /** Always true: the stream has no end. */
    @Override
    public boolean hasNext() {
        return true;
    }

    /** When the next record is delivered, epoch millis. */
    public long nextAt() {
        fill();
        TrafficRecord next = pending.peek();
        return next == null ? Long.MAX_VALUE : next.deliveredAt();
    }

    @Override
    public TrafficRecord next() {
        fill();
        TrafficRecord next = pending.poll();
        if (next == null) {
            throw new NoSuchElementException();
        }
        return next;
    }

    /** Registers incidents until nothing that is not pending yet can come before what is. */
    private void fill() {
        while (true) {
            Stream earliest = streams.get(0);
            for (Stream stream : streams) {
                earliest = stream.registeredAt < earliest.registeredAt ? stream : earliest;
            }
            TrafficRecord next = pending.peek();
            if (next != null && next.deliveredAt() < earliest.registeredAt) {
                return;
            }
            earliest.take().forEach(event -> deliver(event, seed, disturbance, pending));
        }
    }

    static void deliver(
            TrafficEvent event, long seed, Disturbance disturbance, java.util.Collection<TrafficRecord> out) {
        if (disturbance.isNone()) {
            out.add(new TrafficRecord(event.at(), event, 0));
            return;
        }
        Chance chance = Chance.of(seed, event.incident().id().hashCode(), event.number(), event.at());
        long deliveredAt = event.at() + disturbance.delayMillis(chance);
        out.add(new TrafficRecord(deliveredAt, event, 0));
        if (chance.happens(disturbance.duplicates())) {
            out.add(new TrafficRecord(deliveredAt + chance.between(0, 600_000), event, 1));
        }
        if (chance.happens(disturbance.broken())) {
            out.add(new TrafficRecord(deliveredAt, event, TrafficRecord.BROKEN));
        }
    }
}
