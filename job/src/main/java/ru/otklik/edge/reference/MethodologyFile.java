package ru.otklik.edge.reference;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import ru.otklik.domain.incident.Source;
import ru.otklik.domain.ranking.BoardKind;
import ru.otklik.domain.ranking.Comparison;
import ru.otklik.domain.ranking.Indicator;
import ru.otklik.domain.ranking.Methodology;
import ru.otklik.domain.ranking.RecommendationRule;
import ru.otklik.domain.ranking.Ties;
import ru.otklik.domain.ranking.Transform;
import ru.otklik.domain.ranking.Zones;

/** Reads a methodology: a file of methodology/, or the value of a record that brings a new version. */
public final class MethodologyFile {
    private static final int MOST_DIGITS = 12;
    private static final int MOST_DECIMALS = 6;
    private static final String ALL_SOURCES = "ALL";
    private static final Set<String> FIELDS =
            Columns.of("id", "effectiveFrom", "kinds", "ties", "minimumVolumePerMonth", "zones", "recommendations");
    private static final Set<String> KINDS = Columns.of("OVERALL", "SPEED", "DEADLINES", "QUALITY");
    private static final Set<String> RULE_FIELDS =
            Columns.of("code", "indicator", "comparison", "threshold", "minimumCases", "text");
    private static final Indicator ACTIVITY =
            new Indicator(Indicator.REGISTERED_PER_10K, null, BigDecimal.ONE, BigDecimal.ONE, BigDecimal.ZERO, 0);

    private final Faults faults;
    private final Values values;

    private MethodologyFile(Faults faults) {
        this.faults = faults;
        this.values = new Values(faults);
    }

    /**
     * Reads one methodology.
     *
     * @param name what faults call the source of the bytes
     * @throws ReferenceException if anything is wrong with it; it tells all of it
     */
    public static Methodology parse(String name, byte[] json) {
        Faults faults = new Faults();
        Methodology methodology = read(name, json, faults);
        faults.throwIfAny();
        return Objects.requireNonNull(methodology, "no methodology and no fault");
    }

    /** What makes two versions exclude each other. */
    record Key(String id, @Nullable Long effectiveFromMillis) {
        boolean clashesWith(Key other) {
            return id.equals(other.id) || Objects.equals(effectiveFromMillis, other.effectiveFromMillis);
        }
    }

    /** The key of a file; null if it can't be read. */
    static @Nullable Key keyOf(String name, byte[] json) {
        Faults ignored = new Faults();
        Json root = Json.read(name, json, ignored);
        if (root == null) {
            return null;
        }
        Map<String, Json> fields = root.fields("a methodology", ignored);
        Json id = fields.get("id");
        Json effectiveFrom = fields.get("effectiveFrom");
        return id == null || effectiveFrom == null
                ? null
                : new Key(id.text(), new Values(ignored).instant(root.place(), "effectiveFrom", effectiveFrom.text()));
    }

    /** All methodologies of a directory. */
    static List<Methodology> readAll(FileSet files, Faults faults) {
        Map<String, String> fileOfId = new HashMap<>();
        Map<Long, String> fileOfTime = new HashMap<>();
        List<Methodology> methodologies = new ArrayList<>();
        for (String file : files.methodologies()) {
            Methodology methodology = read(file, files.bytes(file), faults);
            if (methodology == null) {
                continue;
            }
            String sameId = fileOfId.putIfAbsent(methodology.id(), file);
            if (sameId != null) {
                faults.add(
                        Place.whole(file), "its id " + methodology.id() + " is that of " + sameId, "give it its own");
            }
            String sameTime = fileOfTime.putIfAbsent(methodology.effectiveFromMillis(), file);
            if (sameTime != null) {
                faults.add(Place.whole(file), "its effectiveFrom is that of " + sameTime, "let one begin later");
            }
            methodologies.add(methodology);
        }
        return methodologies;
    }

    private static @Nullable Methodology read(String name, byte[] json, Faults faults) {
        Json root = Json.read(name, json, faults);
        return root == null ? null : new MethodologyFile(faults).methodology(root);
    }

