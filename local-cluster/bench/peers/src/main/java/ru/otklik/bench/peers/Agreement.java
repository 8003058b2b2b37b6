package ru.otklik.bench.peers;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import ru.otklik.bench.peers.FigureRows.FigureKey;
import ru.otklik.bench.peers.FigureRows.FigureRow;

/**
 * Compares the job's {@code metrics.municipality} (source ALL) with the rows of a peer, figure by figure.
 *
 * <p>Every figure that both name is compared for every municipality and period of the kinds that the peer has. A row that
 * is missing on one side stands for zeros and nulls: the job writes a row for each municipality of a region, most peers
 * only where something happened. Of several revisions the newest counts. A rolling value of the job holds until its
 * next one, since only changes are published; ends after the job's last event time are not compared.
 */
public final class Agreement {
    private static final int SHOWN_DIFFERENCES = 20;

    /** Names under which records carry numbers that are no figures. */
    private static final Set<String> NO_FIGURES = Set.of("edition", "revision", "registeredPer10k");

    private final Set<String> compared = new TreeSet<>();
    private final List<String> differences = new ArrayList<>();
    private long rows;
    private long figures;
    private long different;

    private Agreement() {}

    /**
     * What came out.
     *
     * @param rows pairs of rows compared
     * @param figures pairs of figures compared
     * @param names the figures that both sides have
     * @param different pairs of figures that differ
     * @param differences the first of them, for people
     */
    public record Result(long rows, long figures, Set<String> names, long different, List<String> differences) {
        /** Whether something was compared and nothing differs. */
        public boolean isAgreement() {
            return figures > 0 && different == 0;
        }
    }

    /** Compares {@code --ours FILE} with {@code --peer FILE-OR-DIRECTORY}; exit code 1 on any difference. */
    public static void main(String[] args) throws IOException {
        if (args.length != 4 || !args[0].equals("--ours") || !args[2].equals("--peer")) {
            throw new IllegalArgumentException("expected --ours FILE --peer FILE-OR-DIRECTORY");
        }
        Result result = compare(Path.of(args[1]), Path.of(args[3]));
        System.out.printf(
                "%,d rows, %,d figures compared, %,d differ%n", result.rows, result.figures, result.different);
        System.out.println("figures: " + String.join(", ", result.names));
        result.differences.forEach(System.out::println);
        System.exit(result.isAgreement() ? 0 : 1);
    }

    /** Compares two files or directories of rows. */
    public static Result compare(Path ours, Path peer) throws IOException {
        Map<FigureKey, FigureRow> theirs = new HashMap<>();
        Set<String> kinds = new HashSet<>();
        Set<String> theirFigures = new HashSet<>();
        FigureRows.read(peer, row -> {
            kinds.add(row.key().period());
            theirFigures.addAll(row.figures().keySet());
            if (theirs.put(row.key(), row) != null) {
                throw new IllegalStateException("the peer has two rows of " + row.key());
            }
        });
        Map<FigureKey, FigureRow> mine = new HashMap<>();
        Agreement agreement = new Agreement();
        Instant[] asOf = {Instant.MIN};
        FigureRows.read(ours, row -> {
            Instant eventTime = Instant.parse(row.record().path("eventTime").asText());
            asOf[0] = eventTime.isAfter(asOf[0]) ? eventTime : asOf[0];
            if (row.record().path("source").asText().equals("ALL")
                    && kinds.contains(row.key().period())) {
                agreement.compared.addAll(row.figures().keySet());
                mine.merge(row.key(), row, Agreement::newer);
            }
        });
        agreement.compared.retainAll(theirFigures);
        agreement.compared.removeAll(NO_FIGURES);
        for (String kind : kinds) {
            if (kind.startsWith("P")) {
                agreement.compareRolling(of(kind, mine.values()), of(kind, theirs.values()), asOf[0]);
            } else {
                agreement.compareCalendar(kind, mine, theirs);
            }
        }
        return new Result(
                agreement.rows,
                agreement.figures,
                Collections.unmodifiableSet(agreement.compared),
                agreement.different,
                List.copyOf(agreement.differences));
    }

