package ru.otklik.operator;

import java.util.Objects;
import org.apache.flink.api.common.serialization.SerializerConfig;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;

/** Tells Flink the serializer of a type. */
public final class FlatType<T> extends TypeInformation<T> {
    private static final long serialVersionUID = 1L;

    /** Records at the door. */
    public static final FlatType<Inbound> INBOUND = new FlatType<>(Inbound.class, new InboundSerializer());

    /** Differences of facts on the way to their region. */
    public static final FlatType<ru.otklik.domain.region.IncidentFacts> INCIDENT_FACTS =
            new FlatType<>(ru.otklik.domain.region.IncidentFacts.class, new IncidentFactsSerializer());

    /** Figures of regions on their way to those of districts and of the country. */
    public static final FlatType<ru.otklik.domain.region.RegionReport> REGION_REPORT =
            new FlatType<>(ru.otklik.domain.region.RegionReport.class, new RegionReportSerializer());

    /** Records on their way out. */
    public static final FlatType<Publication> PUBLICATION =
            new FlatType<>(Publication.class, new PublicationSerializer());

    /** Updates of the configuration on their way to every region. */
    public static final FlatType<ConfigUpdate> CONFIG_UPDATE =
            new FlatType<>(ConfigUpdate.class, new ConfigUpdateSerializer());

    /** Immutable bytes of state. */
    public static final FlatType<byte[]> CHUNK = new FlatType<>(byte[].class, new ChunkSerializer());

    private final Class<T> type;
    private final TypeSerializer<T> serializer;

    private FlatType(Class<T> type, TypeSerializer<T> serializer) {
        this.type = type;
        this.serializer = serializer;
    }

    @Override
    public boolean isBasicType() {
        return false;
    }

    @Override
    public boolean isTupleType() {
        return false;
    }

    @Override
    public int getArity() {
        return 1;
    }

    @Override
    public int getTotalFields() {
        return 1;
    }

    @Override
    public Class<T> getTypeClass() {
        return type;
    }

    @Override
    public boolean isKeyType() {
        return false;
    }

    @Override
    public TypeSerializer<T> createSerializer(SerializerConfig config) {
        return serializer;
    }

    @Override
    public String toString() {
        return "FlatType(" + type.getSimpleName() + ")";
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof FlatType<?> that && type.equals(that.type);
    }

    @Override
    public int hashCode() {
        return Objects.hashCode(type);
    }

    @Override
    public boolean canEqual(Object other) {
        return other instanceof FlatType<?>;
    }
}
