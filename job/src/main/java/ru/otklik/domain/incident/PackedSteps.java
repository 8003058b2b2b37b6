package ru.otklik.domain.incident;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import ru.otklik.domain.clock.Norm;
import ru.otklik.domain.clock.NormUnit;
import ru.otklik.domain.clock.OnNonWorkingDay;
import ru.otklik.domain.clock.OnTransfer;
import ru.otklik.domain.packing.ByteReader;
import ru.otklik.domain.packing.ByteWriter;

/**
 * The steps of an incident's stages as bytes, about 20 a step: they travel and wait so, and most are looked at once, long
 * after they came. Ordinals of the enums are kept in state.
 */
public final class PackedSteps {
    private static final StageStep.Change[] CHANGES = StageStep.Change.values();
    private static final Stage[] STAGES = Stage.values();
    private static final NormUnit[] UNITS = NormUnit.values();
    private static final OnTransfer[] ON_TRANSFER = OnTransfer.values();
    private static final OnNonWorkingDay[] ON_NON_WORKING_DAY = OnNonWorkingDay.values();

    /** Norms that were unpacked, by hash: they are few, and each step would hold one of its own. Lost updates do no harm. */
    private static final @Nullable Norm[] SHARED_NORMS = new Norm[256];

    private final byte[] bytes;

    private PackedSteps(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Steps that were packed before. */
    public static PackedSteps ofBytes(byte[] bytes) {
        return new PackedSteps(bytes);
    }

    public static PackedSteps of(List<StageStep> steps) {
        ByteWriter out = new ByteWriter(24 * steps.size() + 1);
        long last = 0;
        for (StageStep step : steps) {
            out.putByte(step.change().ordinal());
            out.putByte(step.stage().ordinal());
            out.putSignedVarLong(step.at() - last);
            out.putSignedVarLong(step.at() - step.start());
            boolean limited = step.deadline() != StageStep.NO_DEADLINE;
            out.putByte(limited ? 1 : 0);
            if (limited) {
                out.putSignedVarLong(step.deadline() - step.at());
            }
            pack(step.norm(), out);
            out.putVarLong(step.municipality());
            last = step.at();
        }
        return new PackedSteps(out.toBytes());
    }

    public byte[] bytes() {
        return bytes;
    }

    public boolean isEmpty() {
        return bytes.length == 0;
    }

    private static void pack(@Nullable Norm norm, ByteWriter out) {
        out.putVarLong(norm == null ? 0 : norm.amount());
        if (norm != null) {
            out.putByte(norm.unit().ordinal());
            out.putByte(norm.onTransfer().ordinal());
            out.putByte(norm.onNonWorkingDay().ordinal());
        }
    }

    /** The steps; the list may be changed. */
    public List<StageStep> unpack() {
        ByteReader in = new ByteReader(bytes);
        List<StageStep> steps = new ArrayList<>();
        long at = 0;
        while (in.hasMore()) {
            StageStep.Change change = CHANGES[in.takeByte()];
            Stage stage = STAGES[in.takeByte()];
            at += in.takeSignedVarLong();
            long start = at - in.takeSignedVarLong();
            long deadline = in.takeByte() == 0 ? StageStep.NO_DEADLINE : at + in.takeSignedVarLong();
            Norm norm = unpackNorm(in);
            steps.add(new StageStep(at, change, stage, start, deadline, norm, in.takeVarInt()));
        }
        return steps;
    }

    private static @Nullable Norm unpackNorm(ByteReader in) {
        int amount = in.takeVarInt();
        return amount == 0
                ? null
                : shared(new Norm(
                        amount, UNITS[in.takeByte()], ON_TRANSFER[in.takeByte()], ON_NON_WORKING_DAY[in.takeByte()]));
    }

    private static Norm shared(Norm norm) {
        int slot = Math.floorMod(norm.hashCode(), SHARED_NORMS.length);
        Norm known = SHARED_NORMS[slot];
        if (norm.equals(known)) {
            return known;
        }
        SHARED_NORMS[slot] = norm;
        return norm;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof PackedSteps steps && Arrays.equals(bytes, steps.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return unpack().toString();
    }
}
