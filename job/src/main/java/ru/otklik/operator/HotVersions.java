package ru.otklik.operator;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.OperatorStateStore;
import org.apache.flink.api.common.typeinfo.Types;
import org.jspecify.annotations.Nullable;
import ru.otklik.domain.version.Outcome;
import ru.otklik.domain.version.Version;
import ru.otklik.domain.version.VersionRegister;

/**
 * The versions of one thing as a running job knows them: those of the reference data and those that were broadcast.
 *
 * <p>Two registers take the same updates. {@code taken} follows the broadcast, is state, and decides what is rejected, so
 * that a rejection leaves once. {@code known} is ahead of it by what lay in the topic when the job started, is no state,
 * and is what is judged by. Since the decision on an update hangs on the updates before it alone, the two never
 * disagree on one that both have seen, nor do two subtasks.
 *
 * <p>An update that arrives while the job runs is effective at least ten minutes after it was appended, and event time
 * runs ahead of the append time of events by less than five: it is known before anybody needs it.
 */
final class HotVersions<V extends Version> {
    private static final byte OF_REFERENCE = 0;
    private static final byte BROADCAST = 1;

    private final List<V> reference;
    private final Function<V, byte[]> packing;
    private final transient BroadcastState<String, byte[]> state;
    private final VersionRegister<V> taken;
    private final VersionRegister<V> known;

    /**
     * Goes on from state, if there is any.
     *
     * @param name of the state
     * @param taken begins with the versions of the reference data, as does {@code known}
     */
    HotVersions(
            String name,
            Function<V, byte[]> packing,
            Function<byte[], V> unpacking,
            VersionRegister<V> taken,
            VersionRegister<V> known,
            OperatorStateStore store)
            throws Exception {
        this.reference = taken.all();
        this.packing = packing;
        this.state = store.getBroadcastState(new MapStateDescriptor<>(name, Types.STRING, FlatType.CHUNK));
        this.taken = taken;
        this.known = known;
        for (Map.Entry<String, byte[]> entry : state.entries()) {
            byte[] packed = entry.getValue();
            V version = unpacking.apply(Arrays.copyOfRange(packed, 1, packed.length));
            for (VersionRegister<V> register : List.of(taken, known)) {
                if (packed[0] == BROADCAST) {
                    register.restore(version);
                } else {
                    register.remember(version);
                }
            }
        }
    }

    /** Takes note of a version that lies in the topic already. */
    void foresee(V version, long appendedAt) {
        known.offer(version, appendedAt);
    }

    /** Takes a broadcast version; what is wrong with it, or null. */
    ConfigUpdate.@Nullable Fault take(V version, long appendedAt) throws Exception {
        known.offer(version, appendedAt);
        Outcome outcome = taken.offer(version, appendedAt);
        if (outcome == Outcome.ADDED) {
            state.put(version.id(), packed(BROADCAST, version));
        }
        return switch (outcome) {
            case ADDED, KNOWN -> null;
            case ID_TAKEN ->
                new ConfigUpdate.Fault(ConfigRejectionReason.ID_TAKEN, "another version has the id " + version.id());
            case EFFECTIVE_TIME_TAKEN ->
                new ConfigUpdate.Fault(
                        ConfigRejectionReason.EFFECTIVE_TIME_TAKEN,
                        "version " + taken.at(version.effectiveFromMillis()).id() + " takes effect at this instant");
            case EFFECTIVE_IN_PAST ->
                new ConfigUpdate.Fault(
                        ConfigRejectionReason.EFFECTIVE_IN_PAST,
                        "effectiveFrom has to be at least 10 minutes after the record is appended");
        };
    }

    /** Keeps the versions of the reference data too: revisions need them even if a later version of the data lacks them. */
    void save() throws Exception {
        for (V version : reference) {
            byte[] kept = state.get(version.id());
            if (kept == null || kept[0] == OF_REFERENCE) {
                state.put(version.id(), packed(OF_REFERENCE, version));
            }
        }
    }

    private byte[] packed(byte origin, V version) {
        byte[] packed = packing.apply(version);
        byte[] bytes = new byte[packed.length + 1];
        bytes[0] = origin;
        System.arraycopy(packed, 0, bytes, 1, packed.length);
        return bytes;
    }
}
