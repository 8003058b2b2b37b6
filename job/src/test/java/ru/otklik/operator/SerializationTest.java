package ru.otklik.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshotSerializationUtil;
import org.apache.flink.api.java.typeutils.GenericTypeInfo;
import org.apache.flink.api.java.typeutils.runtime.kryo.KryoSerializer;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import ru.otklik.domain.incident.EventType;
import ru.otklik.domain.incident.Fact;
import ru.otklik.domain.incident.FactKind;
import ru.otklik.domain.incident.IncidentEvent;
import ru.otklik.domain.incident.Priority;
import ru.otklik.domain.incident.SignedFact;
import ru.otklik.domain.incident.Source;
import ru.otklik.domain.pages.PageReport;
import ru.otklik.domain.region.IncidentFacts;
import ru.otklik.domain.region.MeasureRules;
import ru.otklik.domain.region.RegionReport;
import ru.otklik.edge.TestRecords;
import ru.otklik.topology.Doors;
import ru.otklik.topology.IncidentRankingTopology;

/** Nothing in flight or in state falls to Kryo, and every record is read back as it was written. */
class SerializationTest {
    private static final int CASES = 2_000;

    @Test
    void noTypeOfTheTopologyFallsToKryo() {
        StreamGraph graph = graph();

        assertThat(graph.getStreamNodes()).hasSizeGreaterThanOrEqualTo(5);
        for (StreamNode node : graph.getStreamNodes()) {
            List<TypeSerializer<?>> serializers = new ArrayList<>(List.of(node.getTypeSerializersIn()));
            if (node.getTypeSerializerOut() != null) {
                serializers.add(node.getTypeSerializerOut());
            }
            if (node.getStateKeySerializer() != null) {
                serializers.add(node.getStateKeySerializer());
            }
            assertThat(serializers)
                    .as(node.getOperatorName())
                    .noneMatch(serializer -> serializer instanceof KryoSerializer);
            assertThat(serializers.stream().filter(serializer -> serializer instanceof FlatSerializer))
                    .as(node.getOperatorName())
                    .isNotEmpty();
        }
    }

    @Test
    void genericTypesAreRefusedByThisEnvironment() {
        StreamExecutionEnvironment env = environment();

        assertThatThrownBy(() -> new GenericTypeInfo<>(Object.class)
                        .createSerializer(env.getConfig().getSerializerConfig()))
                .isInstanceOf(UnsupportedOperationException.class);
    }

    private static StreamExecutionEnvironment environment() {
        Configuration configuration = new Configuration();
        configuration.set(PipelineOptions.GENERIC_TYPES, false);
        return StreamExecutionEnvironment.createLocalEnvironment(2, configuration);
    }

    private static StreamGraph graph() {
        StreamExecutionEnvironment env = environment();
        Inbound nothing = Inbound.heartbeat(new Origin("t", 0, 0, new byte[32], 0), 0);
        Doors doors = new Doors(
                inlet -> inlet.fromData((TypeInformation<Inbound>) FlatType.INBOUND, nothing),
                List.of(publications -> publications.sinkTo(new DiscardingSink<>())),
                TestRecords.formats());
        MeasureRules measure =
                new MeasureRules(Scripts.REFERENCE, 1, List.of(), java.util.Set.of(), java.util.Set.of(), false);
        IncidentRankingTopology.wire(
                env, doors, new IncidentRankingTopology.Rules(Scripts.VERDICT, measure, 0, 0, null));
        return env.getStreamGraph(false);
    }

    static Stream<FlatType<?>> types() {
        return Stream.of(
                FlatType.INBOUND,
                FlatType.INCIDENT_FACTS,
                FlatType.REGION_REPORT,
                FlatType.PUBLICATION,
                FlatType.CONFIG_UPDATE,
                FlatType.CHUNK);
    }

    @ParameterizedTest
    @MethodSource("types")
    void serializerIsRestoredFromItsSnapshot(FlatType<?> type) throws Exception {
        assertRestored(serializer(type));
    }

    private static <T> TypeSerializer<T> serializer(FlatType<T> type) {
        return type.createSerializer(environment().getConfig().getSerializerConfig());
    }

