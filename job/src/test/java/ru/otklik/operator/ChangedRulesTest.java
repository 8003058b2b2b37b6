package ru.otklik.operator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ru.otklik.domain.incident.Fact;
import ru.otklik.domain.incident.FactKind;
import ru.otklik.domain.incident.IncidentEvent;
import ru.otklik.domain.incident.SignedFact;
import ru.otklik.domain.incident.Source;
import ru.otklik.domain.incident.Verdict;
import ru.otklik.domain.incident.VerdictRules;
import ru.otklik.domain.reference.ReferenceData;
import ru.otklik.domain.region.IncidentFacts;
import ru.otklik.edge.TestRecords;
import ru.otklik.edge.reference.Overrides;
import ru.otklik.edge.reference.ReferenceFiles;
import ru.otklik.testing.RandomEvents;
import ru.otklik.testing.References;

/**
 * A savepoint restored under other rules: incidents that go on are judged anew at their next event, the others stay as
 * they were sent, and nothing is sent twice or left behind.
 */
class ChangedRulesTest {
    private static final long DAY = 86_400_000L;
    private static final int GRACE_DAYS = 400;

    @TempDir
    private Path directory;

    private final Map<String, Integer> net = new TreeMap<>();
    private final Map<Long, Set<IncidentEvent>> histories = new HashMap<>();
    private final Map<Long, Source> sources = new HashMap<>();
    private final Set<Long> touchedAfter = new HashSet<>();

    @Test
    void changedHolidayJudgesAnewWhatGoesOn() throws Exception {
        ReferenceData shipped = ReferenceFiles.shipped();
        try (InputStream in = Objects.requireNonNull(
                ReferenceFiles.class.getResourceAsStream("/reference/calendar/days.csv"), "days.csv")) {
            String days = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            StringBuilder more = new StringBuilder(days);
            for (int day = 11; day <= 29; day++) {
                more.append("REGION,87000000,2024-03-").append(day).append(",HOLIDAY,decreed afterwards,a test\n");
            }
            Files.writeString(directory.resolve("days.csv"), more);
        }
        ReferenceData changed = ReferenceFiles.load(null, new Overrides(null, directory, null, null));

        restoreUnder(rules(shipped, 400), rules(changed, 400));
    }

    @Test
    void changedVerdictRuleJudgesAnewWhatGoesOn() throws Exception {
        ReferenceData shipped = ReferenceFiles.shipped();

        restoreUnder(rules(shipped, 400), rules(shipped, 300));
    }

    private static VerdictRules rules(ReferenceData reference, int retainUnansweredDays) {
        return new VerdictRules(reference, 90 * DAY, retainUnansweredDays * DAY);
    }

    private void restoreUnder(VerdictRules before, VerdictRules after) throws Exception {
        List<Inbound> events = events();
        int half = events.size() / 2;

        OperatorSubtaskState savepoint = play(before, null, events.subList(0, half));
        touchedAfter.clear();
        play(after, savepoint, events.subList(half, events.size()));

        Map<String, Integer> expected = new TreeMap<>();
        int judgedOtherwise = 0;
        for (Map.Entry<Long, Set<IncidentEvent>> history : histories.entrySet()) {
            List<IncidentEvent> set = new ArrayList<>(history.getValue());
            Source source = Objects.requireNonNull(sources.get(history.getKey()));
            boolean touched = touchedAfter.contains(history.getKey());
            List<Fact> facts = Verdict.of(set, source, touched ? after : before).facts();
            judgedOtherwise += facts.equals(Verdict.of(set, source, before).facts()) ? 0 : 1;
            facts.forEach(fact -> expected.merge(text(history.getKey(), fact), 1, Integer::sum));
        }
        net.values().removeIf(count -> count == 0);
        assertThat(net).isEqualTo(expected);
        assertThat(judgedOtherwise)
                .as("incidents that the new rules judge otherwise")
                .isPositive();
    }

    private static List<Inbound> events() {
        TestRecords door = new TestRecords(ReferenceFiles.shipped());
        List<String> lines = RandomEvents.lines(new RandomEvents.Parameters(
                7, 400, References.CODES, Instant.parse("2024-03-01T00:00:00Z"), 40 * DAY, 0, 80));
        List<Inbound> events = new ArrayList<>();
        long greatest = Long.MIN_VALUE;
        for (String line : lines) {
            Inbound inbound = door.decode(line, "incidents.im", 0, events.size(), 0);
            events.add(inbound.stamped(greatest == Long.MIN_VALUE ? Inbound.NO_TIME : greatest - 60_000));
            greatest = Math.max(greatest, inbound.eventTime());
        }
        return events;
    }

    private OperatorSubtaskState play(
            VerdictRules rules, @Nullable OperatorSubtaskState savepoint, List<Inbound> events) throws Exception {
        TrackIncidents operator = new TrackIncidents(rules, GRACE_DAYS * DAY, TestRecords.formats());
        try (var harness = new KeyedOneInputStreamOperatorTestHarness<>(operator, TrackIncidents::keyOf, Types.LONG)) {
            harness.setup(new IncidentFactsSerializer());
            if (savepoint != null) {
                harness.initializeState(savepoint);
            }
            harness.open();
            for (Inbound event : events) {
                Inbound.Accepted accepted = Objects.requireNonNull(event.accepted());
                Set<IncidentEvent> history = histories.computeIfAbsent(accepted.key(), key -> new LinkedHashSet<>());
                if (history.add(accepted.event())) {
                    touchedAfter.add(accepted.key());
                }
                sources.put(accepted.key(), accepted.source());
                harness.processElement(event, 0);
                harness.getOutput().forEach(output -> collect(accepted.key(), output));
                harness.getOutput().clear();
            }
            return harness.snapshot(1, 1);
        }
    }

    private void collect(long key, Object output) {
        if (output instanceof StreamRecord<?> record && record.getValue() instanceof IncidentFacts incident) {
            for (SignedFact signed : incident.facts()) {
                net.merge(text(key, signed.fact()), signed.sign(), Integer::sum);
            }
        }
    }

    private static String text(long key, Fact fact) {
        long detail = fact.kind() == FactKind.REGISTERED ? 0 : fact.detail();
        return key + " " + fact.kind() + ' ' + fact.date() + ' ' + fact.municipality() + ' ' + fact.authority() + ' '
                + fact.elapsed() + ' ' + detail;
    }
}
