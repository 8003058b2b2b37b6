package ru.otklik.edge.reference;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import ru.otklik.domain.incident.Priority;
import ru.otklik.domain.incident.Source;
import ru.otklik.domain.incident.Stage;
import ru.otklik.domain.reference.Municipality;
import ru.otklik.domain.reference.ReferenceData;
import ru.otklik.domain.reference.Region;

class OverridesTest {
    private static final String HEADER =
            "region_oktmo,region,oktmo,name_ru,kind,population,timezone,valid_from,valid_to,successor_oktmo,source\n";
    private static final String BAY =
            "Bay State,99500000,HARBOUR,district,10000,America/New_York,2000-01-01,,,made up\n";

    @TempDir
    private Path path;

    @ParameterizedTest
    @CsvSource({"99000000", "00000000"})
    void takesAMadeUpRegionFromTheMunicipalities(String region) throws IOException {
        Path file = write("municipalities.csv", HEADER + region + "," + BAY);

        ReferenceData data = ReferenceFiles.load(null, new Overrides(file, null, null, null));

        assertThat(data.findRegion(region))
                .isEqualTo(new Region(region, "Bay State", "", ZoneId.of("America/New_York")));
        assertThat(data.municipalitiesOf(region)).extracting(Municipality::id).containsExactly("99500000");
        assertThat(data.findMunicipality("87723000")).isNull();
        assertThat(data.version()).isNotEqualTo(ReferenceFiles.shipped().version());
    }

    @Test
    void refusesTwoNamesOfOneMadeUpRegion() throws IOException {
        Path file = write(
                "municipalities.csv",
                HEADER + "99000000," + BAY + "99000000,"
                        + BAY.replace("Bay State", "Other").replace("99500", "99501"));

        assertThatThrownBy(() -> ReferenceFiles.load(null, new Overrides(file, null, null, null)))
                .hasMessageContaining("municipalities.csv:3: region 99000000 is 'Bay State', not 'Other'");
    }

    @Test
    void replacesTheNormsEvenByNone() throws IOException {
        Path file = write("norms.csv", "region,source,topic,priority,stage,amount,unit,on_transfer,effective_from\n");

        ReferenceData data = ReferenceFiles.load(null, new Overrides(null, null, file, null));

        assertThat(data.norms().find("87000000", Source.POS, "ЖКХ", Priority.NORMAL, Stage.RESPONSE, Long.MAX_VALUE))
                .isNull();
    }

    @Test
    void replacesSingleFilesOfTheCalendar() throws IOException {
        write("calendar/week.csv", "level,code,weekday,intervals\nCOUNTRY,*,7,00:00-24:00\n");
        ReferenceData data = ReferenceFiles.load(null, new Overrides(null, path.resolve("calendar"), null, null));
        Municipality kirov = requireNonNull(data.findMunicipality("33701000"));

        assertThat(hours(data, kirov, "2023-04-09")).isEqualTo(24);
        assertThat(hours(data, kirov, "2023-04-10")).isZero();
        assertThat(hours(data, kirov, "2023-01-01"))
                .as("a holiday of the shipped files")
                .isZero();
    }

    @Test
    void appliesTheDecreeDaysIfTold() throws IOException {
        write("calendar/settings.json", "{\"applyDecreeNonWorking\": true}");
        ReferenceData data = ReferenceFiles.load(null, new Overrides(null, path.resolve("calendar"), null, null));
        Municipality kirov = requireNonNull(data.findMunicipality("33701000"));

        assertThat(hours(data, kirov, "2020-04-10")).isZero();
        assertThat(hours(data, kirov, "2020-04-30"))
                .as("short, but for the decree")
                .isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "default-1, 2020-01-01T00:00:00+03:00, default-1, default-1",
        "other, 2018-01-01T00:00:00+03:00, other, other",
        "other, 2020-01-01T00:00:00+03:00, default-1, other"
    })
    void addsAMethodologyInPlaceOfThatWithItsIdOrTime(String id, String time, String first, String last)
            throws IOException {
        Path file = write("m.json", MethodologyFileTest.version(id, time));

        ReferenceData data = ReferenceFiles.load(null, new Overrides(null, null, null, file));

        assertThat(data.methodologyAt(Long.MIN_VALUE).id()).isEqualTo(first);
        assertThat(data.methodologyAt(Long.MAX_VALUE).id()).isEqualTo(last);
        assertThat(data.methodologies()).hasSize(first.equals(last) ? 1 : 2);
    }

    @Test
    void addsTheVersionsOfADirectoryOrOfLines() throws IOException {
        String second = MethodologyFileTest.version("second", "2020-01-01T00:00:00+03:00");
        String third = MethodologyFileTest.version("third", "2021-01-01T00:00:00+03:00");
        write("versions/b.json", second);
        write("versions/a.json", third);
        Path lines = write("versions.ndjson", oneLine(second) + "\n\n" + oneLine(third) + "\n");

        for (Path versions : new Path[] {path.resolve("versions"), lines}) {
            ReferenceData data = ReferenceFiles.load(null, new Overrides(null, null, null, versions));

            assertThat(data.methodologies()).extracting("id").containsExactly("default-1", "second", "third");
        }
    }

    @Test
    void refusesTwoAddedVersionsThatExcludeEachOther() throws IOException {
        String version = oneLine(MethodologyFileTest.version("second", "2020-01-01T00:00:00+03:00"));
        Path lines = write("twice.ndjson", version + "\n" + version + "\n");

        assertThatThrownBy(() -> ReferenceFiles.load(null, new Overrides(null, null, null, lines)))
                .hasMessageContaining(
                        "override-000002.json: its id second is that of methodology/override-000001.json");
    }

    private static String oneLine(String json) {
        return json.replace("\n", " ");
    }

    @Test
    void refusesPathsThatHoldNothing() throws IOException {
        Path none = path.resolve("none");
        Files.createDirectory(path.resolve("empty"));

        assertThatThrownBy(() -> ReferenceFiles.load(none, Overrides.NONE)).hasMessageContaining("not a directory");
        assertThatThrownBy(() -> ReferenceFiles.load(null, new Overrides(none, null, none, none)))
                .hasMessageContaining("can't be read");
        assertThatThrownBy(() -> ReferenceFiles.load(null, new Overrides(null, path.resolve("empty"), null, null)))
                .hasMessageContaining("no calendar file");
    }

    private Path write(String name, String text) throws IOException {
        Path file = path.resolve(name);
        Files.createDirectories(file.resolveSibling("."));
        return Files.writeString(file, text);
    }

    private static long hours(ReferenceData data, Municipality place, String date) {
        LocalDate day = LocalDate.parse(date);
        long from = day.atStartOfDay(place.zone()).toInstant().toEpochMilli();
        long until = day.plusDays(1).atStartOfDay(place.zone()).toInstant().toEpochMilli();
        return Math.floorDiv(data.calendarOf(place).workingMillis(from, until), 3_600_000L);
    }
}
