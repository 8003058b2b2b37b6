package ru.otklik.bench.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A country is a function of its profile, and looks like the country that it stands for. */
class CountryEventsTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final CountryProfile USUAL = CountryProfile.usual(7);

    @Test
    void isTheSameForTheSameSeedAndAnotherForAnother() {
        assertThat(texts(USUAL, 2_000)).isEqualTo(texts(USUAL, 2_000));
        assertThat(texts(CountryProfile.usual(8), 2_000)).isNotEqualTo(texts(USUAL, 2_000));
    }

    @Test
    void beginsAShorterSetLikeALongerOne() {
        assertThat(texts(USUAL, 5_000).subList(0, 1_000)).isEqualTo(texts(USUAL, 1_000));
    }

    @Test
    void arrivesInOrderAndAtMostTheDisorderLate() {
        CountryEvents events = events(USUAL);
        long last = Long.MIN_VALUE;
        long latest = 0;
        for (int i = 0; i < 50_000; i++) {
            Step step = events.next();
            assertThat(step.arrivesAt()).isGreaterThanOrEqualTo(last);
            last = step.arrivesAt();
            latest = Math.max(latest, step.arrivesAt() - step.occurredAt());
            assertThat(step.occurredAt()).isLessThanOrEqualTo(step.arrivesAt());
        }
        assertThat(latest).isBetween(19_900L, 20_000L);
    }

    @Test
    void hasTheSharesAndTheDensityOfItsProfile() {
        CountryEvents events = events(USUAL);
        Map<Step.Kind, Integer> counts = new EnumMap<>(Step.Kind.class);
        long start = USUAL.start().toEpochMilli();
        long end = start + Duration.ofDays(60).toMillis();
        int total = 0;
        for (Step step = events.next(); step.arrivesAt() < end; step = events.next()) {
            counts.merge(step.kind(), 1, Integer::sum);
            total++;
        }
        double registered = counts.getOrDefault(Step.Kind.REGISTERED, 0);
        assertThat(registered / 60).isCloseTo(16_100, within(300.0));
        assertThat(counts.getOrDefault(Step.Kind.ASSIGNED, 0) / registered).isCloseTo(0.9, within(0.01));
        assertThat(counts.getOrDefault(Step.Kind.TRANSFERRED, 0) / registered).isCloseTo(0.15, within(0.02));
        assertThat(counts.getOrDefault(Step.Kind.CLOSED, 0) / registered).isBetween(0.7, 0.9);
        assertThat(total / registered).isBetween(3.7, 4.3);
    }

    @Test
    void answersInFourDaysInTheMedian() {
        CountryEvents events = events(USUAL);
        Map<Long, Long> registeredAt = new HashMap<>();
        List<Long> delays = new ArrayList<>();
        Set<Long> answered = new HashSet<>();
        for (int i = 0; i < 2_000_000; i++) {
            Step step = events.next();
            long number = step.incident.number();
            if (step.kind() == Step.Kind.REGISTERED && number < 20_000) {
                registeredAt.put(number, step.occurredAt());
            }
            Long registered = registeredAt.get(number);
            if (step.kind() == Step.Kind.ANSWERED && registered != null && answered.add(number)) {
                delays.add(step.occurredAt() - registered);
            }
        }
        delays.sort(null);
        // Of the 95 % that are ever answered some wait longer than the set is long.
        assertThat(delays.size() / 20_000.0).isCloseTo(0.93, within(0.02));
        assertThat(delays.get(delays.size() / 2) / 86_400_000.0).isCloseTo(4, within(0.3));
    }

    @Test
    void givesTheHottestMunicipalityItsShare() {
        CountryProfile hot =
                new CountryProfile(7, USUAL.start(), 200, 0.6, 16_100, false, USUAL.disorder(), USUAL.answerMedian());
        CountryEvents events = events(hot);
        int registered = 0;
        int hottest = 0;
        for (int i = 0; i < 30_000; i++) {
            Step step = events.next();
            if (step.kind() == Step.Kind.REGISTERED) {
                registered++;
                hottest += step.municipality() == 0 ? 1 : 0;
            }
        }
        assertThat(hottest / (double) registered).isCloseTo(0.6, within(0.02));
    }

    @Test
    void writesWholeEventsOfTheContract() throws Exception {
        Country country = new Country(USUAL);
        CountryEvents events = new CountryEvents(USUAL, country);
        EventText text = new EventText(USUAL, country);
        Set<String> ids = new HashSet<>();
        long bytes = 0;
        for (int i = 0; i < 20_000; i++) {
            Step step = events.next();
            int length = text.write(step);
            bytes += length;
            JsonNode event = JSON.readTree(new String(text.bytes(), 0, length, StandardCharsets.UTF_8));
            assertThat(OffsetDateTime.parse(event.path("occurredAt").asText())
                            .toInstant()
                            .toEpochMilli())
                    .isEqualTo(step.occurredAt());
            assertThat(event.path("type").asText()).isEqualTo(step.kind().name());
            assertThat(event.path("eventId").asText()).hasSize(36);
            assertThat(ids.add(event.path("eventId").asText())).isTrue();
            assertThat(event.path("municipality").asText())
                    .isEqualTo(country.municipalities().get(step.municipality()).code());
            assertThat(event.hasNonNull("rating")).isEqualTo(step.kind() == Step.Kind.RATED);
            assertThat(event.hasNonNull("final")).isEqualTo(step.kind() == Step.Kind.ANSWERED);
        }
        assertThat(bytes / 20_000.0).isCloseTo(421, within(6.0));
    }

    private static CountryEvents events(CountryProfile profile) {
        return new CountryEvents(profile, new Country(profile));
    }

    private static List<String> texts(CountryProfile profile, int count) {
        Country country = new Country(profile);
        CountryEvents events = new CountryEvents(profile, country);
        EventText text = new EventText(profile, country);
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int length = text.write(events.next());
            texts.add(new String(text.bytes(), 0, length, StandardCharsets.UTF_8));
        }
        return texts;
    }
}
