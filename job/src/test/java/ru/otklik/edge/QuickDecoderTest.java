package ru.otklik.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import ru.otklik.edge.DecoderCorpus.Case;
import ru.otklik.operator.Inbound;
import ru.otklik.operator.RejectionReason;
import ru.otklik.testing.RandomEvents;
import ru.otklik.testing.References;

class QuickDecoderTest {
    private static final long LATEST = Instant.parse("2023-04-01T06:00:00Z").toEpochMilli();
    private static final long EARLIEST = Instant.parse("2018-01-01T00:00:00Z").toEpochMilli();
    private static final byte[] KEY = "a key for tests only".getBytes(StandardCharsets.UTF_8);
    private static final int MUTANTS = 25_000;

    private final EventDecoder decoder = decoder();
    private final EventDecoder careful = decoder();
    private final QuickDecoder quick = new QuickDecoder(new IdHash(), new CitizenHash(KEY));

    private static EventDecoder decoder() {
        return new EventDecoder(new EventDecoder.DecoderRules(EARLIEST, false, KEY), References.small());
    }

    private boolean declines(byte[] value) {
        return quick.decode(value, 0, value.length) == null;
    }

    private boolean declines(String value) {
        return declines(value.getBytes(StandardCharsets.UTF_8));
    }

    /** What the door says of a value, which must be what the parser says of it, alone or amid other bytes. */
    private Inbound decodedAlike(byte[] value, String description) {
        Inbound inbound = decoder.decode(value, "incidents.im", 3, 17, LATEST, LATEST);
        Inbound expected = careful.decodeCarefully(value, inbound.origin(), LATEST);
        Inbound line = decoder.decodeLine(amid(value), 5, 5 + value.length, "f", 1, LATEST);
        boolean isAlike = inbound.equals(expected)
                && Objects.equals(line.accepted(), expected.accepted())
                && Objects.equals(line.rejection(), expected.rejection());
        if (!isAlike) {
            String text = description + ": " + new String(value, StandardCharsets.UTF_8);
            assertThat(inbound).as(text).isEqualTo(expected);
            assertThat(line.accepted()).as(text).isEqualTo(expected.accepted());
            assertThat(line.rejection()).as(text).isEqualTo(expected.rejection());
        }
        return inbound;
    }

    /** Neighbours that would mend much of what is cut off. */
    private static byte[] amid(byte[] value) {
        byte[] amid = new byte[value.length + 10];
        Arrays.fill(amid, (byte) '}');
        System.arraycopy("{\"a\":".getBytes(StandardCharsets.UTF_8), 0, amid, 0, 5);
        System.arraycopy(value, 0, amid, 5, value.length);
        return amid;
    }

    static List<Case> corpus() {
        return DecoderCorpus.all();
    }

