package ru.otklik.domain.incident;

import java.util.ArrayList;
import java.util.List;
import ru.otklik.domain.reference.Municipality;
import ru.otklik.domain.reference.ReferenceData;

/** Who was responsible for an incident when: a step function of event time that includes what happened at the instant. */
final class Responsibility {
    private final List<Long> since = new ArrayList<>(2);
    private final List<Owner> owners = new ArrayList<>(2);

    private Responsibility() {}

    static Responsibility of(
            IncidentEvent registration, Municipality home, List<IncidentEvent> ordered, ReferenceData reference) {
        Responsibility responsibility = new Responsibility();
        Owner owner = new Owner(home, registration.authority());
        responsibility.add(registration.occurredAt(), owner);
        for (int i = 0; i < ordered.size(); i++) {
            IncidentEvent event = ordered.get(i);
            if (event.occurredAt() < registration.occurredAt()) {
                continue;
            }
            if (event.type() == EventType.ASSIGNED) {
                owner = new Owner(owner.municipality(), event.authority());
            } else if (event.type() == EventType.TRANSFERRED) {
                Municipality target = reference.findMunicipality(String.valueOf(event.municipality()));
                owner = new Owner(target == null ? owner.municipality() : target, event.authority());
            } else {
                continue;
            }
            responsibility.add(event.occurredAt(), owner);
        }
        return responsibility;
    }

    private void add(long instant, Owner owner) {
        since.add(instant);
        owners.add(owner);
    }

    /** The owner at an instant not before registration, epoch milliseconds. */
    Owner at(long instant) {
        int last = since.size() - 1;
        while (last > 0 && since.get(last) > instant) {
            last--;
        }
        return owners.get(last);
    }

    Owner first() {
        return owners.get(0);
    }

    /** Writes a level that lasts from {@code from} to {@code until} as steps that move with responsibility. */
    void trace(long from, long until, FactKind up, FactKind down, List<Fact> facts) {
        Owner holder = at(from);
        add(up, from, holder, 0, 0, facts);
        for (int i = 0; i < since.size(); i++) {
            long change = since.get(i);
            Owner next = at(change);
            if (change > from && change < until && !next.isSameAs(holder)) {
                add(down, change, holder, 0, 0, facts);
                add(up, change, next, 0, 0, facts);
                holder = next;
            }
        }
        add(down, until, holder, 0, 0, facts);
    }

    /**
     * Writes a fact of an owner. Figures by registration count an outcome where its incident was registered: if somebody
     * else brought it about, it is told there, too.
     */
    void add(FactKind kind, long date, Owner owner, long elapsed, long detail, List<Fact> facts) {
        long registeredAt = Fact.NO_COHORT;
        if (kind.isOutcome()) {
            registeredAt = since.get(0);
            int home = owners.get(0).number();
            if (owner.number() != home) {
                facts.add(new Fact(
                        FactKind.COHORT_OUTCOME,
                        date,
                        home,
                        null,
                        kind.measuresResponse() ? elapsed : 0,
                        kind.ordinal(),
                        registeredAt));
                registeredAt = Fact.NO_COHORT;
            }
        }
        facts.add(new Fact(kind, date, owner.number(), owner.authority(), elapsed, detail, registeredAt));
    }
}
