package ru.otklik.imports;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import ru.otklik.domain.reference.Municipality;

/** Reads the cells of one row by their roles, and tells what is wrong with them. */
final class RowReader {
    private final String file;
    private final Header header;
    private final PlaceNames places;
    private final @Nullable String givenRegion;
    private final Findings findings;

    /** @param givenRegion ОКТМО of the region of all rows that name none; null if it isn't known */
    RowReader(String file, Header header, PlaceNames places, @Nullable String givenRegion, Findings findings) {
        this.file = file;
        this.header = header;
        this.places = places;
        this.givenRegion = givenRegion;
        this.findings = findings;
    }

    boolean isBlank(ExportRow row) {
        return header.columns().values().stream()
                .allMatch(column -> row.text(column).isEmpty());
    }

    /** The text of a cell; empty if it or its column is absent. */
    String text(ExportRow row, @Nullable String role) {
        Integer column = role == null ? null : header.columns().get(role);
        return column == null ? "" : row.text(column);
    }

    /** The place of the incident; null if it can't be told, which is a fault. */
    @Nullable
    RowPlace place(ExportRow row) {
        String code = text(row, Layout.OKTMO).replace(" ", "");
        if (!code.isEmpty()) {
            Municipality municipality = places.byCode(code);
            if (municipality == null) {
                fault(row, Layout.OKTMO, code, "такого кода ОКТМО нет в справочнике", "исправить код (8 или 11 цифр)");
                return null;
            }
            return placed(municipality, PlaceNames.whole(code));
        }
        String name = text(row, Layout.MUNICIPALITY);
        if (name.isEmpty()) {
            fault(row, Layout.MUNICIPALITY, "", "муниципалитет не указан", "указать название или код ОКТМО");
            return null;
        }
        String given = header.layout().meaning(Layout.MUNICIPALITY, name);
        Municipality known = given == null ? null : places.byCode(given);
        if (known != null) {
            return placed(known, "");
        }
        return byName(row, name);
    }

    private @Nullable RowPlace byName(ExportRow row, String name) {
        String regionName = text(row, Layout.REGION);
        String region = regionName.isEmpty() ? givenRegion : places.region(regionName);
        if (region == null && !regionName.isEmpty()) {
            fault(row, Layout.REGION, regionName, "такого региона нет в справочнике", "написать название полностью");
            return null;
        }
        List<Municipality> found = places.byName(name, region);
        if (found.size() != 1) {
            String what = found.isEmpty()
                    ? "такого муниципалитета нет в справочнике"
                    : "название не однозначно (" + found.size() + " муниципалитета)";
            String advice = found.isEmpty()
                    ? "написать название полностью или внести его в values.municipality файла раскладки с кодом ОКТМО"
                    : "указать вид (город, район, округ), регион (--region) или код ОКТМО";
            fault(row, Layout.MUNICIPALITY, name, what, advice);
            return null;
        }
        return placed(found.get(0), "");
    }

    private RowPlace placed(Municipality municipality, String code) {
        ZoneId zone = header.layout().zone();
        return new RowPlace(municipality, code, zone == null ? municipality.zone() : zone);
    }

    /** The instant of a cell; null if it is empty, or wrong, which is said. */
    @Nullable
    Instant instant(ExportRow row, String role, RowPlace place, boolean isFault) {
        Integer column = header.columns().get(role);
        if (column == null || row.text(column).isEmpty()) {
            return null;
        }
        LocalTimes.Moment moment = LocalTimes.moment(row, column);
        Instant instant = moment == null ? null : place.instant(moment.at());
        if (moment == null || instant == null) {
            String what = moment == null ? "это не дата вида ДД.ММ.ГГГГ чч:мм" : "такого местного времени не было";
            found(row, role, row.text(column), what, "исправить дату", isFault);
            return null;
        }
        if (!moment.hasTime()) {
            odd(row, role, row.text(column), "дата без времени, взята полночь", "выгрузить столбец со временем");
        }
        return instant;
    }

    /** The span of a cell; null if it is empty, or wrong, which is said. */
    @Nullable
    Duration span(ExportRow row, String role) {
        Integer column = header.columns().get(role);
        if (column == null || row.text(column).isEmpty()) {
            return null;
        }
        Duration span = LocalTimes.span(row, column);
        if (span == null) {
            odd(row, role, row.text(column), "это не длительность вида 2:57 или «2 ч 57 мин»", "исправить значение");
        }
        return span;
    }

    void fault(ExportRow row, String role, String value, String what, String advice) {
        found(row, role, value, what, advice, true);
    }

    void odd(ExportRow row, String role, String value, String what, String advice) {
        found(row, role, value, what, advice, false);
    }

    private void found(ExportRow row, String role, String value, String what, String advice, boolean isFault) {
        findings.add(new Finding(file, row.number(), header.name(role), Finding.shown(value), what, advice, isFault));
    }

    /** Counts the text of a cell that decides about events. */
    void count(ExportRow row, String role) {
        findings.count(header.name(role), text(row, role));
    }
}
