package ru.otklik.bench.peers;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Grouped;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.jspecify.annotations.Nullable;
import ru.otklik.bench.peers.MunicipalityFigures.Period;
import ru.otklik.domain.period.CalendarKind;
import ru.otklik.domain.reference.Municipality;
import ru.otklik.domain.reference.ReferenceData;

/** The topology of peer (f): incidents to facts, facts to figures of months and quarters, all in RocksDB as JSON. */
final class StreamsTopology {
    /** Store of the figures: municipality, kind and label of the period, joined by a bar, to the tally. */
    static final String FIGURES = "figures";

    private static final String SEPARATOR = "|";

    private StreamsTopology() {}

    /**
     * Builds it.
     *
     * @param kinds kinds of periods
     * @param rowsTopic every change of a row goes there
     * @param progress told of records and facts
     */
    static Topology of(
            List<String> topics,
            List<CalendarKind> kinds,
            String rowsTopic,
            ReferenceData reference,
            StreamsProgress progress) {
        StreamsBuilder builder = new StreamsBuilder();
        builder.addStateStore(Stores.keyValueStoreBuilder(
                Stores.persistentKeyValueStore(IncidentProcessor.INCIDENTS),
                Serdes.String(),
                JsonSerde.of(IncidentState.class)));
        builder.addStateStore(Stores.keyValueStoreBuilder(
                Stores.persistentKeyValueStore(IncidentProcessor.DEADLINES), Serdes.String(), Serdes.String()));
        // All events of an incident are in one partition already, so they need no repartitioning.
        builder.stream(
                        topics,
                        Consumed.with(Serdes.ByteArray(), JsonSerde.of(CitizenEvent.class))
                                .withTimestampExtractor(
                                        (message, partitionTime) -> timeOf(message.value(), message.timestamp())))
                .process(
                        () -> new IncidentProcessor(reference, progress),
                        IncidentProcessor.INCIDENTS,
                        IncidentProcessor.DEADLINES)
                .flatMap((municipality, fact) -> {
                    progress.factTold(kinds.size());
                    return kinds.stream()
                            .map(kind -> KeyValue.pair(key(fact, kind, reference), fact))
                            .toList();
                })
                .groupByKey(Grouped.with(Serdes.String(), JsonSerde.of(IncidentFact.class)))
                .aggregate(
                        FigureTally::new,
                        (key, fact, tally) -> {
                            FigureTally added = tally.add(fact);
                            progress.factAdded();
                            return added;
                        },
                        Materialized.<String, FigureTally, KeyValueStore<Bytes, byte[]>>as(FIGURES)
                                .withKeySerde(Serdes.String())
                                .withValueSerde(JsonSerde.of(FigureTally.class)))
                .toStream()
                .mapValues(StreamsTopology::row)
                .to(rowsTopic, Produced.with(Serdes.String(), JsonSerde.of(MunicipalityFigures.class)));
        return builder.build();
    }

    /** The row of a key of the store of figures. */
    static MunicipalityFigures row(String key, FigureTally tally) {
        String[] parts = key.split("\\" + SEPARATOR, -1);
        return MunicipalityFigures.of(parts[0], new Period(parts[1], parts[2], null), tally);
    }

    private static long timeOf(@Nullable Object value, long recordTime) {
        return value instanceof CitizenEvent event ? event.occurredAt.toEpochMilli() : recordTime;
    }

    private static String key(IncidentFact fact, CalendarKind kind, ReferenceData reference) {
        Municipality municipality = reference.findMunicipality(fact.municipality);
        if (municipality == null) {
            throw new IllegalStateException("not of the reference data: " + fact.municipality);
        }
        LocalDate date = LocalDate.ofInstant(Instant.ofEpochMilli(fact.date), municipality.zone());
        return fact.municipality + SEPARATOR + kind + SEPARATOR + kind.label(kind.indexOf(date));
    }
}
