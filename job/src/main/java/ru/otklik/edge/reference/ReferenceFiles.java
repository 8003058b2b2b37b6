package ru.otklik.edge.reference;

import java.nio.file.Path;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;
import ru.otklik.domain.clock.NormRow;
import ru.otklik.domain.clock.Norms;
import ru.otklik.domain.clock.WorkingCalendar;
import ru.otklik.domain.ranking.Methodology;
import ru.otklik.domain.reference.Authority;
import ru.otklik.domain.reference.Municipality;
import ru.otklik.domain.reference.ReferenceData;
import ru.otklik.domain.reference.Region;

/** Reads and checks reference data. */
public final class ReferenceFiles {
    private static final ZoneId COUNTRY_ZONE = ZoneId.of("Europe/Moscow");

    private ReferenceFiles() {}

    /** The reference data that come with the job. */
    public static ReferenceData shipped() {
        return load(null, Overrides.NONE);
    }

    /**
     * Reads a reference directory.
     *
     * @param dir null for the files that come with the job
     * @throws ReferenceException if anything is wrong with any file; it tells all of it
     * @throws java.io.UncheckedIOException if a file can't be read
     */
    public static ReferenceData load(@Nullable Path dir, Overrides overrides) {
        Faults faults = new Faults();
        FileSet files = FileSet.read(dir, overrides, faults);
        faults.throwIfAny();

        boolean areOthers = overrides.municipalities() != null;
        RegionFiles regionFiles = new RegionFiles(files, faults);
        Map<String, Region> regions = regionFiles.regions();
        MunicipalityFile municipalityFile = MunicipalityFile.read(files, faults);
        List<Municipality> municipalities = municipalityFile.municipalities();
        regionFiles.addRegionsOf(municipalityFile.rows(), areOthers, regions);
        List<Authority> authorities = regionFiles.authorities(regions.keySet());
        List<NormRow> norms = NormFile.read(files, regions.keySet(), faults);
        List<Methodology> methodologies = MethodologyFile.readAll(files, faults);
        Set<String> codes = new HashSet<>();
        municipalityFile.rows().forEach(row -> codes.add(row.version().code()));
        CalendarFiles calendarFiles =
                CalendarFiles.read(files, new CalendarTables.Places(regions.keySet(), codes, areOthers), faults);
        Map<Integer, WorkingCalendar> calendars = calendarFiles.calendarsOf(municipalities);
        faults.throwIfAny();

        Map<String, ZoneId> zones = new HashMap<>();
        regions.forEach((code, region) -> zones.put(code, region.zone()));
        return new ReferenceData(new ReferenceData.Parts(
                files.version(),
                List.copyOf(regions.values()),
                authorities,
                municipalities,
                calendars,
                new Norms(norms, zones, COUNTRY_ZONE),
                methodologies,
                calendarFiles.warnings()));
    }

    /**
     * The files that {@link #load} reads, unchecked, by their names relative to the directory; for those who read the
     * others, such as alert rules, from the same place and version.
     *
     * @param dir null for the files that come with the job
     * @throws ReferenceException if a file is missing or unknown
     */
    public static SortedMap<String, byte[]> files(@Nullable Path dir, Overrides overrides) {
        Faults faults = new Faults();
        FileSet files = FileSet.read(dir, overrides, faults);
        faults.throwIfAny();
        return files.asMap();
    }
}
