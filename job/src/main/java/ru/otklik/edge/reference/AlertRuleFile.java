package ru.otklik.edge.reference;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import ru.otklik.domain.alert.AlertKind;
import ru.otklik.domain.alert.AlertRule;
import ru.otklik.domain.alert.AlertRuleBook;
import ru.otklik.domain.alert.AlertRules;
import ru.otklik.domain.alert.Severity;
import ru.otklik.domain.incident.Source;
import ru.otklik.domain.incident.Stage;
import ru.otklik.domain.period.RollingKind;
import ru.otklik.domain.reference.ReferenceData;

/** Reads versions of alert rules, and silences: the files of alert-rules/, or the value of a record. */
public final class AlertRuleFile {
    private static final String DIRECTORY = "alert-rules/";
    private static final String SILENCES = DIRECTORY + "silences.json";
    private static final String NONE = "none";
    private static final long GRID = 5 * 60_000;
    private static final long DAY = 86_400_000;
    private static final Set<String> FIELDS = Columns.of("id", "effectiveFrom", "rules");
    private static final Set<String> RULE_FIELDS = Columns.of("id", "kind", "severity", "threshold");
    private static final Set<String> OPTIONAL = Columns.of(
            "regions",
            "municipalities",
            "source",
            "minimumCases",
            "recovery",
            "stage",
            "clock",
            "statistic",
            "window",
            "every",
            "for",
            "keepFiringFor",
            "quietHours",
            "inhibitedBy",
            "renotify");

    private enum Clock {
        WORKING,
        ELAPSED
    }

    private enum Statistic {
        MEDIAN,
        MEAN
    }

    private final Faults faults;
    private final Values values;
    private final AlertAmounts amounts;
    private final AlertFields read;
    private final SilenceFile silences;

    private AlertRuleFile(Faults faults, ReferenceData reference) {
        this.faults = faults;
        this.values = new Values(faults);
        this.amounts = new AlertAmounts(faults);
        this.read = new AlertFields(faults, reference);
        this.silences = new SilenceFile(faults, reference);
    }

    /**
     * The rules and silences of a reference directory.
     *
     * @param dir null for the files that come with the job
     * @param only a file of rules to take instead of all of these; a file named {@code none} for no rules at all
     * @throws ReferenceException if anything is wrong with any file; it tells all of it
     */
    public static AlertRuleBook load(
            @Nullable Path dir, Overrides overrides, @Nullable Path only, ReferenceData reference) {
        if (only != null && only.toString().equals(NONE)) {
            return AlertRuleBook.NONE;
        }
        Faults faults = new Faults();
        SortedMap<String, byte[]> files = new TreeMap<>();
        if (only == null) {
            ReferenceFiles.files(dir, overrides).forEach((name, bytes) -> {
                if (name.startsWith(DIRECTORY) && name.endsWith(".json")) {
                    files.put(name, bytes);
                }
            });
        } else {
            files.put(only.toString(), bytes(only, faults));
        }
        faults.throwIfAny();
        AlertRuleFile reader = new AlertRuleFile(faults, reference);
        byte[] silences = files.remove(SILENCES);
        AlertRuleBook book = new AlertRuleBook(
                reader.versions(files), silences == null ? List.of() : reader.silences.list(SILENCES, silences));
        faults.throwIfAny();
        return book;
    }

