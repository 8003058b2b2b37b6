package ru.otklik.edge.reference;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import ru.otklik.domain.alert.AlertKind;

/** Reads durations and thresholds of alert rules; what can't be read is a fault. */
final class AlertAmounts {
    /** Thresholds are compared and written exactly: an exponent of a million would be a number of megabytes. */
    private static final int MOST_DIGITS = 12;

    private static final int MOST_DECIMALS = 6;
    private static final Duration LONGEST = Duration.ofDays(400);

    private final Faults faults;
    private final Values values;

    AlertAmounts(Faults faults) {
        this.faults = faults;
        this.values = new Values(faults);
    }

    /** Milliseconds of a duration; those without it if the field is missing. */
    long duration(Map<String, Json> fields, String name, long without) {
        Json field = fields.get(name);
        if (field == null) {
            return without;
        }
        Duration duration = parse(field.text());
        if (duration == null || duration.isNegative() || duration.compareTo(LONGEST) > 0) {
            faults.add(
                    field.place(), name + " is '" + field.text() + "'", "write a duration such as PT8H, up to P400D");
            return without;
        }
        return duration.toMillis();
    }

    private static @Nullable Duration parse(String text) {
        try {
            return Duration.parse(text);
        } catch (DateTimeException e) {
            return null;
        }
    }

    /**
     * A threshold in the unit of a kind.
     *
     * @param share whether it is a share, whatever the kind
     */
    @Nullable
    BigDecimal amount(Map<String, Json> fields, String name, AlertKind kind, boolean share) {
        AlertKind.Unit unit = share ? AlertKind.Unit.SHARE : kind.unit();
        if (unit == AlertKind.Unit.MILLIS || unit == AlertKind.Unit.WORKING_MILLIS) {
            return BigDecimal.valueOf(duration(fields, name, 0));
        }
        Json field = Objects.requireNonNull(fields.get(name), name);
        BigDecimal amount = values.decimal(field.place(), name, field.value());
        if (amount != null && (amount.precision() - amount.scale() > MOST_DIGITS || amount.scale() > MOST_DECIMALS)) {
            faults.add(
                    field.place(),
                    name + " is too large or too precise",
                    "write at most " + MOST_DIGITS + " digits before and " + MOST_DECIMALS + " after the point");
            return null;
        }
        boolean ofOne = unit == AlertKind.Unit.SHARE;
        if (amount != null && (amount.signum() < 0 || (ofOne && amount.compareTo(BigDecimal.ONE) > 0))) {
            faults.add(field.place(), name + " is " + amount, ofOne ? "write a share from 0 to 1" : "write 0 or more");
        }
        return amount;
    }
}
