package ru.otklik.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import ru.otklik.domain.incident.EventType;
import ru.otklik.domain.incident.IncidentEvent;
import ru.otklik.domain.incident.Priority;
import ru.otklik.edge.DecoderCorpus.Case;
import ru.otklik.operator.Inbound;
import ru.otklik.operator.RejectionReason;
import ru.otklik.testing.References;

class EventDecoderTest {
    private static final long LATEST = Instant.parse("2023-04-01T06:00:00Z").toEpochMilli();
    private static final byte[] KEY = "a key for tests only".getBytes(StandardCharsets.UTF_8);
    private static final int LONGEST_EXPLANATION = 300;

    private final EventDecoder decoder = decoder(false);

    private static EventDecoder decoder(boolean exactLatest) {
        long earliest = Instant.parse("2018-01-01T00:00:00Z").toEpochMilli();
        return new EventDecoder(new EventDecoder.DecoderRules(earliest, exactLatest, KEY), References.small());
    }

    private Inbound decode(byte[] value) {
        return decoder.decode(value, "incidents.im", 3, 17, LATEST, LATEST);
    }

    private Inbound decode(String... fieldsAndRaw) {
        return decode(DecoderCorpus.event(fieldsAndRaw).getBytes(StandardCharsets.UTF_8));
    }

    private IncidentEvent accepted(String... fieldsAndRaw) {
        return Objects.requireNonNull(decode(fieldsAndRaw).accepted()).event();
    }

    static List<Case> corpus() {
        return DecoderCorpus.all();
    }

    @ParameterizedTest
    @MethodSource("corpus")
    void judgesEachOfTheCorpus(Case value) {
        Inbound inbound = decode(value.value());

        Inbound.Rejection rejection = inbound.rejection();
        assertThat(rejection == null ? null : rejection.reason()).isEqualTo(value.reason());
        assertThat(inbound.accepted() == null).isEqualTo(value.reason() != null);
        if (rejection != null) {
            assertThat(rejection.explanation()).isNotBlank().hasSizeLessThanOrEqualTo(LONGEST_EXPLANATION);
            assertThat(inbound.eventTime()).as("moves no event time").isEqualTo(Inbound.NO_TIME);
        }
    }

    @Test
    void corpusHasEveryReasonOfTheDoorAndIsLarge() {
        assertThat(corpus().stream().filter(each -> each.reason() != null)).hasSizeGreaterThan(60);
        assertThat(corpus().stream().map(Case::reason).filter(Objects::nonNull).distinct())
                .containsExactlyInAnyOrder(Arrays.stream(RejectionReason.values())
                        .filter(reason -> reason != RejectionReason.TOO_MANY_EVENTS)
                        .toArray(RejectionReason[]::new));
    }

    @Test
    void explanationNeverRepeatsTheValue() {
        String phone = "89161234567";

        Inbound.Rejection rejection = decode("municipality", '"' + phone + '"').rejection();
        Inbound.Rejection endless =
                decode("municipality", '"' + "x".repeat(60_000) + '"').rejection();

        assertThat(rejection)
                .isNotNull()
                .extracting(Inbound.Rejection::explanation)
                .asString()
                .doesNotContain(phone);
        assertThat(endless)
                .isNotNull()
                .extracting(Inbound.Rejection::explanation)
                .asString()
                .hasSizeLessThan(300);
    }

    @Test
    void keepsTheFieldsOfTheTypeAndFillsInDefaults() {
        IncidentEvent event = accepted("channel", "\"VK\"", "rating", "3", "final", "false", "citizen", "\"someone\"");

        assertThat(event.type()).isEqualTo(EventType.REGISTERED);
        assertThat(event.occurredAt()).isEqualTo(LATEST);
        assertThat(event.priority()).isEqualTo(Priority.NORMAL);
        assertThat(event.channel()).isEqualTo("VK");
        assertThat(event.rating()).as("not of this type").isZero();
        assertThat(event.isFinal()).as("not of this type").isTrue();
        assertThat(event.citizen()).isNotZero();
        assertThat(event.respondBy()).isEqualTo(IncidentEvent.NONE);
        assertThat(accepted("type", "\"ANSWERED\"").municipality()).isNull();
        assertThat(accepted("type", "\"ASSIGNED\"", "citizen", "\"someone\"").citizen())
                .isZero();
    }

    @Test
    void citizenIsTheSameForTheSameTokenAndKeyOnly() {
        long citizen = accepted("citizen", "\"someone\"").citizen();

        assertThat(accepted("citizen", "\"someone\"", "eventId", "\"f\"").citizen())
                .isEqualTo(citizen);
        assertThat(accepted("citizen", "\"someonf\"").citizen()).isNotEqualTo(citizen);
        assertThat(new CitizenHash("another key, also long".getBytes(StandardCharsets.UTF_8)).of("someone", 0))
                .isNotEqualTo(citizen);
    }

