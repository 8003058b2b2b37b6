package ru.otklik.imports;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.jspecify.annotations.Nullable;
import ru.otklik.domain.reference.Municipality;
import ru.otklik.domain.reference.ReferenceData;

/** Exports made up from incidents of the traffic generator, in the columns of each shipped layout. */
final class MadeUpExport {
    /** Stands in every personal cell; must be found nowhere else. */
    static final String CANARY = "Канарейкина";

    private static final JsonMapper JSON = new JsonMapper();
    private static final DateTimeFormatter DAY_FIRST = DateTimeFormatter.ofPattern("dd.MM.yyyy HH:mm:ss");
    private static final Map<String, String> NETWORKS =
            Map.of("VK", "ВКонтакте", "OK", "Одноклассники", "TELEGRAM", "Telegram");

    private final String layout;
    private final ReferenceData reference;
    /** Header to cell: a text, a LocalDateTime or a Duration. */
    private final List<Map<String, Object>> rows = new ArrayList<>();

    private final List<Map<String, String>> events = new ArrayList<>();

    MadeUpExport(String layout, ReferenceData reference) {
        this.layout = layout;
        this.reference = reference;
    }

    /** The events that were told straight, as field to text, the eventId left out. */
    List<Map<String, String>> events() {
        return events;
    }

    int size() {
        return rows.size();
    }

    /** Adds one incident, if a row of the layout can tell it. */
    void add(List<JsonNode> incident) {
        boolean isPortal = layout.equals("pos");
        List<String> types =
                incident.stream().map(event -> event.path("type").asText()).toList();
        boolean returnedTwice = types.stream().filter("RETURNED"::equals).count() > 1;
        if (types.contains("TRANSFERRED") || types.contains("REOPENED") || returnedTwice) {
            return;
        }
        Map<String, Object> row = new LinkedHashMap<>();
        row.put(isPortal ? "Заявитель" : "Автор", CANARY + " Анна");
        row.put(
                isPortal ? "Текст сообщения" : "Текст инцидента",
                "Пишет " + CANARY + "; яма, \"дом 5\"\nвторая строка");
        for (JsonNode event : incident) {
            if (isPortal) {
                portal(row, event);
            } else {
                social(row, event, types);
            }
        }
        row.put("Адрес", "ул. " + CANARY);
        rows.add(row);
    }

    private void social(Map<String, Object> row, JsonNode event, List<String> types) {
        OffsetDateTime at = at(event);
        switch (event.path("type").asText()) {
            case "REGISTERED" -> {
                Municipality place = place(event);
                String code = place.versionOn(at.toLocalDate()).code();
                row.put("Номер инцидента", event.path("incidentId").asText());
                row.put("Дата создания", at.toLocalDateTime());
                row.put("Регион", region(place));
                row.put("Муниципалитет", place.versionOn(at.toLocalDate()).name());
                row.put("Группа тем", event.path("topic").asText());
                row.put("Тема", "подтема");
                row.put(layout.equals("im-monitoring") ? "Тип инцидента" : "Итог", outcome(types));
                if (!layout.equals("im-older")) {
                    row.put(
                            "Источник",
                            NETWORKS.getOrDefault(event.path("channel").asText(), ""));
                    row.put("Важность", event.path("priority").asText("").equals("HIGH") ? "Высокая" : "");
                }
                row.put("Исполнитель", authorityName(place, event));
                tell(event, at, Map.of("municipality", code), layout.equals("im-older"));
            }
            case "ANSWERED" -> {
                boolean isFirst = row.putIfAbsent("first", "") == null;
                if (isFirst) {
                    answer(row, at);
                    tell(event, at, Map.of("final", "false"), false);
                }
            }
            case "CLOSED", "CANCELLED" -> {
                row.put(layout.equals("im-cabinet") ? "Дата закрытия" : "Дата окончания", at.toLocalDateTime());
                tell(event, at, Map.of(), false);
            }
            default -> {}
        }
    }

    private void answer(Map<String, Object> row, OffsetDateTime at) {
        switch (layout) {
            case "im-cabinet" -> row.put("Время первого ответа", at.toLocalDateTime());
            case "im-monitoring" -> {
                LocalDateTime created = (LocalDateTime) row.get("Дата создания");
                row.put("Время до первого ответа", Duration.between(created, at.toLocalDateTime()));
            }
            default -> row.put("Время ответа", at.toLocalDateTime());
        }
    }

    private static String outcome(List<String> types) {
        return types.contains("CANCELLED") ? "Спам" : types.contains("CLOSED") ? "Решено" : "Не решено";
    }

    private void portal(Map<String, Object> row, JsonNode event) {
        OffsetDateTime at = at(event);
        switch (event.path("type").asText()) {
            case "REGISTERED" -> {
                row.put("Номер сообщения", event.path("incidentId").asText());
                row.put("Дата регистрации", at.toLocalDateTime());
                row.put("ОКТМО", event.path("municipality").asText());
                row.put("Категория", event.path("topic").asText());
                row.put("Способ подачи", "ЕПГУ");
                row.put("Важность", event.path("priority").asText("").equals("HIGH") ? "Высокая" : "");
                row.put("Ответственный орган", authorityName(place(event), event));
                deadline(row, "Срок исполнения", event);
            }
            case "ASSIGNED" -> row.put("Дата назначения", at.toLocalDateTime());
            case "EXTENDED" -> {
                row.put("Дата продления", at.toLocalDateTime());
                deadline(row, "Новый срок", event);
            }
            case "ANSWERED" -> {
                boolean isFinal = event.path("final").asBoolean(true);
                String column =
                        row.containsKey("Дата возврата на доработку") ? "Дата повторного ответа" : "Дата ответа";
                row.put(isFinal ? column : "Дата промежуточного ответа", at.toLocalDateTime());
            }
            case "RETURNED" -> row.put("Дата возврата на доработку", at.toLocalDateTime());
            case "RATED" -> {
                row.put("Дата оценки", at.toLocalDateTime());
                row.put("Оценка", event.path("rating").asText());
            }
            case "CLOSED" -> row.put("Дата закрытия", at.toLocalDateTime());
            case "CANCELLED" -> row.put("Дата отклонения", at.toLocalDateTime());
            default -> throw new IllegalStateException(event.toString());
        }
        boolean isAnswer = event.path("type").asText().equals("ANSWERED");
        boolean isFinal = event.path("final").asBoolean(true);
        tell(event, at, isAnswer ? Map.of("final", String.valueOf(isFinal)) : Map.of(), false);
    }