    private static <T> void assertRestored(TypeSerializer<T> serializer) throws Exception {
        DataOutputSerializer out = new DataOutputSerializer(64);
        TypeSerializerSnapshotSerializationUtil.writeSerializerSnapshot(out, serializer.snapshotConfiguration());
        TypeSerializerSnapshot<T> read = TypeSerializerSnapshotSerializationUtil.readSerializerSnapshot(
                new DataInputDeserializer(out.getCopyOfBuffer()),
                serializer.getClass().getClassLoader());

        assertThat(read.restoreSerializer()).isEqualTo(serializer).hasSameClassAs(serializer);
        assertThat(serializer
                        .snapshotConfiguration()
                        .resolveSchemaCompatibility(read)
                        .isCompatibleAsIs())
                .isTrue();
        assertThat(serializer.duplicate()).isEqualTo(serializer);
        assertThat(serializer.isImmutableType()).isTrue();
    }

    @Test
    void inboundIsReadBackWhole() throws Exception {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < CASES; i++) {
            Inbound inbound = inbound(random);
            Inbound read = roundTrip(serializer(FlatType.INBOUND), inbound);

            // A record compares an array by identity.
            assertThat(read).as("seed 1, case %d", i).usingRecursiveComparison().isEqualTo(inbound);
            assertThat(read.accepted()).isEqualTo(inbound.accepted());
        }
    }

    @Test
    void incidentFactsAreReadBackWhole() throws Exception {
        SplittableRandom random = new SplittableRandom(2);
        for (int i = 0; i < CASES; i++) {
            List<SignedFact> facts = new ArrayList<>();
            for (int j = random.nextInt(40); j >= 0; j--) {
                facts.add(fact(random));
            }
            IncidentFacts incident = new IncidentFacts(
                    "87000000",
                    Source.values()[random.nextInt(2)],
                    present(random),
                    random.nextLong(),
                    random.nextBoolean() ? Inbound.NO_TIME : random.nextLong(),
                    random.nextLong(),
                    facts);

            assertThat(roundTrip(serializer(FlatType.INCIDENT_FACTS), incident))
                    .as("seed 2, case %d", i)
                    .isEqualTo(incident);
        }
    }

    @Test
    void pageReportsAreReadBackWhole() throws Exception {
        SplittableRandom random = new SplittableRandom(5);
        for (int i = 0; i < CASES; i++) {
            PageReport page = new PageReport(
                    random.nextInt(100_000),
                    present(random),
                    absentOr(random),
                    random.nextLong(),
                    random.nextLong(),
                    random.nextLong(),
                    random.nextLong(),
                    random.nextLong(),
                    random.nextLong(),
                    random.nextLong());
            IncidentFacts told = IncidentFacts.ofPage("87000000", page, random.nextLong(), random.nextLong());
            Inbound inbound = Inbound.page(inbound(random).origin(), page);

            assertThat(roundTrip(serializer(FlatType.INCIDENT_FACTS), told))
                    .as("seed 5, case %d", i)
                    .isEqualTo(told);
            assertThat(roundTrip(serializer(FlatType.INBOUND), inbound).page()).isEqualTo(page);
        }
    }

    @Test
    void regionReportsAreReadBackWhole() throws Exception {
        SplittableRandom random = new SplittableRandom(4);
        for (int i = 0; i < CASES; i++) {
            byte[] figures = new byte[random.nextInt(600)];
            random.nextBytes(figures);
            RegionReport report = new RegionReport(
                    present(random),
                    "87000000",
                    random.nextInt(-1, 4),
                    random.nextInt(4),
                    random.nextInt(),
                    random.nextLong(),
                    random.nextBoolean(),
                    figures,
                    random.nextBoolean() ? null : figures.clone());

            assertThat(roundTrip(serializer(FlatType.REGION_REPORT), report))
                    .as("seed 4, case %d", i)
                    .usingRecursiveComparison()
                    .isEqualTo(report);
        }
    }

    @Test
    void publicationsAreReadBackWhole() throws Exception {
        SplittableRandom random = new SplittableRandom(3);
        for (int i = 0; i < CASES; i++) {
            Publication.Row row = random.nextInt(3) == 0
                    ? null
                    : new Publication.Row(
                            Stream.generate(() -> present(random))
                                    .limit(random.nextInt(9))
                                    .toList(),
                            random.nextInt(),
                            random.nextInt(2),
                            random.nextInt(-1, 1 << 20),
                            present(random),
                            present(random),
                            present(random),
                            present(random),
                            present(random));
            Publication publication = new Publication(present(random), present(random), bytes(random), row);
            Publication read = roundTrip(serializer(FlatType.PUBLICATION), publication);

            assertThat(read).as("seed 3, case %d", i).usingRecursiveComparison().isEqualTo(publication);
            assertThat(read.row()).isEqualTo(row);
        }
    }

    @Test
    void chunksAreReadBackWhole() throws Exception {
        SplittableRandom random = new SplittableRandom(4);
        for (int i = 0; i < CASES; i++) {
            byte[] chunk = bytes(random);
            assertThat(roundTrip(serializer(FlatType.CHUNK), chunk))
                    .as("seed 4, case %d", i)
                    .isEqualTo(chunk);
        }
    }

    /** Two in a row, so that a record that reads too little or too much is found; then once more as a copy of bytes. */
    private static <T> T roundTrip(TypeSerializer<T> serializer, T value) throws Exception {
        DataOutputSerializer out = new DataOutputSerializer(64);
        serializer.serialize(value, out);
        serializer.serialize(value, out);
        DataOutputSerializer copied = new DataOutputSerializer(64);
        DataInputDeserializer copying = new DataInputDeserializer(out.getCopyOfBuffer());
        serializer.copy(copying, copied);
        serializer.copy(copying, copied);
        assertThat(copied.getCopyOfBuffer()).isEqualTo(out.getCopyOfBuffer());
        DataInputDeserializer in = new DataInputDeserializer(out.getCopyOfBuffer());
        serializer.deserialize(in);
        T read = serializer.deserialize(in);
        assertThat(in.available()).isZero();
        return read;
    }

    private static Inbound inbound(SplittableRandom random) {
        Origin origin =
                new Origin(present(random), random.nextInt(), random.nextLong(), bytes(random), random.nextLong());
        Inbound inbound = switch (random.nextInt(3)) {
            case 0 -> Inbound.heartbeat(origin, random.nextLong());
            case 1 ->
                Inbound.rejected(
                        origin,
                        RejectionReason.values()[random.nextInt(RejectionReason.values().length)],
                        present(random));
            default ->
                Inbound.accepted(
                        origin,
                        new Inbound.Accepted(
                                Source.values()[random.nextInt(2)],
                                present(random),
                                random.nextLong(),
                                random.nextLong(),
                                event(random)));
        };
        return random.nextBoolean() ? inbound : inbound.stamped(random.nextLong());
    }

    private static IncidentEvent event(SplittableRandom random) {
        return new IncidentEvent(
                EventType.values()[random.nextInt(EventType.values().length)],
                random.nextLong(),
                random.nextLong(),
                absentOr(random),
                absentOr(random),
                absentOr(random),
                absentOr(random),
                Priority.values()[random.nextInt(2)],
                random.nextLong(),
                random.nextBoolean() ? IncidentEvent.NONE : random.nextLong(),
                random.nextBoolean() ? IncidentEvent.NONE : random.nextLong(),
                random.nextBoolean(),
                random.nextInt(6));
    }

    private static SignedFact fact(SplittableRandom random) {
        boolean figures = random.nextBoolean();
        FactKind kind = FactKind.values()[random.nextInt(FactKind.values().length)];
        Fact fact = new Fact(
                kind,
                random.nextLong(),
                random.nextInt(100_000),
                absentOr(random),
                figures ? random.nextLong() : 0,
                figures ? random.nextLong() : 0,
                kind.isOutcome() && random.nextBoolean() ? random.nextInt(3) : Fact.NO_COHORT);
        int sign = random.nextBoolean() ? 1 : -1;
        return fact.kind() == FactKind.REGISTERED
                ? new SignedFact(sign, fact, absentOr(random), absentOr(random), random.nextLong())
                : new SignedFact(sign, fact, null, null, 0);
    }

    private static @Nullable String absentOr(SplittableRandom random) {
        return random.nextInt(3) == 0 ? null : present(random);
    }

    private static String present(SplittableRandom random) {
        List<String> texts = List.of("", "x", "ЖКХ", "\uD83D\uDEA7", "\0", "ж".repeat(40_000));
        return texts.get(random.nextInt(100) == 0 ? 5 : random.nextInt(5));
    }

    private static byte[] bytes(SplittableRandom random) {
        byte[] bytes = new byte[random.nextInt(300)];
        random.nextBytes(bytes);
        return bytes;
    }
}
