package ru.otklik.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static ru.otklik.testing.References.BLAGOVESHCHENSK;
import static ru.otklik.testing.References.BRATSK;
import static ru.otklik.testing.References.SYKTYVKAR;
import static ru.otklik.testing.References.USINSK;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import ru.otklik.domain.alert.AlertKind;
import ru.otklik.domain.alert.AlertRule;
import ru.otklik.domain.alert.AlertRuleBook;
import ru.otklik.domain.alert.AlertRules;
import ru.otklik.domain.alert.Severity;
import ru.otklik.domain.alert.Silence;
import ru.otklik.domain.period.RollingKind;
import ru.otklik.domain.region.IncidentFacts;
import ru.otklik.domain.region.MeasureRules;
import ru.otklik.edge.TestRecords;
import ru.otklik.operator.OperatorScenario.Backend;
import ru.otklik.operator.OperatorScenario.Step;
import ru.otklik.operator.OperatorScenario.Subject;

/** Rules and silences that reach a running job: from their time on, everywhere at once, whatever restarts. */
class HotAlertsTest {
    private static final Pattern ALERT_ID = Pattern.compile("\"alertId\":\"([0-9a-f]+)\"");

    private static AlertRule rule(String id, AlertKind kind, Duration threshold) {
        boolean ofIncident = kind.isOfIncident();
        BigDecimal limit = ofIncident ? BigDecimal.valueOf(threshold.toMillis()) : BigDecimal.ZERO;
        AlertRule.Condition condition = new AlertRule.Condition(
                limit,
                limit,
                false,
                0,
                null,
                false,
                false,
                "",
                ofIncident ? 0 : Duration.ofMinutes(5).toMillis());
        return new AlertRule(id, kind, AlertRule.Scope.ALL, condition, 0, 0, Severity.WARNING, false, null, false);
    }

    /** In force at first: any overdue incident, and any municipality that has one. */
    private static final AlertRules FIRST = new AlertRules(
            "first",
            0,
            List.of(
                    rule("backlog", AlertKind.OVERDUE_BACKLOG, Duration.ZERO),
                    rule("overdue", AlertKind.INCIDENT_OVERDUE, Duration.ZERO)));

    private static AlertRules second(String id, String effective) {
        return new AlertRules(
                id,
                Scripts.at(effective),
                List.of(
                        rule("near", AlertKind.INCIDENT_DEADLINE_NEAR, Duration.ofMinutes(20)),
                        rule("overdue", AlertKind.INCIDENT_OVERDUE, Duration.ofMinutes(1))));
    }

    private static Silence silence(String id, String from, String until) {
        return new Silence(
                id,
                Set.of("overdue"),
                Set.of("87000000"),
                Set.of(),
                Scripts.at(from),
                Scripts.at(until),
                "Дежурный",
                "учения");
    }

    private static Origin origin(String topic, long offset, String appended) {
        return new Origin(topic, 0, offset, new byte[32], Scripts.at(appended));
    }

    private static ConfigUpdate update(AlertRules rules, long offset, String appended) {
        return ConfigUpdate.of(origin("config.alert-rules", offset, appended), rules);
    }

    private static ConfigUpdate update(Silence silence, long offset, String appended) {
        return ConfigUpdate.of(origin("config.silences", offset, appended), silence);
    }

    private static final List<ConfigUpdate> UPDATES = List.of(
            update(second("second", "2024-03-04T07:00"), 0, "2024-03-04T06:20"),
            update(silence("s", "2024-03-04T07:10", "2024-03-04T07:50"), 0, "2024-03-04T06:30"),
            update(silence("s", "2024-03-04T07:10", "2024-03-04T07:30"), 1, "2024-03-04T06:50"),
            update(second("second", "2024-03-04T09:00"), 1, "2024-03-04T06:55"));

    private static Scripts registered(Scripts scripts, String incident, String code, String at, String respondBy) {
        return scripts.event(
                incident,
                "REGISTERED",
                at,
                ",\"municipality\":\"" + code + "\",\"topic\":\"ЖКХ\",\"respondBy\":\"" + respondBy
                        + ":00Z\",\"resolveBy\":\"2024-03-20T00:00:00Z\"");
    }

