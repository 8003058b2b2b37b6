package ru.otklik.imports;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import ru.otklik.domain.reference.Municipality;
import ru.otklik.domain.reference.ReferenceData;
import ru.otklik.domain.reference.Region;

/**
 * Municipalities by the names that exports write.
 *
 * <p>A name counts as a whole, never a part or a likeness of it: Благовещенск and Благовещенский differ. The kind written
 * beside it («район», «г. о.») must be one that the municipality has or had; it is needed where two share a name, as
 * the town and the district Слободской do.
 */
final class PlaceNames {
    private static final Map<String, Kind> KINDS = kinds();

    private final ReferenceData reference;
    private final Map<String, List<Named>> byName = new HashMap<>();
    private final Map<String, String> regions = new HashMap<>();

    private enum Kind {
        URBAN,
        DISTRICT,
        MUNICIPAL
    }

    /** A name without its kinds. */
    private record Parsed(String base, Set<Kind> kinds) {}

    private record Named(Municipality municipality, Set<Kind> kinds) {}

    PlaceNames(ReferenceData reference) {
        this.reference = reference;
        for (Region region : reference.regions()) {
            regions.put(Layout.normal(region.name()), region.code());
            for (Municipality municipality : reference.municipalitiesOf(region.code())) {
                Map<String, Set<Kind>> names = new LinkedHashMap<>();
                municipality.versions().forEach(version -> {
                    Parsed parsed = parse(version.name());
                    names.computeIfAbsent(parsed.base, base -> EnumSet.noneOf(Kind.class))
                            .addAll(parsed.kinds);
                });
                names.forEach((base, kinds) ->
                        byName.computeIfAbsent(base, key -> new ArrayList<>()).add(new Named(municipality, kinds)));
            }
        }
    }

    /** ОКТМО of the region of a name, or null. */
    @Nullable
    String region(String name) {
        return regions.get(Layout.normal(name));
    }

    /**
     * The municipality that a code names; digits that a spreadsheet took for a number and cut are put back.
     *
     * @return null if there is none
     */
    @Nullable
    Municipality byCode(String code) {
        return reference.findMunicipality(whole(code));
    }

    /** A code with the zeros at its front that a spreadsheet takes away. */
    static String whole(String code) {
        return code.length() == 7 || code.length() == 10 ? "0" + code : code;
    }

    /**
     * The municipalities that a name may mean: one if it is clear.
     *
     * @param region ОКТМО; null if it isn't known
     */
    List<Municipality> byName(String name, @Nullable String region) {
        Parsed parsed = parse(name);
        List<Municipality> found = new ArrayList<>();
        for (Named named : byName.getOrDefault(parsed.base, List.of())) {
            boolean isOfKind = parsed.kinds.isEmpty() || parsed.kinds.stream().anyMatch(named.kinds::contains);
            boolean isThere = region == null || named.municipality.region().equals(region);
            if (isOfKind && isThere) {
                found.add(named.municipality);
            }
        }
        return found;
    }

    private static Parsed parse(String name) {
        String text = " "
                + Layout.normal(name)
                        .replaceAll("[\"«».,()]", " ")
                        .replaceAll("\\s+", " ")
                        .strip() + " ";
        Set<Kind> kinds = EnumSet.noneOf(Kind.class);
        for (Map.Entry<String, Kind> each : KINDS.entrySet()) {
            String word = " " + each.getKey() + " ";
            if (text.contains(word)) {
                kinds.add(each.getValue());
                text = text.replace(word, " ");
            }
        }
        for (String word : List.of(" муниципальное образование ", " мо ", " администрация ")) {
            text = text.replace(word, " ");
        }
        return new Parsed(text.strip(), kinds);
    }

    /** Longer ones first. «МО» says nothing: it stands for a municipality of any kind. */
    private static Map<String, Kind> kinds() {
        Map<String, Kind> kinds = new LinkedHashMap<>();
        kinds.put("городской округ", Kind.URBAN);
        kinds.put("муниципальный округ", Kind.MUNICIPAL);
        kinds.put("муниципальный район", Kind.DISTRICT);
        kinds.put("м о", Kind.MUNICIPAL);
        kinds.put("г о", Kind.URBAN);
        kinds.put("м р", Kind.DISTRICT);
        kinds.put("м р-н", Kind.DISTRICT);
        kinds.put("район", Kind.DISTRICT);
        kinds.put("р-н", Kind.DISTRICT);
        kinds.put("мр", Kind.DISTRICT);
        kinds.put("го", Kind.URBAN);
        kinds.put("город", Kind.URBAN);
        kinds.put("г", Kind.URBAN);
        return kinds;
    }
}
