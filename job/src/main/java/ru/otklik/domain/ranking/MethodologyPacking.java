package ru.otklik.domain.ranking;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import ru.otklik.domain.incident.Source;
import ru.otklik.domain.packing.ByteReader;
import ru.otklik.domain.packing.ByteWriter;

/** A methodology as bytes, in flight and in state. Ordinals of its enums are kept: their values are added at the end. */
public final class MethodologyPacking {
    private static final byte VERSION = 1;

    private MethodologyPacking() {}

    public static byte[] pack(Methodology methodology) {
        ByteWriter out = new ByteWriter(512);
        out.putByte(VERSION);
        out.putString(methodology.id());
        out.putSignedVarLong(methodology.effectiveFromMillis());
        out.putVarLong(methodology.kinds().size());
        methodology.kinds().forEach((kind, indicators) -> {
            out.putByte(kind.ordinal());
            out.putVarLong(indicators.size());
            indicators.forEach(indicator -> pack(indicator, out));
        });
        out.putByte(methodology.ties().ordinal());
        out.putVarLong(methodology.minimumVolumePerMonth());
        pack(methodology.zones().green(), out);
        pack(methodology.zones().yellow(), out);
        out.putVarLong(methodology.recommendations().size());
        methodology.recommendations().forEach(rule -> pack(rule, out));
        return out.toBytes();
    }

    private static void pack(Indicator indicator, ByteWriter out) {
        out.putString(indicator.indicator());
        pack(indicator.source(), out);
        pack(indicator.weight(), out);
        pack(indicator.best(), out);
        pack(indicator.worst(), out);
        out.putVarLong(indicator.minimumCases());
        out.putByte(indicator.transform().ordinal());
    }

    private static void pack(RecommendationRule rule, ByteWriter out) {
        out.putString(rule.code());
        out.putString(rule.indicator());
        pack(rule.source(), out);
        out.putByte(rule.comparison().ordinal());
        pack(rule.threshold(), out);
        out.putVarLong(rule.minimumCases());
        out.putString(rule.text());
    }

    private static void pack(@Nullable Source source, ByteWriter out) {
        out.putByte(source == null ? 0 : 1 + source.ordinal());
    }

    private static void pack(BigDecimal decimal, ByteWriter out) {
        byte[] unscaled = decimal.unscaledValue().toByteArray();
        out.putVarLong(unscaled.length);
        out.putBytes(unscaled, 0, unscaled.length);
        out.putSignedVarLong(decimal.scale());
    }

    /**
     * The methodology that was packed.
     *
     * @throws IllegalStateException if the bytes are of another version
     */
    public static Methodology unpack(byte[] bytes) {
        ByteReader in = new ByteReader(bytes);
        int version = in.takeByte();
        if (version != VERSION) {
            throw new IllegalStateException("methodology of version " + version + "; this job reads " + VERSION);
        }
        String id = in.takeString();
        long effectiveFrom = in.takeSignedVarLong();
        Map<BoardKind, List<Indicator>> kinds = new EnumMap<>(BoardKind.class);
        int kindCount = in.takeVarInt();
        for (int i = 0; i < kindCount; i++) {
            BoardKind kind = BoardKind.values()[in.takeByte()];
            int size = in.takeVarInt();
            List<Indicator> indicators = new ArrayList<>(size);
            for (int j = 0; j < size; j++) {
                indicators.add(unpackIndicator(in));
            }
            kinds.put(kind, indicators);
        }
        Ties ties = Ties.values()[in.takeByte()];
        int minimumVolume = in.takeVarInt();
        Zones zones = new Zones(unpackDecimal(in), unpackDecimal(in));
        int ruleCount = in.takeVarInt();
        List<RecommendationRule> rules = new ArrayList<>(ruleCount);
        for (int i = 0; i < ruleCount; i++) {
            rules.add(unpackRule(in));
        }
        return new Methodology(id, effectiveFrom, kinds, ties, minimumVolume, zones, rules);
    }

    private static Indicator unpackIndicator(ByteReader in) {
        return new Indicator(
                in.takeString(),
                unpackSource(in),
                unpackDecimal(in),
                unpackDecimal(in),
                unpackDecimal(in),
                in.takeVarLong(),
                Transform.values()[in.takeByte()]);
    }

    private static RecommendationRule unpackRule(ByteReader in) {
        return new RecommendationRule(
                in.takeString(),
                in.takeString(),
                unpackSource(in),
                Comparison.values()[in.takeByte()],
                unpackDecimal(in),
                in.takeVarLong(),
                in.takeString());
    }

    private static @Nullable Source unpackSource(ByteReader in) {
        int ordinal = in.takeByte();
        return ordinal == 0 ? null : Source.values()[ordinal - 1];
    }

    private static BigDecimal unpackDecimal(ByteReader in) {
        byte[] unscaled = new byte[in.takeVarInt()];
        for (int i = 0; i < unscaled.length; i++) {
            unscaled[i] = (byte) in.takeByte();
        }
        return new BigDecimal(new BigInteger(unscaled), (int) in.takeSignedVarLong());
    }
}
