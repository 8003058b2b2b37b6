package ru.otklik.testing;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import ru.otklik.domain.clock.Norm;
import ru.otklik.domain.clock.NormRow;
import ru.otklik.domain.clock.NormUnit;
import ru.otklik.domain.clock.Norms;
import ru.otklik.domain.clock.OnTransfer;
import ru.otklik.domain.clock.WorkingCalendar;
import ru.otklik.domain.incident.Source;
import ru.otklik.domain.incident.Stage;
import ru.otklik.domain.ranking.Methodology;
import ru.otklik.domain.reference.Municipality;
import ru.otklik.domain.reference.ReferenceData;
import ru.otklik.edge.reference.ReferenceFiles;

/** A small world: two municipalities in Moscow time, two in Irkutsk's and one in Yakutsk's, with the shipped calendar. */
public final class References {
    public static final String SYKTYVKAR = "87701000";
    public static final String USINSK = "87723000";
    public static final String IRKUTSK = "25701000";
    public static final String BRATSK = "25714000";
    public static final String BLAGOVESHCHENSK = "10511000";

    public static final List<String> CODES = List.of(SYKTYVKAR, IRKUTSK, USINSK, BRATSK, BLAGOVESHCHENSK);

    private References() {}

    /** Shipped norms. */
    public static ReferenceData small() {
        return of("small", ReferenceFiles.shipped().norms());
    }

    /** Shipped norms, and one methodology for all times. */
    public static ReferenceData withMethodology(Methodology methodology) {
        return of("other methodology", ReferenceFiles.shipped().norms(), List.of(methodology));
    }

    /** Other norms. */
    public static ReferenceData withNorms(NormRow... rows) {
        Map<String, ZoneId> zones = new HashMap<>();
        ReferenceFiles.shipped().regions().forEach(region -> zones.put(region.code(), region.zone()));
        return of("other norms", new Norms(List.of(rows), zones, ZoneId.of("Europe/Moscow")));
    }

    public static NormRow norm(
            @Nullable Source source,
            @Nullable String topic,
            Stage stage,
            int amount,
            NormUnit unit,
            OnTransfer onTransfer) {
        LocalDate always = LocalDate.of(2018, 1, 1);
        return new NormRow(null, source, topic, null, stage, always, new Norm(amount, unit, onTransfer));
    }

    private static ReferenceData of(String version, Norms norms) {
        return of(version, norms, ReferenceFiles.shipped().methodologies());
    }

    private static ReferenceData of(String version, Norms norms, List<Methodology> methodologies) {
        ReferenceData shipped = ReferenceFiles.shipped();
        List<Municipality> municipalities = CODES.stream()
                .map(code -> Objects.requireNonNull(shipped.findMunicipality(code), code))
                .toList();
        Map<Integer, WorkingCalendar> calendars = new HashMap<>();
        municipalities.forEach(each -> calendars.put(each.number(), shipped.calendarOf(each)));
        return new ReferenceData(new ReferenceData.Parts(
                version,
                shipped.regions(),
                shipped.authoritiesOf("87000000"),
                municipalities,
                calendars,
                norms,
                methodologies,
                List.of()));
    }
}
