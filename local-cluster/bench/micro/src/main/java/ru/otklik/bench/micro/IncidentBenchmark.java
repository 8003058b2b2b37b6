package ru.otklik.bench.micro;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;
import ru.otklik.domain.clock.Norm;
import ru.otklik.domain.clock.NormUnit;
import ru.otklik.domain.clock.OnTransfer;
import ru.otklik.domain.clock.WorkingCalendar;
import ru.otklik.domain.incident.IncidentEvent;
import ru.otklik.domain.incident.IncidentHistory;
import ru.otklik.domain.incident.Source;
import ru.otklik.domain.incident.Transition;
import ru.otklik.domain.incident.Verdict;
import ru.otklik.domain.incident.VerdictRules;
import ru.otklik.edge.CountryData;
import ru.otklik.operator.Inbound;

/** One incident: its verdict, the clock behind it, and its events one after another. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class IncidentBenchmark {
    private static final int BATCH = 1_000;

    private VerdictRules rules;
    private IncidentHistory history;
    private List<List<Inbound.Accepted>> incidents;
    private List<List<IncidentEvent>> events;
    private List<Source> sources;
    private WorkingCalendar calendar;
    private Norm hours;
    private int next;

    @Setup
    public void prepare() throws IOException {
        CountryData data = new CountryData();
        rules = new VerdictRules(
                data.reference(),
                Duration.ofDays(90).toMillis(),
                Duration.ofDays(400).toMillis());
        history = new IncidentHistory(rules);
        incidents = data.incidents();
        events = incidents.stream()
                .map(all -> all.stream().map(Inbound.Accepted::event).toList())
                .toList();
        sources = incidents.stream().map(all -> all.get(0).source()).toList();
        String place = String.valueOf(events.get(0).get(0).municipality());
        calendar = data.reference().calendarOf(data.reference().findMunicipality(place));
        hours = new Norm(8, NormUnit.WORKING_HOURS, OnTransfer.CONTINUE);
    }

    private int next() {
        next = next + 1 < incidents.size() ? next + 1 : 0;
        return next;
    }

    /** All events of an incident judged at once: three to eight of them. */
    @Benchmark
    public Verdict verdict() {
        int i = next();
        return Verdict.of(events.get(i), sources.get(i), rules);
    }

    /** An event taken into a packed history: a mean over the first three of an incident. */
    @Benchmark
    @OperationsPerInvocation(3 * BATCH)
    public void take(Blackhole seen) {
        for (int n = 0; n < BATCH; n++) {
            byte[] state = null;
            List<Inbound.Accepted> incident = incidents.get(next());
            for (int i = 0; i < 3; i++) {
                Inbound.Accepted event = incident.get(i);
                long stamp = event.event().occurredAt() - 60_000;
                Transition transition =
                        history.take(state, event.check(), event.source(), event.event(), stamp, stamp + 3_600_000);
                state = transition.state();
                seen.consume(transition);
            }
        }
    }

    /** Eight working hours from the moment of a registration. */
    @Benchmark
    public long deadline() {
        return calendar.deadline(events.get(next()).get(0).occurredAt(), hours);
    }

    /** Working time from the first to the last event of an incident. */
    @Benchmark
    public long workingTime() {
        List<IncidentEvent> all = events.get(next());
        return calendar.workingMillis(
                all.get(0).occurredAt(), all.get(all.size() - 1).occurredAt());
    }
}
