package ru.otklik.domain.region;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import ru.otklik.domain.incident.Stage;
import ru.otklik.domain.incident.StageStep;
import ru.otklik.domain.reference.Municipality;

/** The stages of incidents as far as one region is concerned. */
final class StagesHere {
    private final WatchContext context;

    StagesHere(WatchContext context) {
        this.context = context;
    }

    /** A stage that is taken back altogether while something fires for it is withdrawn from now on. */
    List<StageStep> withWithdrawn(WatchedIncident known, List<StageStep> steps, long from) {
        List<StageStep> all = new ArrayList<>(steps);
        boolean inOrder = true;
        for (WatchedIncident.Key alert : known.alerts.keySet()) {
            StageStep last = lastHere(known.steps, alert.stage(), from);
            if (last != null && lastHere(all, alert.stage(), from) == null) {
                all.add(new StageStep(
                        from,
                        StageStep.Change.WITHDRAWN,
                        last.stage(),
                        last.start(),
                        last.deadline(),
                        last.norm(),
                        last.municipality()));
                inOrder = false;
            }
        }
        if (!inOrder) {
            all.sort(Comparator.comparingLong(StageStep::at));
        }
        return all;
    }

    /** The stage as it stood in this region last; null if it never was here. */
    @Nullable
    StageStep lastHere(List<StageStep> steps, Stage stage, long at) {
        StageStep found = null;
        for (StageStep step : steps) {
            if (step.stage() == stage && (found == null || step.at() <= at) && isHere(step)) {
                found = step;
            }
        }
        return found;
    }

    private boolean isHere(StageStep step) {
        Municipality municipality = context.reference.municipalityByNumber(step.municipality());
        return municipality != null && municipality.region().equals(context.region);
    }
}
