package ru.otklik.bench.peers;

import com.fasterxml.jackson.databind.ObjectReader;
import java.io.IOException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.Serializer;

/** Serdes that bind JSON; no value stays none. */
final class JsonSerde {
    private JsonSerde() {}

    @SuppressWarnings("NullAway") // Kafka hands records without a value through serdes as null.
    static <T> Serde<T> of(Class<T> type) {
        ObjectReader reader = PeerJson.mapper().readerFor(type);
        Serializer<T> serializer = (topic, value) -> value == null ? null : PeerJson.bytes(value);
        Deserializer<T> deserializer = (topic, bytes) -> {
            try {
                return bytes == null ? null : reader.<T>readValue(bytes);
            } catch (IOException e) {
                throw new SerializationException("not a " + type.getSimpleName() + " in " + topic, e);
            }
        };
        return Serdes.serdeFrom(serializer, deserializer);
    }
}
