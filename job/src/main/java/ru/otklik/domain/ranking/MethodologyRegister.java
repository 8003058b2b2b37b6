package ru.otklik.domain.ranking;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The versions of the methodology and the rule by which more are added: {@code (versions, update) -> versions or refusal}.
 *
 * <p>Versions are added, never overwritten. What is decided hangs on the order of the updates alone: offering the whole
 * sequence again changes nothing, since what was accepted is known and what was refused is refused again.
 */
public final class MethodologyRegister implements Methodologies {
    /** How long before it takes effect an update has to be appended; 10 minutes. */
    public static final long NOTICE_MILLIS = 10 * 60_000L;

    /** What became of an update. */
    public enum Outcome {
        ADDED,
        /** The very same version is there: it was sent twice. */
        KNOWN,
        /** Another version has this id. */
        ID_TAKEN,
        /** Another version takes effect at this instant. */
        EFFECTIVE_TIME_TAKEN,
        /** It would take effect earlier than {@link #NOTICE_MILLIS} after it was appended. */
        EFFECTIVE_IN_PAST
    }

    private final NavigableMap<Long, Methodology> byTime = new TreeMap<>();
    private final Map<String, Methodology> byId = new HashMap<>();
    private boolean countsPages;

    /**
     * Starts with the versions of the reference data.
     *
     * @param versions at least one, no two with one id or effective from one instant
     */
    public MethodologyRegister(Collection<Methodology> versions) {
        if (versions.isEmpty()) {
            throw new IllegalArgumentException("no methodology");
        }
        versions.forEach(this::add);
    }

    private void add(Methodology version) {
        byTime.put(version.effectiveFromMillis(), version);
        byId.put(version.id(), version);
        countsPages |= version.countsPages();
    }

    /**
     * Adds a version that was accepted before a restart; that of the reference data wins where both claim an id or an
     * instant, as who changes reference data does so on purpose.
     */
    public void restore(Methodology version) {
        if (!byId.containsKey(version.id()) && !byTime.containsKey(version.effectiveFromMillis())) {
            add(version);
        }
    }

    /** Lets {@link #find} know a version that reference data had once; it is in force no more, but revisions keep it. */
    public void remember(Methodology version) {
        byId.putIfAbsent(version.id(), version);
        countsPages |= version.countsPages();
    }

    /**
     * Offers an update.
     *
     * @param appendedAt when it was appended to its topic, epoch milliseconds
     */
    public Outcome offer(Methodology version, long appendedAt) {
        Methodology sameId = byId.get(version.id());
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

    @Override
    public Methodology at(long instantMillis) {
        Map.Entry<Long, Methodology> newest = byTime.floorEntry(instantMillis);
        return newest == null ? byTime.firstEntry().getValue() : newest.getValue();
    }

    @Override
    public @Nullable Methodology find(String id) {
        return byId.get(id);
    }

    @Override
    public boolean countPages() {
        return countsPages;
    }

    /** All versions, oldest first. */
    public List<Methodology> all() {
        return List.copyOf(byTime.values());
    }
}
