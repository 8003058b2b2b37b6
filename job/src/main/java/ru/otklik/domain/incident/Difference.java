package ru.otklik.domain.incident;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What has to be sent, and what is held, now that the facts of an incident are others than before. */
final class Difference {
    /** Above this number of facts a hash table finds the difference faster than pairs do. */
    private static final int FEW_FACTS = 32;

    private final FactPacking.Kept before;
    private final List<Fact> now;
    private final List<IncidentEvent> events;
    /** The new facts that are among the old ones: sent ones or held ones. */
    private final boolean[] isKnown;

    final List<Fact> sent;
    final List<Fact> held = new ArrayList<>(4);
    final List<SignedFact> facts = new ArrayList<>(8);
    List<SignedFact> owed = List.of();

    /** @param events in order of arrival */
    Difference(FactPacking.Kept before, List<Fact> now, List<IncidentEvent> events) {
        this.before = before;
        this.now = now;
        this.events = events;
        this.isKnown = new boolean[now.size()];
        this.sent = new ArrayList<>(now.size());
    }

    /**
     * Parts the new facts.
     *
     * @param heldFrom new facts dated from here on are held, epoch milliseconds
     * @param stamp of the event that made the difference, epoch milliseconds
     */
    void take(long heldFrom, long stamp) {
        if (before.sent().size() > FEW_FACTS) {
            matchMany();
        } else {
            matchFew();
        }
        for (Fact fact : before.held()) {
            int match = indexOf(fact);
            if (match >= 0) {
                // It stays held, however old it is by now: it was known in time.
                isKnown[match] = true;
                held.add(fact);
            } else if (fact.date() < stamp) {
                takeBackAfterItsDate(fact);
            }
        }
        addNew(heldFrom);
    }

    /** Values between its date and the stamp of what takes it back have to know it. */
    private void takeBackAfterItsDate(Fact fact) {
        if (owed.isEmpty()) {
            owed = new ArrayList<>(2);
        }
        owed.add(IncidentHistory.signed(1, fact, events));
        facts.add(IncidentHistory.signed(-1, fact, events));
    }

    private void addNew(long heldFrom) {
        for (int i = 0; i < isKnown.length; i++) {
            if (isKnown[i]) {
                continue;
            }
            Fact fact = now.get(i);
            if (fact.date() >= heldFrom) {
                held.add(fact);
            } else {
                sent.add(fact);
                facts.add(IncidentHistory.signed(1, fact, events));
            }
        }
    }

    private void matchFew() {
        for (int i = 0; i < before.sent().size(); i++) {
            Fact old = before.sent().get(i);
            // What was sent is mostly the beginning of what is to be said.
            boolean sameIndex = i < isKnown.length && !isKnown[i] && old.equals(now.get(i));
            int match = sameIndex ? i : indexOf(old);
            if (match >= 0) {
                isKnown[match] = true;
                sent.add(old);
            } else {
                facts.add(IncidentHistory.signed(-1, old, events));
            }
        }
    }

    private int indexOf(Fact fact) {
        for (int i = 0; i < isKnown.length; i++) {
            if (!isKnown[i] && fact.equals(now.get(i))) {
                return i;
            }
        }
        return -1;
    }

    private void matchMany() {
        Map<Fact, Integer> left = new HashMap<>();
        before.sent().forEach(fact -> left.merge(fact, 1, Integer::sum));
        for (int i = 0; i < isKnown.length; i++) {
            Fact fact = now.get(i);
            if (left.getOrDefault(fact, 0) > 0) {
                left.merge(fact, -1, Integer::sum);
                isKnown[i] = true;
                sent.add(fact);
            }
        }
        for (Fact old : before.sent()) {
            if (left.getOrDefault(old, 0) > 0) {
                left.merge(old, -1, Integer::sum);
                facts.add(IncidentHistory.signed(-1, old, events));
            }
        }
    }
}