    @Test
    void keyTellsSourcesOfOneIncidentIdApart() {
        Inbound.Accepted portal = Objects.requireNonNull(decode().accepted());
        Inbound.Accepted social = Objects.requireNonNull(
                decode("source", "\"INCIDENT_MANAGEMENT\"").accepted());

        assertThat(social.key()).isNotEqualTo(portal.key());
        assertThat(social.check()).isNotEqualTo(portal.check());
    }

    @Test
    void inFilesTheLimitOfTheFutureIsExact() {
        EventDecoder files = decoder(true);
        byte[] value = DecoderCorpus.event().getBytes(StandardCharsets.UTF_8);

        assertThat(files.decode(value, "f", 0, 1, 0, LATEST).accepted()).isNotNull();
        assertThat(files.decode(value, "f", 0, 1, 0, LATEST - 1).rejection())
                .isNotNull()
                .extracting(Inbound.Rejection::reason)
                .isEqualTo(RejectionReason.IN_FUTURE);
        assertThat(files.decode(value, "f", 0, 1, 0, Long.MAX_VALUE).accepted()).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void everyMutantIsAcceptedOrExplainedWithoutAWordOfIt(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        byte[] valid = DecoderCorpus.event(
                        "topic",
                        "\"Тайна Ωmega\"",
                        "citizen",
                        "\"Тайна\"",
                        "authority",
                        "\"Ωmega\"",
                        "priority",
                        "\"HIGH\"",
                        "respondBy",
                        "\"2023-04-02T09:00:00Z\"",
                        "note",
                        "{\"Тайна\":[1,null,{\"Ωmega\":true}]}")
                .getBytes(StandardCharsets.UTF_8);
        TreeSet<RejectionReason> met = new TreeSet<>();
        int acceptedMutants = 0;

        for (int i = 0; i < 10_000; i++) {
            byte[] mutant = mutant(valid, random);
            Inbound inbound = decode(mutant);
            Inbound.Rejection rejection = inbound.rejection();
            if (rejection == null) {
                acceptedMutants++;
                assertThat(inbound.accepted()).isNotNull();
            } else {
                met.add(rejection.reason());
                assertThat(rejection.explanation())
                        .as("seed %d, mutant %d: %s", seed, i, new String(mutant, StandardCharsets.UTF_8))
                        .matches("[ -~]{1,300}")
                        .doesNotContain("mega", "8770", "7010", "0100", "87000");
            }
        }

        assertThat(acceptedMutants).as("seed %d", seed).isBetween(100, 9_900);
        assertThat(met).as("seed %d", seed).hasSizeGreaterThanOrEqualTo(7);
    }

    private static final List<String> TOKENS = List.of(
            "null",
            "\"\"",
            "{",
            "}",
            "[",
            "]",
            ",",
            ":",
            "\\u0000",
            "\\ud800",
            "-1",
            "1e9",
            "RATED",
            "2023",
            "9",
            "\"x\":1,",
            "\0");

    private static byte[] mutant(byte[] valid, SplittableRandom random) {
        byte[] mutant = valid;
        for (int changes = 1 + random.nextInt(2); changes > 0; changes--) {
            int from = random.nextInt(mutant.length);
            int length = random.nextInt(Math.min(40, mutant.length - from));
            mutant = switch (random.nextInt(6)) {
                case 0 -> splice(mutant, from, 1, new byte[] {(byte) random.nextInt(256)});
                case 1 -> splice(mutant, from, length, new byte[0]);
                case 2 -> splice(mutant, from, 0, Arrays.copyOfRange(mutant, from, from + length));
                case 3 ->
                    splice(mutant, random.nextInt(mutant.length), 0, Arrays.copyOfRange(mutant, from, from + length));
                default ->
                    splice(
                            mutant,
                            from,
                            random.nextInt(2),
                            TOKENS.get(random.nextInt(TOKENS.size())).getBytes(StandardCharsets.UTF_8));
            };
            if (mutant.length == 0) {
                return mutant;
            }
        }
        return mutant;
    }

    private static byte[] splice(byte[] bytes, int at, int cut, byte[] put) {
        byte[] spliced = new byte[bytes.length - cut + put.length];
        System.arraycopy(bytes, 0, spliced, 0, at);
        System.arraycopy(put, 0, spliced, at, put.length);
        System.arraycopy(bytes, at + cut, spliced, at + put.length, bytes.length - at - cut);
        return spliced;
    }
}
