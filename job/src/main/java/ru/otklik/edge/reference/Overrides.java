package ru.otklik.edge.reference;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Files that take the place of single files of a reference directory; null leaves a file as it is.
 *
 * @param municipalities in place of municipalities.csv; regions that regions.csv lacks take name and zone from it, and
 *     what the other files say about municipalities it lacks is left out
 * @param calendarDir a directory whose files take the place of those of the same name in calendar/
 * @param norms in place of norms.csv
 * @param methodology versions that are added to methodology/, each in place of one with the same id or the same effective
 *     time: a file, a directory of {@code *.json}, or {@code *.ndjson} with a version a line
 */
public record Overrides(
        @Nullable Path municipalities,
        @Nullable Path calendarDir,
        @Nullable Path norms,
        @Nullable Path methodology) {
    /** Leaves every file as it is. */
    public static final Overrides NONE = new Overrides(null, null, null, null);
}