    private static FigureRow newer(FigureRow one, FigureRow other) {
        return other.record().path("revision").asInt()
                        >= one.record().path("revision").asInt()
                ? other
                : one;
    }

    private void compareCalendar(String kind, Map<FigureKey, FigureRow> mine, Map<FigureKey, FigureRow> theirs) {
        Set<FigureKey> keys = new TreeSet<>(mine.keySet());
        keys.addAll(theirs.keySet());
        for (FigureKey key : keys) {
            if (key.period().equals(kind)) {
                compare(key, mine.get(key), theirs.get(key));
            }
        }
    }

    /** The rows of one kind of rolling period: by municipality, then by end. */
    private static Map<String, NavigableMap<Instant, FigureRow>> of(String kind, Collection<FigureRow> rows) {
        Map<String, NavigableMap<Instant, FigureRow>> series = new TreeMap<>();
        for (FigureRow row : rows) {
            if (row.key().period().equals(kind)) {
                series.computeIfAbsent(row.key().municipality(), each -> new TreeMap<>())
                        .put(Objects.requireNonNull(row.end()), row);
            }
        }
        return series;
    }

    private void compareRolling(
            Map<String, NavigableMap<Instant, FigureRow>> mine,
            Map<String, NavigableMap<Instant, FigureRow>> theirs,
            Instant asOf) {
        Set<Instant> ends = new TreeSet<>();
        mine.values().forEach(series -> ends.addAll(series.keySet()));
        theirs.values().forEach(series -> ends.addAll(series.keySet()));
        Duration step = smallestStep(ends);
        Set<String> municipalities = new TreeSet<>(mine.keySet());
        municipalities.addAll(theirs.keySet());
        for (String municipality : municipalities) {
            compareSeries(
                    mine.getOrDefault(municipality, new TreeMap<>()),
                    theirs.getOrDefault(municipality, new TreeMap<>()),
                    step,
                    asOf);
        }
    }

    private static Duration smallestStep(Set<Instant> ends) {
        Duration smallest = Duration.ofDays(1);
        Instant previous = null;
        for (Instant end : ends) {
            if (previous != null && Duration.between(previous, end).compareTo(smallest) < 0) {
                smallest = Duration.between(previous, end);
            }
            previous = end;
        }
        return smallest;
    }

    private void compareSeries(
            NavigableMap<Instant, FigureRow> mine,
            NavigableMap<Instant, FigureRow> theirs,
            Duration step,
            Instant asOf) {
        Set<Instant> ends = new TreeSet<>(mine.keySet());
        ends.addAll(theirs.keySet());
        FigureRow held = null;
        Instant previous = null;
        for (Instant end : ends) {
            if (end.isAfter(asOf)) {
                return;
            }
            // Where neither side has a row the held value must be zeros, or the peer lacks a row.
            if (held != null && previous != null && previous.plus(step).isBefore(end)) {
                compare(held.key(), held, null);
            }
            held = mine.getOrDefault(end, held);
            FigureRow row = theirs.get(end);
            compare(
                    row == null && held != null
                            ? held.key()
                            : Objects.requireNonNull(row).key(),
                    held,
                    row);
            previous = end;
        }
    }

    private void compare(FigureKey key, @Nullable FigureRow mine, @Nullable FigureRow theirs) {
        rows++;
        for (String name : compared) {
            BigDecimal one = figure(mine, name);
            BigDecimal other = figure(theirs, name);
            figures++;
            if (!isSame(one, other, mine == null || theirs == null)) {
                different++;
                if (differences.size() < SHOWN_DIFFERENCES) {
                    differences.add(key + " " + name + ": the job says " + one + ", the peer " + other);
                }
            }
        }
    }

    private static @Nullable BigDecimal figure(@Nullable FigureRow row, String name) {
        return row == null ? null : row.figures().get(name);
    }

    private static boolean isSame(@Nullable BigDecimal one, @Nullable BigDecimal other, boolean isRowMissing) {
        if (one == null || other == null) {
            BigDecimal there = one == null ? other : one;
            return there == null || (isRowMissing && there.signum() == 0);
        }
        return one.compareTo(other) == 0;
    }
}
