package ru.otklik.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import ru.otklik.traffic.TrafficEvent.IncidentHead;

class BrokenRecordsTest {
    @Test
    void everyDefectChangesASoundRecord() {
        IncidentHead head = new IncidentHead("IM-87-00000001", "INCIDENT_MANAGEMENT", ZoneId.of("Europe/Moscow"));
        TrafficEvent sound = new TrafficEvent(head, 1, "REGISTERED", 1_700_000_000_000L, ",\"topic\":\"ЖКХ\"");

        for (int kind = 0; kind < BrokenRecords.kinds(); kind++) {
            assertThat(BrokenRecords.of(sound, kind)).as("kind %d", kind).isNotEqualTo(sound.json());
        }
    }
}
