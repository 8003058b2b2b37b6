package ru.otklik.operator;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.OperatorStateStore;
import org.apache.flink.api.common.typeinfo.Types;
import org.jspecify.annotations.Nullable;
import ru.otklik.domain.alert.Silence;
import ru.otklik.domain.alert.SilencePacking;
import ru.otklik.domain.alert.SilenceRegister;
import ru.otklik.domain.packing.ByteReader;
import ru.otklik.domain.packing.ByteWriter;
import ru.otklik.domain.version.Outcome;

/** The silences as a running job knows them; two registers of them, as of versions, see {@link HotVersions}. */
final class HotSilences {
    private final transient BroadcastState<String, byte[]> state;
    private final SilenceRegister taken;
    private final SilenceRegister known;

    /**
     * Goes on from state, if there is any.
     *
     * @param reference silences of the reference data
     */
    HotSilences(List<Silence> reference, OperatorStateStore store) throws Exception {
        this.state = store.getBroadcastState(new MapStateDescriptor<>("silences", Types.STRING, FlatType.CHUNK));
        this.taken = new SilenceRegister(reference);
        this.known = new SilenceRegister(reference);
        for (Map.Entry<String, byte[]> entry : state.entries()) {
            SilenceRegister.Accepted accepted = unpacked(entry.getValue());
            taken.restore(accepted);
            known.restore(accepted);
        }
    }

    SilenceRegister known() {
        return known;
    }

    /** Takes note of a silence that lies in the topic already. */
    void foresee(Silence silence, long appendedAt) {
        known.offer(silence, appendedAt);
    }

    /** Takes a broadcast silence; what is wrong with it, or null. */
    ConfigUpdate.@Nullable Fault take(Silence silence, long appendedAt) throws Exception {
        known.offer(silence, appendedAt);
        Outcome outcome = taken.offer(silence, appendedAt);
        if (outcome == Outcome.ADDED) {
            state.put(silence.id(), packed(Objects.requireNonNull(taken.find(silence.id()))));
        }
        return switch (outcome) {
            case ADDED, KNOWN -> null;
            case ID_TAKEN, EFFECTIVE_TIME_TAKEN ->
                new ConfigUpdate.Fault(
                        ConfigRejectionReason.ID_TAKEN,
                        "another silence has the id " + silence.id() + "; of a silence only until can be changed");
            case EFFECTIVE_IN_PAST ->
                new ConfigUpdate.Fault(
                        ConfigRejectionReason.EFFECTIVE_IN_PAST,
                        "from, or the old and the new until, have to be at least 10 minutes after the record is appended");
        };
    }

    private static byte[] packed(SilenceRegister.Accepted accepted) {
        byte[] silence = SilencePacking.pack(accepted.silence());
        ByteWriter out = new ByteWriter(silence.length + Long.BYTES + 2);
        out.putSignedVarLong(accepted.appendedAt());
        out.putVarLong(silence.length);
        out.putBytes(silence, 0, silence.length);
        return out.toBytes();
    }

    private static SilenceRegister.Accepted unpacked(byte[] bytes) {
        ByteReader in = new ByteReader(bytes);
        long appendedAt = in.takeSignedVarLong();
        return new SilenceRegister.Accepted(SilencePacking.unpack(in.takeBytes(in.takeVarInt())), appendedAt);
    }
}
