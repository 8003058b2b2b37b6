package ru.otklik.domain.region;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import ru.otklik.domain.metrics.DayLog;
import ru.otklik.domain.metrics.Dictionary;
import ru.otklik.domain.metrics.MergedFigures;
import ru.otklik.domain.metrics.PeriodValue;
import ru.otklik.domain.metrics.Published;
import ru.otklik.domain.metrics.ScopeValue;
import ru.otklik.domain.metrics.Subject;
import ru.otklik.domain.packing.ByteReader;
import ru.otklik.domain.period.CalendarKind;
import ru.otklik.domain.period.PeriodSpan;
import ru.otklik.domain.period.RollingKind;
import ru.otklik.domain.period.ZoneDays;
import ru.otklik.domain.ranking.Board;
import ru.otklik.domain.ranking.Candidate;
import ru.otklik.domain.ranking.Methodologies;
import ru.otklik.domain.ranking.MethodologyRegister;
import ru.otklik.domain.ranking.Ranking;
import ru.otklik.domain.reference.Municipality;
import ru.otklik.domain.reference.ReferenceData;
import ru.otklik.domain.reference.Region;
import ru.otklik.domain.region.MunicipalityBook.PeriodKey;

/**
 * What is known of a federal district or of the country: the newest figures that each of its regions sent, by period.
 *
 * <p>Reports wait until event time has passed the instant they are for: then every region has sent its own, in whatever
 * order they came. A calendar period ends here when it has ended in every zone of every region, whether or not a region
 * has facts, so that no region can join it afterwards.
 */
public final class ScopeBook {
    private static final String DISTRICT = "DISTRICT|";
    private static final String COUNTRY = "COUNTRY|RU";
    private static final int ROLLING_BASE = 8;
    private static final long MINUTE = 60_000;

    /** The zone in which a district or the country shows its calendar periods; regions have their own. */
    private static final ZoneDays SHOWN_DAYS = ZoneDays.of(ZoneId.of("Europe/Moscow"));

    /** Figures of a region as it sent them: packed, since they are needed only when a value is due. */
    record Member(byte[] figures, byte @Nullable [] past) {}

    private final String scope;
    private final MeasureRules rules;
    private final Subject subject;
    private final Set<ZoneDays> zones = new HashSet<>();
    /** Not state: numbers are given anew wherever figures are unpacked. */
    private final Dictionary topics = new Dictionary();

    private final Dictionary channels = new Dictionary();
    final Published published = new Published();
    final BoardLedger ledger = new BoardLedger();
    final Rankings rankings;
    final NavigableMap<PeriodKey, NavigableMap<String, Member>> calendar = new TreeMap<>(RegionValues.ORDER);
    final NavigableMap<Integer, NavigableMap<String, Member>> rolling = new TreeMap<>();
    final NavigableMap<Long, List<RegionReport>> waiting = new TreeMap<>();
    /** Chunks of state that changed or fell away since the last checkpoint. */
    final Set<Long> changed = new HashSet<>();

    final Set<Long> forgotten = new HashSet<>();
    /** Periods that are known and have not been closed. */
    private final Set<PeriodKey> open = new LinkedHashSet<>();

    private long forgottenDay;

    public ScopeBook(String scope, MeasureRules rules) {
        this(scope, rules, new MethodologyRegister(rules.reference().methodologies()));
    }

    /** @param methodologies may come to know more versions while the book is kept */
    public ScopeBook(String scope, MeasureRules rules, Methodologies methodologies) {
        this.scope = scope;
        this.rules = rules;
        this.rankings = new Rankings(methodologies, rules.reference().version());
        String district = scope.startsWith(DISTRICT) ? scope.substring(DISTRICT.length()) : null;
        this.subject = district == null ? Subject.COUNTRY : Subject.district(district);
        for (Region region : rules.reference().regions()) {
            if (district == null || district.equals(region.federalDistrict())) {
                for (Municipality municipality : rules.reference().municipalitiesOf(region.code())) {
                    zones.add(ZoneDays.of(municipality.zone()));
                }
            }
        }
    }

    /** Keys of the books that a region's figures are part of: that of its district, if it has one, and the country's. */
    static List<String> scopesOf(String region, ReferenceData reference) {
        Region known = reference.findRegion(region);
        return known == null || known.federalDistrict().isEmpty()
                ? List.of(COUNTRY)
                : List.of(DISTRICT + known.federalDistrict(), COUNTRY);
    }

    String scope() {
        return scope;
    }

    /** Takes a report in. */
    public void receive(RegionReport report) {
        waiting.computeIfAbsent(report.eventTime(), instant -> new ArrayList<>())
                .add(report);
    }

