package ru.otklik.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import ru.otklik.domain.reference.ReferenceData;
import ru.otklik.edge.JobInOneThread;
import ru.otklik.edge.reference.Overrides;
import ru.otklik.edge.reference.ReferenceFiles;
import ru.otklik.testing.RandomEvents;

/** The job's records for random histories equal, field by field, what a plain recount says. */
@Execution(ExecutionMode.CONCURRENT)
class JobAgainstOracleTest {
    private static final ObjectMapper JSON =
            new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

    private static final List<String> MUNICIPALITIES = List.of(
            "region_oktmo,region,oktmo,name_ru,kind,population,timezone,valid_from,valid_to,successor_oktmo,source",
            "87000000,Республика Коми,87701000,Сыктывкар,городской округ,10000,Europe/Moscow,2018-01-01,,,x",
            "87000000,Республика Коми,87723000,Усинск,городской округ,20000,Europe/Moscow,2018-01-01,2023-12-31,87523000,x",
            "87000000,Республика Коми,87523000,округ Усинск,муниципальный округ,20001,Europe/Moscow,2024-01-01,,,x",
            "87000000,Республика Коми,87652000,Усть-Вымский,район,,Europe/Moscow,2018-01-01,,,x",
            "25000000,Иркутская область,25714000,Братск,городской округ,30000,Asia/Irkutsk,2018-01-01,,,x",
            "25000000,Иркутская область,25657000,Эхирит-Булагатский,район,5000,Asia/Irkutsk,2018-01-01,,,x",
            "04000000,Красноярский край,04701000,Красноярск,городской округ,40000,Asia/Krasnoyarsk,2018-01-01,,,x");

    private static final List<String> NORMS = List.of(
            "region,source,topic,priority,stage,amount,unit,on_transfer,effective_from",
            "*,INCIDENT_MANAGEMENT,*,*,RESPONSE,8,WORKING_HOURS,CONTINUE,2018-01-01",
            "*,POS,*,*,RESPONSE,30,CALENDAR_DAYS,CONTINUE,2018-01-01",
            "*,INCIDENT_MANAGEMENT,*,*,RESOLUTION,7,WORKING_DAYS,CONTINUE,2018-01-01",
            "*,POS,*,*,RESOLUTION,30,CALENDAR_DAYS,RESTART,2018-01-01",
            "*,*,*,*,REWORK,24,CALENDAR_HOURS,CONTINUE,2018-01-01",
            "*,INCIDENT_MANAGEMENT,Дороги,*,RESPONSE,4,CALENDAR_HOURS,RESTART,2018-01-01",
            "*,INCIDENT_MANAGEMENT,*,HIGH,RESPONSE,2,WORKING_HOURS,CONTINUE,2018-01-01",
            "25000000,INCIDENT_MANAGEMENT,*,*,RESPONSE,3,WORKING_HOURS,RESTART,2023-06-01");

    private static final List<String> CODES =
            List.of("87701000", "87723000", "25714000", "87652000", "25657000", "04701000", "87523000", "87701000001");

    private static final long HOUR = 3_600_000L;
    private static final long DAY = 24 * HOUR;

    @TempDir
    private static Path directory;

    private static ReferenceData reference;
    private static OracleReference oracleReference;

    @BeforeAll
    static void loadTheSameReferenceTwice() throws IOException {
        Path municipalities = Files.write(directory.resolve("municipalities.csv"), MUNICIPALITIES);
        Path norms = Files.write(directory.resolve("norms.csv"), NORMS);
        reference = ReferenceFiles.load(null, new Overrides(municipalities, null, norms, null));
        try (InputStream calendar = ReferenceFiles.class.getResourceAsStream("/reference/calendar/calendar-ru.json")) {
            oracleReference = new OracleReference(
                            reference.version(),
                            MUNICIPALITIES,
                            NORMS,
                            localDays(OracleCalendar.of(JSON.readTree(calendar))))
                    .with(shipped("regions.csv"), shipped("authorities.csv"));
        }
    }