    /** Four incidents in three regions, overdue from half past six, one of them answered at eight, then heart-beats. */
    private static List<Step<IncidentFacts>> facts() throws Exception {
        Scripts scripts = new Scripts();
        registered(scripts, "a1", SYKTYVKAR, "2024-03-04T06:00", "2024-03-04T06:30");
        registered(scripts, "b1", BRATSK, "2024-03-04T06:01", "2024-03-04T06:31");
        registered(scripts, "c1", BLAGOVESHCHENSK, "2024-03-04T06:02", "2024-03-04T06:32");
        scripts.passed("2024-03-04T06:01");
        registered(scripts, "a2", USINSK, "2024-03-04T06:10", "2024-03-04T07:15");
        for (String time : List.of("06:28", "06:29", "06:36", "06:52", "06:59", "07:01", "07:12", "07:20", "07:31")) {
            scripts.heartbeat("2024-03-04T" + time, 0).passed("2024-03-04T" + time);
        }
        scripts.event("a1", "ANSWERED", "2024-03-04T08:00", "");
        return scripts.heartbeat("2024-03-04T08:10", 0)
                .passed("2024-03-04T08:09")
                .facts(true);
    }

    /** The facts, each update where event time has passed what its append time was. */
    private static List<Step<IncidentFacts>> script(List<ConfigUpdate> updates) throws Exception {
        List<ConfigUpdate> waiting = new ArrayList<>(updates);
        List<Step<IncidentFacts>> steps = new ArrayList<>();
        for (Step<IncidentFacts> step : facts()) {
            steps.add(step);
            while (!waiting.isEmpty()
                    && step.watermark() >= waiting.get(0).origin().appendedAt()) {
                steps.add(Step.update(waiting.remove(0)));
            }
        }
        assertThat(waiting).isEmpty();
        return steps;
    }

    private static AlertRuleBook book(AlertRules... versions) {
        return new AlertRuleBook(List.of(versions), List.of()).growing();
    }

    private static Subject<IncidentFacts, Publication, String> measure(AlertRuleBook alerts, UpdatesSoFar soFar) {
        MeasureRules rules = new MeasureRules(
                Scripts.REFERENCE,
                Duration.ofDays(45).toMillis(),
                RollingKind.STANDARD,
                Set.of(),
                Set.of(),
                false,
                alerts);
        return new Subject<>(
                () -> new MeasureRegions(rules, TestRecords.formats(), soFar),
                FlatType.INCIDENT_FACTS,
                FlatType.PUBLICATION,
                MeasureRegions.LATE_FACTS,
                IncidentFacts::region,
                Types.STRING);
    }

    private static OperatorScenario<IncidentFacts, Publication, String> scenario(AlertRuleBook alerts) {
        return new OperatorScenario<>(measure(alerts, UpdatesSoFar.NONE), Backend.HASHMAP);
    }

    /** "rule incident CHANGE time version", with + if people are told, in order of time. */
    private static List<String> told(List<Publication> sent, String incident) {
        return AlertLines.of(sent).stream()
                .filter(line -> line.incident().equals(incident))
                .map(line -> line.rule() + " " + line.change() + " " + line.time() + " " + line.version()
                        + (line.deliver() ? " +" : ""))
                .toList();
    }

    private static List<String> sorted(List<Publication> sent) {
        return sent.stream().map(OperatorScenario::text).sorted().toList();
    }

    @Test
    void changesDeletesAndSilencesInTheMiddleOfAFiring() throws Exception {
        List<Publication> sent =
                scenario(book(FIRST)).start(1).play(script(UPDATES)).finish().records();

        assertThat(told(sent, "a1"))
                .containsExactlyInAnyOrder(
                        "overdue FIRED 06:30:00.001 first +",
                        "overdue RULE_CHANGED 07:00:00.000 second",
                        "near FIRED 07:00:00.000 second +",
                        "overdue SUPPRESSED 07:10:00.000 second",
                        "overdue RELEASED 07:30:00.000 second",
                        "near RESOLVED 08:00:00.000 second +",
                        "overdue RESOLVED 08:00:00.000 second +");
        assertThat(told(sent, "a2"))
                .containsExactlyInAnyOrder(
                        "near FIRED 07:00:00.000 second +",
                        "overdue FIRED 07:16:00.001 second",
                        "overdue RELEASED 07:30:00.000 second +");
        assertThat(told(sent, "null"))
                .hasSize(6)
                .containsOnly("backlog FIRED 06:35:00.000 first +", "backlog RESOLVED 07:00:00.000 first +");
        assertThat(sorted(sent).stream().filter(text -> text.startsWith("config.rejected")))
                .singleElement()
                .asString()
                .contains("\"reason\":\"ID_TAKEN\"", "\"topic\":\"config.alert-rules\"");
    }

