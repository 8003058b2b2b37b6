package ru.otklik.domain.region;

import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import ru.otklik.domain.alert.AlertRule;
import ru.otklik.domain.alert.Reading;
import ru.otklik.domain.incident.FactKind;
import ru.otklik.domain.incident.Source;
import ru.otklik.domain.incident.Stage;
import ru.otklik.domain.metrics.Entry;
import ru.otklik.domain.metrics.Figures;
import ru.otklik.domain.metrics.Histogram;
import ru.otklik.domain.metrics.Levels;
import ru.otklik.domain.period.RollingKind;
import ru.otklik.domain.reference.Municipality;

/** The figures that rules about municipalities are held against: what has taken effect in the book by an instant. */
final class MunicipalReadings implements MunicipalWatch.Readings {
    private static final long WEEK = 7 * 86_400_000L;
    private static final int WEEKS = 4;
    /** How far back an answer is looked for: who was silent longer was silent this long. */
    private static final long LONGEST_SILENCE = 30 * 86_400_000L;

    private static final long HOUR = 3_600_000;

    private record Cell(
            int municipality, int window, @Nullable Source source) {}

    private final RegionBook book;
    private final MeasureRules rules;
    /** Figures that several rules read at one instant. */
    private final Map<Cell, Figures> figures = new HashMap<>();

    private long figuresAt = Long.MIN_VALUE;

    MunicipalReadings(RegionBook book, MeasureRules rules) {
        this.book = book;
        this.rules = rules;
    }

    @Override
    public @Nullable Reading read(AlertRule rule, Municipality municipality, long at) {
        MunicipalityBook found = book.books.get(municipality.number());
        LocalDate date =
                Instant.ofEpochMilli(at - 1).atZone(municipality.zone()).toLocalDate();
        if (found == null || !municipality.isValidDuring(date, date)) {
            return null;
        }
        return switch (rule.kind()) {
            case SLOW_RESPONDER -> slowness(rule, found, at);
            case LOW_COMPLIANCE -> compliance(rule, found, at);
            case OVERDUE_BACKLOG -> backlog(rule, found, at);
            case SILENT_MUNICIPALITY -> silence(rule, found, at);
            case ACTIVITY_SURGE -> surge(rule, found, at);
            case INCIDENT_DEADLINE_NEAR, INCIDENT_OVERDUE ->
                throw new IllegalArgumentException("not a rule about municipalities: " + rule.id());
        };
    }

    private int windowOf(AlertRule rule) {
        List<RollingKind> windows = rules.rolling();
        for (int i = 0; i < windows.size(); i++) {
            if (windows.get(i).label().equals(rule.condition().window())) {
                return i;
            }
        }
        throw new IllegalArgumentException(
                "rule " + rule.id() + ": there is no window " + rule.condition().window());
    }

    private Figures figures(AlertRule rule, MunicipalityBook found, long at) {
        if (at != figuresAt) {
            figures.clear();
            figuresAt = at;
        }
        int window = windowOf(rule);
        Source source = rule.scope().source();
        return figures.computeIfAbsent(
                new Cell(found.municipality().number(), window, source),
                cell -> found.rollingTally(window, at).merge(source, authority -> true));
    }

    private Reading slowness(AlertRule rule, MunicipalityBook found, long at) {
        Figures seen = figures(rule, found, at);
        boolean working = rule.condition().working();
        boolean response = rule.condition().stage() == Stage.RESPONSE;
        Figures.Latency latency = response
                ? working ? Figures.Latency.RESPONSE_WORKING : Figures.Latency.RESPONSE_ELAPSED
                : working ? Figures.Latency.RESOLUTION_WORKING : Figures.Latency.RESOLUTION_ELAPSED;
        Histogram histogram = seen.histogram(latency);
        long cases = histogram == null ? 0 : histogram.total();
        if (histogram == null || cases < Math.max(1, rule.condition().minimumCases())) {
            return Reading.unknown(cases, at);
        }
        return rule.condition().mean()
                ? Reading.of(rule, seen.sumMillis(latency), cases, cases, at)
                : Reading.of(rule, histogram.quantile(50), 1, cases, at);
    }

