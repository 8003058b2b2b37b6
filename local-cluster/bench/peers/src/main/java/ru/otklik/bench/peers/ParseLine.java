package ru.otklik.bench.peers;

import com.fasterxml.jackson.databind.ObjectReader;
import java.io.IOException;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;

/** Binds a line of an NDJSON file. */
final class ParseLine extends RichMapFunction<String, CitizenEvent> {
    private static final long serialVersionUID = 1L;

    private transient ObjectReader reader;

    @SuppressWarnings("NullAway.Init") // Flink calls open before anything else.
    ParseLine() {}

    @Override
    public void open(OpenContext context) {
        reader = PeerJson.mapper().readerFor(CitizenEvent.class);
    }

    @Override
    public CitizenEvent map(String line) throws IOException {
        return reader.readValue(line);
    }
}