    @ParameterizedTest
    @EnumSource(names = {"HASHMAP", "ROCKSDB"})
    void changesNothingWhereverItRestartsAndHoweverWideItRuns(Backend backend) throws Exception {
        List<Step<IncidentFacts>> steps = script(UPDATES);
        List<String> unbroken =
                sorted(scenario(book(FIRST)).start(1).play(steps).finish().records());

        int pace = backend == Backend.HASHMAP ? 1 : 5;
        for (int position = 0; position <= steps.size(); position += pace) {
            int before = 1 + position % 3;
            int after = 1 + (position + position / 3) % 3;
            List<String> broken = sorted(new OperatorScenario<>(measure(book(FIRST), UpdatesSoFar.NONE), backend)
                    .start(before)
                    .play(steps.subList(0, position))
                    .restart(after)
                    .play(steps.subList(position, steps.size()))
                    .finish()
                    .records());

            assertThat(OperatorScenario.difference(unbroken, broken))
                    .as("restarted after %d, from %d to %d subtasks", position, before, after)
                    .isEmpty();
        }
        assertThat(unbroken).filteredOn(text -> ALERT_ID.matcher(text).find()).hasSizeGreaterThan(15);
    }

    /** Row 88: a job that catches up meets events long before its reader delivers the rules they are to be judged by. */
    @Test
    void whatLiesInTheTopicsAtTheStartIsKnownBeforeItIsDelivered() throws Exception {
        List<Publication> expected =
                scenario(book(FIRST)).start(2).play(script(UPDATES)).finish().records();
        List<Step<IncidentFacts>> late = new ArrayList<>(facts());
        UPDATES.forEach(update -> late.add(Step.update(update)));

        for (int position = 0; position <= late.size(); position += 3) {
            List<Publication> caughtUp = new OperatorScenario<>(measure(book(FIRST), () -> UPDATES), Backend.HASHMAP)
                    .start(1)
                    .play(late.subList(0, position))
                    .restart(2)
                    .play(late.subList(position, late.size()))
                    .finish()
                    .records();

            assertThat(OperatorScenario.difference(sorted(expected), sorted(caughtUp)))
                    .isEmpty();
        }
    }

    /** Row 88: without a rule of the reference data nothing fires before the first version, and nothing that is open is lost. */
    @Test
    void theFirstVersionMeetsWhatIsOpenAlready() throws Exception {
        List<Publication> sent = scenario(book())
                .start(1)
                .play(script(UPDATES.subList(0, 1)))
                .finish()
                .records();

        assertThat(told(sent, "a1"))
                .containsExactlyInAnyOrder(
                        "near FIRED 07:00:00.000 second +",
                        "overdue FIRED 07:00:00.000 second +",
                        "near RESOLVED 08:00:00.000 second +",
                        "overdue RESOLVED 08:00:00.000 second +");
    }

    @ParameterizedTest(name = "{0} from {1} appended at {2}: {3}")
    @CsvSource({
        "third, 2024-03-04T07:00, 2024-03-04T06:49, EFFECTIVE_TIME_TAKEN",
        "third, 2024-03-04T07:01, 2024-03-04T06:51, ",
        "third, 2024-03-04T07:00, 2024-03-04T06:51, EFFECTIVE_IN_PAST",
        "second, 2024-03-04T08:00, 2024-03-04T06:21, ID_TAKEN",
        "first, 2024-03-04T08:00, 2024-03-04T06:21, ID_TAKEN",
        "second, 2024-03-04T07:00, 2024-03-04T07:21, "
    })
    void refusesRulesThatWouldChangeThePast(String id, String effective, String appended, ConfigRejectionReason reason)
            throws Exception {
        assertThat(reasons(UPDATES.get(0), update(second(id, effective), 5, appended)))
                .isEqualTo(reason == null ? List.of() : List.of(reason.name()));
    }

