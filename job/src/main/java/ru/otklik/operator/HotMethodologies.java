package ru.otklik.operator;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.OperatorStateStore;
import org.apache.flink.api.common.typeinfo.Types;
import org.jspecify.annotations.Nullable;
import ru.otklik.domain.ranking.Methodologies;
import ru.otklik.domain.ranking.Methodology;
import ru.otklik.domain.ranking.MethodologyPacking;
import ru.otklik.domain.ranking.MethodologyRegister;

/**
 * The versions of the methodology as a running job knows them: those of the reference data and those that were broadcast.
 *
 * <p>Two registers take the same updates. {@code taken} follows the broadcast, is state, and decides what is rejected, so
 * that a rejection leaves once. {@code known} is ahead of it by what lay in the topic when the job started, is no state,
 * and is what boards are ranked by. Since the decision on an update hangs on the updates before it alone, the two never
 * disagree on one that both have seen, nor do two subtasks.
 *
 * <p>An update that arrives while the job runs is effective at least ten minutes after it was appended, and event time
 * runs ahead of the append time of events by less than five: it is known before any board needs it.
 */
final class HotMethodologies {
    private static final String STATE = "methodologies";
    private static final byte OF_REFERENCE = 0;
    private static final byte BROADCAST = 1;

    private final List<Methodology> reference;
    private final transient BroadcastState<String, byte[]> state;
    private final MethodologyRegister taken;
    private final MethodologyRegister known;

    /**
     * Goes on from state, if there is any.
     *
     * @param reference versions of the reference data
     * @param soFar read here, once
     */
    HotMethodologies(List<Methodology> reference, UpdatesSoFar soFar, OperatorStateStore store) throws Exception {
        this.reference = reference;
        this.state = store.getBroadcastState(new MapStateDescriptor<>(STATE, Types.STRING, FlatType.CHUNK));
        this.taken = new MethodologyRegister(reference);
        this.known = new MethodologyRegister(reference);
        for (Map.Entry<String, byte[]> entry : state.entries()) {
            byte[] packed = entry.getValue();
            Methodology version = MethodologyPacking.unpack(Arrays.copyOfRange(packed, 1, packed.length));
            for (MethodologyRegister register : List.of(taken, known)) {
                if (packed[0] == BROADCAST) {
                    register.restore(version);
                } else {
                    register.remember(version);
                }
            }
        }
        for (MethodologyUpdate update : soFar.read()) {
            offer(known, update);
        }
    }

    /** By which versions boards are ranked. */
    Methodologies known() {
        return known;
    }

    /** Takes a broadcast update; what is wrong with it, or null. */
    MethodologyUpdate.@Nullable Fault take(MethodologyUpdate update) throws Exception {
        offer(known, update);
        MethodologyUpdate.Fault fault = offer(taken, update);
        Methodology version = update.methodology();
        if (fault == null && version != null) {
            state.put(version.id(), packed(BROADCAST, version));
        }
        return fault;
    }

    private static MethodologyUpdate.@Nullable Fault offer(MethodologyRegister register, MethodologyUpdate update) {
        Methodology version = update.methodology();
        if (version == null) {
            return update.fault();
        }
        return switch (register.offer(version, update.origin().appendedAt())) {
            case ADDED, KNOWN -> null;
            case ID_TAKEN ->
                new MethodologyUpdate.Fault(
                        ConfigRejectionReason.ID_TAKEN, "another version has the id " + version.id());
            case EFFECTIVE_TIME_TAKEN ->
                new MethodologyUpdate.Fault(
                        ConfigRejectionReason.EFFECTIVE_TIME_TAKEN,
                        "version " + register.at(version.effectiveFromMillis()).id() + " takes effect at this instant");
            case EFFECTIVE_IN_PAST ->
                new MethodologyUpdate.Fault(
                        ConfigRejectionReason.EFFECTIVE_IN_PAST,
                        "effectiveFrom has to be at least 10 minutes after the record is appended");
        };
    }

    /** Keeps the versions of the reference data too: revisions need them even if a later version of the data lacks them. */
    void save() throws Exception {
        for (Methodology version : reference) {
            byte[] kept = state.get(version.id());
            if (kept == null || kept[0] == OF_REFERENCE) {
                state.put(version.id(), packed(OF_REFERENCE, version));
            }
        }
    }

    private static byte[] packed(byte origin, Methodology version) {
        byte[] packed = MethodologyPacking.pack(version);
        byte[] bytes = new byte[packed.length + 1];
        bytes[0] = origin;
        System.arraycopy(packed, 0, bytes, 1, packed.length);
        return bytes;
    }
}
