package ru.otklik.bench.peers;

import com.fasterxml.jackson.databind.ObjectReader;
import java.io.IOException;
import org.apache.flink.api.common.serialization.AbstractDeserializationSchema;
import org.jspecify.annotations.Nullable;

/** Binds a JSON record to a {@link CitizenEvent}; heart-beats, which have no value, are skipped. */
final class CitizenEventSchema extends AbstractDeserializationSchema<CitizenEvent> {
    private static final long serialVersionUID = 1L;

    private transient @Nullable ObjectReader reader;

    CitizenEventSchema() {
        super(CitizenEvent.class);
    }

    @Override
    public void open(InitializationContext context) {
        reader = PeerJson.mapper().readerFor(CitizenEvent.class);
    }

    @Override
    @SuppressWarnings("NullAway") // Flink skips a record for which null is returned.
    public CitizenEvent deserialize(byte @Nullable [] value) throws IOException {
        if (value == null || reader == null) {
            return null;
        }
        return reader.readValue(value);
    }
}
