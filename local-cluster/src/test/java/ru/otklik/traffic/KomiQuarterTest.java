package ru.otklik.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KomiQuarterTest {
    private static final long START = Instant.parse("2022-12-31T21:00:00Z").toEpochMilli();
    private static final long MIDDLE = Instant.parse("2023-03-31T21:00:00Z").toEpochMilli();
    private static final long END = Instant.parse("2023-06-30T21:00:00Z").toEpochMilli();
    private static final List<String> MOST_ACTIVE = List.of("87712", "87628", "87636");

    private final Map<String, TrafficEvent> registrations = new HashMap<>();
    private final Map<String, TrafficEvent> responses = new HashMap<>();
    private final Set<String> cancelled = new HashSet<>();

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 42})
    void reproducesThePublishedFigures(long seed) {
        read(KomiQuarter.records(seed, Disturbance.NONE));

        assertThat(signals(MIDDLE, END)).isEqualTo(15_624);
        assertThat(meanResponseMillis(MIDDLE, END)).isEqualTo(minutes(2 * 60 + 57));
        assertThat(meanResponseMillis(START, MIDDLE)).isEqualTo(minutes(3 * 60 + 1));
        assertThat(mostActive()).containsExactlyElementsOf(MOST_ACTIVE);
    }

    private void read(Iterator<TrafficRecord> records) {
        long last = Long.MIN_VALUE;
        while (records.hasNext()) {
            TrafficRecord next = records.next();
            assertThat(next.deliveredAt()).isGreaterThanOrEqualTo(last);
            last = next.deliveredAt();
            TrafficEvent event = next.event();
            switch (event.type()) {
                case "REGISTERED" -> registrations.put(event.incident().id(), event);
                case "CANCELLED" -> cancelled.add(event.incident().id());
                case "ANSWERED" -> responses.putIfAbsent(event.incident().id(), event);
                default ->
                    assertThat(registrations).containsKey(event.incident().id());
            }
        }
    }

    private long signals(long from, long until) {
        return registrations.values().stream()
                .filter(event -> event.at() >= from && event.at() < until)
                .filter(event -> !cancelled.contains(event.incident().id()))
                .count();
    }

    private double meanResponseMillis(long from, long until) {
        return responses.values().stream()
                .filter(event -> event.at() >= from && event.at() < until)
                .mapToLong(event -> event.at()
                        - Objects.requireNonNull(
                                        registrations.get(event.incident().id()))
                                .at())
                .average()
                .orElse(0);
    }

    /** The first five digits of the three municipalities with most signals of the second quarter per resident. */
    private List<String> mostActive() {
        Map<String, Integer> signals = new HashMap<>();
        registrations.values().stream()
                .filter(event -> event.at() >= MIDDLE && event.at() < END)
                .filter(event -> !cancelled.contains(event.incident().id()))
                .forEach(event -> signals.merge(
                        event.details().replaceAll(".*\"municipality\":\"(\\d{5}).*", "$1"), 1, Integer::sum));
        Map<String, Integer> population = new HashMap<>();
        Gazetteer.load()
                .places("87000000")
                .forEach(place -> population.put(place.id().substring(0, 5), place.population()));
        return signals.entrySet().stream()
                .sorted(Comparator.comparingDouble(
                        entry -> -entry.getValue() / (double) population.getOrDefault(entry.getKey(), 1)))
                .map(Map.Entry::getKey)
                .limit(3)
                .toList();
    }

    private static double minutes(long minutes) {
        return minutes * 60_000d;
    }
}
