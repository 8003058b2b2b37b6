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
    private final Pending.Visitor lines;

    FactLines(Dictionary topics, Dictionary channels, Dictionary authorities, Pending.Visitor lines) {
        this.topics = topics;
        this.channels = channels;
        this.authorities = authorities;
        this.lines = lines;
    }

    void add(SignedFact signed, Source source, long stamp) {
        Fact fact = signed.fact();
        int authority = fact.authority() == null ? 0 : authorities.numberOf(fact.authority());
        switch (fact.kind()) {
            case REGISTERED -> {
                int channel = signed.channel() == null ? 0 : channels.numberOf(signed.channel());
                long words = Entry.registeredPayload(topics.numberOf(String.valueOf(signed.topic())), channel);
                line(FactKind.REGISTERED.ordinal(), words, signed, source, authority, stamp);
                if (signed.citizen() != 0) {
                    line(Entry.CITIZEN, signed.citizen(), signed, source, authority, stamp);
                }
            }
            case RESPONDED, RESOLVED -> {
                boolean responded = fact.kind() == FactKind.RESPONDED;
                int working = responded ? Entry.RESPONDED_WORKING : Entry.RESOLVED_WORKING;
                line(fact.kind().ordinal(), fact.elapsed(), signed, source, authority, stamp);
                line(working, fact.detail(), signed, source, authority, stamp);
            }
            case RATED -> line(fact.kind().ordinal(), fact.detail(), signed, source, authority, stamp);
            default -> line(fact.kind().ordinal(), 0, signed, source, authority, stamp);
        }
    }

    private void line(int code, long payload, SignedFact signed, Source source, int authority, long stamp) {
        long date = signed.fact().date();
        long head = Entry.head(FactLog.millisOfDay(date), code, source, authority, signed.sign());
        lines.visit(signed.fact().municipality(), date, stamp, head, payload);
    }
}
