package ru.otklik.bench.peers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
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
    private static final int EVENTS = 2_500;

    /** A start of the same events; the whole costs the tests too much time. */
    private static final int FEW_EVENTS = 800;

    @TempDir
    static Path directory = Path.of("");

    private static Path events = Path.of("");
    private static Path ours = Path.of("");

    @BeforeAll
    static void replayTheEvents() throws Exception {
        events = directory.resolve("events.ndjson");
        SharedTraffic.write(events, EVENTS, event -> true);
        ours = SharedTraffic.replay(events, "PT1H,MONTH,QUARTER", directory.resolve("ours"));
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
        Path out = directory.resolve("datastream");
        DataStreamJob.run(arguments(out));

        Agreement.Result result = Agreement.compare(ours, out);

        assertThat(result.differences()).isEmpty();
        assertThat(result.isAgreement()).isTrue();
        assertThat(result.rows()).isGreaterThan(10L * EVENTS);
        assertThat(result.names()).contains("registered", "response.workingMedianMillis", "responseDeadline.missed");
    }

    /** The SQL counts by the municipality of the registration and can't take a cancelled incident back. */
    @Test
    void theSqlJobAgreesOnIncidentsThatStayWhereTheyAre() throws Exception {
        Path staying = directory.resolve("staying.ndjson");
        Set<String> others = SharedTraffic.incidentsWith(Set.of("TRANSFERRED", "CANCELLED"), FEW_EVENTS);
        SharedTraffic.write(
                staying, FEW_EVENTS, event -> !others.contains(event.incident().id()));
        Path job = SharedTraffic.replay(staying, "PT1H", directory.resolve("ours-staying"));
        Path out = directory.resolve("sql");
        SqlJob.run(PeerArguments.of(
                new String[] {"--file", staying.toString(), "--out", out.toString(), "--parallelism", "1"}));

        Agreement.Result result = Agreement.compare(job, out);

        assertThat(result.differences()).isEmpty();
        assertThat(result.isAgreement()).isTrue();
        assertThat(result.names())
                .containsExactlyInAnyOrder("registered", "responded", "response.count", "response.meanMillis");
    }

    @Test
    void kafkaStreamsAgreesOnMonthsAndQuarters() throws Exception {
        Path rows = directory.resolve("streams.ndjson");
        StreamsOverFile.run(events, rows, directory.resolve("streams-state"));

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
        DuckDbQuery.run(arguments(out));
        return out.resolve(DuckDbQuery.ROWS_FILE);
    }

    private static PeerArguments arguments(Path out) throws IOException {
        return PeerArguments.of(
                new String[] {"--file", events.toString(), "--out", out.toString(), "--parallelism", "1"});
    }
}
