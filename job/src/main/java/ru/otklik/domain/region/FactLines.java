package ru.otklik.domain.region;

import ru.otklik.domain.incident.Fact;
import ru.otklik.domain.incident.FactKind;
import ru.otklik.domain.incident.SignedFact;
import ru.otklik.domain.incident.Source;
import ru.otklik.domain.metrics.Dictionary;
import ru.otklik.domain.metrics.Entry;
import ru.otklik.domain.metrics.FactLog;
import ru.otklik.domain.metrics.Pending;

/** Turns facts into lines of the log: words become numbers, a fact with two values becomes two lines. */
final class FactLines {
    private final Dictionary topics;
    private final Dictionary channels;
    private final Dictionary authorities;

    FactLines(Dictionary topics, Dictionary channels, Dictionary authorities) {
        this.topics = topics;
        this.channels = channels;
        this.authorities = authorities;
    }

    void add(SignedFact signed, Source source, long stamp, Pending pending) {
        Fact fact = signed.fact();
        int authority = fact.authority() == null ? 0 : authorities.numberOf(fact.authority());
        switch (fact.kind()) {
            case REGISTERED -> {
                int channel = signed.channel() == null ? 0 : channels.numberOf(signed.channel());
                long words = Entry.registeredPayload(topics.numberOf(String.valueOf(signed.topic())), channel);
                line(FactKind.REGISTERED.ordinal(), words, signed, source, authority, stamp, pending);
                if (signed.citizen() != 0) {
                    line(Entry.CITIZEN, signed.citizen(), signed, source, authority, stamp, pending);
                }
            }
            case RESPONDED, RESOLVED -> {
                boolean responded = fact.kind() == FactKind.RESPONDED;
                int working = responded ? Entry.RESPONDED_WORKING : Entry.RESOLVED_WORKING;
                line(fact.kind().ordinal(), fact.elapsed(), signed, source, authority, stamp, pending);
                line(working, fact.detail(), signed, source, authority, stamp, pending);
            }
            case RATED -> line(fact.kind().ordinal(), fact.detail(), signed, source, authority, stamp, pending);
            default -> line(fact.kind().ordinal(), 0, signed, source, authority, stamp, pending);
        }
    }

    private static void line(
            int code, long payload, SignedFact signed, Source source, int authority, long stamp, Pending pending) {
        long date = signed.fact().date();
        long head = Entry.head(FactLog.millisOfDay(date), code, source, authority, signed.sign());
        pending.add(signed.fact().municipality(), date, stamp, head, payload);
    }
}
