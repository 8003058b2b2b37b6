package ru.otklik.edge.reference;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import ru.otklik.domain.clock.Norm;
import ru.otklik.domain.clock.NormRow;
import ru.otklik.domain.clock.NormUnit;
import ru.otklik.domain.clock.OnNonWorkingDay;
import ru.otklik.domain.clock.OnTransfer;
import ru.otklik.domain.incident.Priority;
import ru.otklik.domain.incident.Source;
import ru.otklik.domain.incident.Stage;

/** Reads norms.csv. */
final class NormFile {
    private static final String ANY = "*";
    private static final Set<String> KEY =
            Columns.of("region", "source", "topic", "priority", "stage", "effective_from");
    private static final Set<String> COLUMNS = Columns.of(
            "region", "source", "topic", "priority", "stage", "amount", "unit", "on_transfer", "effective_from");
    private static final Set<String> OPTIONAL = Set.of("on_non_working_day");

    private final Set<String> regions;
    private final Faults faults;
    private final Values values;
    private final List<NormRow> rows = new ArrayList<>();
    private final Set<List<String>> keys = new HashSet<>();

    private NormFile(Set<String> regions, Faults faults) {
        this.regions = regions;
        this.faults = faults;
        this.values = new Values(faults);
    }

    static List<NormRow> read(FileSet files, Set<String> regions, Faults faults) {
        NormFile file = new NormFile(regions, faults);
        CsvTable.read(FileSet.NORMS, files.bytes(FileSet.NORMS), COLUMNS, OPTIONAL, faults)
                .forEach(file::add);
        return file.rows;
    }

    private void add(CsvTable.Row cells) {
        Place place = cells.place();
        if (!keys.add(KEY.stream().map(cells::get).toList())) {
            faults.add(place, "a norm for the same incidents and date is on an earlier line", "keep one of them");
        }
        String region = orAny(cells.get("region"));
        if (region != null && !regions.contains(region)) {
            faults.add(place, "unknown region '" + region + "'", "write * or a code of " + FileSet.REGIONS);
        }
        Source source = wordOrAny(cells, "source", Source.class);
        Priority priority = wordOrAny(cells, "priority", Priority.class);
        String topic = values.text(place, "topic", cells.get("topic"), 200);
        Stage stage = values.word(place, "stage", cells.get("stage"), Stage.class);
        LocalDate effectiveFrom = values.date(place, "effective_from", cells.get("effective_from"));
        Norm norm = norm(cells);
        if (topic != null && stage != null && effectiveFrom != null && norm != null) {
            rows.add(new NormRow(region, source, orAny(topic), priority, stage, effectiveFrom, norm));
        }
    }

    private @Nullable Norm norm(CsvTable.Row cells) {
        Place place = cells.place();
        Long amount = values.number(place, "amount", cells.get("amount"), 1, Norm.MAX_AMOUNT);
        NormUnit unit = values.word(place, "unit", cells.get("unit"), NormUnit.class);
        OnTransfer onTransfer = values.word(place, "on_transfer", cells.get("on_transfer"), OnTransfer.class);
        OnNonWorkingDay onNonWorkingDay = cells.get("on_non_working_day").isEmpty()
                ? OnNonWorkingDay.NONE
                : values.word(place, "on_non_working_day", cells.get("on_non_working_day"), OnNonWorkingDay.class);
        return amount == null || unit == null || onTransfer == null || onNonWorkingDay == null
                ? null
                : new Norm(amount.intValue(), unit, onTransfer, onNonWorkingDay);
    }

    private <E extends Enum<E>> @Nullable E wordOrAny(CsvTable.Row cells, String column, Class<E> words) {
        String text = orAny(cells.get(column));
        return text == null ? null : values.word(cells.place(), column, text, words);
    }

    private static @Nullable String orAny(String text) {
        return text.equals(ANY) ? null : text;
    }
}
