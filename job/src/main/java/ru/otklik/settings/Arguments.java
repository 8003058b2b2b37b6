package ru.otklik.settings;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code --key value} and {@code --key=value} pairs, and what stands beside them. */
final class Arguments {
    private final Map<JobOption, String> given = new EnumMap<>(JobOption.class);
    private final List<String> others = new ArrayList<>();

    Arguments(String[] args, Set<JobOption> allowed) {
        for (int i = 0; i < args.length; i++) {
            if (!args[i].startsWith("--")) {
                others.add(args[i]);
                continue;
            }
            String name = args[i].substring(2);
            int equals = name.indexOf('=');
            JobOption option = find(equals < 0 ? name : name.substring(0, equals), allowed);
            if (equals < 0 && i + 1 == args.length) {
                throw new SettingsException("--" + name + " needs a value: " + option.description());
            }
            given.put(option, equals < 0 ? args[++i] : name.substring(equals + 1));
        }
    }

    private static JobOption find(String key, Set<JobOption> allowed) {
        JobOption nearest = null;
        int distance = Integer.MAX_VALUE;
        for (JobOption option : allowed) {
            int next = distance(key, option.key());
            if (next < distance) {
                distance = next;
                nearest = option;
            }
        }
        if (nearest == null || distance > 0) {
            String hint = nearest != null && distance <= 1 + key.length() / 3
                    ? "; did you mean --" + nearest.key() + "?"
                    : "; known are " + allowed.stream().map(JobOption::key).toList();
            throw new SettingsException("there is no setting --" + key + hint);
        }
        return nearest;
    }

    /** Edits that make one text the other: Levenshtein, Soviet Physics Doklady 10 (1966), p. 707-710. */
    private static int distance(String left, String right) {
        int[] row = new int[right.length() + 1];
        for (int j = 0; j <= right.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= left.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= right.length(); j++) {
                int replaced = diagonal + (left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[right.length()];
    }

    List<String> others() {
        return others;
    }

    String text(JobOption option) {
        String value = given.getOrDefault(option, option.defaultValue() == null ? "" : option.defaultValue());
        if (value.isEmpty() && option.defaultValue() == null) {
            throw new SettingsException("--" + option.key() + " is missing: " + option.description());
        }
        return value;
    }

    @Nullable
    Path path(JobOption option) {
        String value = text(option);
        if (value.isEmpty()) {
            return null;
        }
        Path path = Path.of(value);
        if (!Files.exists(path)) {
            throw new SettingsException("--" + option.key() + ": there is no " + path.toAbsolutePath());
        }
        return path;
    }

    /** A file that can be read now; what is in it is for those who need it. */
    @Nullable
    SecretFile secret(JobOption option) {
        Path path = path(option);
        if (path == null) {
            return null;
        }
        if (!Files.isRegularFile(path) || !Files.isReadable(path)) {
            throw new SettingsException("--" + option.key() + ": " + path.toAbsolutePath() + " cannot be read");
        }
        return SecretFile.of(path);
    }

    int number(JobOption option, int least) {
        String value = text(option);
        try {
            int number = Integer.parseInt(value);
            if (number >= least) {
                return number;
            }
        } catch (NumberFormatException e) {
            // told below, with the range
        }
        throw new SettingsException("--" + option.key() + " must be a whole number from " + least + ": " + value);
    }

    /** An ISO 8601 duration: {@code PT1M}, {@code P45D}; years count 365 days, months are refused. */
    Duration duration(JobOption option) {
        String value = text(option);
        try {
            if (value.contains("T")) {
                Duration duration = Duration.parse(value);
                if (!duration.isNegative()) {
                    return duration;
                }
            }
            Period period = Period.parse(value);
            if (period.getMonths() == 0 && !period.isNegative() && !period.isZero()) {
                return Duration.ofDays(period.getYears() * 365L + period.getDays());
            }
        } catch (DateTimeException e) {
            // told below, with an example
        }
        throw new SettingsException("--" + option.key() + " must be a duration such as PT1M, P45D or P10Y: " + value);
    }

    @Nullable
    Instant instant(JobOption option) {
        String value = text(option);
        if (value.isEmpty()) {
            return null;
        }
        try {
            return value.length() == 10
                    ? LocalDate.parse(value).atStartOfDay().toInstant(ZoneOffset.UTC)
                    : OffsetDateTime.parse(value).toInstant();
        } catch (DateTimeException e) {
            throw new SettingsException("--" + option.key()
                    + " must be a date or a date-time with offset such as 2023-07-01T00:00:00+03:00: " + value);
        }
    }
}