    private static void deadline(Map<String, Object> row, String column, JsonNode event) {
        if (event.has("resolveBy")) {
            row.put(column, second(event.path("resolveBy").asText()).toLocalDateTime());
        }
    }

    /** Adds an event as the export can tell it: to the second, without the author. */
    private void tell(JsonNode event, OffsetDateTime at, Map<String, String> changed, boolean isPlain) {
        Map<String, String> told = fields(event);
        told.remove("citizen");
        told.remove("eventId");
        if (isPlain) {
            told.remove("channel");
            told.remove("priority");
        }
        told.put("occurredAt", at.toInstant().toString());
        if (event.has("resolveBy")) {
            told.put(
                    "resolveBy",
                    second(event.path("resolveBy").asText()).toInstant().toString());
        }
        told.putAll(changed);
        events.add(told);
    }

    /** The fields of an event as texts. */
    static Map<String, String> fields(JsonNode event) {
        Map<String, String> fields = new LinkedHashMap<>();
        event.properties()
                .forEach(field -> fields.put(field.getKey(), field.getValue().asText()));
        return fields;
    }

    static JsonNode tree(String line) {
        try {
            return JSON.readTree(line);
        } catch (IOException e) {
            throw new IllegalArgumentException(line, e);
        }
    }

    private static OffsetDateTime at(JsonNode event) {
        return second(event.path("occurredAt").asText());
    }

    private static OffsetDateTime second(String time) {
        return OffsetDateTime.parse(time).truncatedTo(ChronoUnit.SECONDS);
    }

    private Municipality place(JsonNode event) {
        Municipality place =
                reference.findMunicipality(event.path("municipality").asText());
        if (place == null) {
            throw new IllegalStateException(event.toString());
        }
        return place;
    }

    private String region(Municipality place) {
        return reference.regions().stream()
                .filter(region -> region.code().equals(place.region()))
                .findFirst()
                .orElseThrow()
                .name();
    }

    private String authorityName(Municipality place, JsonNode event) {
        String id = event.path("authority").asText("");
        return reference.authoritiesOf(place.region()).stream()
                .filter(authority -> authority.id().equals(id))
                .map(authority -> authority.name())
                .findFirst()
                .orElse("");
    }

    private List<String> headers() {
        return rows.stream()
                .flatMap(row -> row.keySet().stream())
                .distinct()
                .filter(name -> !name.equals("first"))
                .toList();
    }

    /** Writes the first rows as a workbook: typed dates and spans, a title above the header. */
    void writeXlsx(Path file, int count) throws IOException {
        List<String> headers = headers();
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file));
                Workbook workbook = new Workbook(out, "test", "1.0")) {
            Worksheet sheet = workbook.newWorksheet("Выгрузка");
            sheet.value(0, 0, "Выгрузка за период");
            for (int column = 0; column < headers.size(); column++) {
                sheet.value(2, column, headers.get(column));
            }
            for (int i = 0; i < count; i++) {
                for (int column = 0; column < headers.size(); column++) {
                    put(sheet, i + 3, column, rows.get(i).get(headers.get(column)));
                }
            }
        }
    }

    private static void put(Worksheet sheet, int row, int column, @Nullable Object cell) {
        if (cell instanceof LocalDateTime time) {
            sheet.value(row, column, time);
            sheet.style(row, column).format("dd.mm.yyyy hh:mm:ss").set();
        } else if (cell instanceof Duration span) {
            sheet.value(row, column, span.toSeconds() / 86_400.0);
        } else if (cell != null && !cell.equals("")) {
            sheet.value(row, column, cell.toString());
        }
    }

    /** Writes the first rows as text. */
    void writeCsv(Path file, int count, Charset charset, char separator) throws IOException {
        List<String> headers = headers();
        StringBuilder text = new StringBuilder(charset.equals(StandardCharsets.UTF_8) ? "\uFEFF" : "");
        text.append(String.join(String.valueOf(separator), headers)).append("\r\n");
        for (Map<String, Object> row : rows.subList(0, count)) {
            List<String> cells = new ArrayList<>();
            headers.forEach(header -> cells.add("\"" + text(row.get(header)).replace("\"", "\"\"") + "\""));
            text.append(String.join(String.valueOf(separator), cells)).append("\r\n");
        }
        Files.writeString(file, text, charset);
    }

    private static String text(@Nullable Object cell) {
        if (cell instanceof LocalDateTime time) {
            return DAY_FIRST.format(time);
        }
        if (cell instanceof Duration span) {
            return String.format(
                    java.util.Locale.ROOT, "%d:%02d:%02d", span.toHours(), span.toMinutesPart(), span.toSecondsPart());
        }
        return cell == null ? "" : cell.toString();
    }
}
