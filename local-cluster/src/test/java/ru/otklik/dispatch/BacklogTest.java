package ru.otklik.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BacklogTest {
    private final Backlog backlog = new Backlog();

    @Test
    void aRefusedRecordHoldsBackOnlyItsOwnAlert() {
        backlog.add(AlertRecords.notice(0, 0, AlertRecords.firing(1)), 0);
        backlog.add(AlertRecords.notice(0, 1, AlertRecords.resolved(1)), 0);
        backlog.add(AlertRecords.notice(0, 2, AlertRecords.firing(2)), 0);

        backlog.failed(due(0), 100);
        assertThat(due(0).notice().alertId()).isEqualTo(AlertRecords.id(2));
        backlog.delivered(due(0));

        assertThat(backlog.due(99)).isNull();
        assertThat(backlog.positions()).containsExactly(Map.entry(0, 0L));
        assertThat(due(100).notice().key()).endsWith("FIRING");
        backlog.delivered(due(100));
        assertThat(due(100).notice().key()).endsWith("RESOLVED");
        backlog.delivered(due(100));
        assertThat(backlog.positions()).containsExactly(Map.entry(0, 3L));
        assertThat(backlog.nextDueMillis()).isEmpty();
    }

    @Test
    void aRecordOfWhichNobodyIsToldMovesThePosition() {
        backlog.passed(new Place(2, 7));
        assertThat(backlog.positions()).containsExactly(Map.entry(2, 8L));

        backlog.add(AlertRecords.notice(2, 8, AlertRecords.firing(1)), 0);
        backlog.passed(new Place(2, 9));
        assertThat(backlog.positions()).containsExactly(Map.entry(2, 8L));
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void deliversEachOnceInOrderOfItsAlertAndNeverPassesAnUndeliveredOne(long seed) {
        SplittableRandom chance = new SplittableRandom(seed);
        Map<String, List<Place>> delivered = new TreeMap<>();
        Map<String, List<Place>> read = new TreeMap<>();
        TreeMap<Long, Boolean> open = new TreeMap<>();
        long offset = 0;
        for (long now = 0; now < 3_000 || backlog.size() > 0; now++) {
            if (now < 3_000 && chance.nextInt(3) == 0) {
                Notice notice = AlertRecords.notice(0, offset, AlertRecords.firing(chance.nextInt(20)));
                read.computeIfAbsent(notice.alertId(), id -> new ArrayList<>()).add(notice.place());
                open.put(offset++, true);
                backlog.add(notice, now);
            }
            Backlog.Waiting head = backlog.due(now);
            if (head != null && chance.nextBoolean()) {
                backlog.failed(head, now + chance.nextInt(50));
            } else if (head != null) {
                delivered
                        .computeIfAbsent(head.notice().alertId(), id -> new ArrayList<>())
                        .add(head.notice().place());
                open.remove(head.notice().place().offset());
                backlog.delivered(head);
            }
            long position = open.isEmpty() ? offset : open.firstKey();
            assertThat(backlog.positions().getOrDefault(0, 0L)).isEqualTo(position);
            assertThat(backlog.size()).isEqualTo(open.size());
        }

        assertThat(delivered).isEqualTo(read);
    }

    private Backlog.Waiting due(long now) {
        return Objects.requireNonNull(backlog.due(now));
    }
}
