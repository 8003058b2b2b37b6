package ru.otklik.domain.alert;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import ru.otklik.domain.incident.Source;
import ru.otklik.domain.incident.Stage;
import ru.otklik.domain.packing.ByteReader;
import ru.otklik.domain.packing.ByteWriter;

/** A version of rules as bytes. Ordinals of its enums are kept: their values are added at the end. */
public final class RulePacking {
    private static final byte VERSION = 1;
    private static final int SHARE = 1;
    private static final int WORKING = 1 << 1;
    private static final int MEAN = 1 << 2;
    private static final int QUIET = 1 << 3;
    private static final int RENOTIFY = 1 << 4;

    private RulePacking() {}

    public static byte[] pack(AlertRules rules) {
        ByteWriter out = new ByteWriter(64 + 64 * rules.rules().size());
        out.putByte(VERSION);
        out.putString(rules.id());
        out.putSignedVarLong(rules.effectiveFromMillis());
        out.putVarLong(rules.rules().size());
        rules.rules().forEach(rule -> pack(rule, out));
        return out.toBytes();
    }

    private static void pack(AlertRule rule, ByteWriter out) {
        AlertRule.Condition condition = rule.condition();
        out.putString(rule.id());
        out.putByte(rule.kind().ordinal());
        out.putByte(rule.severity().ordinal());
        out.putByte((condition.shareOfNorm() ? SHARE : 0)
                | (condition.working() ? WORKING : 0)
                | (condition.mean() ? MEAN : 0)
                | (rule.quietHours() ? QUIET : 0)
                | (rule.renotify() ? RENOTIFY : 0));
        pack(rule.scope().regions(), out);
        pack(rule.scope().municipalities(), out);
        Source source = rule.scope().source();
        out.putByte(source == null ? 0 : 1 + source.ordinal());
        pack(condition.threshold(), out);
        pack(condition.recovery(), out);
        out.putVarLong(condition.minimumCases());
        Stage stage = condition.stage();
        out.putByte(stage == null ? 0 : 1 + stage.ordinal());
        out.putString(condition.window());
        out.putVarLong(condition.everyMillis());
        out.putVarLong(rule.forMillis());
        out.putVarLong(rule.keepFiringMillis());
        String inhibitor = rule.inhibitedBy();
        out.putString(inhibitor == null ? "" : inhibitor);
    }

    private static void pack(Set<String> words, ByteWriter out) {
        out.putVarLong(words.size());
        new TreeSet<>(words).forEach(out::putString);
    }

    private static void pack(BigDecimal decimal, ByteWriter out) {
        byte[] unscaled = decimal.unscaledValue().toByteArray();
        out.putVarLong(unscaled.length);
        out.putBytes(unscaled, 0, unscaled.length);
        out.putSignedVarLong(decimal.scale());
    }

    /**
     * The rules that were packed.
     *
     * @throws IllegalStateException if the bytes are of another version
     */
    public static AlertRules unpack(byte[] bytes) {
        ByteReader in = new ByteReader(bytes);
        int version = in.takeByte();
        if (version != VERSION) {
            throw new IllegalStateException("alert rules of version " + version + "; this job reads " + VERSION);
        }
        String id = in.takeString();
        long effectiveFrom = in.takeSignedVarLong();
        int size = in.takeVarInt();
        List<AlertRule> rules = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            rules.add(unpackRule(in));
        }
        return new AlertRules(id, effectiveFrom, rules);
    }

    private static AlertRule unpackRule(ByteReader in) {
        String id = in.takeString();
        AlertKind kind = AlertKind.values()[in.takeByte()];
        Severity severity = Severity.values()[in.takeByte()];
        int flags = in.takeByte();
        Set<String> regions = unpackWords(in);
        Set<String> municipalities = unpackWords(in);
        int source = in.takeByte();
        AlertRule.Scope scope =
                new AlertRule.Scope(regions, municipalities, source == 0 ? null : Source.values()[source - 1]);
        BigDecimal threshold = unpackDecimal(in);
        BigDecimal recovery = unpackDecimal(in);
        long minimumCases = in.takeVarLong();
        int stage = in.takeByte();
        AlertRule.Condition condition = new AlertRule.Condition(
                threshold,
                recovery,
                (flags & SHARE) != 0,
                minimumCases,
                stage == 0 ? null : Stage.values()[stage - 1],
                (flags & WORKING) != 0,
                (flags & MEAN) != 0,
                in.takeString(),
                in.takeVarLong());
        long forMillis = in.takeVarLong();
        long keepFiring = in.takeVarLong();
        String inhibitor = in.takeString();
        return new AlertRule(
                id,
                kind,
                scope,
                condition,
                forMillis,
                keepFiring,
                severity,
                (flags & QUIET) != 0,
                inhibitor.isEmpty() ? null : inhibitor,
                (flags & RENOTIFY) != 0);
    }

    private static Set<String> unpackWords(ByteReader in) {
        int size = in.takeVarInt();
        Set<String> words = new HashSet<>();
        for (int i = 0; i < size; i++) {
            words.add(in.takeString());
        }
        return words;
    }

    private static BigDecimal unpackDecimal(ByteReader in) {
        byte[] unscaled = in.takeBytes(in.takeVarInt());
        return new BigDecimal(new BigInteger(unscaled), (int) in.takeSignedVarLong());
    }
}