    /** Lets event time pass: every region has reported what it has for instants up to it. */
    public void advance(long eventTime, Publisher publisher) {
        advanceTo(Math.floorDiv(eventTime, MINUTE) * MINUTE, publisher);
    }

    /** Ends a bounded run: what is still open is published once. */
    public void finish(long asOf, Publisher publisher) {
        advanceTo(asOf, publisher);
        for (PeriodKey period : List.copyOf(open)) {
            publishCalendar(period, Status.PRELIMINARY, asOf, publisher);
        }
    }

    private void advanceTo(long limit, Publisher publisher) {
        long next = nextHalt();
        while (next <= limit) {
            halt(next, publisher);
            next = nextHalt();
        }
    }

    private long nextHalt() {
        long next = waiting.isEmpty() ? Long.MAX_VALUE : waiting.firstKey();
        for (PeriodKey period : open) {
            next = Math.min(next, endOf(period));
        }
        return next;
    }

    /** First instant at which a period has ended in every zone. */
    private long endOf(PeriodKey period) {
        long end = Long.MIN_VALUE;
        for (ZoneDays days : zones) {
            end = Math.max(end, days.end(period.kind(), period.index()));
        }
        return end;
    }

    private void halt(long instant, Publisher publisher) {
        Set<PeriodKey> revised = new TreeSet<>(RegionValues.ORDER);
        Set<PeriodKey> preliminary = new TreeSet<>(RegionValues.ORDER);
        Set<Integer> windows = new TreeSet<>();
        List<RegionReport> reports = waiting.remove(instant);
        for (RegionReport report : reports == null ? List.<RegionReport>of() : reports) {
            Member member = new Member(report.figures(), report.past());
            if (report.window() >= 0) {
                put(report.window(), report.region(), member);
                windows.add(report.window());
                continue;
            }
            PeriodKey period = new PeriodKey(CalendarKind.of(report.kind()), report.index());
            if (put(period, report.region(), member)) {
                open.add(period);
            }
            if (!open.contains(period)) {
                revised.add(period);
            } else if (report.current() && !rules.replay()) {
                preliminary.add(period);
            }
        }
        Set<PeriodKey> ended = new TreeSet<>(RegionValues.ORDER);
        open.stream().filter(period -> endOf(period) <= instant).forEach(ended::add);
        ended.forEach(period -> {
            open.remove(period);
            publishCalendar(period, Status.FINAL, instant, publisher);
        });
        revised.forEach(period -> publishCalendar(period, Status.REVISED, instant, publisher));
        preliminary.stream()
                .filter(open::contains)
                .forEach(period -> publishCalendar(period, Status.PRELIMINARY, instant, publisher));
        windows.forEach(window -> publishRolling(window, instant, publisher));
        forget(instant);
    }

    /** Keeps the figures of a region; returns whether the period was unknown. */
    private boolean put(PeriodKey period, String region, Member member) {
        boolean unknown = !calendar.containsKey(period);
        calendar.computeIfAbsent(period, any -> new TreeMap<>()).put(region, member);
        changed.add(ScopeState.memberKey(period, region));
        return unknown;
    }

    private void put(int window, String region, Member member) {
        rolling.computeIfAbsent(window, any -> new TreeMap<>()).put(region, member);
        changed.add(ScopeState.memberKey(window, region));
    }

    /** Puts back a period of the state. */
    void restore(PeriodKey period, String region, Member member) {
        calendar.computeIfAbsent(period, any -> new TreeMap<>()).put(region, member);
    }

    /** Puts back a rolling window of the state. */
    void restore(int window, String region, Member member) {
        rolling.computeIfAbsent(window, any -> new TreeMap<>()).put(region, member);
    }

    /** Finds out, after everything was put back, which periods have not been closed. */
    void findOpen() {
        open.clear();
        for (PeriodKey period : calendar.keySet()) {
            if (published.revision(Published.key(period.kind().ordinal(), 0, period.index())) < 0) {
                open.add(period);
            }
        }
    }

    private void publishCalendar(PeriodKey period, Status status, long instant, Publisher publisher) {
        NavigableMap<String, MergedFigures> regions = new TreeMap<>();
        calendar.getOrDefault(period, new TreeMap<>())
                .forEach((region, member) -> regions.put(region, unpack(member.figures())));
        PeriodSpan span = PeriodSpan.of(period.kind(), period.index(), SHOWN_DAYS);
        MergedFigures whole = sum(regions);
        for (int view = 0; view < PeriodValue.VIEWS.size(); view++) {
            long key = Published.key(period.kind().ordinal(), view, period.index());
            long hash = publisher.prepare(value(span, view, whole));
            RegionValues.publishIfDue(published, key, hash, status, instant, publisher);
        }
        if (period.kind() != CalendarKind.DAY) {
            BoardLedger.Sheet sheet = RegionBoards.sheet(
                    contest(),
                    span,
                    rankings.of(period, span.startMillis(), status),
                    RegionBoards.volume(period.kind(), status),
                    candidates(regions));
            ledger.publishCalendar(sheet, period, status, instant, publisher);
        }
    }