    private static List<String> shipped(String table) throws IOException {
        try (InputStream rows = ReferenceFiles.class.getResourceAsStream("/reference/" + table)) {
            return new String(rows.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        }
    }

    private static OracleCalendar localDays(OracleCalendar calendar) {
        Set<LocalDate> komi = new TreeSet<>();
        for (int year = 2018; year <= 2027; year++) {
            komi.add(LocalDate.of(year, 8, 22));
        }
        return calendar.localHolidays("87000000", komi)
                .localHolidays(
                        "25000000",
                        Set.of(LocalDate.of(2024, 5, 14), LocalDate.of(2025, 4, 29), LocalDate.of(2026, 4, 21)))
                .localHolidays("25657000", Set.of(LocalDate.of(2023, 2, 21)));
    }

    /** What a case looks like; everything else follows from its seed. */
    record Case(long seed, int incidents, long span, Instant start, boolean rolling) {
        static Case of(long seed) {
            SplittableRandom random = new SplittableRandom(seed);
            long[] spans = {6 * HOUR, 3 * DAY, 40 * DAY, 150 * DAY, 500 * DAY};
            long span = spans[random.nextInt(spans.length)];
            Instant start = Instant.parse("2022-11-20T00:00:00Z").plusMillis(random.nextLong(500 * DAY));
            return new Case(seed, 1 + random.nextInt(25), span, start, span <= 3 * DAY);
        }
    }

    static Collection<Case> cases() {
        List<Case> cases = new ArrayList<>();
        long first = Long.getLong("otklik.first-seed", 1);
        long count = Long.getLong("otklik.seeds", 80);
        for (long seed = first; seed < first + count; seed++) {
            cases.add(Case.of(seed));
        }
        return cases;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void publishesWhatAPlainRecountSays(Case example) {
        List<byte[]> lines = lines(example);

        Oracle.Result expected = Oracle.replay(oracleReference, lines, options());
        Map<String, List<String>> records = run(lines, example, Set.of("DAY", "MONTH", "QUARTER", "YEAR"));

        compare("metrics", expected.metrics(), records.getOrDefault("metrics.municipality", List.of()));
        compare("boards", expected.boards(), records.getOrDefault("rankings.period", List.of()));
        compare("regions", expected.ofRegions(), records.getOrDefault("metrics.region", List.of()));
        compare("authorities", expected.ofAuthorities(), records.getOrDefault("metrics.authority", List.of()));
        compare("attributions", expected.attributions(), records.getOrDefault("metrics.attribution", List.of()));
        assertThat(records.getOrDefault("incidents.late", List.of())).hasSameSizeAs(expected.lateEvents());
        // Levels are left out: how a level is cut into steps at one instant is each side's own affair.
        assertThat(records.getOrDefault("facts.late", List.of()).stream()
                        .filter(line -> !line.contains("\"fact\":\"open") && !line.contains("\"fact\":\"overdue"))
                        .map(JobAgainstOracleTest::lateFact)
                        .sorted())
                .containsExactlyElementsOf(expected.lateFacts().stream()
                        .filter(late -> !late.sent().fact().isLevel())
                        .map(JobAgainstOracleTest::lateFact)
                        .sorted()
                        .toList());
    }

    private static List<byte[]> lines(Case example) {
        return RandomEvents.lines(RandomEvents.Parameters.of(
                        example.seed(), example.incidents(), CODES, example.start(), example.span()))
                .stream()
                .map(line -> line.getBytes(StandardCharsets.UTF_8))
                .toList();
    }

    private static Oracle.Options options() {
        Oracle.Options shipped = Oracle.Options.shipped();
        return new Oracle.Options(
                shipped.earliest(),
                shipped.retainUnanswered(),
                shipped.retainAnswered(),
                null,
                null,
                shipped.disorder(),
                shipped.closedHorizon(),
                EnumSet.allOf(OraclePeriod.Kind.class),
                true,
                JobInOneThread::citizenHash);
    }

    private static String lateFact(String line) {
        JsonNode record = read(line);
        List<String> refusedBy = new ArrayList<>();
        record.path("refusedBy")
                .forEach(period -> refusedBy.add(period.path("label").asText()));
        return record.path("source").asText()
                + '/'
                + record.path("incidentId").asText()
                + ' '
                + record.path("municipality").asText()
                + ' '
                + record.path("date").asText()
                + ' '
                + record.path("stamp").asText()
                + ' '
                + record.path("sign").asText()
                + ' '
                + refusedBy;
    }

    private static String lateFact(Oracle.LateFact late) {
        OracleFact fact = late.sent().fact();
        return late.sent().incident()
                + ' '
                + fact.municipality()
                + ' '
                + OracleText.utcMillis(fact.date())
                + ' '
                + OracleText.utcMillis(late.sent().stamp())
                + ' '
                + late.sent().sign()
                + ' '
                + late.refusedBy();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("shortCases")
    void rollsWindowsAsAPlainRecountDoes(Case example) {
        List<byte[]> lines = lines(example);
        Instant end = example.start().plusMillis(example.span() + 2 * DAY);

        OracleRolling rolling = Oracle.replay(oracleReference, lines, options()).rolling();
        Map<String, List<String>> records = run(lines, example, Set.of("PT1H", "PT24H", "P7D", "P30D"));

        List<ObjectNode> metrics = new ArrayList<>();
        List<ObjectNode> boards = new ArrayList<>();
        List<ObjectNode> regions = new ArrayList<>();
        List<ObjectNode> authorities = new ArrayList<>();
        for (OraclePeriod.Rolling kind : OraclePeriod.Rolling.values()) {
            OracleRolling.Records swept =
                    rolling.sweep(kind, example.start().minusMillis(3 * DAY).toEpochMilli(), end(lines, end));
            metrics.addAll(swept.metrics());
            boards.addAll(swept.boards());
            regions.addAll(swept.ofRegions());
            authorities.addAll(swept.ofAuthorities());
        }
        compare("metrics", metrics, records.getOrDefault("metrics.municipality", List.of()));
        compare("boards", boards, records.getOrDefault("rankings.rolling", List.of()));
        compare("regions", regions, records.getOrDefault("metrics.region", List.of()));
        compare("authorities", authorities, records.getOrDefault("metrics.authority", List.of()));
    }

    /** A few: a recount of every minute takes seconds a case. */
    static Collection<Case> shortCases() {
        return cases().stream()
                .filter(Case::rolling)
                .limit(Long.getLong("otklik.short-cases", 4))
                .toList();
    }

    /** Event time of the last event, at which a replay ends. */
    private static long end(List<byte[]> lines, Instant ifNone) {
        long end = Long.MIN_VALUE;
        for (byte[] line : lines) {
            end = Math.max(
                    end,
                    OffsetDateTime.parse(read(new String(line, StandardCharsets.UTF_8))
                                    .path("occurredAt")
                                    .asText())
                            .toInstant()
                            .toEpochMilli());
        }
        return end == Long.MIN_VALUE ? ifNone.toEpochMilli() : end;
    }

    private static Map<String, List<String>> run(List<byte[]> lines, Case example, Set<String> periods) {
        SplittableRandom random = new SplittableRandom(~example.seed());
        long[] steps = {0, 60_000, HOUR, DAY, 30 * DAY};
        return JobInOneThread.run(
                reference,
                lines,
                new JobInOneThread.Options(
                        Instant.parse("2018-01-01T00:00:00Z").toEpochMilli(),
                        400 * DAY,
                        null,
                        periods,
                        random.nextInt(3) * 100,
                        steps[random.nextInt(steps.length)],
                        example.seed()));
    }

    private static void compare(String what, List<ObjectNode> expected, List<String> actual) {
        Map<String, String> wanted = new TreeMap<>();
        expected.forEach(record -> wanted.put(key(record), normal(record)));
        Map<String, String> found = new TreeMap<>();
        for (String line : actual) {
            JsonNode record = read(line);
            String before = found.put(key(record), normal(record));
            assertThat(before).as("%s published twice: %s", what, key(record)).isNull();
        }
        assertThat(differences(wanted, found)).as(what).isEmpty();
    }

    /** At most a dozen lines that tell two sets of records apart; empty if they are equal. */
    private static List<String> differences(Map<String, String> wanted, Map<String, String> found) {
        List<String> differences = new ArrayList<>();
        wanted.forEach((key, record) -> {
            String other = found.get(key);
            if (other == null) {
                differences.add("missing: " + key);
            } else if (!other.equals(record)) {
                String[] left = record.split("\n", -1);
                String[] right = other.split("\n", -1);
                for (int i = 0; i < Math.min(left.length, right.length); i++) {
                    if (!left[i].equals(right[i])) {
                        differences.add(key + ": expected " + left[i] + " but was " + right[i]);
                    }
                }
            }
        });
        found.keySet().stream()
                .filter(key -> !wanted.containsKey(key))
                .forEach(key -> differences.add("extra: " + key));
        return differences.subList(0, Math.min(12, differences.size()));
    }

    private static JsonNode read(String line) {
        try {
            return JSON.readTree(line);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String key(JsonNode record) {
        JsonNode board = record.path("board");
        String subject = record.has("board")
                ? String.join(
                        " ",
                        board.path("scope").asText(),
                        board.path("subject").asText(),
                        board.path("group").asText(),
                        board.path("kind").asText())
                : record.path("municipality").path("id").asText()
                        + record.path("authority").path("region").asText()
                        + record.path("authority").path("id").asText()
                        + record.path("subject").path("scope").asText()
                        + record.path("subject").path("id").asText()
                        + ' '
                        + record.path("source").asText();
        return subject
                + ' '
                + record.path("period").path("label").asText()
                + ' '
                + record.path("period").path("end").asText()
                + ' '
                + record.path("revision").asText();
    }

    /** Keys sorted, numbers without trailing zeros, and what the recount does not write left out. */
    private static String normal(JsonNode record) {
        ObjectNode copy = record.deepCopy();
        copy.remove(List.of("contentHash", "edition", "methodology", "reference"));
        boolean activity = "ACTIVITY".equals(copy.path("board").path("kind").asText());
        for (JsonNode entry : copy.path("entries")) {
            if (activity) {
                // The recount has no contributions there: the value is the score.
                ((ObjectNode) entry).remove("contributions");
            }
            for (JsonNode recommendation : entry.path("recommendations")) {
                ((ObjectNode) recommendation).remove(List.of("text", "detail"));
            }
        }
        StringBuilder text = new StringBuilder();
        write(copy, text);
        return text.toString();
    }

    private static void write(JsonNode node, StringBuilder text) {
        if (node.isObject()) {
            TreeSet<String> names = new TreeSet<>();
            node.fieldNames().forEachRemaining(names::add);
            text.append('{');
            for (String name : names) {
                text.append(name).append(':');
                write(node.path(name), text);
                text.append(",\n");
            }
            text.append('}');
        } else if (node.isArray()) {
            text.append('[');
            ((ArrayNode) node).forEach(element -> write(element, text));
            text.append(']');
        } else if (node.isNumber()) {
            text.append(node.decimalValue().stripTrailingZeros().toPlainString());
        } else {
            text.append(node);
        }
    }
}
