package ru.otklik.domain.region;

import static org.assertj.core.api.Assertions.assertThat;
import static ru.otklik.domain.region.FactFeed.DAY;
import static ru.otklik.domain.region.FactFeed.HOUR;
import static ru.otklik.domain.region.FactFeed.PLACE;
import static ru.otklik.domain.region.FactFeed.REFERENCE;
import static ru.otklik.domain.region.FactFeed.REGION;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import ru.otklik.domain.alert.AlertKind;
import ru.otklik.domain.alert.AlertRule;
import ru.otklik.domain.alert.AlertRuleBook;
import ru.otklik.domain.alert.AlertRules;
import ru.otklik.domain.alert.Severity;
import ru.otklik.domain.incident.Fact;
import ru.otklik.domain.incident.FactKind;
import ru.otklik.domain.incident.PackedSteps;
import ru.otklik.domain.incident.SignedFact;
import ru.otklik.domain.incident.Source;
import ru.otklik.domain.incident.Stage;
import ru.otklik.domain.incident.StageStep;
import ru.otklik.domain.period.RollingKind;
import ru.otklik.testing.MutePublisher;

/** Row 89: state that only a deleted rule needs goes with it. */
class DeletedRulesTest {
    private static final long START = FactFeed.at("2024-03-04T06:00");
    private static final int INCIDENTS = 50;

    /** Fires at the deadline, and goes on for most of a year after the answer. */
    private static AlertRule keeper(String id) {
        AlertRule.Condition condition =
                new AlertRule.Condition(BigDecimal.ZERO, BigDecimal.ZERO, false, 0, null, false, false, "", 0);
        return new AlertRule(
                id,
                AlertKind.INCIDENT_OVERDUE,
                AlertRule.Scope.ALL,
                condition,
                0,
                300 * DAY,
                Severity.INFO,
                false,
                null,
                false);
    }

    private static final class Chunks implements RegionState.Sink {
        private final Map<Long, byte[]> kept = new HashMap<>();

        @Override
        public void put(long key, byte[] chunk) {
            kept.put(key, chunk);
        }

        @Override
        public void remove(long key) {
            kept.remove(key);
        }

        long ofType(ChunkKey.Type type) {
            return kept.keySet().stream()
                    .filter(key -> ChunkKey.type(key) == type)
                    .count();
        }

        boolean mention(String word) {
            return kept.values().stream()
                    .anyMatch(chunk -> new String(chunk, StandardCharsets.ISO_8859_1).contains(word));
        }
    }

    private static StageStep step(long at, StageStep.Change change) {
        return new StageStep(at, change, Stage.RESPONSE, START, START + HOUR, null, PLACE.number());
    }

    private static IncidentFacts told(int incident, long at, StageStep... steps) {
        return new IncidentFacts(
                REGION, Source.POS, "i" + incident, at, START, 0, List.of(), null, PackedSteps.of(List.of(steps)));
    }

    @Test
    void stateOfADeletedRuleGoesAway() {
        long change = START + DAY;
        AlertRuleBook book = new AlertRuleBook(
                List.of(
                        new AlertRules("v1", 0, List.of(keeper("the-widest"))),
                        new AlertRules(
                                "v2",
                                change,
                                List.of(FactFeed.rule("low", AlertKind.LOW_COMPLIANCE, "0.5", "0.5", 3, false, null)))),
                List.of());
        RegionBook region = new RegionBook(
                REGION, new MeasureRules(REFERENCE, 45 * DAY, RollingKind.STANDARD, Set.of(), Set.of(), false, book));
        long answered = START + 2 * HOUR;
        for (int i = 0; i < INCIDENTS; i++) {
            region.receive(told(i, START, step(START, StageStep.Change.RUNS)));
            region.receive(
                    told(i, answered, step(START, StageStep.Change.RUNS), step(answered, StageStep.Change.ENDED)));
        }
        region.receive(new IncidentFacts(
                REGION,
                Source.POS,
                "fact",
                START,
                START,
                0,
                List.of(new SignedFact(
                        1, new Fact(FactKind.REGISTERED, START, PLACE.number(), null, 0, 0), "ЖКХ", null, 0))));
        Chunks chunks = new Chunks();

        region.advance(change - HOUR, 0, new MutePublisher());
        RegionState.save(region, chunks);
        assertThat(chunks.ofType(ChunkKey.Type.WATCHED)).isPositive();
        assertThat(chunks.mention("the-widest")).isTrue();

        region.advance(change + HOUR, 0, new MutePublisher());
        RegionState.save(region, chunks);
        assertThat(chunks.ofType(ChunkKey.Type.WATCHED)).isZero();
        assertThat(chunks.mention("the-widest")).isFalse();
    }
}
