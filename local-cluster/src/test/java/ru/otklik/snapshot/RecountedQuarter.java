package ru.otklik.snapshot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Figures of a quarter by plain recounting of the events known at its end: sort by incident, look at each one.
 *
 * @param signals incidents registered in the quarter and not cancelled
 * @param bySource the same by source
 * @param byMunicipality the same by the first five digits of the code
 * @param byTopic the same by topic
 * @param answers first answers or closings in the quarter
 * @param meanMillis mean time to them, rounded half up
 */
record RecountedQuarter(
        long signals,
        Map<String, Long> bySource,
        Map<String, Long> byMunicipality,
        Map<String, Long> byTopic,
        long answers,
        long meanMillis) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int DIGITS = 5;

    /** What is known of an incident. */
    private static final class Life {
        @Nullable
        JsonNode registered;

        long registeredAt = Long.MAX_VALUE;
        final List<Long> cancellations = new ArrayList<>();
        final List<Long> answers = new ArrayList<>();

        boolean isCancelled() {
            return cancellations.stream().anyMatch(at -> at >= registeredAt);
        }

        long firstAnswer() {
            return answers.stream()
                    .filter(at -> at >= registeredAt)
                    .mapToLong(Long::longValue)
                    .min()
                    .orElse(Long.MAX_VALUE);
        }
    }

    static RecountedQuarter of(Path events, Instant start, Instant end) throws IOException {
        long from = start.toEpochMilli();
        long until = end.toEpochMilli();
        Map<String, Long> bySource = new TreeMap<>();
        Map<String, Long> byMunicipality = new TreeMap<>();
        Map<String, Long> byTopic = new TreeMap<>();
        long signals = 0;
        long answers = 0;
        BigDecimal sum = BigDecimal.ZERO;
        for (Life life : lives(events, until).values()) {
            JsonNode registered = life.registered;
            if (registered == null || life.isCancelled()) {
                continue;
            }
            if (life.registeredAt >= from && life.registeredAt < until) {
                signals++;
                bySource.merge(registered.path("source").asText(), 1L, Long::sum);
                byMunicipality.merge(registered.path("municipality").asText().substring(0, DIGITS), 1L, Long::sum);
                byTopic.merge(registered.path("topic").asText(), 1L, Long::sum);
            }
            long answered = life.firstAnswer();
            if (answered >= from && answered < until) {
                answers++;
                sum = sum.add(BigDecimal.valueOf(answered - life.registeredAt));
            }
        }
        long mean = sum.divide(BigDecimal.valueOf(Math.max(1, answers)), 0, RoundingMode.HALF_UP)
                .longValueExact();
        return new RecountedQuarter(signals, bySource, byMunicipality, byTopic, answers, mean);
    }

    private static Map<String, Life> lives(Path events, long until) throws IOException {
        Map<String, Life> lives = new HashMap<>();
        for (String line : Files.readAllLines(events)) {
            JsonNode event = JSON.readTree(line);
            long at = OffsetDateTime.parse(event.path("occurredAt").asText())
                    .toInstant()
                    .toEpochMilli();
            if (at > until) {
                continue;
            }
            Life life = lives.computeIfAbsent(
                    event.path("source").asText() + event.path("incidentId").asText(), key -> new Life());
            switch (event.path("type").asText()) {
                case "REGISTERED" -> {
                    if (at < life.registeredAt) {
                        life.registered = event;
                        life.registeredAt = at;
                    }
                }
                case "CANCELLED" -> life.cancellations.add(at);
                case "ANSWERED", "CLOSED" -> life.answers.add(at);
                default -> {
                    // Says nothing about the figures that are counted here.
                }
            }
        }
        return lives;
    }
}
