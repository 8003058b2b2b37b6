package ru.otklik.oracle;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Locale;

/** A calendar period as local dates, last one inclusive; in a zone it has a start and an end. */
record OraclePeriod(Kind kind, LocalDate first, LocalDate last) {

    enum Kind {
        DAY,
        MONTH,
        QUARTER,
        YEAR;

        /** Whether there are figures by registration and by due date. */
        boolean isAttributed() {
            return this == MONTH || this == QUARTER;
        }
    }

    /** Rolling windows: their length, and the grid of their ends. */
    enum Rolling {
        PT1H(3_600_000L, 60_000L),
        PT24H(86_400_000L, 300_000L),
        P7D(7 * 86_400_000L, 3_600_000L),
        P30D(30 * 86_400_000L, 3_600_000L);

        private final long length;
        private final long slide;

        Rolling(long length, long slide) {
            this.length = length;
            this.slide = slide;
        }

        long length() {
            return length;
        }

        /** The first end after an instant. */
        long endAfter(long instant) {
            return (Math.floorDiv(instant, slide) + 1) * slide;
        }

        boolean hasBoards() {
            return this == P7D || this == P30D;
        }

        ObjectNode json(long end) {
            return node("ROLLING", name(), end - length, end, ZoneOffset.UTC);
        }
    }

    static OraclePeriod of(Kind kind, LocalDate date) {
        return switch (kind) {
            case DAY -> new OraclePeriod(kind, date, date);
            case MONTH -> from(kind, date.withDayOfMonth(1), 1);
            case QUARTER -> from(kind, LocalDate.of(date.getYear(), (date.getMonthValue() - 1) / 3 * 3 + 1, 1), 3);
            case YEAR -> from(kind, LocalDate.of(date.getYear(), 1, 1), 12);
        };
    }

    private static OraclePeriod from(Kind kind, LocalDate first, int months) {
        return new OraclePeriod(kind, first, first.plusMonths(months).minusDays(1));
    }

    OraclePeriod next() {
        return of(kind, last.plusDays(1));
    }

    OraclePeriod previous() {
        return of(kind, first.minusDays(1));
    }

    long start(ZoneId zone) {
        return OracleCalendar.startOf(first, zone);
    }

    long end(ZoneId zone) {
        return OracleCalendar.startOf(last.plusDays(1), zone);
    }

    String label() {
        return switch (kind) {
            case DAY -> first.toString();
            case MONTH -> first.toString().substring(0, 7);
            case QUARTER -> String.format(Locale.ROOT, "%04d-Q%d", first.getYear(), (first.getMonthValue() + 2) / 3);
            case YEAR -> first.toString().substring(0, 4);
        };
    }

    /** Months of a calendar period that is ranked. */
    int months() {
        return switch (kind) {
            case DAY -> 0;
            case MONTH -> 1;
            case QUARTER -> 3;
            case YEAR -> 12;
        };
    }

    ObjectNode json(ZoneId zone) {
        return node(kind.name(), label(), start(zone), end(zone), zone);
    }

    private static ObjectNode node(String kind, String label, long start, long end, ZoneId zone) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("kind", kind)
                .put("label", label)
                .put("start", OracleText.local(start, zone))
                .put("end", OracleText.local(end, zone));
    }
}
