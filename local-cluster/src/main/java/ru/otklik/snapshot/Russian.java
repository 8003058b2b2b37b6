package ru.otklik.snapshot;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Numbers, times and terms as a Russian report writes them. */
public final class Russian {
    /** Stands for a value that there is none of. */
    public static final String NOTHING = "—";

    private static final char NO_BREAK_SPACE = '\u00a0';
    private static final long MINUTE = 60_000;
    private static final int TWO_DIGITS = 10;
    private static final long MINUTES_OF_HOUR = 60;
    private static final long HOURS_OF_DAY = 24;
    private static final long HOURS_TOLD_AS_HOURS = 72;
    private static final List<String> MONTHS = List.of(
            "января",
            "февраля",
            "марта",
            "апреля",
            "мая",
            "июня",
            "июля",
            "августа",
            "сентября",
            "октября",
            "ноября",
            "декабря");
    private static final List<String> ROMAN = List.of("I", "II", "III", "IV");

    private static final Map<String, String> INDICATORS = Map.of(
            "responseDeadline.compliance", "Первый ответ в срок",
            "resolutionDeadline.compliance", "Решение в срок",
            "reworkDeadline.compliance", "Доработка в срок",
            "reworkShare", "Доля возвратов на доработку",
            "ratings.mean", "Средняя оценка",
            "registeredPer10k", "Сигналов на 10 тыс. жителей",
            "pages.answeredShare", "Ответы на комментарии в госпабликах",
            "pages.postsPerDay", "Публикаций госпаблика в день",
            "pages.viewsPerSubscriber", "Просмотров на подписчика госпаблика");
    private static final Map<String, String> STAGES = Map.of("response", "первого ответа", "resolution", "решения");
    private static final Map<String, String> FIGURES = Map.of(
            "mean", "Среднее время",
            "median", "Медиана времени",
            "p90", "90-й процентиль времени",
            "p95", "95-й процентиль времени",
            "max", "Наибольшее время");

    private Russian() {}

    /** 15624 is «15 624». */
    public static String count(long count) {
        String digits = String.valueOf(Math.abs(count));
        StringBuilder grouped = new StringBuilder();
        for (int i = 0; i < digits.length(); i++) {
            if (i > 0 && (digits.length() - i) % 3 == 0) {
                grouped.append(NO_BREAK_SPACE);
            }
            grouped.append(digits.charAt(i));
        }
        return count < 0 ? "\u2212" + grouped : grouped.toString();
    }

    /** A number of the document, with as many decimals as asked for, rounded half up. */
    public static String decimal(JsonNode number, int decimals) {
        return number.isNumber() ? plain(number.decimalValue(), decimals) : NOTHING;
    }

    /** 0.9706 is «97,1 %». */
    public static String percent(JsonNode share) {
        return share.isNumber() ? percent(share.decimalValue()) : NOTHING;
    }

    static String percent(BigDecimal share) {
        return plain(share.movePointRight(2), 1) + NO_BREAK_SPACE + "%";
    }

    private static String plain(BigDecimal number, int decimals) {
        return number.setScale(decimals, RoundingMode.HALF_UP).toPlainString().replace('.', ',');
    }

    /** Milliseconds of the document as «2 ч 57 мин», rounded half up to the minute; from 72 hours on as days. */
    public static String duration(JsonNode millis) {
        return millis.isNumber() ? duration(millis.asLong()) : NOTHING;
    }

    static String duration(long millis) {
        long minutes = minutes(millis);
        long hours = minutes / MINUTES_OF_HOUR;
        if (hours >= HOURS_TOLD_AS_HOURS) {
            return unit(hours / HOURS_OF_DAY, "сут") + NO_BREAK_SPACE + unit(hours % HOURS_OF_DAY, "ч");
        }
        long rest = minutes % MINUTES_OF_HOUR;
        return hours == 0
                ? unit(rest, "мин")
                : unit(hours, "ч") + NO_BREAK_SPACE + (rest < TWO_DIGITS ? "0" : "") + unit(rest, "мин");
    }

