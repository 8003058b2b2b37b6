package ru.otklik.schemas;

/** A record without value by which a producer says that its partition has nothing older left to send. */
public final class Heartbeat {
    /**
     * Header that makes a null value a heart-beat. Its value is an RFC 3339 time with offset in UTF-8: no event at or
     * before it will follow in this partition.
     */
    public static final String HEADER = "otklik-event-time";

    private Heartbeat() {}
}
