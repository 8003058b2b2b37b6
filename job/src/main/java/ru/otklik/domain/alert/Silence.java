package ru.otklik.domain.alert;

import java.io.Serializable;
import java.util.Set;

/**
 * Hides the delivery of some alerts for a while, never their state.
 *
 * @param id unique
 * @param rules ids of the rules it hides; empty for all
 * @param regions codes; empty for all
 * @param municipalities ids; empty for all
 * @param fromMillis first instant, epoch milliseconds, a whole minute
 * @param untilMillis end, exclusive, epoch milliseconds, a whole minute
 * @param author who asked for it
 * @param reason why
 */
public record Silence(
        String id,
        Set<String> rules,
        Set<String> regions,
        Set<String> municipalities,
        long fromMillis,
        long untilMillis,
        String author,
        String reason)
        implements Serializable {
    private static final long serialVersionUID = 1L;

    public Silence {
        rules = Set.copyOf(rules);
        regions = Set.copyOf(regions);
        municipalities = Set.copyOf(municipalities);
    }

    /** The same with another end, epoch milliseconds. */
    public Silence endingAt(long until) {
        return new Silence(id, rules, regions, municipalities, fromMillis, until, author, reason);
    }

    /** Whether it hides anything at an instant, epoch milliseconds. */
    public boolean isOn(long instant) {
        return instant >= fromMillis && instant < untilMillis;
    }

    /** Whether it hides alerts of a rule about a municipality at an instant. */
    public boolean hides(String rule, String region, String municipality, long instant) {
        return isOn(instant)
                && (rules.isEmpty() || rules.contains(rule))
                && (regions.isEmpty() || regions.contains(region))
                && (municipalities.isEmpty() || municipalities.contains(municipality));
    }
}