    @ParameterizedTest
    @MethodSource("corpus")
    void decodesTheCorpusLikeTheParser(Case value) {
        Inbound inbound = decodedAlike(value.value(), value.name());

        Inbound.Rejection rejection = inbound.rejection();
        assertThat(rejection == null ? null : rejection.reason()).isEqualTo(value.reason());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void decodesMutantsLikeTheParser(long seed) {
        MutantEvents mutants = new MutantEvents(seed);
        Set<RejectionReason> met = EnumSet.noneOf(RejectionReason.class);
        int quicks = 0;
        int declinedAndAccepted = 0;
        for (int i = 0; i < MUTANTS; i++) {
            byte[] mutant = mutants.next();
            Inbound inbound = decodedAlike(mutant, "seed " + seed);
            boolean declined = declines(mutant);
            quicks += declined ? 0 : 1;
            declinedAndAccepted += declined && inbound.accepted() != null ? 1 : 0;
            if (inbound.rejection() != null) {
                met.add(inbound.rejection().reason());
            }
        }

        assertThat(quicks).as("seed %d: read by the scanner", seed).isGreaterThan(MUTANTS / 4);
        assertThat(declinedAndAccepted)
                .as("seed %d: usable and read by the parser", seed)
                .isBetween(MUTANTS / 500, MUTANTS / 10);
        assertThat(met).as("seed %d", seed).hasSizeGreaterThanOrEqualTo(9);
    }

    @Test
    void declinesNoUsualEvent() {
        List<byte[]> events = List.of(UsualEvents.of(1, 20_000));
        List<String> lines = RandomEvents.lines(RandomEvents.Parameters.of(
                1, 2_000, References.CODES, Instant.parse("2023-01-01T00:00:00Z"), 30 * 86_400_000L));

        assertThat(events).noneMatch(this::declines);
        assertThat(lines).hasSizeGreaterThan(5_000).noneMatch(this::declines);
        assertThat(events.stream().mapToInt(event -> event.length).average().orElse(0))
                .isBetween(415.0, 427.0);
    }

    @Test
    void declinesNoUsualEventForWhatItDoesNotNeed() {
        String note = "{\"a\":[1,-2.5e+3,true,false,null,\"\\u00e9 \\\"q\\\" Тайна\",{\"topic\":{}}],\"b\":\"\"}";
        List<String> values = List.of(
                DecoderCorpus.event("note", note, "topics", "0", "", "[]", "ключ", "-0.0E1"),
                " \r\n\t" + DecoderCorpus.event().replace("\":", "\" :\n").replace(",", "\t,  ") + " \n",
                DecoderCorpus.event("note", '[' + "{\"a\":{\"b\":0},\"c\":[]},".repeat(40) + "0]"),
                DecoderCorpus.event("authority", "null", "final", "null", "rating", "null", "respondBy", "null"),
                DecoderCorpus.event("topic", '"' + "ж".repeat(200) + '"', "channel", '"' + "x".repeat(64) + '"'));

        assertThat(values).noneMatch(this::declines);
    }

    @Test
    void declinesWhereAKeyCouldBeThereTwice() {
        StringBuilder keys = new StringBuilder();
        for (int i = 0; i < 31; i++) {
            keys.append("\"key").append(i).append("\":0,");
        }
        String most = '{' + keys.toString() + DecoderCorpus.event("last", "0").substring(1);

        assertThat(declines(most)).as("32 unknown keys").isFalse();
        assertThat(declines(most.replace("\"last\"", "\"key0\"")))
                .as("the first again")
                .isTrue();
        assertThat(declines(most.replace("\"last\":", "\"more\":0,\"last\":")))
                .as("33 unknown keys")
                .isTrue();
        assertThat(declines(DecoderCorpus.event("\\u0078", "0"))).as("escaped").isTrue();
    }

    @Test
    void sharesTheWordsThatRepeat() {
        byte[] first = DecoderCorpus.event("channel", "\"VK\"", "authority", "\"oiv\"", "eventId", "\"1\"")
                .getBytes(StandardCharsets.UTF_8);
        byte[] second = first.clone();

        Inbound.Accepted one = Objects.requireNonNull(quick.decode(first, 0, first.length));
        Inbound.Accepted other = Objects.requireNonNull(quick.decode(second, 0, second.length));

        assertThat(other.event().municipality()).isSameAs(one.event().municipality());
        assertThat(other.event().topic()).isSameAs(one.event().topic());
        assertThat(other.event().channel()).isSameAs(one.event().channel());
        assertThat(other.event().authority()).isSameAs(one.event().authority());
    }

    @Test
    void namesARecordByItsDigestWhereverItLies() throws Exception {
        byte[] value = DecoderCorpus.event().getBytes(StandardCharsets.UTF_8);
        byte[] expected = MessageDigest.getInstance("SHA-256").digest(value);

        Inbound record = decoder.decode(value, "t", 0, 1, 0, LATEST);
        Inbound line = decoder.decodeLine(amid(value), 5, 5 + value.length, "f", 7, LATEST);

        assertThat(record.origin().sha256()).isEqualTo(expected);
        assertThat(line.origin().sha256())
                .isEqualTo(expected)
                .isNotSameAs(record.origin().sha256());
        assertThat(line.origin().offset()).isEqualTo(7);
        assertThat(line.origin().topic()).isEqualTo("f");
    }
}