    private Reading compliance(AlertRule rule, MunicipalityBook found, long at) {
        Figures seen = figures(rule, found, at);
        Stage stage = rule.condition().stage() == null
                ? Stage.RESPONSE
                : rule.condition().stage();
        long met = seen.count(FactKind.met(stage));
        long cases = met + seen.count(FactKind.missed(stage));
        return cases < Math.max(1, rule.condition().minimumCases())
                ? Reading.unknown(cases, at)
                : Reading.of(rule, met, cases, cases, at);
    }

    /** A backlog is always known: that few are open is an answer, not silence. */
    private static Reading backlog(AlertRule rule, MunicipalityBook found, long at) {
        Levels.Level level = found.levels.now(rule.scope().source());
        Reading reading = Reading.of(rule, level.overdue(), 1, level.open(), at);
        boolean tooFew = level.open() < rule.condition().minimumCases();
        return tooFew && reading.verdict() == Reading.Verdict.BREACH
                ? new Reading(Reading.Verdict.BETWEEN, level.overdue(), 1, level.open(), at)
                : reading;
    }

    /** Counts lines of one hour or more, and says where in it the last answer and the last empty desk lie. */
    private static final class Silence {
        private final @Nullable Source source;
        private final Map<Long, Long> answers = new java.util.TreeMap<>();
        private final java.util.TreeMap<Long, Long> steps = new java.util.TreeMap<>();

        Silence(@Nullable Source source) {
            this.source = source;
        }

        void take(long date, long head) {
            if (source != null && Entry.source(head) != source) {
                return;
            }
            int code = Entry.code(head);
            if (code == FactKind.RESPONDED.ordinal() || code == FactKind.RESOLVED.ordinal()) {
                answers.merge(date, (long) Entry.sign(head), Long::sum);
            } else if (code == FactKind.OPEN_FROM.ordinal()) {
                steps.merge(date, (long) Entry.sign(head), Long::sum);
            } else if (code == FactKind.OPEN_UNTIL.ordinal()) {
                steps.merge(date, (long) -Entry.sign(head), Long::sum);
            }
        }

        long lastAnswer() {
            long last = Long.MIN_VALUE;
            for (Map.Entry<Long, Long> answer : answers.entrySet()) {
                last = answer.getValue() > 0 ? answer.getKey() : last;
            }
            return last;
        }
    }

    private Reading silence(AlertRule rule, MunicipalityBook found, long at) {
        Source source = rule.scope().source();
        long open = found.levels.now(source).open();
        if (open <= 0 || open < rule.condition().minimumCases()) {
            return new Reading(Reading.Verdict.CLEAR, 0, 1, Math.max(0, open), at);
        }
        long since = at - LONGEST_SILENCE;
        long until = at;
        long level = open;
        long length = HOUR;
        while (until > at - LONGEST_SILENCE) {
            long from = Math.max(until - length, at - LONGEST_SILENCE);
            Silence seen = new Silence(source);
            found.log.visit(from, until, (date, head, payload) -> seen.take(date, head));
            long answer = seen.lastAnswer();
            for (Map.Entry<Long, Long> step : seen.steps.descendingMap().entrySet()) {
                level -= step.getValue();
                if (level <= 0 && step.getKey() > answer) {
                    answer = step.getKey();
                    break;
                }
            }
            if (answer != Long.MIN_VALUE) {
                since = answer;
                break;
            }
            until = from;
            length *= 2;
        }
        long worked = rules.reference().calendarOf(found.municipality()).workingMillis(since, at);
        return Reading.of(rule, worked, 1, open, at);
    }

    private Reading surge(AlertRule rule, MunicipalityBook found, long at) {
        int window = windowOf(rule);
        if (!book.series.hasBegun(window, at - WEEKS * WEEK)) {
            return Reading.unknown(0, at);
        }
        long length = rules.rolling().get(window).lengthMillis();
        long registered = figures(rule, found, at).count(FactKind.REGISTERED);
        long before = 0;
        for (int week = 1; week <= WEEKS; week++) {
            long end = at - week * WEEK;
            before += found.registered(end - length, end, rule.scope().source());
        }
        // A quiet place has at least one in these hours: from none to two is no surge.
        Reading reading = Reading.of(rule, WEEKS * registered, Math.max(WEEKS, before), registered, at);
        boolean tooFew = registered < rule.condition().minimumCases();
        return tooFew && reading.verdict() == Reading.Verdict.BREACH
                ? new Reading(Reading.Verdict.BETWEEN, WEEKS * registered, Math.max(WEEKS, before), registered, at)
                : reading;
    }
}