    private @Nullable Methodology methodology(Json root) {
        Map<String, Json> fields = root.object("a methodology", FIELDS, Set.of(), faults);
        if (fields.isEmpty()) {
            return null;
        }
        Json idField = field(fields, "id");
        String id = values.text(idField.place(), "id", idField.text(), 64);
        Json from = field(fields, "effectiveFrom");
        Long effectiveFrom = values.instant(from.place(), "effectiveFrom", from.text());
        Map<BoardKind, List<Indicator>> kinds = kinds(field(fields, "kinds"));
        Json tiesField = field(fields, "ties");
        Ties ties = values.word(tiesField.place(), "ties", tiesField.text(), Ties.class);
        Long volume = count(fields, "minimumVolumePerMonth");
        Zones zones = zones(field(fields, "zones"));
        List<RecommendationRule> rules = rules(field(fields, "recommendations"));
        return id == null || effectiveFrom == null || ties == null || volume == null || zones == null
                ? null
                : new Methodology(id, effectiveFrom, kinds, ties, volume.intValue(), zones, rules);
    }

    private static Json field(Map<String, Json> fields, String name) {
        return Objects.requireNonNull(fields.get(name), name);
    }

    private @Nullable Long count(Map<String, Json> fields, String name) {
        Json field = field(fields, name);
        return values.number(field.place(), name, field.text(), 0, 1_000_000);
    }

    private Map<BoardKind, List<Indicator>> kinds(Json json) {
        Map<BoardKind, List<Indicator>> kinds = new EnumMap<>(BoardKind.class);
        json.object("kinds", KINDS, Set.of("ACTIVITY"), faults).forEach((name, list) -> {
            if (name.equals("ACTIVITY")) {
                checkActivity(list);
            } else if (KINDS.contains(name)) {
                kinds.put(BoardKind.valueOf(name), indicators(name, list));
            }
        });
        kinds.put(BoardKind.ACTIVITY, List.of(ACTIVITY));
        return kinds;
    }

    private void checkActivity(Json list) {
        for (Json item : list.array("ACTIVITY", faults)) {
            Map<String, Json> fields =
                    item.object("an indicator", Set.of("indicator"), Set.of("source", "weight"), faults);
            Json name = fields.get("indicator");
            if (name != null && !name.text().equals(Indicator.REGISTERED_PER_10K)) {
                faults.add(
                        name.place(),
                        "ACTIVITY by '" + name.text() + "'",
                        "leave it out; ACTIVITY is " + Indicator.REGISTERED_PER_10K);
            }
        }
    }

    private List<Indicator> indicators(String kind, Json list) {
        List<Indicator> indicators = new ArrayList<>();
        Set<List<@Nullable Object>> seen = new HashSet<>();
        List<Json> items = list.array(kind, faults);
        if (items.isEmpty()) {
            faults.add(list.place(), kind + " has no indicator", "give it at least one");
        }
        for (Json item : items) {
            Indicator indicator = indicator(item);
            if (indicator == null) {
                continue;
            }
            List<@Nullable Object> key = new ArrayList<>();
            key.add(indicator.indicator());
            key.add(indicator.source());
            if (!seen.add(key)) {
                faults.add(item.place(), indicator.indicator() + " twice in " + kind, "add up the weights");
            }
            if (indicator.indicator().equals(Indicator.REGISTERED_PER_10K)) {
                faults.add(item.place(), "activity in " + kind, "remove it; activity is no performance");
            }
            indicators.add(indicator);
        }
        return indicators;
    }

    private @Nullable Indicator indicator(Json item) {
        Map<String, Json> fields = item.object(
                "an indicator",
                Columns.of("indicator", "weight", "best", "worst", "minimumCases"),
                Columns.of("source", "transform"),
                faults);
        if (fields.isEmpty()) {
            return null;
        }
        String name = indicatorName(field(fields, "indicator"));
        Source source = source(fields.get("source"));
        BigDecimal weight = decimal(fields, "weight");
        BigDecimal best = decimal(fields, "best");
        BigDecimal worst = decimal(fields, "worst");
        Long minimumCases = count(fields, "minimumCases");
        Transform transform = transform(fields.get("transform"), name);
        checkSource(fields.get("source"), name);
        if (weight != null && weight.signum() <= 0) {
            faults.add(field(fields, "weight").place(), "weight " + weight, "write a number above 0");
        }
        if (best != null && worst != null && best.compareTo(worst) == 0) {
            faults.add(field(fields, "best").place(), "best equals worst: " + best, "let them differ");
        }
        return name == null
                        || weight == null
                        || best == null
                        || worst == null
                        || minimumCases == null
                        || transform == null
                ? null
                : new Indicator(name, source, weight, best, worst, minimumCases, transform);
    }

