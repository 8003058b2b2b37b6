package ru.otklik.traffic;

import java.util.Comparator;

/**
 * One record on its way.
 *
 * @param deliveredAt epoch millis
 * @param event what it tells
 * @param copy 0 for the first delivery, 1 for a duplicate, 2 for a broken record beside it
 */
public record TrafficRecord(long deliveredAt, TrafficEvent event, int copy) {
    static final int BROKEN = 2;

    /** By delivery; records of one moment by incident, number and copy, so that the order is the same in every run. */
    static final Comparator<TrafficRecord> ORDER = Comparator.comparingLong(TrafficRecord::deliveredAt)
            .thenComparing(record -> record.event().incident().id())
            .thenComparingInt(record -> record.event().number())
            .thenComparingInt(TrafficRecord::copy);

    /** The bytes of the record. */
    public byte[] value() {
        return copy == BROKEN ? BrokenRecords.of(event) : event.json();
    }
}
