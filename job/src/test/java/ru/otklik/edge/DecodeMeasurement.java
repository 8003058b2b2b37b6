package ru.otklik.edge;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Locale;
import ru.otklik.operator.Inbound;
import ru.otklik.testing.References;

/** Measures the door alone: nanoseconds of one thread for one usual event. Run by hand. */
final class DecodeMeasurement {
    private static final int EVENTS = 20_000;
    private static final int PASSES = 50;
    private static final int ROUNDS = 7;

    private DecodeMeasurement() {}

    /** Takes no arguments. */
    public static void main(String[] args) throws Exception {
        byte[][] events = UsualEvents.of(1, EVENTS);
        byte[] key = "a key for measurements only".getBytes(StandardCharsets.UTF_8);
        EventDecoder decoder =
                new EventDecoder(new EventDecoder.DecoderRules(Long.MIN_VALUE, true, key), References.small());
        QuickDecoder quick = new QuickDecoder(new IdHash(), new CitizenHash(key));
        EventParser parser = new EventParser(new IdHash(), new CitizenHash(key));
        EventScanner scanner = new EventScanner();
        MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
        System.err.printf(
                Locale.ROOT,
                "%.0f bytes an event%n",
                Arrays.stream(events).mapToInt(event -> event.length).average().orElse(0));
        measure("decode", events, event -> {
            Inbound inbound = decoder.decode(event, "incidents.im", 0, 0, 0, Long.MAX_VALUE);
            return inbound.accepted() == null ? 0 : inbound.eventTime();
        });
        measure("decode without the hash of the value", events, event -> {
            Inbound.Accepted accepted = quick.decode(event, 0, event.length);
            return accepted == null ? 0 : accepted.key();
        });
        measure("scan only", events, event -> scanner.scan(event, 0, event.length) ? 1 : 0);
        measure("hash of the value only", events, event -> sha256.digest(event)[0]);
        measure("careful parser, without the hash of the value", events, event -> {
            try {
                return parser.parse(event).key();
            } catch (EventDecoder.Rejected e) {
                throw new IllegalStateException(e);
            }
        });
    }

    /** What is measured; gives something that depends on all of its work. */
    private interface Work {
        long on(byte[] event);
    }

    private static void measure(String name, byte[][] events, Work work) {
        double[] nanos = new double[ROUNDS];
        long sum = 0;
        for (int round = 0; round < ROUNDS; round++) {
            long start = System.nanoTime();
            for (int pass = 0; pass < PASSES; pass++) {
                for (byte[] event : events) {
                    sum += work.on(event);
                }
            }
            nanos[round] = (double) (System.nanoTime() - start) / PASSES / events.length;
        }
        Arrays.sort(nanos);
        System.err.printf(
                Locale.ROOT, "%-46s median %,6.0f ns, best %,6.0f (%x)%n", name, nanos[ROUNDS / 2], nanos[0], sum);
    }
}
