package ru.otklik.domain.version;

import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Versions and the rule by which more are added: {@code (versions, update) -> versions or refusal}.
 *
 * <p>Versions are added, never overwritten. What is decided hangs on the order of the updates alone: offering the whole
 * sequence again changes nothing, since what was accepted is known and what was refused is refused again.
 */
public class VersionRegister<V extends Version> {
    /** How long before it takes effect an update has to be appended; 10 minutes. */
    public static final long NOTICE_MILLIS = 10 * 60_000L;

    private final NavigableMap<Long, V> byTime = new TreeMap<>();
    private final Map<String, V> byId = new HashMap<>();
    /** In force before any other: an update must not change what was before it. */
    private final V first;

    /**
     * Starts with the versions of the reference data.
     *
     * @param versions at least one, no two with one id or effective from one instant
     */
    public VersionRegister(Collection<? extends V> versions) {
        versions.forEach(this::add);
        if (byTime.isEmpty()) {
            throw new IllegalArgumentException("no version");
        }
        this.first = byTime.firstEntry().getValue();
    }

    private void add(V version) {
        byTime.put(version.effectiveFromMillis(), version);
        byId.put(version.id(), version);
    }

    /**
     * Adds a version that was accepted before a restart; that of the reference data wins where both claim an id or an
     * instant, as who changes reference data does so on purpose.
     */
    public final void restore(V version) {
        if (!byId.containsKey(version.id()) && !byTime.containsKey(version.effectiveFromMillis())) {
            add(version);
        }
    }

    /** Lets {@link #find} know a version that reference data had once; it is in force no more, but revisions keep it. */
    public final void remember(V version) {
        byId.putIfAbsent(version.id(), version);
    }

    /**
     * Offers an update.
     *
     * @param appendedAt when it was appended to its topic, epoch milliseconds
     */
    public final Outcome offer(V version, long appendedAt) {
        V sameId = byId.get(version.id());
        if (sameId != null) {
            return sameId.equals(version) ? Outcome.KNOWN : Outcome.ID_TAKEN;
        }
        if (version.effectiveFromMillis() < appendedAt + NOTICE_MILLIS) {
            return Outcome.EFFECTIVE_IN_PAST;
        }
        if (byTime.containsKey(version.effectiveFromMillis())) {
            return Outcome.EFFECTIVE_TIME_TAKEN;
        }
        add(version);
        return Outcome.ADDED;
    }

    /** The version in force at an instant, epoch milliseconds; before any, the oldest one of the reference data. */
    public V at(long instantMillis) {
        Map.Entry<Long, V> newest = byTime.floorEntry(instantMillis);
        return newest == null ? first : newest.getValue();
    }

    /** The first instant after one at which another version comes into force, epoch milliseconds; null if none does. */
    public final @Nullable Long nextChange(long after) {
        Long next = byTime.higherKey(after);
        while (next != null && at(next).equals(at(next - 1))) {
            next = byTime.higherKey(next);
        }
        return next;
    }

    /** The version with an id; null if there is none. */
    public @Nullable V find(String id) {
        return byId.get(id);
    }

    /** All versions that {@link #find} finds, those in force no more among them; in no order. */
    protected final Collection<V> known() {
        return Collections.unmodifiableCollection(byId.values());
    }

    /** All versions, oldest first. */
    public final List<V> all() {
        return List.copyOf(byTime.values());
    }
}
