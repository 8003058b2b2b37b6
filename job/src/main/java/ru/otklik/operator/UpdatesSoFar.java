package ru.otklik.operator;

import java.io.Serializable;
import java.util.List;

/**
 * Looks up, when a job starts, every update that lies in the topic already, oldest first.
 *
 * <p>A starting job may pass years of event time before its own reader of the updates delivers the first of them. What it
 * ranks must not hang on that race, so it looks first.
 */
@FunctionalInterface
public interface UpdatesSoFar extends Serializable {
    /** No topic: there is nothing but the reference data. */
    UpdatesSoFar NONE = List::of;

    List<ConfigUpdate> read();
}
