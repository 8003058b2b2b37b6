package ru.otklik.domain.region;

import java.util.HashMap;
import java.util.Map;
import ru.otklik.domain.packing.ByteReader;
import ru.otklik.domain.packing.ByteWriter;
import ru.otklik.domain.period.CalendarKind;
import ru.otklik.domain.period.ZoneDays;
import ru.otklik.domain.ranking.Methodologies;
import ru.otklik.domain.ranking.Methodology;
import ru.otklik.domain.region.MunicipalityBook.PeriodKey;

/**
 * By which methodology the boards of each calendar period became FINAL: their revisions keep it, even if the reference data
 * now says otherwise.
 */
final class FinalMethodologies {
    private final Methodologies methodologies;
    private final Map<PeriodKey, String> ids = new HashMap<>();
    private boolean changed;

    FinalMethodologies(Methodologies methodologies) {
        this.methodologies = methodologies;
    }

    /**
     * The version for a board of a calendar period.
     *
     * @param start of the period, epoch milliseconds
     */
    Methodology of(PeriodKey period, long start, Status status) {
        String id = ids.get(period);
        if (status == Status.REVISED && id != null) {
            Methodology kept = methodologies.find(id);
            return kept == null ? methodologies.at(start) : kept;
        }
        Methodology inForce = methodologies.at(start);
        if (status != Status.PRELIMINARY && !inForce.id().equals(id)) {
            ids.put(period, inForce.id());
            changed = true;
        }
        return inForce;
    }

    /**
     * Forgets periods that no revision can come for.
     *
     * @param oldest local day of the horizon
     */
    void forget(int oldest) {
        changed |= ids.keySet().removeIf(period -> period.index() < ZoneDays.indexOf(period.kind(), oldest) - 1);
    }

    /** Whether anything changed since the last call. */
    boolean takeChanged() {
        boolean was = changed;
        changed = false;
        return was;
    }

    void pack(ByteWriter out) {
        ids.forEach((period, id) -> {
            out.putByte(period.kind().ordinal());
            out.putSignedVarLong(period.index());
            out.putString(id);
        });
    }

    void unpack(ByteReader in) {
        while (in.hasMore()) {
            PeriodKey period = new PeriodKey(CalendarKind.of(in.takeByte()), (int) in.takeSignedVarLong());
            ids.put(period, in.takeString());
        }
    }
}
