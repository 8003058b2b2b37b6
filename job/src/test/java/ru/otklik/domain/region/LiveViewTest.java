package ru.otklik.domain.region;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import ru.otklik.domain.incident.Fact;
import ru.otklik.domain.incident.FactKind;
import ru.otklik.domain.incident.SignedFact;
import ru.otklik.domain.incident.Source;
import ru.otklik.domain.period.RollingKind;
import ru.otklik.domain.ranking.Board;
import ru.otklik.domain.reference.Municipality;
import ru.otklik.domain.reference.ReferenceData;
import ru.otklik.edge.TestRecords;
import ru.otklik.edge.reference.ReferenceFiles;
import ru.otklik.operator.RecordFormat;
import ru.otklik.testing.MutePublisher;

/** Boards kept up line by line equal boards filled at once from everything that was received. */
class LiveViewTest {
    private static final long MINUTE = 60_000;
    private static final long DAY = 24 * 60 * MINUTE;
    private static final String REGION = "87000000";
    private static final ReferenceData REFERENCE = ReferenceFiles.shipped();
    private static final MeasureRules RULES =
            new MeasureRules(REFERENCE, 45 * DAY, RollingKind.STANDARD, Set.of(), Set.of(), false);

    /** Keeps the newest board of each window and kind, as a screen does. */
    private static final class Screen extends MutePublisher {
        private final Map<String, Board> boards = new TreeMap<>();
        private final RecordFormat format = TestRecords.formats().create();
        private int sent;

        @Override
        public void publishLive(Board board, long eventTime) {
            sent++;
            assertThat(format.live(board).contentHash())
                    .as("written from lines that are known")
                    .isEqualTo(format.draft(board).contentHash());
            boards.put(board.span().label() + " " + board.kind(), board);
        }

        /** What is read off the screen; how old it is aside. */
        Map<String, String> read() {
            Map<String, String> lines = new TreeMap<>();
            boards.forEach((key, board) -> lines.put(key, board.methodology() + board.entries() + board.notRanked()));
            return lines;
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void keepsUpWhatItWouldFillAnew(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<IncidentFacts> received = new ArrayList<>();
        RegionBook keptUp = new RegionBook(REGION, RULES);
        Screen shown = new Screen();
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

            keptUp.publishLive(shown, random.nextInt(5) == 0);

            RegionBook anew = new RegionBook(REGION, RULES);
            received.forEach(anew::receive);
            Screen expected = new Screen();
            anew.publishLive(expected, true);
            assertThat(shown.read()).as("seed %d, event %d", seed, i).isEqualTo(expected.read());
            assertThat(shown.boards.get("PT24H ACTIVITY")).isEqualTo(expected.boards.get("PT24H ACTIVITY"));
        }
    }

    @Test
    void sendsWhatReadsOtherwiseAndActivity() {
        long clock = Instant.parse("2024-03-01T08:10:00Z").toEpochMilli();
        int place = REFERENCE.municipalitiesOf(REGION).get(0).number();
        RegionBook book = new RegionBook(REGION, RULES);
        Screen screen = new Screen();
        book.receive(facts(clock, fact(FactKind.REGISTERED, clock, place, 0, 0)));
        book.publishLive(screen, false);
        assertThat(screen.sent).isEqualTo(10);

        book.receive(facts(clock + 1, fact(FactKind.CLOSED, clock + 1, place, 0, 0)));
        book.publishLive(screen, false);
        assertThat(screen.sent)
                .as("no board shows what is closed, one tells how far it is")
                .isEqualTo(11);

        book.receive(facts(clock + 2, fact(FactKind.REGISTERED, clock + 2, place, 0, 0)));
        book.publishLive(screen, false);
        assertThat(screen.sent)
                .as("each board shows a volume below the minimum")
                .isEqualTo(21);

        book.publishLive(screen, true);
        assertThat(screen.sent).isEqualTo(31);
    }

    private static IncidentFacts facts(long clock, SignedFact fact) {
        return new IncidentFacts(REGION, Source.INCIDENT_MANAGEMENT, "i", clock, clock - MINUTE, clock, List.of(fact));
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