    @ParameterizedTest(name = "{0} from {1} until {2} appended at {3}: {4}")
    @CsvSource({
        "t, 2024-03-04T07:00, 2024-03-04T07:01, 2024-03-04T06:50, ",
        "t, 2024-03-04T07:00, 2024-03-04T07:01, 2024-03-04T06:50:01, EFFECTIVE_IN_PAST",
        "s, 2024-03-04T07:11, 2024-03-04T07:50, 2024-03-04T06:31, ID_TAKEN",
        "s, 2024-03-04T07:10, 2024-03-04T07:50, 2024-03-04T08:31, ",
        "s, 2024-03-04T07:10, 2024-03-04T07:20, 2024-03-04T07:10, ",
        "s, 2024-03-04T07:10, 2024-03-04T07:19, 2024-03-04T07:10, EFFECTIVE_IN_PAST",
        "s, 2024-03-04T07:10, 2024-03-04T09:00, 2024-03-04T07:41, EFFECTIVE_IN_PAST"
    })
    void refusesSilencesThatWouldChangeThePast(
            String id, String from, String until, String appended, ConfigRejectionReason reason) throws Exception {
        assertThat(reasons(UPDATES.get(1), update(silence(id, from, until), 5, appended)))
                .isEqualTo(reason == null ? List.of() : List.of(reason.name()));
    }

    /** Why updates were rejected, by several subtasks and through a restart. */
    private static List<String> reasons(ConfigUpdate... updates) throws Exception {
        List<Step<IncidentFacts>> steps = new ArrayList<>();
        List.of(updates).forEach(update -> steps.add(Step.update(update)));
        return rejections(scenario(book(FIRST)).start(2).play(steps).restart(3).finish());
    }

    private static List<String> rejections(OperatorScenario<IncidentFacts, Publication, String> played) {
        Pattern pattern = Pattern.compile("\"reason\":\"([A-Z_]+)\"");
        return played.records().stream()
                .filter(sent -> sent.topic().equals("config.rejected"))
                .flatMap(sent -> pattern.matcher(OperatorScenario.text(sent)).results())
                .map(found -> found.group(1))
                .toList();
    }

    @Test
    void readsTheWholeTopicAgainWithoutAnyChange() throws Exception {
        List<Step<IncidentFacts>> again = new ArrayList<>();
        UPDATES.subList(0, 3).forEach(update -> again.add(Step.update(update)));
        List<Step<IncidentFacts>> steps = script(UPDATES.subList(0, 3));
        List<Step<IncidentFacts>> twice = new ArrayList<>(steps);
        twice.addAll(steps.size() - 4, again);

        assertThat(sorted(scenario(book(FIRST)).start(1).play(twice).finish().records()))
                .isEqualTo(sorted(
                        scenario(book(FIRST)).start(1).play(steps).finish().records()));
    }

    @Test
    void saysSoIfItWasToldToWatchNothing() throws Exception {
        List<Step<IncidentFacts>> steps = script(UPDATES);

        OperatorScenario<IncidentFacts, Publication, String> played =
                scenario(AlertRuleBook.NONE.growing()).start(1).play(steps).finish();

        assertThat(rejections(played)).hasSize(UPDATES.size()).containsOnly("ALERTS_ARE_OFF");
        assertThat(played.records()).noneMatch(sent -> sent.topic().equals("alerts"));
    }

    @Test
    void updatesAreReadBackWhole() throws Exception {
        List<ConfigUpdate> updates = new ArrayList<>(UPDATES);
        updates.add(ConfigUpdate.refused(
                origin("config.silences", 9, "2024-03-04T06:00"),
                "key",
                new ConfigUpdate.Fault(ConfigRejectionReason.ALERTS_ARE_OFF, "so it is")));
        TypeSerializer<ConfigUpdate> serializer = FlatType.CONFIG_UPDATE.createSerializer(new SerializerConfigImpl());
        for (ConfigUpdate update : updates) {
            DataOutputSerializer out = new DataOutputSerializer(64);
            serializer.serialize(update, out);

            // A record compares an array by identity.
            assertThat(serializer.deserialize(new DataInputDeserializer(out.getCopyOfBuffer())))
                    .usingRecursiveComparison()
                    .isEqualTo(update);
        }
    }
}
