package ru.otklik.domain.region;

import ru.otklik.domain.incident.PackedSteps;
import ru.otklik.domain.incident.Source;
import ru.otklik.domain.packing.ByteReader;
import ru.otklik.domain.packing.ByteWriter;

/**
 * The stages of an incident as a message brought them.
 *
 * @param steps all of them, past and future
 * @param number of the message: an older one brings nothing
 */
record BroughtStages(Source source, String incidentId, PackedSteps steps, long number) {
    private static final Source[] SOURCES = Source.values();

    String key() {
        return WatchedIncident.key(source, incidentId);
    }

    void pack(ByteWriter out) {
        out.putByte(source.ordinal());
        out.putString(incidentId);
        out.putVarLong(steps.bytes().length);
        out.putBytes(steps.bytes(), 0, steps.bytes().length);
        out.putVarLong(number);
    }

    static BroughtStages unpack(ByteReader in) {
        return new BroughtStages(
                SOURCES[in.takeByte()],
                in.takeString(),
                PackedSteps.ofBytes(in.takeBytes(in.takeVarInt())),
                in.takeVarLong());
    }
}
