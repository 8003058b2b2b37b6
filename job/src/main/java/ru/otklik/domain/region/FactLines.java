package ru.otklik.domain.region;

import org.jspecify.annotations.Nullable;
import ru.otklik.domain.incident.Fact;
import ru.otklik.domain.incident.FactKind;
import ru.otklik.domain.incident.SignedFact;
import ru.otklik.domain.incident.Source;
import ru.otklik.domain.metrics.Dictionary;
import ru.otklik.domain.metrics.Entry;
import ru.otklik.domain.metrics.FactLog;
import ru.otklik.domain.metrics.Pending;
import ru.otklik.domain.period.CalendarKind;
import ru.otklik.domain.period.ZoneDays;

/** Turns facts into lines of the log: words become numbers, a fact with two values becomes two lines. */
final class FactLines {
    private final Dictionary topics;
    private final Dictionary channels;
    private final Dictionary authorities;
    private final Pending.Visitor lines;

    /** The registration that an outcome named last: those of one event name the same. */
    private long lastRegisteredAt = Fact.NO_COHORT;

    private @Nullable ZoneDays lastDays;
    private int lastRegisteredMonth;

    FactLines(Dictionary topics, Dictionary channels, Dictionary authorities, Pending.Visitor lines) {
        this.topics = topics;
        this.channels = channels;
        this.authorities = authorities;
        this.lines = lines;
    }

    /** Turns a fact into lines; {@code days} are the local days of its municipality. */
    void add(SignedFact signed, Source source, long stamp, ZoneDays days) {
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
                line(fact.kind().ordinal(), outcome(fact, fact.elapsed(), days), signed, source, authority, stamp);
                line(working, fact.detail(), signed, source, authority, stamp);
            }
            case MET_RESPONSE, MET_RESOLUTION, MET_REWORK -> {
                int monthsLeft = month(fact.date() + fact.detail(), days) - month(fact.date(), days);
                line(fact.kind().ordinal(), outcome(fact, monthsLeft, days), signed, source, authority, stamp);
            }
            case MISSED_RESPONSE, MISSED_RESOLUTION, MISSED_REWORK, OPEN_FROM, OPEN_UNTIL ->
                line(fact.kind().ordinal(), outcome(fact, 0, days), signed, source, authority, stamp);
            case COHORT_OUTCOME -> {
                if (monthsBack(fact, days) <= Entry.MOST_MONTHS) {
                    long figure = Entry.outcomeElsewhere((int) fact.detail(), fact.elapsed());
                    line(fact.kind().ordinal(), outcome(fact, figure, days), signed, source, authority, stamp);
                }
            }
            case RATED -> line(fact.kind().ordinal(), fact.detail(), signed, source, authority, stamp);
            default -> line(fact.kind().ordinal(), 0, signed, source, authority, stamp);
        }
    }

    private long outcome(Fact fact, long figure, ZoneDays days) {
        return Entry.outcomePayload(monthsBack(fact, days), figure);
    }

    private int monthsBack(Fact fact, ZoneDays days) {
        if (fact.registeredAt() == Fact.NO_COHORT) {
            return -1;
        }
        if (fact.registeredAt() != lastRegisteredAt || days != lastDays) {
            lastRegisteredAt = fact.registeredAt();
            lastDays = days;
            lastRegisteredMonth = month(lastRegisteredAt, days);
        }
        return month(fact.date(), days) - lastRegisteredMonth;
    }

    private static int month(long instant, ZoneDays days) {
        return ZoneDays.indexOf(CalendarKind.MONTH, days.dayOf(instant));
    }

    private void line(int code, long payload, SignedFact signed, Source source, int authority, long stamp) {
        long date = signed.fact().date();
        long head = Entry.head(FactLog.millisOfDay(date), code, source, authority, signed.sign());
        lines.visit(signed.fact().municipality(), date, stamp, head, payload);
    }
}
