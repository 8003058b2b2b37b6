package ru.otklik.edge;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import ru.otklik.operator.Inbound;

/** The door: one event of usual traffic, its hashes included. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class DecodeBenchmark {
    private CountryData data;
    private EventDecoder decoder;
    private EventParser parser;
    private int next;

    @Setup
    public void prepare() throws IOException {
        data = new CountryData();
        decoder = data.decoder();
        parser = new EventParser(new IdHash(), new CitizenHash(new byte[32]));
    }

    private byte[] event() {
        next = next + 1 < data.events.length ? next + 1 : 0;
        return data.events[next];
    }

    @Benchmark
    public Inbound decode() {
        return decoder.decode(event(), "incidents.im", 0, 0, 0, Long.MAX_VALUE);
    }

    /** What decides on everything that the scanner does not know. */
    @Benchmark
    public Inbound.Accepted careful() throws EventDecoder.Rejected {
        return parser.parse(event());
    }
}
