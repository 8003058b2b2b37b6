package ru.otklik.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ru.otklik.cli.Otklik;

/**
 * Усинск, 87723000 until the end of 2023 and 87523000 since: senders use the new code weeks too early and the old one
 * months too late, so both quarters have events under both. It stays one municipality in figures, places and reports.
 */
class RecodedMunicipalityTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final ZoneId MOSCOW = ZoneId.of("Europe/Moscow");
    private static final String OLD = "87723000";
    private static final String NEW = "87523000";
    private static final String OTHER = "87701000";
    private static final Set<DayOfWeek> MIDWEEK = Set.of(DayOfWeek.TUESDAY, DayOfWeek.WEDNESDAY, DayOfWeek.THURSDAY);

    @TempDir
    private Path folder = Path.of("");

    private final List<String> lines = new ArrayList<>();
    private int incidents;

    @BeforeEach
    void replay() throws IOException {
        List<LocalDate> autumn = days(LocalDate.of(2023, 10, 3), LocalDate.of(2023, 12, 29));
        List<LocalDate> winter = days(LocalDate.of(2024, 1, 9), LocalDate.of(2024, 3, 29));
        for (LocalDate day : autumn) {
            boolean early = day.getMonthValue() == 12 && day.getDayOfMonth() % 2 == 0;
            incident(early ? NEW + "101" : OLD, day, 1);
            incident(OTHER, day, 3);
        }
        String forgotten = incident(OLD, LocalDate.of(2023, 12, 28), -1);
        for (LocalDate day : winter) {
            String id = incident(day.getDayOfMonth() % 2 == 0 ? NEW : OLD, day, 6);
            event(
                    id,
                    "TRANSFERRED",
                    at(day, 16),
                    ",\"municipality\":\"" + (day.getDayOfMonth() % 2 == 0 ? OLD : NEW) + "\"");
            incident(OTHER, day, 2);
            if (day.equals(LocalDate.of(2024, 2, 1))) {
                // An answer of the old year that is delivered in the new one: the old quarter is revised.
                event(forgotten, "ANSWERED", at(LocalDate.of(2023, 12, 28), 11), "");
            }
        }
        Path events = Files.write(folder.resolve("events.ndjson"), lines);
        assertThat(Otklik.run(
                        "replay",
                        "--periods",
                        "MONTH,QUARTER,YEAR",
                        "--as-of",
                        "2024-04-01T00:00:00+03:00",
                        "--out",
                        folder.resolve("out").toString(),
                        events.toString()))
                .isZero();
    }

    @Test
    void itsFiguresCountBothCodesUnderOneIdentity() throws IOException {
        List<JsonNode> figures = records("metrics.municipality");

        assertThat(figures)
                .extracting(record -> record.at("/municipality/id").asText())
                .contains(OLD)
                .doesNotContain(NEW);
        assertThat(newest(figures, "2023-Q4", OLD))
                .isEqualTo(OLD + " городской округ Усинск registered 40 responded 40 citizens 1 in 0 out 0");
        assertThat(newest(figures, "2023-12", OLD)).startsWith(OLD + " городской округ Усинск registered 13 ");
        assertThat(newest(figures, "2024-01", OLD)).startsWith(NEW + " муниципальный округ Усинск registered 11 ");
        assertThat(newest(figures, "2024-Q1", OLD))
                .isEqualTo(NEW + " муниципальный округ Усинск registered 36 responded 36 citizens 1 in 0 out 0");
    }

    @Test
    void itsPlacesAreThoseOfOneMunicipality() throws IOException {
        List<String> places = new ArrayList<>();
        for (JsonNode board : records("rankings.period")) {
            boolean isWanted = board.at("/board/kind").asText().equals("OVERALL")
                    && board.at("/board/scope").asText().equals("REGION_MUNICIPALITIES")
                    && board.at("/board/group").asText().equals("ALL")
                    && board.at("/period/kind").asText().equals("QUARTER");
            for (JsonNode entry : isWanted ? board.path("entries") : JSON.createArrayNode()) {
                if (entry.path("id").asText().equals(OLD)) {
                    places.add(board.at("/period/label").asText() + " r"
                            + board.path("revision").asText() + " "
                            + entry.path("code").asText() + " place "
                            + entry.path("place").asText() + " before "
                            + entry.path("previousPlace").asText() + " change "
                            + entry.path("placeChange").asText());
                }
            }
        }

        assertThat(places)
                .containsExactlyInAnyOrder(
                        "2023-Q4 r0 87723000 place 1 before null change null",
                        "2023-Q4 r1 87723000 place 1 before null change null",
                        "2024-Q1 r0 87523000 place 2 before 1 change -1");
    }

    @Test
    void itsReportsGoOnUnderTheNewNameBesideTheOldPlace() throws IOException {
        Path reports = folder.resolve("out/snapshots/87000000");

        assertThat(Files.readString(reports.resolve("2023-Q4/r1.csv")))
                .contains("1;;;городской округ Усинск;87723000;")
                .doesNotContain(NEW);
        assertThat(Files.readString(reports.resolve("2024-Q1/r0.csv")))
                .contains("2;1;-1;муниципальный округ Усинск;87523000;")
                .doesNotContain(OLD);
        assertThat(Files.readString(reports.resolve("2024-Q1/r0.html")))
                .contains("муниципальный округ Усинск")
                .doesNotContain("городской округ Усинск");
        JsonNode next = JSON.readTree(reports.resolve("2024-Q1/r0.json").toFile());
        JsonNode revised = JSON.readTree(reports.resolve("2023-Q4/r1.json").toFile());
        assertThat(next.at("/previous/contentHash")).isEqualTo(revised.path("contentHash"));
        assertThat(next.at("/previous/revision").asInt()).isEqualTo(1);
        assertThat(next.path("metrics").findValuesAsText("id")).contains(OLD).doesNotContain(NEW);
        assertThat(Otklik.run(
                        "snapshot", "verify", "--offline", folder.resolve("out").toString()))
                .isZero();
    }

    private static List<LocalDate> days(LocalDate first, LocalDate next) {
        return first.datesUntil(next)
                .filter(day -> MIDWEEK.contains(day.getDayOfWeek()))
                .toList();
    }

    private static Instant at(LocalDate day, int hour) {
        return day.atTime(hour, 0).atZone(MOSCOW).toInstant();
    }

    /** An incident registered at nine and answered some hours later; below 0: never. All by one citizen. */
    private String incident(String code, LocalDate day, int hours) {
        String id = "im-" + ++incidents;
        event(
                id,
                "REGISTERED",
                at(day, 9),
                ",\"municipality\":\"" + code + "\",\"topic\":\"Дороги\",\"citizen\":\"one and the same\"");
        if (hours >= 0) {
            event(id, "ANSWERED", at(day, 9 + hours), "");
        }
        return id;
    }

    private void event(String incident, String type, Instant at, String fields) {
        lines.add("{\"eventId\":\"" + lines.size() + "\",\"incidentId\":\"" + incident
                + "\",\"source\":\"INCIDENT_MANAGEMENT\",\"type\":\"" + type + "\",\"occurredAt\":\"" + at + "\""
                + fields + "}");
    }

    private List<JsonNode> records(String topic) throws IOException {
        List<JsonNode> records = new ArrayList<>();
        for (String line : Files.readAllLines(folder.resolve("out/" + topic + ".ndjson"))) {
            records.add(JSON.readTree(line));
        }
        return records;
    }

    private static String newest(List<JsonNode> figures, String label, String id) {
        Stream<JsonNode> all = figures.stream()
                .filter(record -> record.at("/municipality/id").asText().equals(id)
                        && record.path("source").asText().equals("ALL")
                        && record.at("/period/label").asText().equals(label));
        Set<String> codes = new TreeSet<>();
        JsonNode newest = all.peek(
                        record -> codes.add(record.at("/municipality/code").asText()))
                .reduce((one, other) ->
                        one.path("revision").asInt() > other.path("revision").asInt() ? one : other)
                .orElseThrow();
        assertThat(codes).as("one period shows one code").hasSize(1);
        return newest.at("/municipality/code").asText() + " "
                + newest.at("/municipality/name").asText() + " registered "
                + newest.path("registered").asText() + " responded "
                + newest.path("responded").asText() + " citizens "
                + newest.path("citizens").asText() + " in "
                + newest.path("transferredIn").asText() + " out "
                + newest.path("transferredOut").asText();
    }
}