    private void publishRolling(int window, long end, Publisher publisher) {
        NavigableMap<String, MergedFigures> regions = new TreeMap<>();
        NavigableMap<String, MergedFigures> past = new TreeMap<>();
        rolling.getOrDefault(window, new TreeMap<>()).forEach((region, member) -> {
            regions.put(region, unpack(member.figures()));
            if (member.past() != null) {
                past.put(region, unpack(member.past()));
            }
        });
        RollingKind kind = rules.rolling().get(window);
        PeriodSpan span = PeriodSpan.rolling(kind.label(), kind.lengthMillis(), end);
        MergedFigures whole = sum(regions);
        for (int view = 0; view < PeriodValue.VIEWS.size(); view++) {
            long key = Published.key(ROLLING_BASE + window, view, 0);
            long hash = publisher.prepare(value(span, view, whole));
            if (!published.isLast(key, hash)) {
                publisher.publish(Status.FINAL, 0, end);
                published.put(key, 0, hash);
            }
        }
        if (RegionBoards.isRanked(kind)) {
            long earlier = span.startMillis();
            ledger.publishRolling(
                    sheet(span, kind, rankings.at(end).withIntervals(), regions),
                    // Of one length earlier only the places are looked at.
                    sheet(
                            PeriodSpan.rolling(kind.label(), kind.lengthMillis(), earlier),
                            kind,
                            rankings.at(earlier),
                            past),
                    window,
                    publisher);
        }
    }

    private BoardLedger.Sheet sheet(
            PeriodSpan span, RollingKind kind, Ranking ranking, NavigableMap<String, MergedFigures> regions) {
        return RegionBoards.sheet(contest(), span, ranking, RegionBoards.volume(kind), candidates(regions));
    }

    private MergedFigures unpack(byte[] figures) {
        return MergedFigures.unpack(new ByteReader(figures), topics, channels);
    }

    private static MergedFigures sum(NavigableMap<String, MergedFigures> regions) {
        MergedFigures whole = new MergedFigures();
        regions.values().forEach(whole::addAll);
        return whole;
    }

    private ScopeValue value(PeriodSpan span, int view, MergedFigures whole) {
        return new ScopeValue(
                subject, span, PeriodValue.VIEWS.get(view), whole, whole.population(), topics::word, channels::word);
    }

    private Board.Contest contest() {
        Board.Scope ranked =
                subject.type() == Subject.Type.COUNTRY ? Board.Scope.COUNTRY_REGIONS : Board.Scope.DISTRICT_REGIONS;
        return new Board.Contest(ranked, subject.id(), Board.Group.ALL);
    }

    private List<Candidate> candidates(NavigableMap<String, MergedFigures> regions) {
        List<Candidate> candidates = new ArrayList<>(regions.size());
        regions.forEach((code, figures) -> {
            Region known = rules.reference().findRegion(code);
            String name = known == null ? code : known.name();
            candidates.add(RegionBoards.candidate(code, name, figures.population(), figures, figures.pages()));
        });
        return candidates;
    }

    /** Forgets what no region can revise any more; once a day is enough. */
    private void forget(long instant) {
        long day = Math.floorDiv(instant, DayLog.DAY_MILLIS);
        if (day == forgottenDay) {
            return;
        }
        forgottenDay = day;
        int oldest = SHOWN_DAYS.dayOf(instant - rules.closedHorizonMillis());
        for (CalendarKind kind : CalendarKind.values()) {
            published.forgetBefore(kind.ordinal(), ZoneDays.indexOf(kind, oldest) - 1);
        }
        ledger.forget(oldest, forgotten::add);
        rankings.finals.forget(oldest);
        calendar.entrySet().removeIf(entry -> {
            PeriodKey period = entry.getKey();
            boolean old = period.index() < ZoneDays.indexOf(period.kind(), oldest) - 1;
            if (old) {
                entry.getValue().keySet().forEach(region -> forgetChunk(ScopeState.memberKey(period, region)));
            }
            return old;
        });
    }

    private void forgetChunk(long key) {
        changed.remove(key);
        forgotten.add(key);
    }
}
