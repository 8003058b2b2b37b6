package ru.otklik.bench.peers;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the peers compute as well as the job comes out the same, to the last digit. */
class AgreementTest {
    @TempDir
    static Path directory = Path.of("");

    /** Events of a month, and the job's months and quarters. */
    private static Path month = Path.of("");

    private static Path ours = Path.of("");

    @BeforeAll
    static void replayTheMonth() throws Exception {
        month = directory.resolve("month.ndjson");
        SharedTraffic.ofAMonth().write(month);
        ours = SharedTraffic.replay(month, "MONTH,QUARTER", directory.resolve("ours"));
    }

    @Test
    void theBatchQueryAgreesOnMonthsAndQuarters() throws Exception {
        Path rows = query("query");

        Agreement.Result result = Agreement.compare(ours, rows);

        assertThat(result.differences()).isEmpty();
        assertThat(result.isAgreement()).isTrue();
        assertThat(result.names())
                .contains(
                        "registered",
                        "response.p90Millis",
                        "responseDeadline.missed",
                        "reworkDeadline.met",
                        "ratings.mean",
                        "cancelled",
                        "open",
                        "overdue");
    }

    @Test
    void theDataStreamJobAgreesOnEveryHour() throws Exception {
        Path days = directory.resolve("days.ndjson");
        SharedTraffic.ofTwoDays().write(days);
        Path hours = SharedTraffic.replay(days, "PT1H", directory.resolve("ours-hours"));
        Path out = directory.resolve("datastream");
        DataStreamJob.run(arguments(days, out));

        Agreement.Result result = Agreement.compare(hours, out);

        assertThat(result.differences()).isEmpty();
        assertThat(result.isAgreement()).isTrue();
        assertThat(result.rows()).isGreaterThan(20_000);
        assertThat(result.names())
                .contains("registered", "cancelled", "response.workingMedianMillis", "responseDeadline.missed");
    }

    /** The SQL counts by the municipality of the registration and can't take a cancelled incident back. */
    @Test
    void theSqlJobAgreesOnIncidentsThatStayWhereTheyAre() throws Exception {
        Path staying = directory.resolve("staying.ndjson");
        SharedTraffic.ofTwoDays().writeWithout(Set.of("TRANSFERRED", "CANCELLED"), staying);
        Path hours = SharedTraffic.replay(staying, "PT1H", directory.resolve("ours-staying"));
        Path out = directory.resolve("sql");
        SqlJob.run(arguments(staying, out));

        Agreement.Result result = Agreement.compare(hours, out.resolve(SqlJob.ROWS_DIRECTORY));

        assertThat(result.differences()).isEmpty();
        assertThat(result.isAgreement()).isTrue();
        assertThat(result.names())
                .containsExactlyInAnyOrder("registered", "responded", "response.count", "response.meanMillis");
    }

    @Test
    void kafkaStreamsAgreesOnMonthsAndQuarters() throws Exception {
        Path rows = directory.resolve("streams.ndjson");
        StreamsOverFile.run(month, rows, directory.resolve("streams-state"));

        Agreement.Result result = Agreement.compare(ours, rows);

        assertThat(result.differences()).isEmpty();
        assertThat(result.isAgreement()).isTrue();
        assertThat(result.names()).contains("registered", "response.workingMedianMillis", "reworkDeadline.missed");
    }

    @Test
    void findsAChangedDigit() throws Exception {
        Path rows = query("changed");
        List<String> lines = new ArrayList<>(Files.readAllLines(rows));
        String changed = lines.get(0).replaceFirst("\"registered\":\\d+", "\"registered\":987654");
        assertThat(changed).isNotEqualTo(lines.get(0));
        lines.set(0, changed);
        Files.write(rows, lines, StandardCharsets.UTF_8);

        Agreement.Result result = Agreement.compare(ours, rows);

        assertThat(result.different()).isEqualTo(1);
        assertThat(result.differences()).singleElement().asString().contains("registered", "987654");
        assertThat(result.isAgreement()).isFalse();
    }

    @Test
    void findsALackingRow() throws Exception {
        Path rows = query("lacking");
        List<String> lines = new ArrayList<>(Files.readAllLines(rows));
        int busy = 0;
        while (lines.get(busy).contains("\"registered\":0,")) {
            busy++;
        }
        lines.remove(busy);
        Files.write(rows, lines, StandardCharsets.UTF_8);

        assertThat(Agreement.compare(ours, rows).isAgreement()).isFalse();
    }

    private static Path query(String name) throws Exception {
        Path out = directory.resolve(name);
        DuckDbQuery.run(arguments(month, out));
        return out.resolve(DuckDbQuery.ROWS_FILE);
    }

    private static PeerArguments arguments(Path events, Path out) {
        return PeerArguments.of(
                new String[] {"--file", events.toString(), "--out", out.toString(), "--parallelism", "1"});
    }
}
