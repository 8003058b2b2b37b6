package ru.otklik.domain.metrics;

import org.jspecify.annotations.Nullable;
import ru.otklik.domain.incident.FactKind;
import ru.otklik.domain.incident.Stage;
import ru.otklik.domain.packing.ByteReader;
import ru.otklik.domain.packing.ByteWriter;

/**
 * The two other ways to lay outcomes to a period, which are never mixed with each other or with {@link Figures}: by the
 * registration of their incident (its cohort), and by the deadline of the stage. Integers only, so that adding is
 * commutative and taking back exact.
 */
public final class AttributionFigures {
    private static final int KINDS = FactKind.MISSED_REWORK.ordinal() + 1;

    /** Met and missed, of each stage, among those counted by their deadline. */
    private static final int FIRST_DUE = FactKind.MET_RESPONSE.ordinal();

    private static final int DUE_KINDS = KINDS - FIRST_DUE;

    /** By ordinal of the kind, from REGISTERED to MISSED_REWORK. */
    private final long[] cohort = new long[KINDS];

    private final long[] due = new long[DUE_KINDS];
    private long open;
    private long responseMillis;
    private @Nullable Histogram responses;
    /** Registrations by local hour of the week. */
    private final SparseCounts hours = new SparseCounts();

    /**
     * Counts an incident that was registered in the period.
     *
     * @param hourOfWeek local hour, 0 (Monday 00:00 to 01:00) to 167
     */
    void addRegistered(int hourOfWeek, int sign) {
        cohort[FactKind.REGISTERED.ordinal()] += sign;
        hours.add(hourOfWeek, sign);
    }

    /**
     * Counts an outcome of an incident that was registered in the period.
     *
     * @param kind ordinal of the {@link FactKind}
     * @param elapsed of RESPONDED, milliseconds
     */
    void addOfCohort(int kind, long elapsed, int sign) {
        if (kind < KINDS) {
            cohort[kind] += sign;
            if (kind == FactKind.RESPONDED.ordinal()) {
                responseMillis += sign * elapsed;
                responsesToChange().add(elapsed, sign);
            }
        } else {
            open += kind == FactKind.OPEN_FROM.ordinal() ? sign : -sign;
        }
    }

    /** Counts a stage that was met or missed, and whose deadline lies in the period. */
    void addDue(int kind, int sign) {
        due[kind - FIRST_DUE] += sign;
    }

    private Histogram responsesToChange() {
        Histogram histogram = responses;
        if (histogram == null) {
            histogram = new Histogram();
            responses = histogram;
        }
        return histogram;
    }

    void addAll(AttributionFigures other) {
        for (int i = 0; i < KINDS; i++) {
            cohort[i] += other.cohort[i];
        }
        for (int i = 0; i < DUE_KINDS; i++) {
            due[i] += other.due[i];
        }
        open += other.open;
        responseMillis += other.responseMillis;
        hours.addAll(other.hours);
        if (other.responses != null) {
            responsesToChange().addAll(other.responses);
        }
    }

    boolean isEmpty() {
        long any = open;
        for (long count : cohort) {
            any |= count;
        }
        for (long count : due) {
            any |= count;
        }
        return any == 0;
    }

    /** Of the incidents registered in the period: facts of a kind from REGISTERED to MISSED_REWORK. */
    public long ofCohort(FactKind kind) {
        return cohort[kind.ordinal()];
    }

    /** Of the incidents registered in the period: those with a resolution or a rework under way. */
    public long open() {
        return open;
    }

    /** Of the incidents registered in the period: sum of the times to the first answer, milliseconds. */
    public long responseMillis() {
        return responseMillis;
    }

    /** Of the incidents registered in the period: the times to the first answer; null if there never was one. */
    public @Nullable Histogram responses() {
        return responses;
    }

    /** Incidents registered in the period by local hour of the week, 0 (Monday 00:00 to 01:00) to 167. */
    public SparseCounts hours() {
        return hours;
    }

    /** Stages whose deadline lies in the period, and that were met. */
    public long dueMet(Stage stage) {
        return due[FactKind.met(stage).ordinal() - FIRST_DUE];
    }

    /** Stages whose deadline lies in the period, and that were missed. */
    public long dueMissed(Stage stage) {
        return due[FactKind.missed(stage).ordinal() - FIRST_DUE];
    }

    void pack(ByteWriter out) {
        for (long count : cohort) {
            out.putSignedVarLong(count);
        }
        for (long count : due) {
            out.putSignedVarLong(count);
        }
        out.putSignedVarLong(open);
        out.putSignedVarLong(responseMillis);
        responsesToChange().pack(out);
        hours.pack(out);
    }

    void unpack(ByteReader in) {
        for (int i = 0; i < KINDS; i++) {
            cohort[i] += in.takeSignedVarLong();
        }
        for (int i = 0; i < DUE_KINDS; i++) {
            due[i] += in.takeSignedVarLong();
        }
        open += in.takeSignedVarLong();
        responseMillis += in.takeSignedVarLong();
        responsesToChange().unpack(in);
        hours.unpack(in);
    }
}
