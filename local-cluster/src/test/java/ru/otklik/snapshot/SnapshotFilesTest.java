package ru.otklik.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import ru.otklik.Replay;
import ru.otklik.cli.Otklik;
import ru.otklik.console.Failure;

/** Three revisions of one quarter as files: written, written again, spoilt in every way that must be noticed. */
class SnapshotFilesTest {
    private static final String NASTY = "=cmd|'/c calc'!A1 <script>\"&";
    private static final String QUARTER = "87000000/2023-Q1";

    @TempDir
    private static Path common = Path.of("");

    private static List<Snapshot> documents = List.of();

    @TempDir
    private Path root = Path.of("");

    @BeforeAll
    static void issueThreeRevisions() throws Exception {
        Path municipalities = Files.write(
                common.resolve("municipalities.csv"),
                List.of(
                        "region_oktmo,region,oktmo,name_ru,kind,population,timezone,valid_from,valid_to,successor_oktmo,source",
                        "87000000,Коми,87701000,Сыктывкар,городской округ,220000,Europe/Moscow,2018-01-01,,,x",
                        "87000000,Коми,87723000,\"" + NASTY.replace("\"", "\"\"")
                                + "\",городской округ,40000,Europe/Moscow,2018-01-01,,,x"));
        Path events = Files.write(
                common.resolve("events.ndjson"),
                List.of(
                        registered("a", "87701000", "2023-03-30T10:00:00+03:00"),
                        registered("b", "87723000", "2023-03-30T10:00:00+03:00"),
                        registered("c", "87701000", "2023-04-01T00:12:00+03:00"),
                        answered("a", "2023-03-30T12:00:00+03:00"),
                        registered("d", "87701000", "2023-04-02T00:12:00+03:00"),
                        answered("b", "2023-03-30T13:00:00+03:00"),
                        registered("e", "87701000", "2023-04-03T00:12:00+03:00")));
        Path out = common.resolve("out");
        Replay.run(
                new String[] {"--municipalities", municipalities.toString(), "--out", out.toString(), events.toString()
                });
        documents = SnapshotSources.ofReplay(out);
    }

    private static String registered(String incident, String code, String time) {
        return event("REGISTERED", incident, time, ",\"municipality\":\"" + code + "\",\"topic\":\"ЖКХ\"");
    }

    private static String answered(String incident, String time) {
        return event("ANSWERED", incident, time, "");
    }

    private static String event(String type, String incident, String time, String fields) {
        return "{\"eventId\":\"" + type + "\",\"incidentId\":\"" + incident
                + "\",\"source\":\"INCIDENT_MANAGEMENT\",\"type\":\"" + type + "\",\"occurredAt\":\"" + time + "\""
                + fields + "}";
    }

    @BeforeEach
    void writeThem() {
        assertThat(documents).hasSize(3);
        assertThat(new SnapshotFolder(root).write(documents)).isEqualTo(new SnapshotFolder.Written(12, 0));
    }

    @Test
    void everyRevisionHasFourFilesAndNothingIsFound() throws IOException {
        assertThat(files().keySet())
                .containsExactly(
                        "r0.csv", "r0.html", "r0.json", "r0.xlsx", "r1.csv", "r1.html", "r1.json", "r1.xlsx", "r2.csv",
                        "r2.html", "r2.json", "r2.xlsx");
        assertThat(Files.readString(file("r1.json"))).isEqualTo(documents.get(1).text());
        assertThat(SnapshotCheck.of(root).faults()).isEmpty();
        assertThat(Otklik.run("snapshot", "verify", "--offline", root.toString()))
                .isZero();
    }

