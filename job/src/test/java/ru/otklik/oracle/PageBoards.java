package ru.otklik.oracle;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import ru.otklik.domain.reference.ReferenceData;
import ru.otklik.edge.JobInOneThread;
import ru.otklik.edge.reference.MethodologyFile;
import ru.otklik.edge.reference.Overrides;
import ru.otklik.edge.reference.ReferenceFiles;
import ru.otklik.oracle.OraclePages.Counted;
import ru.otklik.testing.RandomPages;
import ru.otklik.testing.References;

/** Four municipalities, three of them with official pages, and a methodology that ranks QUALITY by pages alone. */
final class PageBoards {
    private static final ObjectMapper JSON = new ObjectMapper();
    static final long DAY = 86_400_000L;
    static final Instant START = Instant.parse("2022-12-20T00:00:00Z");
    static final Map<String, ZoneId> ZONES = Map.of(
            References.SYKTYVKAR, ZoneId.of("Europe/Moscow"),
            References.USINSK, ZoneId.of("Europe/Moscow"),
            References.BRATSK, ZoneId.of("Asia/Irkutsk"),
            References.IRKUTSK, ZoneId.of("Asia/Irkutsk"));
    /** Members of each region in order of their names. */
    static final Map<String, List<String>> REGIONS = Map.of(
            "87000000", List.of(References.SYKTYVKAR, References.USINSK),
            "25000000", List.of(References.BRATSK, References.IRKUTSK));

    static final List<Rule> RULES = List.of(
            new Rule("pages.answeredShare", "0.5", "1", "0", 5),
            new Rule("pages.postsPerDay", "0.3", "6", "2", 2),
            new Rule("pages.viewsPerSubscriber", "0.2", "1", "0", 2));

    record Rule(String name, String weight, String best, String worst, long minimumCases) {
        String json() {
            return "{\"indicator\":\"%s\",\"weight\":%s,\"best\":%s,\"worst\":%s,\"minimumCases\":%d}"
                    .formatted(name, weight, best, worst, minimumCases);
        }

        long cases(Counted pages) {
            if (name.equals("pages.answeredShare")) {
                return pages.comments();
            }
            return name.equals("pages.viewsPerSubscriber") && pages.subscribers() == 0 ? 0 : pages.reports();
        }

        OracleFraction value(Counted pages) {
            return switch (name) {
                case "pages.answeredShare" -> OracleFraction.of(pages.answered(), pages.comments());
                case "pages.postsPerDay" -> OracleFraction.of(pages.posts(), pages.reports());
                default -> OracleFraction.of(pages.views(), pages.subscribers());
            };
        }
    }

    private PageBoards() {}

    /** One incident a day in every municipality, and reports of pages in three of them. */
    static List<String> lines(long seed, int days) {
        List<String> pages = RandomPages.lines(
                seed, List.of(References.SYKTYVKAR, References.USINSK, References.BRATSK), START, days, 6);
        TreeMap<Long, List<String>> incidents = new TreeMap<>();
        for (int day = 0; day < days; day++) {
            Instant noon = START.plusMillis(day * DAY + DAY / 2);
            for (String code : ZONES.keySet()) {
                incidents
                        .computeIfAbsent(noon.toEpochMilli(), any -> new ArrayList<>())
                        .add("{\"eventId\":\"e\",\"incidentId\":\"" + code + "-" + day
                                + "\",\"source\":\"POS\",\"type\":\"REGISTERED\",\"topic\":\"Дороги\",\"municipality\":\""
                                + code + "\",\"occurredAt\":\"" + noon + "\"}");
            }
        }
        // An incident arrives before whatever would carry event time past it.
        List<String> lines = new ArrayList<>();
        for (String page : pages) {
            long at = Instant.parse(page.replaceAll(".*\"occurredAt\":\"([^\"]*)\".*", "$1"))
                    .toEpochMilli();
            while (!incidents.isEmpty() && incidents.firstKey() <= at) {
                lines.addAll(incidents.pollFirstEntry().getValue());
            }
            lines.add(page);
        }
        incidents.values().forEach(lines::addAll);
        return lines;
    }

    static long lastOf(List<String> lines) throws IOException {
        long last = Long.MIN_VALUE;
        for (String line : lines) {
            last = Math.max(last, millis(JSON.readTree(line).path("occurredAt")));
        }
        return last;
    }

    static long millis(JsonNode time) {
        return Instant.parse(time.asText()).toEpochMilli();
    }

    /** The QUALITY boards of all who compete in a scope. */
    static List<JsonNode> run(long seed, List<String> lines, Set<String> periods, String topic, String scope)
            throws IOException {
        JobInOneThread.Options options = new JobInOneThread.Options(
                Instant.parse("2018-01-01T00:00:00Z").toEpochMilli(),
                400 * DAY,
                null,
                periods,
                (int) (seed % 3) * 60,
                seed % 2 * 3_600_000,
                seed);
        List<JsonNode> boards = new ArrayList<>();
        for (String line : JobInOneThread.run(
                        reference(),
                        lines.stream()
                                .map(each -> each.getBytes(StandardCharsets.UTF_8))
                                .toList(),
                        options)
                .getOrDefault(topic, List.of())) {
            JsonNode record = JSON.readTree(line);
            if (record.at("/board/kind").asText().equals("QUALITY")
                    && record.at("/board/group").asText().equals("ALL")
                    && record.at("/board/scope").asText().equals(scope)) {
                boards.add(record);
            }
        }
        return boards;
    }

    static ReferenceData reference() {
        byte[] shipped = Objects.requireNonNull(
                ReferenceFiles.files(null, Overrides.NONE).get("methodology/default-1.json"));
        String rules = String.join(",", RULES.stream().map(Rule::json).toList());
        String json = new String(shipped, StandardCharsets.UTF_8)
                .replaceAll("(?s)\"QUALITY\": \\[.*?\\]", "\"QUALITY\": [" + rules + "]")
                .replaceAll("(?s)\"recommendations\": \\[.*\\]", "\"recommendations\": []");
        return References.withMethodology(MethodologyFile.parse("pages.json", json.getBytes(StandardCharsets.UTF_8)));
    }

    static String header(JsonNode record) {
        return String.join(
                        " ",
                        record.at("/board/subject").asText(),
                        record.at("/period/label").asText(),
                        record.path("eventTime").asText(),
                        record.path("status").asText(),
                        record.path("revision").asText())
                + " ";
    }

    /** The value and the cases of every indicator of an entry. */
    static String values(JsonNode entry) {
        StringBuilder text = new StringBuilder();
        for (JsonNode one : entry.path("contributions")) {
            JsonNode value = one.path("value");
            text.append(' ')
                    .append(value.isNull() ? "null" : new BigDecimal(value.asText()).setScale(4))
                    .append('/')
                    .append(one.path("cases").asText());
        }
        return text.toString();
    }

    /** The same as a recount says it. */
    static String values(Counted pages) {
        StringBuilder text = new StringBuilder();
        for (Rule rule : RULES) {
            long cases = rule.cases(pages);
            text.append(' ')
                    .append(cases == 0 ? "null" : rule.value(pages).rounded(4))
                    .append('/')
                    .append(cases);
        }
        return text.toString();
    }

    static ZoneId zoneOf(String place) {
        return Objects.requireNonNull(ZONES.get(place), place);
    }
}
