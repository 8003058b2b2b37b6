package ru.otklik.domain.region;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import ru.otklik.domain.alert.AlertRegister;
import ru.otklik.domain.alert.AlertRule;
import ru.otklik.domain.alert.AlertRules;
import ru.otklik.domain.alert.Hiding;
import ru.otklik.domain.alert.Silence;
import ru.otklik.domain.clock.WorkingCalendar;
import ru.otklik.domain.reference.Municipality;
import ru.otklik.domain.reference.ReferenceData;

/** The rules in force in a region and what hides alerts. */
final class WatchContext {
    /** Tells whether a rule fires for the subject at hand. */
    interface Firing {
        boolean fires(String rule);
    }

    final String region;
    final ReferenceData reference;
    final AlertRegister book;
    /** Those of the region's municipalities. */
    private final Set<WorkingCalendar> calendars;

    private AlertRules inForce;
    /** What inhibits comes before what it inhibits. */
    private List<AlertRule> ordered;

    WatchContext(String region, ReferenceData reference, AlertRegister book) {
        this.region = region;
        this.reference = reference;
        this.book = book;
        this.calendars = reference.municipalitiesOf(region).stream()
                .map(reference::calendarOf)
                .collect(Collectors.toUnmodifiableSet());
        this.inForce = book.at(Long.MIN_VALUE);
        this.ordered = order(inForce);
    }

    AlertRules inForce() {
        return inForce;
    }

    void enforce(AlertRules rules) {
        inForce = rules;
        ordered = order(rules);
    }

    private static List<AlertRule> order(AlertRules rules) {
        Map<String, Integer> depths = new HashMap<>();
        for (AlertRule rule : rules.rules()) {
            depths.put(rule.id(), depth(rule, rules));
        }
        List<AlertRule> ordered = new ArrayList<>(rules.rules());
        ordered.sort(Comparator.<AlertRule>comparingInt(rule -> depths.getOrDefault(rule.id(), 0))
                .thenComparing(AlertRule::id));
        return ordered;
    }

    private static int depth(AlertRule rule, AlertRules rules) {
        int depth = 0;
        AlertRule above = rule;
        while (above != null
                && above.inhibitedBy() != null
                && depth <= rules.rules().size()) {
            above = rules.find(above.inhibitedBy());
            depth++;
        }
        return depth;
    }

    List<AlertRule> rules() {
        return ordered;
    }

    /** Whether quiet hours began or ended for somebody in the region since an instant, and a rule has any. */
    boolean quietHoursTurned(long since, long at) {
        if (ordered.stream().noneMatch(AlertRule::quietHours)) {
            return false;
        }
        for (WorkingCalendar calendar : calendars) {
            if (calendar.isWorkingTime(since) != calendar.isWorkingTime(at)) {
                return true;
            }
        }
        return false;
    }

    /** Why alerts of a rule about a municipality are hidden at an instant, in order of kind and id. */
    List<Hiding> hidings(AlertRule rule, Municipality municipality, long at, Firing firing) {
        List<Hiding> hidings = null;
        String inhibitor = rule.inhibitedBy();
        if (inhibitor != null && firing.fires(inhibitor)) {
            hidings = add(hidings, new Hiding(Hiding.Kind.INHIBITION, inhibitor, ""));
        }
        if (rule.quietHours() && !reference.calendarOf(municipality).isWorkingTime(at)) {
            hidings = add(hidings, new Hiding(Hiding.Kind.QUIET_HOURS, rule.id(), ""));
        }
        for (Silence silence : book.silencesAt(at)) {
            if (silence.hides(rule.id(), region, municipality.id(), at)) {
                hidings = add(
                        hidings,
                        new Hiding(Hiding.Kind.SILENCE, silence.id(), silence.author() + ": " + silence.reason()));
            }
        }
        return hidings == null ? List.of() : hidings;
    }

    private static List<Hiding> add(@Nullable List<Hiding> hidings, Hiding hiding) {
        List<Hiding> all = hidings == null ? new ArrayList<>(1) : hidings;
        all.add(hiding);
        all.sort(Comparator.comparing(Hiding::kind).thenComparing(Hiding::id));
        return all;
    }
}
