package ru.otklik.domain.alert;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import ru.otklik.domain.version.Outcome;
import ru.otklik.domain.version.VersionRegister;

/**
 * The silences and the rule by which more are added.
 *
 * <p>A silence is known before it begins, and only its end may be changed, before both the old and the new one: so what is
 * hidden at an instant does not hang on when that was asked. As with versions, offering the whole sequence of updates again
 * changes nothing. Silences stay for good: they are few, and a job that catches up needs the old ones.
 */
public final class SilenceRegister {
    /**
     * A silence that was accepted.
     *
     * @param appendedAt of the update that brought it as it is now, epoch milliseconds
     */
    public record Accepted(Silence silence, long appendedAt) {}

    private final Set<String> ofReference = new HashSet<>();
    private final TreeMap<String, Accepted> byId = new TreeMap<>();
    /** Instants at which a silence begins or ends. */
    private final NavigableSet<Long> changes = new TreeSet<>();

    /** Those that hide anything from {@link #seenFrom} until {@link #seenUntil}. */
    private List<Silence> seen = List.of();

    private long seenFrom = Long.MAX_VALUE;
    private long seenUntil = Long.MIN_VALUE;

    /** @param reference silences of the reference data, which no update changes */
    public SilenceRegister(Collection<Silence> reference) {
        for (Silence silence : reference) {
            ofReference.add(silence.id());
            put(new Accepted(silence, Long.MIN_VALUE));
        }
    }

    private void put(Accepted accepted) {
        byId.put(accepted.silence().id(), accepted);
        changes.clear();
        for (Accepted each : byId.values()) {
            changes.add(each.silence().fromMillis());
            changes.add(each.silence().untilMillis());
        }
        seenFrom = Long.MAX_VALUE;
        seenUntil = Long.MIN_VALUE;
    }

    /** Puts back what was accepted before a restart; reference data wins where both claim an id. */
    public void restore(Accepted accepted) {
        if (!ofReference.contains(accepted.silence().id())) {
            put(accepted);
        }
    }

    /**
     * Offers an update.
     *
     * @param appendedAt when it was appended to its topic, epoch milliseconds
     */
    public Outcome offer(Silence silence, long appendedAt) {
        long earliest = appendedAt + VersionRegister.NOTICE_MILLIS;
        Accepted accepted = byId.get(silence.id());
        if (accepted == null) {
            if (silence.fromMillis() < earliest) {
                return Outcome.EFFECTIVE_IN_PAST;
            }
            put(new Accepted(silence, appendedAt));
            return Outcome.ADDED;
        }
        Silence before = accepted.silence();
        if (before.equals(silence)) {
            return Outcome.KNOWN;
        }
        if (ofReference.contains(silence.id())
                || !before.endingAt(silence.untilMillis()).equals(silence)) {
            return Outcome.ID_TAKEN;
        }
        if (appendedAt < accepted.appendedAt()) {
            // Read again after a restart: a later update has changed the end since.
            return Outcome.KNOWN;
        }
        if (Math.min(before.untilMillis(), silence.untilMillis()) < earliest) {
            return Outcome.EFFECTIVE_IN_PAST;
        }
        put(new Accepted(silence, appendedAt));
        return Outcome.ADDED;
    }

    /** What was accepted under an id; null if nothing was. */
    public @Nullable Accepted find(String id) {
        return byId.get(id);
    }

    /** The silences in force at an instant, epoch milliseconds, in order of their ids. */
    public List<Silence> at(long instant) {
        if (instant < seenFrom || instant >= seenUntil) {
            seenFrom = Objects.requireNonNullElse(changes.floor(instant), Long.MIN_VALUE);
            seenUntil = Objects.requireNonNullElse(changes.higher(instant), Long.MAX_VALUE);
            seen = byId.values().stream()
                    .map(Accepted::silence)
                    .filter(silence -> silence.isOn(instant))
                    .toList();
        }
        return seen;
    }

    /** The first instant after one at which a silence begins or ends, epoch milliseconds; Long.MAX_VALUE if none does. */
    public long nextChange(long after) {
        return Objects.requireNonNullElse(changes.higher(after), Long.MAX_VALUE);
    }
}
