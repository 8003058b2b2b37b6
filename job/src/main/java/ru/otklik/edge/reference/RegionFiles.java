package ru.otklik.edge.reference;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import ru.otklik.domain.reference.Authority;
import ru.otklik.domain.reference.Region;

/** Reads regions.csv and authorities.csv. */
final class RegionFiles {
    private static final Set<String> REGION_COLUMNS = Columns.of("region_oktmo", "name", "federal_district", "zone");
    private static final Set<String> AUTHORITY_COLUMNS = Columns.of("region_oktmo", "id", "name", "kind");
    private static final Set<String> SOURCE = Set.of("source");

    private final FileSet files;
    private final Faults faults;
    private final Values values;

    RegionFiles(FileSet files, Faults faults) {
        this.files = files;
        this.faults = faults;
        this.values = new Values(faults);
    }

    Map<String, Region> regions() {
        Map<String, Region> regions = new TreeMap<>();
        for (CsvTable.Row row :
                CsvTable.read(FileSet.REGIONS, files.bytes(FileSet.REGIONS), REGION_COLUMNS, SOURCE, faults)) {
            String code = values.oktmo(row.place(), "region_oktmo", row.get("region_oktmo"), false);
            String name = values.text(row.place(), "name", row.get("name"), 200);
            ZoneId zone = values.zone(row.place(), "zone", row.get("zone"));
            if (code != null
                    && name != null
                    && zone != null
                    && regions.put(code, new Region(code, name, row.get("federal_district"), zone)) != null) {
                faults.add(row.place(), "duplicate region " + code, "keep one line a region");
            }
        }
        return regions;
    }

    /**
     * Adds the regions that only municipalities.csv knows.
     *
     * @param mayDiffer whether a region of another name than in regions.csv is a region of its own, else a fault
     */
    void addRegionsOf(List<MunicipalityFile.Row> municipalities, boolean mayDiffer, Map<String, Region> regions) {
        for (MunicipalityFile.Row row : municipalities) {
            Region known = regions.get(row.region());
            if (known == null || (mayDiffer && !known.name().equals(row.regionName()))) {
                regions.put(row.region(), new Region(row.region(), row.regionName(), "", row.zone()));
            } else if (!known.name().equals(row.regionName())) {
                faults.add(
                        row.place(),
                        "region " + row.region() + " is '" + known.name() + "', not '" + row.regionName() + "'",
                        "correct the code or the name");
            }
        }
    }

    List<Authority> authorities(Set<String> regions) {
        List<Authority> authorities = new ArrayList<>();
        if (!files.has(FileSet.AUTHORITIES)) {
            return authorities;
        }
        Set<String> seen = new HashSet<>();
        for (CsvTable.Row row : CsvTable.read(
                FileSet.AUTHORITIES, files.bytes(FileSet.AUTHORITIES), AUTHORITY_COLUMNS, SOURCE, faults)) {
            String region = row.get("region_oktmo");
            if (!regions.contains(region)) {
                faults.add(row.place(), "unknown region '" + region + "'", "write a code of " + FileSet.REGIONS);
                continue;
            }
            String id = values.text(row.place(), "id", row.get("id"), 64);
            String name = values.text(row.place(), "name", row.get("name"), 300);
            Authority.Kind kind = values.word(row.place(), "kind", row.get("kind"), Authority.Kind.class);
            if (id == null || name == null || kind == null) {
                continue;
            }
            if (!seen.add(region + "/" + id)) {
                faults.add(row.place(), "duplicate authority " + id, "keep one line an id within a region");
            }
            authorities.add(new Authority(region, id, name, kind));
        }
        return authorities;
    }
}
