package ru.otklik.domain.period;

import java.time.LocalDate;
import java.util.Locale;

/**
 * Kinds of calendar periods. A period of a kind is named by an index that grows by one from period to period: the epoch
 * day, months, quarters and years since year 0. The ordinal is kept in state.
 */
public enum CalendarKind {
    DAY {
        @Override
        public int indexOf(LocalDate date) {
            return (int) date.toEpochDay();
        }

        @Override
        public LocalDate firstDay(int index) {
            return LocalDate.ofEpochDay(index);
        }

        @Override
        public String label(int index) {
            return LocalDate.ofEpochDay(index).toString();
        }
    },
    MONTH {
        @Override
        public int indexOf(LocalDate date) {
            return date.getYear() * 12 + date.getMonthValue() - 1;
        }

        @Override
        public LocalDate firstDay(int index) {
            return LocalDate.of(index / 12, index % 12 + 1, 1);
        }

        @Override
        public String label(int index) {
            return String.format(Locale.ROOT, "%04d-%02d", index / 12, index % 12 + 1);
        }
    },
    QUARTER {
        @Override
        public int indexOf(LocalDate date) {
            return date.getYear() * 4 + (date.getMonthValue() - 1) / 3;
        }

        @Override
        public LocalDate firstDay(int index) {
            return LocalDate.of(index / 4, index % 4 * 3 + 1, 1);
        }

        @Override
        public String label(int index) {
            return String.format(Locale.ROOT, "%04d-Q%d", index / 4, index % 4 + 1);
        }
    },
    YEAR {
        @Override
        public int indexOf(LocalDate date) {
            return date.getYear();
        }

        @Override
        public LocalDate firstDay(int index) {
            return LocalDate.of(index, 1, 1);
        }

        @Override
        public String label(int index) {
            return String.format(Locale.ROOT, "%04d", index);
        }
    };

    private static final CalendarKind[] ALL = values();

    /** The kind with this ordinal, without a copy of the array. */
    public static CalendarKind of(int ordinal) {
        return ALL[ordinal];
    }

    public abstract int indexOf(LocalDate date);

    /** First local date of a period. */
    public abstract LocalDate firstDay(int index);

    /** For example {@code 2023-04-01}, {@code 2023-04}, {@code 2023-Q2}, {@code 2023}. */
    public abstract String label(int index);
}
