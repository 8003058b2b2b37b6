package ru.otklik.domain.version;

/** A version of something that holds until the next one takes effect. */
public interface Version {
    /** Unique for ever. */
    String id();

    /** From when on it is in force, epoch milliseconds. */
    long effectiveFromMillis();
}
