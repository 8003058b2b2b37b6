package ru.otklik.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Rfc3339Test {
    private static final DateTimeFormatter STRICT =
            DateTimeFormatter.ISO_LOCAL_DATE_TIME.withResolverStyle(ResolverStyle.STRICT);
    private static final long FIRST = Instant.parse("0001-01-01T00:00:00Z").toEpochMilli();
    private static final long LAST = Instant.parse("9999-12-31T00:00:00Z").toEpochMilli();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void readsWhatJavaTimeReads(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 20_000; i++) {
            long second = Math.floorDiv(random.nextLong(FIRST, LAST), 1000);
            int minutes = random.nextInt(-17 * 60, 17 * 60);
            String digits = random.nextInt(3) == 0 ? "" : String.valueOf(random.nextInt(1_000_000_000));
            OffsetDateTime time = Instant.ofEpochSecond(second).atOffset(ZoneOffset.ofTotalSeconds(minutes * 60));
            String text = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss", Locale.ROOT)
                            .format(time)
                    + (digits.isEmpty() ? "" : "." + digits)
                    + (minutes == 0 && random.nextBoolean() ? "Z" : offset(minutes));

            assertThat(Rfc3339.parse(text))
                    .as("seed %d: %s", seed, text)
                    .isEqualTo(OffsetDateTime.parse(text).toInstant().toEpochMilli());
        }
    }

    private static String offset(int minutes) {
        return String.format(
                Locale.ROOT, "%s%02d:%02d", minutes < 0 ? "-" : "+", Math.abs(minutes) / 60, Math.abs(minutes) % 60);
    }

    @ParameterizedTest
    @ValueSource(longs = {5, 6, 7, 8})
    void refusesTheDatesAndTimesThatJavaTimeRefuses(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 20_000; i++) {
            String local = String.format(
                    Locale.ROOT,
                    "%04d-%02d-%02dT%02d:%02d:%02d",
                    1890 + random.nextInt(220),
                    random.nextInt(14),
                    random.nextInt(33),
                    random.nextInt(25),
                    random.nextInt(62),
                    random.nextInt(62));

            assertThat(Rfc3339.parse(local + "Z"))
                    .as("seed %d: %s", seed, local)
                    .isEqualTo(expected(local));
        }
    }

    private static long expected(String local) {
        try {
            return LocalDateTime.parse(local, STRICT).toInstant(ZoneOffset.UTC).toEpochMilli();
        } catch (DateTimeException e) {
            return Rfc3339.INVALID;
        }
    }

    @Test
    void refusesALetterInAnyPlace() {
        for (String time : List.of("2023-04-01T09:00:00.123+03:00", "2023-04-01T09:00:00Z")) {
            for (int i = 0; i < time.length(); i++) {
                String broken = time.substring(0, i) + 'x' + time.substring(i + 1);
                byte[] bytes = ("20" + time.substring(0, i) + 'Ж' + time.substring(i + 1) + "Z")
                        .getBytes(StandardCharsets.UTF_8);

                assertThat(Rfc3339.parse(broken)).as(broken).isEqualTo(Rfc3339.INVALID);
                assertThat(Rfc3339.parse(bytes, 2, bytes.length - 1)).as(broken).isEqualTo(Rfc3339.INVALID);
            }
        }
    }

    @Test
    void readsAmidOtherBytes() {
        byte[] bytes = "92023-04-01T09:00:00+03:005".getBytes(StandardCharsets.UTF_8);

        assertThat(Rfc3339.parse(bytes, 1, bytes.length - 1)).isEqualTo(1_680_328_800_000L);
        assertThat(Rfc3339.parse(bytes, 1, bytes.length)).isEqualTo(Rfc3339.INVALID);
        assertThat(Rfc3339.parse(bytes, 1, bytes.length - 2)).isEqualTo(Rfc3339.INVALID);
    }

    @ParameterizedTest
    @ValueSource(longs = {9, 10})
    void neverThrows(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        String alphabet = "0123456789-:.TZ+tz Я";
        for (int i = 0; i < 50_000; i++) {
            StringBuilder text = new StringBuilder("2023-04-01T09:00:00.123+03:00");
            for (int changes = 1 + random.nextInt(3); changes > 0 && !text.isEmpty(); changes--) {
                int at = random.nextInt(text.length());
                char other = alphabet.charAt(random.nextInt(alphabet.length()));
                switch (random.nextInt(3)) {
                    case 0 -> text.setCharAt(at, other);
                    case 1 -> text.deleteCharAt(at);
                    default -> text.setLength(at);
                }
            }
            long time = Rfc3339.parse(text.toString());
            assertThat(time).as("seed %d: %s", seed, text).matches(t -> t == Rfc3339.INVALID || t > FIRST);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "2023-07-01T00:00:00Z, 2023-07-01T00:00:00.000Z, 2023-07-01T03:00:00+03:00",
        "2023-06-30T21:00:00.007Z, 2023-06-30T21:00:00.007Z, 2023-07-01T00:00:00.007+03:00",
        "1969-12-31T23:59:59.999Z, 1969-12-31T23:59:59.999Z, 1970-01-01T02:59:59.999+03:00"
    })
    void writesUtcWithAndLocalTimesWithoutNeedlessMilliseconds(String instant, String utc, String moscow) {
        Rfc3339 times = new Rfc3339();
        long millis = Instant.parse(instant).toEpochMilli();

        assertThat(times.utc(millis)).isEqualTo(utc);
        assertThat(times.zoned(millis, ZoneId.of("Europe/Moscow"))).isEqualTo(moscow);
        assertThat(times.zoned(millis, ZoneId.of("Europe/Moscow")))
                .as("remembered")
                .isEqualTo(moscow);
    }

    @Test
    void readsWhatItWrites() {
        Rfc3339 times = new Rfc3339();
        long start = Instant.parse("2023-01-01T00:00:00Z").toEpochMilli();
        for (long millis = start; millis < start + 800; millis++) {
            assertThat(Rfc3339.parse(times.utc(millis))).isEqualTo(millis);
            assertThat(Rfc3339.parse(times.zoned(millis, ZoneId.of("Asia/Irkutsk"))))
                    .isEqualTo(millis);
            assertThat(Instant.parse(times.utc(millis))
                            .truncatedTo(ChronoUnit.MILLIS)
                            .toEpochMilli())
                    .isEqualTo(millis);
        }
    }
}
