package ru.otklik.domain.alert;

import java.util.ArrayList;
import java.util.List;
import ru.otklik.domain.packing.ByteReader;
import ru.otklik.domain.packing.ByteWriter;

/**
 * An instance of a rule that is not at rest: the condition holds, or the alert fires.
 *
 * @param since when the condition began to hold, epoch milliseconds
 * @param firedAt when it began to fire, epoch milliseconds; {@link #NEVER} while it is pending
 * @param clearSince since when it has recovered, epoch milliseconds; {@link #NEVER} if it has not
 * @param stale whether its input went quiet
 * @param numerator of the last known value
 * @param denominator of it
 * @param cases behind it
 * @param version id of the version of rules it was looked at by last
 * @param revision steps told so far
 * @param told whether its firing was told without being hidden
 * @param hiddenBy why its delivery is hidden, in order; empty if it is not
 */
public record AlertState(
        long since,
        long firedAt,
        long clearSince,
        boolean stale,
        long numerator,
        long denominator,
        long cases,
        String version,
        int revision,
        boolean told,
        List<Hiding> hiddenBy) {
    /** No instant. */
    public static final long NEVER = Long.MAX_VALUE;

    private static final int STALE = 1;
    private static final int TOLD = 1 << 1;
    private static final int FIRING = 1 << 2;
    private static final int CLEARING = 1 << 3;

    public AlertState {
        hiddenBy = List.copyOf(hiddenBy);
    }

    public boolean isFiring() {
        return firedAt != NEVER;
    }

    /** The same without a value: nobody knows one any more. */
    public AlertState withoutValue() {
        return new AlertState(since, firedAt, clearSince, stale, 0, 0, cases, version, revision, told, hiddenBy);
    }

    public void pack(ByteWriter out) {
        out.putByte((stale ? STALE : 0)
                | (told ? TOLD : 0)
                | (isFiring() ? FIRING : 0)
                | (clearSince == NEVER ? 0 : CLEARING));
        out.putSignedVarLong(since);
        if (isFiring()) {
            out.putSignedVarLong(firedAt - since);
        }
        if (clearSince != NEVER) {
            out.putSignedVarLong(clearSince - since);
        }
        out.putSignedVarLong(numerator);
        out.putVarLong(denominator);
        out.putVarLong(cases);
        out.putString(version);
        out.putVarLong(revision);
        out.putVarLong(hiddenBy.size());
        for (Hiding hiding : hiddenBy) {
            out.putByte(hiding.kind().ordinal());
            out.putString(hiding.id());
            out.putString(hiding.comment());
        }
    }

    public static AlertState unpack(ByteReader in) {
        int flags = in.takeByte();
        long since = in.takeSignedVarLong();
        long firedAt = (flags & FIRING) == 0 ? NEVER : since + in.takeSignedVarLong();
        long clearSince = (flags & CLEARING) == 0 ? NEVER : since + in.takeSignedVarLong();
        long numerator = in.takeSignedVarLong();
        long denominator = in.takeVarLong();
        long cases = in.takeVarLong();
        String version = in.takeString();
        int revision = in.takeVarInt();
        int hidings = in.takeVarInt();
        List<Hiding> hiddenBy = new ArrayList<>(hidings);
        for (int i = 0; i < hidings; i++) {
            hiddenBy.add(new Hiding(Hiding.Kind.values()[in.takeByte()], in.takeString(), in.takeString()));
        }
        return new AlertState(
                since,
                firedAt,
                clearSince,
                (flags & STALE) != 0,
                numerator,
                denominator,
                cases,
                version,
                revision,
                (flags & TOLD) != 0,
                hiddenBy);
    }
}
