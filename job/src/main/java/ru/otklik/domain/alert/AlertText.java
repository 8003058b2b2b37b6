package ru.otklik.domain.alert;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import ru.otklik.domain.clock.Norm;
import ru.otklik.domain.incident.StageStep;

/** How a step of an alert reads in Russian, with its numbers. */
public final class AlertText {
    private static final DateTimeFormatter INSTANT = DateTimeFormatter.ofPattern("dd.MM.yyyy HH:mm xxx", Locale.ROOT);
    private static final long MINUTE = 60_000;
    private static final long MINUTES_OF_HOUR = 60;
    private static final long LONG_HOURS = 72;

    private AlertText() {}

    /** One or two sentences: where, what, how much, by which threshold or deadline, and how the alert stands. */
    public static String of(AlertStep step) {
        String what = step.rule().kind().isOfIncident() ? ofIncident(step) : ofMunicipality(step);
        return step.subject().name() + ": " + what + ending(step);
    }

    private static String ofIncident(AlertStep step) {
        StageStep stage = step.deadline();
        if (stage == null) {
            throw new IllegalArgumentException("an alert of an incident without its stage");
        }
        StringBuilder text = new StringBuilder("обращение ")
                .append(step.subject().incidentId())
                .append(", ")
                .append(
                        switch (stage.stage()) {
                            case RESPONSE -> "первый ответ";
                            case RESOLUTION -> "решение";
                            case REWORK -> "доработка";
                        });
        Long value = whole(step);
        if (step.rule().kind() == AlertKind.INCIDENT_OVERDUE) {
            text.append(": срок прошёл");
            if (value != null) {
                text.append(", просрочка ").append(duration(Math.max(0, value)));
            }
        } else {
            text.append(": срок близко");
            if (value != null) {
                text.append(value >= 0 ? ", осталось " : ", прошло после срока ")
                        .append(duration(Math.abs(value)));
            }
        }
        if (stage.deadline() != StageStep.NO_DEADLINE) {
            text.append("; начало ")
                    .append(instant(stage.start(), step.subject().zone()));
            text.append(", срок ")
                    .append(instant(stage.deadline(), step.subject().zone()));
            String norm = step.explanation() == null ? null : norm(stage.norm());
            text.append(norm == null ? " (установлен отдельно)" : " (норма: " + norm + ")");
        }
        return text.toString();
    }

    private static @Nullable Long whole(AlertStep step) {
        AlertState after = step.told().after();
        return after.denominator() == 0 ? null : (Long) (after.numerator() / after.denominator());
    }

    private static String ofMunicipality(AlertStep step) {
        AlertRule rule = step.rule();
        String value = value(step.told().after(), rule);
        String threshold = amount(step.threshold(), rule);
        long cases = step.told().after().cases();
        String window = window(rule.condition().window());
        return switch (rule.kind()) {
            case SLOW_RESPONDER ->
                (rule.condition().mean() ? "среднее время " : "медиана времени ")
                        + (rule.condition().stage() == ru.otklik.domain.incident.Stage.RESPONSE
                                ? "до первого ответа "
                                : "до решения ")
                        + window + " — " + value
                        + (rule.condition().working() ? " рабочего времени" : "")
                        + " (ответов: " + cases + "), порог " + threshold;
            case LOW_COMPLIANCE -> "в срок " + window + " — " + value + " (сроков: " + cases + "), порог " + threshold;
            case OVERDUE_BACKLOG -> "просрочено обращений: " + value + " из " + cases + " открытых, порог " + threshold;
            case SILENT_MUNICIPALITY ->
                "нет ответов " + value + " рабочего времени при открытых обращениях: " + cases + ", порог " + threshold;
            case ACTIVITY_SURGE ->
                "обращений " + window + ": " + cases + ", это в " + value + " раза к обычному для этих часов, порог "
                        + threshold;
            case INCIDENT_DEADLINE_NEAR, INCIDENT_OVERDUE -> throw new IllegalArgumentException("of an incident");
        };
    }

    private static String ending(AlertStep step) {
        AlertMachine.Reason reason = step.told().reason();
        if (reason != null) {
            return switch (reason) {
                case RECOVERED -> ". Завершено: условие больше не выполняется";
                case RULE_REMOVED -> ". Завершено: правило снято";
                case OUT_OF_SCOPE -> ". Завершено: правило больше не охватывает";
                case WITHDRAWN -> ". Завершено: снято с контроля";
            };
        }
        return step.told().after().stale() ? ". Новых данных нет, значение последнее известное" : "";
    }

    /** A norm in words; null for none. */
    public static @Nullable String norm(@Nullable Norm norm) {
        if (norm == null) {
            return null;
        }
        return norm.amount()
                + switch (norm.unit()) {
                    case CALENDAR_HOURS -> " ч подряд";
                    case WORKING_HOURS -> " рабочих ч";
                    case CALENDAR_DAYS -> " календарных дн.";
                    case WORKING_DAYS -> " рабочих дн.";
                };
    }

    private static String window(String label) {
        return switch (label) {
            case "PT1H" -> "за час";
            case "PT24H" -> "за сутки";
            case "P7D" -> "за 7 дней";
            case "P30D" -> "за 30 дней";
            default -> "за " + label;
        };
    }

    private static String value(AlertState state, AlertRule rule) {
        return state.denominator() == 0
                ? "неизвестно"
                : amount(exact(state.numerator(), state.denominator(), rule.unit()), rule);
    }

    /** A value as it is shown: whole milliseconds and counts, shares of 4 decimals, multiples of 2; half up. */
    public static BigDecimal exact(long numerator, long denominator, AlertKind.Unit unit) {
        int decimals = switch (unit) {
            case MILLIS, WORKING_MILLIS, COUNT -> 0;
            case SHARE -> 4;
            case RATIO -> 2;
        };
        return BigDecimal.valueOf(numerator).divide(BigDecimal.valueOf(denominator), decimals, RoundingMode.HALF_UP);
    }

    private static String amount(BigDecimal amount, AlertRule rule) {
        return switch (rule.unit()) {
            case MILLIS, WORKING_MILLIS -> duration(amount.longValue());
            case SHARE -> plain(amount.movePointRight(2)) + " %";
            case COUNT, RATIO -> plain(amount);
        };
    }

    private static String plain(BigDecimal number) {
        BigDecimal stripped = number.stripTrailingZeros();
        return (stripped.scale() < 0 ? stripped.setScale(0) : stripped)
                .toPlainString()
                .replace('.', ',');
    }

    private static String duration(long millis) {
        long minutes = millis / MINUTE;
        long hours = minutes / MINUTES_OF_HOUR;
        if (hours >= LONG_HOURS) {
            return hours / 24 + " д " + hours % 24 + " ч";
        }
        return hours > 0 ? hours + " ч " + minutes % MINUTES_OF_HOUR + " мин" : minutes + " мин";
    }

    private static String instant(long millis, ZoneId zone) {
        return INSTANT.format(Instant.ofEpochMilli(millis).atZone(zone));
    }
}
