package ru.otklik.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.SplittableRandom;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;
import ru.otklik.domain.region.IncidentFacts;
import ru.otklik.edge.DecoderCorpus.Case;
import ru.otklik.operator.FlatType;
import ru.otklik.operator.Inbound;
import ru.otklik.operator.Origin;
import ru.otklik.operator.StampEvents;
import ru.otklik.schemas.Topics;
import ru.otklik.testing.References;

/**
 * Whatever bytes come, the door answers in time and without exception, says the same as a parser without memory, and lets
 * event time be moved by accepted records alone. {@code -Dotklik.fuzz=N} tries N inputs, {@code -Dotklik.fuzz.seed=S}
 * others.
 */
class DecoderFuzzTest {
    private static final long INPUTS = Long.getLong("otklik.fuzz", 60_000);
    private static final long SEED = Long.getLong("otklik.fuzz.seed", 1);
    private static final long NANOS_PER_KIB = 1_000_000;
    /** A pause of the machine is no fault of the decoder: the best of so many looks counts. */
    private static final int LOOKS = 6;

    private static final int INPUTS_A_PARTITION = 64;
    private static final int INPUTS_A_HARNESS = 2_000 * INPUTS_A_PARTITION;
    private static final long DISORDER = 60_000;
    private static final long EARLIEST = Instant.parse("2018-01-01T00:00:00Z").toEpochMilli();
    private static final long LATEST = Instant.parse("2023-04-01T06:00:00Z").toEpochMilli();
    private static final byte[] KEY = "a key for tests only".getBytes(StandardCharsets.UTF_8);

    private final SplittableRandom random = new SplittableRandom(SEED);
    private final MutantEvents mutants = new MutantEvents(SEED);
    private final LongRecords longRecords = new LongRecords(SEED);
    private final List<Case> corpus = DecoderCorpus.all();
    private final EventDecoder decoder = decoder();
    private final EventDecoder careful = decoder();
    private final Map<String, Door> doors = new HashMap<>();
    private long accepted;
    private long rejected;
    private long bytes;

    private static EventDecoder decoder() {
        return new EventDecoder(new EventDecoder.DecoderRules(EARLIEST, false, KEY), References.small());
    }

    @Test
    void answersEveryInputInTimeAndMovesNoTimeByWhatItRefuses() throws Exception {
        byte[] before = mutants.next();
        for (long done = 0; done < INPUTS; ) {
            long until = Math.min(INPUTS, done + INPUTS_A_HARNESS);
            try (var stamping = stamping()) {
                for (; done < until; done++) {
                    String topic = random.nextInt(8) == 0 ? Topics.PAGES_ACTIVITY : Topics.INCIDENTS_IM;
                    byte[] input = input(topic, before);
                    before = input.length < 2_000 ? input : before;
                    bytes += input.length;
                    Inbound inbound = decoded(input, topic, done);
                    observe(inbound, stamping, input);
                }
            }
        }
        System.getLogger(DecoderFuzzTest.class.getName())
                .log(
                        System.Logger.Level.INFO,
                        "{0} inputs of {1} bytes: {2} accepted, {3} rejected",
                        INPUTS,
                        bytes,
                        accepted,
                        rejected);
        assertThat(accepted).as("accepted of %d", INPUTS).isGreaterThan(INPUTS / 10);
        assertThat(rejected).as("rejected of %d", INPUTS).isGreaterThan(INPUTS / 10);
    }

    private static OneInputStreamOperatorTestHarness<Inbound, Inbound> stamping() throws Exception {
        var harness = new OneInputStreamOperatorTestHarness<>(
                new StampEvents(DISORDER, null, TestRecords.formats(), References.small()));
        harness.getExecutionConfig().enableObjectReuse();
        harness.setup(
                FlatType.INBOUND.createSerializer(harness.getExecutionConfig().getSerializerConfig()));
        harness.open();
        return harness;
    }

    private byte[] input(String topic, byte[] before) {
        int kind = random.nextInt(1024);
        if (kind == 0) {
            return longRecords.next();
        }
        byte[] mutant = topic.equals(Topics.PAGES_ACTIVITY) ? mutants.nextPage() : mutants.next();
        if (kind < 32) {
            return spliced(mutant, before);
        }
        if (kind < 64) {
            byte[] known = corpus.get(random.nextInt(corpus.size())).value();
            return known.length < 2_000 ? spliced(known, kind < 48 ? known : mutant) : known;
        }
        return mutant;
    }

    /** The beginning of one and the end of another. */
    private byte[] spliced(byte[] first, byte[] second) {
        int head = random.nextInt(first.length + 1);
        int tail = random.nextInt(second.length + 1);
        byte[] spliced = Arrays.copyOf(first, head + tail);
        System.arraycopy(second, second.length - tail, spliced, head, tail);
        return spliced;
    }