    private void checkSource(@Nullable Json source, @Nullable String indicator) {
        if (source != null && indicator != null && Indicator.isOfPages(indicator)) {
            faults.add(source.place(), indicator + " with a source of incidents", "leave source out");
        }
    }

    private @Nullable Transform transform(@Nullable Json field, @Nullable String indicator) {
        if (field == null) {
            return Transform.NONE;
        }
        Transform transform = values.word(field.place(), "transform", field.text(), Transform.class);
        if (transform == Transform.SHRUNKEN && indicator != null && !Indicator.isShare(indicator)) {
            faults.add(field.place(), indicator + " is no share, so it can't be SHRUNKEN", "leave transform out");
        }
        return transform;
    }

    /** A number that people would write: scores are exact, and an exponent of a million would be a number of megabytes. */
    private @Nullable BigDecimal decimal(Map<String, Json> fields, String name) {
        Json field = field(fields, name);
        BigDecimal decimal = values.decimal(field.place(), name, field.value());
        if (decimal == null
                || (decimal.precision() - decimal.scale() <= MOST_DIGITS && decimal.scale() <= MOST_DECIMALS)) {
            return decimal;
        }
        faults.add(
                field.place(),
                name + " is too large or too precise",
                "write at most " + MOST_DIGITS + " digits before and " + MOST_DECIMALS + " after the point");
        return null;
    }

    private @Nullable String indicatorName(Json field) {
        if (Indicator.names().contains(field.text())) {
            return field.text();
        }
        faults.add(field.place(), "unknown indicator '" + field.text() + "'", "write one of " + Indicator.names());
        return null;
    }

    private @Nullable Source source(@Nullable Json field) {
        return field == null || field.text().equals(ALL_SOURCES)
                ? null
                : values.word(field.place(), "source", field.text(), Source.class);
    }

    private @Nullable Zones zones(Json json) {
        Map<String, Json> fields = json.object("zones", Columns.of("green", "yellow"), Set.of(), faults);
        if (fields.isEmpty()) {
            return null;
        }
        BigDecimal green = decimal(fields, "green");
        BigDecimal yellow = decimal(fields, "yellow");
        if (green == null || yellow == null) {
            return null;
        }
        if (yellow.signum() < 0 || yellow.compareTo(green) > 0 || green.compareTo(BigDecimal.valueOf(100)) > 0) {
            faults.add(json.place(), "zones from " + yellow + " and " + green, "let 0 <= yellow <= green <= 100");
        }
        return new Zones(green, yellow);
    }

    private List<RecommendationRule> rules(Json json) {
        List<RecommendationRule> rules = new ArrayList<>();
        Set<String> codes = new HashSet<>();
        for (Json item : json.array("recommendations", faults)) {
            RecommendationRule rule = rule(item);
            if (rule == null) {
                continue;
            }
            if (!codes.add(rule.code())) {
                faults.add(item.place(), "duplicate recommendation " + rule.code(), "give each its own code");
            }
            rules.add(rule);
        }
        return rules;
    }

    private @Nullable RecommendationRule rule(Json item) {
        Map<String, Json> fields = item.object("a recommendation", RULE_FIELDS, Set.of("source"), faults);
        if (fields.isEmpty()) {
            return null;
        }
        Json codeField = field(fields, "code");
        String code = values.text(codeField.place(), "code", codeField.text(), 64);
        String name = indicatorName(field(fields, "indicator"));
        Source source = source(fields.get("source"));
        checkSource(fields.get("source"), name);
        Json comparisonField = field(fields, "comparison");
        Comparison comparison =
                values.word(comparisonField.place(), "comparison", comparisonField.text(), Comparison.class);
        BigDecimal threshold = decimal(fields, "threshold");
        Long minimumCases = count(fields, "minimumCases");
        Json textField = field(fields, "text");
        String text = values.text(textField.place(), "text", textField.text(), 1_000);
        return code == null
                        || name == null
                        || comparison == null
                        || threshold == null
                        || minimumCases == null
                        || text == null
                ? null
                : new RecommendationRule(code, name, source, comparison, threshold, minimumCases, text);
    }
}
