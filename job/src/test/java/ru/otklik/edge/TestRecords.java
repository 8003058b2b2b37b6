package ru.otklik.edge;

import java.nio.charset.StandardCharsets;
import ru.otklik.domain.reference.ReferenceData;
import ru.otklik.operator.Inbound;
import ru.otklik.operator.RecordFormat;

/** The real format and decoder of the edge, for tests in other packages. */
public final class TestRecords {
    private final EventDecoder decoder;

    public TestRecords(ReferenceData reference) {
        byte[] key = "a key for tests only".getBytes(StandardCharsets.UTF_8);
        decoder = new EventDecoder(new EventDecoder.DecoderRules(0, false, key), reference);
    }

    /** Records of edition 1. */
    public static RecordFormat.Factory formats() {
        return JsonRecords.factory(1);
    }

    /** What the door makes of a value of a topic's partition. */
    public Inbound decode(String json, String topic, int partition, long offset, long appendedAt) {
        return decoder.decode(
                json.getBytes(StandardCharsets.UTF_8), topic, partition, offset, appendedAt, Long.MAX_VALUE);
    }
}