    @Test
    void writingAgainChangesNothingAndRepairsWhatIsMissing() throws IOException {
        Map<String, String> before = files();
        Files.delete(file("r1.html"));

        assertThat(new SnapshotFolder(root).write(documents)).isEqualTo(new SnapshotFolder.Written(1, 11));
        assertThat(files()).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource({"json, was changed", "csv, in line 2", "html, in line", "xlsx, cell"})
    void aChangedDigitIsFoundAndItsPlaceIsTold(String format, String place) throws IOException {
        Path file = file("r1." + format);
        if (format.equals("xlsx")) {
            Map<String, byte[]> parts = XlsxParts.read(Files.readAllBytes(file));
            parts.computeIfPresent("xl/worksheets/sheet2.xml", (name, sheet) -> otherDigit(sheet, "<v>"));
            Files.write(file, zip(parts));
        } else {
            String before = format.equals("json") ? "\"registered\":" : format.equals("csv") ? "\n" : "<dd>";
            Files.write(file, otherDigit(Files.readAllBytes(file), before));
        }

        List<String> faults = SnapshotCheck.of(root).faults();

        assertThat(faults).hasSize(1);
        assertThat(faults.get(0)).startsWith(QUARTER + "/r1." + format + ":").contains(place);
        assertThat(Otklik.run("snapshot", "verify", "--offline", root.toString()))
                .isEqualTo(1);
    }

    /** Changes the first digit after the first occurrence of a text. */
    private static byte[] otherDigit(byte[] bytes, String after) {
        StringBuilder text = new StringBuilder(new String(bytes, StandardCharsets.UTF_8));
        int at = text.indexOf(after);
        while (!Character.isDigit(text.charAt(at))) {
            at++;
        }
        text.setCharAt(at, text.charAt(at) == '9' ? '8' : (char) (text.charAt(at) + 1));
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] zip(Map<String, byte[]> parts) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> part : parts.entrySet()) {
                zip.putNextEntry(new ZipEntry(part.getKey()));
                zip.write(part.getValue());
            }
        }
        return bytes.toByteArray();
    }

    @Test
    void aMissingRevisionIsFound() throws IOException {
        for (String format : List.of("json", "csv", "html", "xlsx")) {
            Files.delete(file("r1." + format));
        }

        assertThat(SnapshotCheck.of(root).faults()).containsExactly(QUARTER + ": revision 1 is missing (no r1.json)");
    }

    @Test
    void aMissingFileIsFound() throws IOException {
        Files.delete(file("r2.csv"));

        assertThat(SnapshotCheck.of(root).faults()).containsExactly(QUARTER + "/r2.csv: is missing");
    }

    @Test
    void aForgedDocumentWithARightHashBreaksTheChain() {
        Snapshot first = documents.get(1);
        Snapshot changed = Snapshot.parse(first.text().replace("\"registered\":2", "\"registered\":3"));
        Snapshot forged = Snapshot.parse(first.text()
                .replace("\"registered\":2", "\"registered\":3")
                .replace(first.contentHash(), changed.bodyHash()));
        assertThat(forged.isSound()).isTrue();
        new SnapshotFolder(root).clear();
        new SnapshotFolder(root).write(List.of(documents.get(0), forged, documents.get(2)));

        assertThat(SnapshotCheck.of(root).faults())
                .containsExactly(QUARTER + "/r2.json: the chain is broken: it names " + first.contentHash()
                        + " as the hash of the revision before, which is " + forged.contentHash());
    }

    @Test
    void theDatabaseMustHaveTheSameDocumentsAndNoMore() {
        List<Snapshot> two = documents.subList(0, 2);

        assertThat(SnapshotCheck.compare(documents, documents)).isEmpty();
        assertThat(SnapshotCheck.compare(documents, List.of())).isEmpty();
        assertThat(SnapshotCheck.compare(documents, two))
                .containsExactly(QUARTER + " edition 0 revision 2: is not in the database");
        assertThat(SnapshotCheck.compare(two, documents))
                .hasSize(1)
                .allMatch(fault -> fault.contains("the database has revision 2, the files end at 1"));
        Snapshot other = Snapshot.parse(documents.get(1).text().replace("\"registered\":2", "\"registered\":7"));
        assertThat(SnapshotCheck.compare(two, List.of(documents.get(0), other)))
                .hasSize(1)
                .allMatch(fault -> fault.contains("revision 1: the database has another document"));
    }

    @Test
    void anotherDocumentOfTheSameRevisionIsRefusedUnlessItsEditionIsNewer() throws IOException {
        String text = documents.get(1).text();
        Snapshot changed = Snapshot.parse(text.replace("\"registered\":2", "\"registered\":3"));
        assertThatThrownBy(() -> new SnapshotFolder(root).write(List.of(changed)))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("it was changed after it was issued");
        Snapshot sound = Snapshot.parse(changed.text().replace(documents.get(1).contentHash(), changed.bodyHash()));
        assertThatThrownBy(() -> new SnapshotFolder(root).write(List.of(sound)))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("a snapshot never changes");

        Snapshot newer = Snapshot.parse(documents.get(0).text().replace("\"edition\":0", "\"edition\":1"));
        assertThat(new SnapshotFolder(root).write(List.of(newer)).written()).isEqualTo(4);

        assertThat(files().keySet()).containsExactly("r0.csv", "r0.html", "r0.json", "r0.xlsx");
        assertThat(new SnapshotFolder(root).write(documents)).isEqualTo(new SnapshotFolder.Written(0, 0));
    }

    @Test
    void namesFromReferenceDataAreOnlyEverText() throws IOException {
        String csv = Files.readString(file("r0.csv"));
        String html = Files.readString(file("r0.html"));
        Map<String, byte[]> workbook = XlsxParts.read(Files.readAllBytes(file("r0.xlsx")));

        assertThat(csv).startsWith("\ufeffМесто;").contains(";\"'=cmd|'/c calc'!A1 <script>\"\"&\";");
        assertThat(html).doesNotContain("<script").contains("=cmd|&#39;/c calc&#39;!A1 &lt;script&gt;&quot;&amp;");
        assertThat(workbook.values()).noneMatch(part -> new String(part, StandardCharsets.UTF_8).contains("<f>"));
        assertThat(html)
                .doesNotContain("http://", "https://", "src=", "@import", "url(")
                .contains("<caption>");
    }

    private Path file(String name) {
        return root.resolve(QUARTER).resolve(name);
    }

    private Map<String, String> files() throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> all = Files.list(root.resolve(QUARTER))) {
            for (Path file : all.toList()) {
                files.put(
                        String.valueOf(file.getFileName()),
                        new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
            }
        }
        return files;
    }
}
