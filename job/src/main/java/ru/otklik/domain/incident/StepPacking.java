package ru.otklik.domain.incident;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import ru.otklik.domain.clock.Norm;
import ru.otklik.domain.clock.NormUnit;
import ru.otklik.domain.clock.OnNonWorkingDay;
import ru.otklik.domain.clock.OnTransfer;
import ru.otklik.domain.packing.ByteReader;
import ru.otklik.domain.packing.ByteWriter;

/** The steps of an incident's stages as bytes, about 20 a step. Ordinals of the enums are kept in state. */
public final class StepPacking {
    private static final StageStep.Change[] CHANGES = StageStep.Change.values();
    private static final Stage[] STAGES = Stage.values();
    private static final NormUnit[] UNITS = NormUnit.values();
    private static final OnTransfer[] ON_TRANSFER = OnTransfer.values();
    private static final OnNonWorkingDay[] ON_NON_WORKING_DAY = OnNonWorkingDay.values();

    private StepPacking() {}

    public static byte[] pack(List<StageStep> steps) {
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
        return out.toBytes();
    }

    private static void pack(@Nullable Norm norm, ByteWriter out) {
        out.putVarLong(norm == null ? 0 : norm.amount());
        if (norm != null) {
            out.putByte(norm.unit().ordinal());
            out.putByte(norm.onTransfer().ordinal());
            out.putByte(norm.onNonWorkingDay().ordinal());
        }
    }

    public static List<StageStep> unpack(byte[] bytes) {
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
                : new Norm(amount, UNITS[in.takeByte()], ON_TRANSFER[in.takeByte()], ON_NON_WORKING_DAY[in.takeByte()]);
    }
}
