package ru.otklik.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import ru.otklik.cli.Otklik;
import ru.otklik.console.Failure;
import ru.otklik.edge.reference.ReferenceFiles;

class ImportCommandTest {
    private static final String HEADER =
            "Номер инцидента;Дата создания;Дата закрытия;Время первого ответа;Группа тем;Регион;Муниципалитет;Итог;"
                    + "Исполнитель;Текст инцидента;Лишнее";
    private static final String KOMI = ";Республика Коми;";

    @TempDir
    private Path folder = Path.of("");

    private Path export(String... rows) throws IOException {
        return Files.writeString(folder.resolve("export.csv"), HEADER + "\n" + String.join("\n", rows) + "\n");
    }

    private static String row(String id, String created, String closed, String place, String outcome) {
        return id + ";" + created + ";" + closed + ";05.04.2023 12:30;ЖКХ" + KOMI + place + ";" + outcome + ";Иванов "
                + MadeUpExport.CANARY + ";" + MadeUpExport.CANARY + ";" + MadeUpExport.CANARY;
    }

    private List<String> report(Path file) throws IOException {
        Path report = folder.resolve("report.txt");
        Otklik.run("import", "--dry-run", "--report", report.toString(), file.toString());
        return Files.readAllLines(report);
    }

    @Test
    void tellsRowColumnValueAndRemedy() throws IOException {
        Path file = export(
                row("1", "32.04.2023 10:00", "", "Сыктывкар", ""),
                row("", "05.04.2023 10:00", "", "Сыктывкар", ""),
                row("3", "05.04.2023 10:00", "", "Сыктывкарский", ""),
                row("4", "05.04.2023 13:00", "", "город Сыктывкар", ""));

        List<String> report = report(file);

        assertThat(report)
                .contains(
                        "ошибка: export.csv, строка 2, столбец «Дата создания», значение «32.04.2023 10:00»: это не дата"
                                + " вида ДД.ММ.ГГГГ чч:мм. Что сделать: исправить дату",
                        "странно: export.csv, строка 5, столбец «Время первого ответа», значение «05.04.2023 12:30»:"
                                + " раньше регистрации: в расчёте будет аномалией. Что сделать: проверить обе даты",
                        "export.csv: столбцы, которых раскладка не знает, не читаются: Лишнее",
                        "столбец «Итог»: {(пусто)=4}");
        assertThat(report).anyMatch(line -> line.contains("строка 3, столбец «Номер инцидента»"));
        assertThat(report).anyMatch(line -> line.contains("строка 4") && line.contains("нет в справочнике"));
        assertThat(report).last().asString().startsWith("ошибок: 3, ");
        assertThat(report).noneMatch(line -> line.contains(MadeUpExport.CANARY));
    }

    @Test
    void writesNothingWhileARowIsAtFault() throws IOException {
        Path file = export(row("1", "05.04.2023 10:00", "", "Сыктывкар", ""), row("", "", "", "", ""));
        Path out = folder.resolve("out.ndjson");

        assertThat(Otklik.run("import", "--out", out.toString(), file.toString()))
                .isEqualTo(1);
        assertThat(out).doesNotExist();

        assertThat(Otklik.run("import", "--skip-faulty", "--out", out.toString(), file.toString()))
                .isZero();
        assertThat(Files.readAllLines(out)).hasSize(2);
        assertThat(Files.readString(out)).doesNotContain(MadeUpExport.CANARY);
    }

    @Test
    void addsTheClosingWhenTheNextExportHasIt() throws IOException {
        Path out = folder.resolve("out.ndjson");
        Otklik.run(
                "import",
                "--out",
                out.toString(),
                export(row("1", "05.04.2023 10:00", "", "Усинск", "Не решено")).toString());
        List<String> before = Files.readAllLines(out);

        Otklik.run(
                "import",
                "--out",
                out.toString(),
                export(row("1", "05.04.2023 10:00", "07.04.2023 9:00", "Усинск", "Решено"))
                        .toString());

        List<String> after = Files.readAllLines(out);
        assertThat(after).hasSize(3).startsWith(before.toArray(String[]::new));
        assertThat(after.get(0)).contains("\"occurredAt\":\"2023-04-05T10:00:00.000+03:00\"", "\"87723000\"");
        assertThat(after.get(2)).contains("\"type\":\"CLOSED\"", "2023-04-07T09:00:00.000+03:00");
    }

    @ParameterizedTest(name = "{0} in {1}")
    @CsvSource({
        "город Слободской, 33000000, 33713000",
        "Слободской район, 33000000, 33635000",
        "Слободской, 33000000, 2",
        "Благовещенск, 10000000, 10701000",
        "г. Благовещенск, , 10701000",
        "Благовещенский район, 10000000, 10611000",
        "Благовещенск район, 10000000, 0",
        "'МО ГО \"Сыктывкар\"', 87000000, 87701000",
        "Усинск, 87000000, 87723000",
        "Усинск, 33000000, 0"
    })
    void takesNamesAsAWhole(String name, String region, String expected) {
        PlaceNames names = new PlaceNames(ReferenceFiles.shipped());

        var found = names.byName(name, region);

        assertThat(found.size() == 1 ? found.get(0).id() : String.valueOf(found.size()))
                .isEqualTo(expected);
    }

    @Test
    void refusesAMappingThatReadsAPersonalColumn() {
        String mapping = """
                {"name": "own", "description": "x", "source": "POS", "zone": "MUNICIPALITY",
                 "columns": {"id": {"names": ["Номер"]}, "topic": {"names": ["Текст"]}, "oktmo": {"names": ["ОКТМО"]}},
                 "personal": ["текст"], "values": {}, "events": [{"type": "REGISTERED", "at": "id"}]}
                """;

        assertThatThrownBy(() -> LayoutFile.read("own.json", mapping))
                .isInstanceOf(Failure.class)
                .hasMessage("own.json: column 'Текст' is personal and may not be read as 'topic'");
    }

    @Test
    void refusesWhatIsNoKnownExport() throws IOException {
        Path file = Files.writeString(folder.resolve("other.csv"), "a;b\n1;2\n");

        assertThatThrownBy(() -> new Importer(Layouts.shipped(), ReferenceFiles.shipped(), null).read(file))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("нет заголовка известной раскладки")
                .hasMessageContaining("--mapping");
    }
}
