package ru.otklik.domain.clock;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;

/** A calendar made up from a seed, and its oracle. */
record RandomCalendar(WorkingCalendar calendar, CalendarOracle oracle, ZoneId zone) {
    private static final String[] ZONES = {
        "Europe/Moscow", "Europe/Kirov", "Asia/Irkutsk", "Asia/Yakutsk", "Europe/Volgograd", "Europe/Paris",
        "America/New_York", "Australia/Lord_Howe", "Pacific/Apia", "Africa/Casablanca", "America/St_Johns", "UTC"
    };

    static RandomCalendar of(SplittableRandom random) {
        ZoneId zone = ZoneId.of(ZONES[random.nextInt(ZONES.length)]);
        List<List<LocalInterval>> week = new ArrayList<>();
        Map<DayOfWeek, List<LocalInterval>> oracleWeek = new EnumMap<>(DayOfWeek.class);
        int workingWeekday = random.nextInt(7);
        for (int weekday = 0; weekday < 7; weekday++) {
            List<LocalInterval> day =
                    random.nextInt(3) > 0 || weekday == workingWeekday ? intervals(random) : List.of();
            week.add(day);
            oracleWeek.put(DayOfWeek.of(weekday + 1), day);
        }
        Map<LocalDate, DayKind> decided = new HashMap<>();
        List<CalendarLevel> levels = new ArrayList<>();
        int weekLevel = random.nextInt(3);
        for (int level = 0; level < 3; level++) {
            Map<LocalDate, NamedDay> days = days(random);
            days.forEach((date, day) -> decided.putIfAbsent(date, day.kind()));
            WorkingWeek general = new WorkingWeek(Collections.nCopies(7, List.of(new LocalInterval(0, 60))));
            levels.add(new CalendarLevel(
                    level < weekLevel ? null : level == weekLevel ? new WorkingWeek(week) : general, days));
        }
        Set<LocalDate> none = new HashSet<>();
        return new RandomCalendar(
                new WorkingCalendar(new CalendarRules(levels, Calendars.EVERY_YEAR), zone),
                new CalendarOracle(zone, oracleWeek, decided, none),
                zone);
    }

    private static Map<LocalDate, NamedDay> days(SplittableRandom random) {
        Map<LocalDate, NamedDay> days = new HashMap<>();
        int count = random.nextInt(400);
        for (int i = 0; i < count; i++) {
            LocalDate date = LocalDate.of(2005, 1, 1).plusDays(random.nextInt(30 * 365));
            days.put(date, new NamedDay(List.of(DayKind.values()).get(random.nextInt(3)), "случай"));
        }
        return days;
    }

    private static List<LocalInterval> intervals(SplittableRandom random) {
        List<LocalInterval> intervals = new ArrayList<>();
        int grain = random.nextInt(4) == 0 ? 1 : 1_800;
        int from = random.nextInt(86_400 / grain) * grain;
        for (int i = random.nextInt(3); i >= 0 && from < 86_400; i--) {
            int until = Math.min(86_400, from + (1 + random.nextInt(Math.max(1, 30_000 / grain))) * grain);
            intervals.add(new LocalInterval(from, until));
            from = until + random.nextInt(3) * grain;
        }
        return intervals;
    }

    /** An instant from 2008 to 2028, one in three within two days of a zone change. */
    ZonedDateTime instant(SplittableRandom random) {
        long millis = Instant.parse("2008-01-01T00:00:00Z").toEpochMilli() + random.nextLong(20L * 365 * 86_400_000);
        ZoneOffsetTransition change = zone.getRules().nextTransition(Instant.ofEpochMilli(millis));
        if (change != null && random.nextInt(3) == 0) {
            millis = change.getInstant().toEpochMilli() + random.nextLong(-172_800_000, 172_800_000);
        }
        long grain = new long[] {1, 1_000, 60_000, 1_800_000}[random.nextInt(4)];
        return Instant.ofEpochMilli(Math.floorDiv(millis, grain) * grain).atZone(zone);
    }
}
