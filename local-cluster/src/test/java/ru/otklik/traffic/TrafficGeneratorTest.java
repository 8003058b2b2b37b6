package ru.otklik.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrafficGeneratorTest {
    private static final Instant MARCH = Instant.parse("2024-02-29T21:00:00Z");
    private static final Instant NEVER = Instant.ofEpochMilli(Long.MAX_VALUE);
    private static final String KOMI = "87000000";
    private static final String SYKTYVKAR = "87701";
    private static final Disturbance ROUGH = new Disturbance(0.1, Duration.ofSeconds(30), 0.05, 0.05);

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 20240301})
    void givesTheSameBytesForTheSameArguments(long seed) {
        List<String> once = lines(generator(seed, ROUGH), 5_000);

        assertThat(lines(generator(seed, ROUGH), 5_000)).isEqualTo(once);
        assertThat(lines(generator(seed + 1, ROUGH), 5_000)).isNotEqualTo(once);
    }

    @Test
    void drawsAnIncidentFromItsIndexAloneWhateverWasDrawnBefore() {
        RegionTraffic used = new RegionTraffic(7, KOMI, Gazetteer.load());
        for (long index = 0; index < 1_000; index++) {
            used.incident(index, MARCH.toEpochMilli());
        }
        RegionTraffic fresh = new RegionTraffic(7, KOMI, Gazetteer.load());

        assertThat(fresh.incident(500, MARCH.toEpochMilli())).isEqualTo(used.incident(500, MARCH.toEpochMilli()));
    }

    @Test
    void deliversInOrderOfTime() {
        TrafficGenerator records = generator(3, ROUGH);

        long last = Long.MIN_VALUE;
        for (int i = 0; i < 20_000; i++) {
            long announced = records.nextAt();
            TrafficRecord next = records.next();
            assertThat(next.deliveredAt()).isGreaterThanOrEqualTo(last).isEqualTo(announced);
            last = next.deliveredAt();
        }
    }

    @Test
    void givesEachEventItsOwnId() {
        Set<String> ids = new HashSet<>();

        TrafficGenerator records = generator(3, Disturbance.NONE);
        for (int i = 0; i < 20_000; i++) {
            TrafficEvent event = records.next().event();
            assertThat(ids.add(event.incident().id() + "/" + event.number())).isTrue();
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void looksLikeTheRealThing(long seed) {
        Sample sample = new Sample(seed);

        assertThat(sample.inCapital / (double) sample.registered).isBetween(0.47, 0.70);
        assertThat(sample.atNight / (double) sample.registered).isLessThan(0.05);
        assertThat(sample.social / (double) sample.registered).isBetween(0.55, 0.65);
        assertThat(sample.responseMillis / sample.responses / 60_000).isBetween(120L, 240L);
        assertThat(sample.topics).hasSizeGreaterThan(22);
        assertThat(sample.types)
                .containsOnlyKeys(
                        "REGISTERED",
                        "ASSIGNED",
                        "TRANSFERRED",
                        "EXTENDED",
                        "ANSWERED",
                        "RETURNED",
                        "REOPENED",
                        "RATED",
                        "CLOSED",
                        "CANCELLED");
    }

    private static TrafficGenerator generator(long seed, Disturbance disturbance) {
        return new TrafficGenerator(TrafficProfile.named("four-regions"), seed, MARCH, NEVER, disturbance);
    }

    private static List<String> lines(TrafficGenerator records, int count) {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            lines.add(new String(records.next().value(), StandardCharsets.ISO_8859_1));
        }
        return lines;
    }

    /** What ten thousand incidents of Komi look like, counted from their events. */
    private static final class Sample {
        private final Map<String, Integer> types = new HashMap<>();
        private final Set<String> topics = new HashSet<>();
        private int registered;
        private int inCapital;
        private int atNight;
        private int social;
        private long responses;
        private long responseMillis;

        Sample(long seed) {
            RegionTraffic region = new RegionTraffic(seed, KOMI, Gazetteer.load());
            Rhythm rhythm = new Rhythm(ZoneId.of("Europe/Moscow"), 172, MARCH.toEpochMilli(), Long.MAX_VALUE, 1);
            for (long index = 0; index < 10_000; index++) {
                add(region.incident(index, rhythm.at(index + 0.5)));
            }
        }

        private void add(List<TrafficEvent> incident) {
            TrafficEvent registration = incident.get(0);
            registered++;
            inCapital += registration.details().contains("\"municipality\":\"" + SYKTYVKAR) ? 1 : 0;
            social += registration.incident().source().equals("POS") ? 0 : 1;
            topics.add(registration.details().replaceAll(".*\"topic\":\"([^\"]*)\".*", "$1"));
            int hour = Instant.ofEpochMilli(registration.at())
                    .atZone(registration.incident().zone())
                    .getHour();
            atNight += hour < 6 ? 1 : 0;
            incident.forEach(event -> types.merge(event.type(), 1, Integer::sum));
            incident.stream()
                    .filter(event -> event.type().equals("ANSWERED"))
                    .findFirst()
                    .ifPresent(first -> {
                        responses++;
                        responseMillis += first.at() - registration.at();
                    });
        }
    }
}