    private Inbound decoded(byte[] input, String topic, long number) {
        int partition = (int) (number / INPUTS_A_PARTITION);
        try {
            long began = System.nanoTime();
            Inbound inbound = decoder.decode(input, topic, partition, number, LATEST, LATEST);
            long took = System.nanoTime() - began;
            assertInTime(input, topic, took);
            assertLikeTheParser(input, topic, inbound, number);
            return inbound;
        } catch (RuntimeException failed) {
            throw new AssertionError("input " + number + ": " + text(input), failed);
        }
    }

    private void assertInTime(byte[] input, String topic, long firstNanos) {
        long allowed = NANOS_PER_KIB * Math.max(1, (input.length + 1023) / 1024);
        long best = firstNanos;
        for (int look = 1; look < LOOKS && best > allowed; look++) {
            long began = System.nanoTime();
            decoder.decode(input, topic, 0, 0, LATEST, LATEST);
            best = Math.min(best, System.nanoTime() - began);
        }
        if (best > allowed) {
            assertThat(best)
                    .as("nanoseconds for %d bytes: %s", input.length, text(input))
                    .isLessThanOrEqualTo(allowed);
        }
    }

    private void assertLikeTheParser(byte[] input, String topic, Inbound inbound, long number) {
        Inbound expected = topic.equals(Topics.PAGES_ACTIVITY)
                ? careful.decode(input, topic, inbound.origin().partition(), number, LATEST, LATEST)
                : careful.decodeCarefully(input, inbound.origin(), LATEST);
        boolean isAlike = Objects.equals(inbound.accepted(), expected.accepted())
                && Objects.equals(inbound.rejection(), expected.rejection())
                && Objects.equals(inbound.page(), expected.page())
                && inbound.eventTime() == expected.eventTime();
        if (!isAlike) {
            assertThat(inbound).as("input %d: %s", number, text(input)).isEqualTo(expected);
        }
        boolean isRefused = inbound.rejection() != null;
        if (isRefused != (inbound.eventTime() == Inbound.NO_TIME)) {
            throw new AssertionError("event time of a refused record or none of an accepted one: " + text(input));
        }
    }

    /** What one partition has seen, and both of the job's clocks of it. */
    private static final class Door implements WatermarkOutput {
        private final KafkaInlet.PartitionTime clock = new KafkaInlet.PartitionTime(DISORDER);
        private long greatest = Inbound.NO_TIME;
        private long watermark = Inbound.NO_TIME;

        private long eventTime() {
            return greatest == Inbound.NO_TIME ? Inbound.NO_TIME : greatest - DISORDER;
        }

        @Override
        public void emitWatermark(Watermark mark) {
            watermark = mark.getTimestamp();
        }

        @Override
        public void markIdle() {
            throw new AssertionError("idle");
        }

        @Override
        public void markActive() {
            throw new AssertionError("active again");
        }
    }

    private void observe(Inbound inbound, OneInputStreamOperatorTestHarness<Inbound, Inbound> stamping, byte[] input)
            throws Exception {
        Origin origin = inbound.origin();
        if (origin.offset() % INPUTS_A_PARTITION == 0) {
            doors.clear();
        }
        Door door = doors.computeIfAbsent(origin.topic(), topic -> new Door());
        long stamp = door.eventTime();
        stamping.processElement(new StreamRecord<>(inbound));
        if (inbound.rejection() == null) {
            accepted++;
            door.greatest = Math.max(door.greatest, inbound.eventTime());
        } else {
            rejected++;
        }
        door.clock.onEvent(inbound, 0, door);
        door.clock.onPeriodicEmit(door);
        if (door.watermark != door.eventTime()) {
            throw new AssertionError(
                    "watermark " + door.watermark + " instead of " + door.eventTime() + " after " + text(input));
        }
        assertStamped(inbound, stamping, stamp, input);
    }

    private static void assertStamped(
            Inbound inbound, OneInputStreamOperatorTestHarness<Inbound, Inbound> stamping, long stamp, byte[] input) {
        Queue<Object> sent = stamping.getOutput();
        Queue<StreamRecord<IncidentFacts>> pages = orNone(stamping.getSideOutput(StampEvents.PAGES));
        Queue<?> refused = orNone(stamping.getSideOutput(StampEvents.REJECTED));
        boolean isRight = sent.size() == (inbound.accepted() == null ? 0 : 1)
                && pages.size() == (inbound.page() == null ? 0 : 1)
                && refused.size() == (inbound.rejection() == null ? 0 : 1)
                && sent.stream()
                        .allMatch(each -> each instanceof StreamRecord<?> record
                                && record.getValue() instanceof Inbound stamped
                                && stamped.stamp() == stamp)
                && pages.stream().allMatch(each -> each.getValue().stamp() == stamp);
        if (!isRight) {
            throw new AssertionError("not stamped " + stamp + ": " + sent + pages + refused + " for " + text(input));
        }
        sent.clear();
        pages.clear();
        refused.clear();
    }

    private static <T> Queue<T> orNone(@org.jspecify.annotations.Nullable Queue<T> queue) {
        return queue == null ? new ArrayDeque<>() : queue;
    }

    private static String text(byte[] input) {
        String text = new String(input, StandardCharsets.UTF_8);
        return input.length + " bytes, " + text.substring(0, Math.min(400, text.length()));
    }
}