    private static byte[] bytes(Path file, Faults faults) {
        if (!Files.isRegularFile(file)) {
            faults.add(Place.whole(file.toString()), "it is missing", "name a file of alert rules, or none");
            return new byte[0];
        }
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Reads one version.
     *
     * @param name what faults call the source of the bytes
     * @throws ReferenceException if anything is wrong with it; it tells all of it
     */
    public static AlertRules parse(String name, byte[] json, ReferenceData reference) {
        Faults faults = new Faults();
        AlertRules rules = new AlertRuleFile(faults, reference).version(name, json);
        faults.throwIfAny();
        return Objects.requireNonNull(rules, "no rules and no fault");
    }

    private List<AlertRules> versions(SortedMap<String, byte[]> files) {
        List<AlertRules> versions = new ArrayList<>();
        Map<String, String> fileOfId = new HashMap<>();
        Map<Long, String> fileOfTime = new HashMap<>();
        files.forEach((name, bytes) -> {
            AlertRules version = version(name, bytes);
            if (version == null) {
                return;
            }
            String sameId = fileOfId.putIfAbsent(version.id(), name);
            if (sameId != null) {
                faults.add(Place.whole(name), "its id " + version.id() + " is that of " + sameId, "give it its own");
            }
            String sameTime = fileOfTime.putIfAbsent(version.effectiveFromMillis(), name);
            if (sameTime != null) {
                faults.add(Place.whole(name), "its effectiveFrom is that of " + sameTime, "let one begin later");
            } else {
                versions.add(version);
            }
        });
        return versions;
    }

    private @Nullable AlertRules version(String name, byte[] json) {
        Json root = Json.read(name, json, faults);
        Map<String, Json> fields =
                root == null ? Map.of() : root.object("a version of alert rules", FIELDS, Set.of(), faults);
        if (fields.isEmpty()) {
            return null;
        }
        String id = read.text(fields, "id", 64);
        Long effectiveFrom = read.instant(fields, "effectiveFrom");
        Map<String, AlertRule> rules = new TreeMap<>();
        for (Json item : AlertFields.field(fields, "rules").array("rules", faults)) {
            AlertRule rule = rule(item);
            if (rule != null && rules.put(rule.id(), rule) != null) {
                faults.add(item.place(), "duplicate rule " + rule.id(), "give each its own id");
            }
        }
        rules.values().forEach(rule -> checkInhibition(root, rule, rules));
        return id == null || effectiveFrom == null
                ? null
                : new AlertRules(id, effectiveFrom, List.copyOf(rules.values()));
    }

    private void checkInhibition(@Nullable Json root, AlertRule rule, Map<String, AlertRule> rules) {
        Place place = root == null ? Place.whole("") : root.place();
        Set<String> seen = new HashSet<>();
        String above = rule.inhibitedBy();
        while (above != null && seen.add(above)) {
            AlertRule inhibitor = rules.get(above);
            if (inhibitor == null) {
                faults.add(place, rule.id() + " is inhibited by unknown rule " + above, "name a rule of this version");
                return;
            }
            if (inhibitor.kind().isOfIncident() && !rule.kind().isOfIncident()) {
                faults.add(
                        place,
                        rule.id() + ", about municipalities, is inhibited by " + above + ", about incidents",
                        "name a rule about municipalities");
                return;
            }
            above = inhibitor.inhibitedBy();
        }
        if (above != null && above.equals(rule.inhibitedBy())) {
            faults.add(place, rule.id() + " inhibits itself through " + seen, "break the circle");
        }
    }

    private @Nullable AlertRule rule(Json item) {
        Map<String, Json> fields = item.object("a rule", RULE_FIELDS, OPTIONAL, faults);
        if (fields.isEmpty()) {
            return null;
        }
        String id = read.text(fields, "id", 64);
        AlertKind kind = read.word(fields, "kind", AlertKind.class, null);
        Severity severity = read.word(fields, "severity", Severity.class, null);
        if (id == null || kind == null || severity == null) {
            return null;
        }
        boolean share = kind == AlertKind.INCIDENT_DEADLINE_NEAR
                && AlertFields.field(fields, "threshold").value() instanceof BigDecimal;
        BigDecimal threshold = amounts.amount(fields, "threshold", kind, share);
        BigDecimal recovery =
                fields.containsKey("recovery") ? amounts.amount(fields, "recovery", kind, share) : threshold;
        if (threshold == null || recovery == null) {
            return null;
        }
        int beyond = recovery.compareTo(threshold);
        if (kind.firesAbove() ? beyond > 0 : beyond < 0) {
            faults.add(
                    item.place(), "recovery " + recovery + " lies beyond " + threshold, "let it lie on the good side");
        }
        boolean rolling = kind == AlertKind.SLOW_RESPONDER
                || kind == AlertKind.LOW_COMPLIANCE
                || kind == AlertKind.ACTIVITY_SURGE;
        AlertRule.Condition condition = new AlertRule.Condition(
                threshold,
                recovery,
                share,
                count(fields, "minimumCases"),
                stage(fields, kind),
                read.word(fields, "clock", Clock.class, Clock.WORKING) == Clock.WORKING,
                read.word(fields, "statistic", Statistic.class, Statistic.MEDIAN) == Statistic.MEAN,
                rolling ? window(fields, item) : "",
                kind.isOfIncident() ? 0 : every(fields));
        AlertRule.Scope scope = new AlertRule.Scope(
                read.codes(fields, "regions"), read.codes(fields, "municipalities"), source(fields));
        return new AlertRule(
                id,
                kind,
                scope,
                condition,
                amounts.duration(fields, "for", 0),
                amounts.duration(fields, "keepFiringFor", 0),
                severity,
                flag(fields, "quietHours"),
                fields.containsKey("inhibitedBy") ? read.text(fields, "inhibitedBy", 64) : null,
                flag(fields, "renotify"));
    }

    private long count(Map<String, Json> fields, String name) {
        Json field = fields.get(name);
        Long count = field == null ? Long.valueOf(0) : values.number(field.place(), name, field.text(), 0, 1_000_000);
        return count == null ? 0 : count;
    }

    private boolean flag(Map<String, Json> fields, String name) {
        Json field = fields.get(name);
        if (field != null && !(field.value() instanceof Boolean)) {
            faults.add(field.place(), name + " is '" + field.text() + "'", "write true or false");
        }
        return field != null && Boolean.TRUE.equals(field.value());
    }

    private @Nullable Stage stage(Map<String, Json> fields, AlertKind kind) {
        Stage stage = read.word(fields, "stage", Stage.class, kind.isOfIncident() ? null : Stage.RESPONSE);
        if (kind == AlertKind.SLOW_RESPONDER && stage == Stage.REWORK) {
            faults.add(
                    AlertFields.field(fields, "stage").place(),
                    "no latency of REWORK is measured",
                    "write RESPONSE or RESOLUTION");
        }
        return stage;
    }

    private String window(Map<String, Json> fields, Json item) {
        Json field = fields.get("window");
        String window = field == null ? "P7D" : field.text();
        if (RollingKind.STANDARD.stream().noneMatch(kind -> kind.label().equals(window))) {
            faults.add(item.place(), "unknown window '" + window + "'", "write PT1H, PT24H, P7D or P30D");
        }
        return window;
    }

    private long every(Map<String, Json> fields) {
        long every = amounts.duration(fields, "every", 12 * GRID);
        if (every < GRID || every % GRID != 0 || DAY % every != 0) {
            Json field = fields.get("every");
            faults.add(
                    field == null ? Place.whole(DIRECTORY) : field.place(),
                    "every is " + Duration.ofMillis(every),
                    "write a multiple of PT5M of which a day is a multiple");
        }
        return every;
    }

    private @Nullable Source source(Map<String, Json> fields) {
        Json field = fields.get("source");
        return field == null || field.text().equals("ALL") ? null : read.word(fields, "source", Source.class, null);
    }
}
