package ru.otklik.domain.region;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import ru.otklik.domain.incident.Fact;
import ru.otklik.domain.incident.FactKind;
import ru.otklik.domain.incident.SignedFact;
import ru.otklik.domain.incident.Source;
import ru.otklik.domain.metrics.PeriodValue;
import ru.otklik.domain.period.RollingKind;
import ru.otklik.domain.ranking.Board;
import ru.otklik.domain.reference.Municipality;
import ru.otklik.domain.reference.ReferenceData;
import ru.otklik.domain.snapshot.QuarterSnapshot;
import ru.otklik.edge.reference.ReferenceFiles;

/** Boards kept up line by line equal boards filled at once from everything that was received. */
class LiveViewTest {
    private static final long MINUTE = 60_000;
    private static final long DAY = 24 * 60 * MINUTE;
    private static final String REGION = "87000000";
    private static final ReferenceData REFERENCE = ReferenceFiles.shipped();
    private static final MeasureRules RULES =
            new MeasureRules(REFERENCE, 45 * DAY, RollingKind.STANDARD, Set.of(), Set.of(), false);

    /** Keeps the boards that were published last. */
    private static final class Screen implements Publisher {
        private final List<Board> boards = new ArrayList<>();
        private @Nullable Board prepared;

        @Override
        public long prepare(PeriodValue value) {
            return 0;
        }

        @Override
        public long prepare(Board board) {
            prepared = board;
            return 0;
        }

        @Override
        public String prepare(QuarterSnapshot snapshot) {
            return "";
        }

        @Override
        public void publish(Status status, int revision, long eventTime) {
            if (status == Status.LIVE && prepared != null) {
                boards.add(prepared);
            }
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void keepsUpWhatItWouldFillAnew(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<IncidentFacts> received = new ArrayList<>();
        RegionBook keptUp = new RegionBook(REGION, RULES);
        long clock = Instant.parse("2024-03-01T00:00:00Z").toEpochMilli();
        for (int i = 0; i < 400; i++) {
            clock += random.nextLong(30 * MINUTE);
            IncidentFacts facts = facts(random, clock);
            received.add(facts);
            keptUp.receive(facts);
            keptUp.advance(clock - 2 * MINUTE, 0, new Screen());
            if (random.nextInt(4) != 0) {
                continue;
            }

            Screen shown = new Screen();
            keptUp.publishLive(shown);

            RegionBook anew = new RegionBook(REGION, RULES);
            received.forEach(anew::receive);
            Screen expected = new Screen();
            anew.publishLive(expected);
            assertThat(shown.boards).as("seed %d, event %d", seed, i).isEqualTo(expected.boards);
        }
    }

    /** Registrations, answers and deadlines, now, late, and ahead. */
    private static IncidentFacts facts(SplittableRandom random, long clock) {
        List<Municipality> places = REFERENCE.municipalitiesOf(REGION);
        int place = places.get(random.nextInt(4)).number();
        long late = random.nextInt(10) == 0 ? random.nextLong(40 * DAY) : random.nextLong(MINUTE);
        List<SignedFact> facts = new ArrayList<>();
        facts.add(fact(FactKind.REGISTERED, clock - late, place, 0, 0));
        facts.add(fact(FactKind.RESPONDED, clock - late / 2, place, random.nextLong(DAY), random.nextLong(DAY)));
        facts.add(fact(FactKind.MISSED_RESPONSE, clock + random.nextLong(3 * DAY), place, 0, 0));
        return new IncidentFacts(REGION, Source.INCIDENT_MANAGEMENT, "i", clock, clock - MINUTE, clock, facts);
    }

    private static SignedFact fact(FactKind kind, long date, int place, long elapsed, long working) {
        return new SignedFact(1, new Fact(kind, date, place, null, elapsed, working), "ЖКХ", null, 0);
    }
}