    /** Milliseconds as whole minutes, rounded half up. */
    static long minutes(long millis) {
        return Math.floorDiv(millis + MINUTE / 2, MINUTE);
    }

    private static String unit(long count, String unit) {
        return count(count) + NO_BREAK_SPACE + unit;
    }

    /** The form of a noun that a count asks for: 1 сигнал, 2 сигнала, 5 сигналов. */
    static String plural(long count, String one, String few, String many) {
        long tens = count % 100;
        long ones = count % 10;
        if (ones == 1 && tens != 11) {
            return one;
        }
        return ones >= 2 && ones <= 4 && (tens < 12 || tens > 14) ? few : many;
    }

    /** {@code 2023-Q2} is «II квартал 2023 года». */
    static String quarter(String label) {
        return ROMAN.get(label.charAt(label.length() - 1) - '1') + " квартал " + label.substring(0, 4) + " года";
    }

    /** «1 апреля – 30 июня 2023 года»: first and last local day. */
    static String days(JsonNode period) {
        LocalDate first = OffsetDateTime.parse(period.path("start").asText()).toLocalDate();
        LocalDate last =
                OffsetDateTime.parse(period.path("end").asText()).toLocalDate().minusDays(1);
        return first.getDayOfMonth() + " " + MONTHS.get(first.getMonthValue() - 1) + " – " + last.getDayOfMonth() + " "
                + MONTHS.get(last.getMonthValue() - 1) + " " + last.getYear() + " года";
    }

    /** Status and revision of a document. */
    static String status(Snapshot snapshot) {
        return snapshot.revision() == 0 ? "Итоговый" : "Уточнённый, редакция № " + snapshot.revision();
    }

    /** Colour of a score; empty for none. */
    static String zone(JsonNode zone) {
        return switch (zone.asText()) {
            case "GREEN" -> "зелёная";
            case "YELLOW" -> "жёлтая";
            case "RED" -> "красная";
            default -> "";
        };
    }

    public static String source(String source) {
        return switch (source) {
            case "ALL" -> "Все источники";
            case "INCIDENT_MANAGEMENT" -> "Инцидент Менеджмент";
            case "POS" -> "Госуслуги. Решаем вместе";
            default -> source;
        };
    }

    static String kind(String kind) {
        return switch (kind) {
            case "OVERALL" -> "Общий балл";
            case "SPEED" -> "Скорость";
            case "DEADLINES" -> "Сроки";
            case "QUALITY" -> "Качество";
            case "ACTIVITY" -> "Активность";
            default -> kind;
        };
    }

    /** Why somebody has no place. */
    static String reason(String reason) {
        return switch (reason) {
            case "BELOW_MINIMUM_VOLUME" -> "слишком мало обращений";
            case "NOT_ENOUGH_CASES" -> "слишком мало случаев для оценки";
            case "NO_POPULATION" -> "нет данных о населении";
            default -> reason;
        };
    }

    /** What an indicator measures; its path where it is not known here. */
    static String indicator(String path) {
        String known = INDICATORS.get(path);
        if (known != null) {
            return known;
        }
        String stage = STAGES.get(path.substring(0, Math.max(0, path.indexOf('.'))));
        String rest = path.substring(path.indexOf('.') + 1);
        boolean working = rest.startsWith("working");
        String figure = rest.substring(working ? "working".length() : 0)
                .replace("Millis", "")
                .toLowerCase(Locale.ROOT);
        String name = FIGURES.get(figure);
        return stage == null || name == null ? path : name + " " + stage + (working ? ", рабочее время" : "");
    }

    /** The value of an indicator in its unit. */
    static String value(String indicator, JsonNode value) {
        if (indicator.endsWith("Millis")) {
            return duration(value);
        }
        if (indicator.equals("registeredPer10k")) {
            return decimal(value, 1);
        }
        return isPlain(indicator) ? decimal(value, 2) : percent(value);
    }

    /** Whether an indicator is a plain number with two decimals: no share, no time. */
    static boolean isPlain(String indicator) {
        return indicator.equals("ratings.mean")
                || indicator.equals("pages.postsPerDay")
                || indicator.equals("pages.viewsPerSubscriber");
    }
}
