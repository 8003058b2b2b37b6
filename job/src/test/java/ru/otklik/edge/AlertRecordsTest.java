package ru.otklik.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import ru.otklik.domain.alert.AlertRuleBook;
import ru.otklik.domain.alert.AlertStep;
import ru.otklik.domain.incident.Fact;
import ru.otklik.domain.incident.FactKind;
import ru.otklik.domain.incident.SignedFact;
import ru.otklik.domain.incident.Source;
import ru.otklik.domain.period.RollingKind;
import ru.otklik.domain.reference.ReferenceData;
import ru.otklik.domain.region.IncidentFacts;
import ru.otklik.domain.region.MeasureRules;
import ru.otklik.domain.region.RegionBook;
import ru.otklik.edge.reference.AlertRuleFile;
import ru.otklik.edge.reference.Overrides;
import ru.otklik.edge.reference.ReferenceFiles;
import ru.otklik.operator.Publication;
import ru.otklik.operator.RecordFormat;
import ru.otklik.testing.MutePublisher;

/** Alerts on municipalities by the shipped rules, as they are written. */
class AlertRecordsTest {
    private static final long HOUR = 3_600_000;
    private static final long DAY = 24 * HOUR;
    private static final String REGION = "87000000";
    private static final ReferenceData REFERENCE = ReferenceFiles.shipped();
    /** A Monday, 9:00 in Komi. */
    private static final long MONDAY = Instant.parse("2024-03-04T06:00:00Z").toEpochMilli();

    private static final class Records extends MutePublisher {
        private final RecordFormat format = JsonRecords.factory(3).create();
        private final List<Publication> records = new ArrayList<>();

        @Override
        public void publish(AlertStep step) {
            records.add(format.alert(step));
        }

        List<String> of(String rule) {
            return records.stream()
                    .map(each -> new String(each.value(), StandardCharsets.UTF_8))
                    .filter(each -> each.contains("\"rule\":\"" + rule + "\""))
                    .toList();
        }
    }

    @Test
    void firesForASlowMunicipalityAndMarksItStaleWhenNothingComesAnyMore() {
        AlertRuleBook alerts = AlertRuleFile.load(null, Overrides.NONE, null, REFERENCE);
        MeasureRules rules =
                new MeasureRules(REFERENCE, 45 * DAY, RollingKind.STANDARD, Set.of(), Set.of(), true, alerts);
        RegionBook book = new RegionBook(REGION, rules);
        int place = REFERENCE.municipalitiesOf(REGION).get(0).number();
        for (int i = 0; i < 12; i++) {
            long at = MONDAY + i * 60_000L;
            Fact responded = new Fact(FactKind.RESPONDED, at, place, null, 9 * HOUR, 7 * HOUR);
            book.receive(new IncidentFacts(
                    REGION,
                    Source.INCIDENT_MANAGEMENT,
                    "i" + i,
                    at,
                    at - 60_000,
                    0,
                    List.of(new SignedFact(1, responded, null, null, 0))));
        }
        Records out = new Records();

        book.advance(MONDAY + 9 * DAY, 0, out);

        List<String> told = out.of("slow-responder");
        assertThat(told.get(0))
                .contains("\"change\":\"FIRED\"", "\"deliver\":true", "\"revision\":0", "\"unit\":\"WORKING_MILLIS\"")
                .contains("\"at\":\"2024-03-04T07:00:00.000Z\"", "\"threshold\":21600000", "(ответов: 12), порог 6 ч");
        assertThat(told).anyMatch(each -> each.contains("\"change\":\"STALE\""));
        assertThat(told).noneMatch(each -> each.contains("\"state\":\"RESOLVED\""));
        assertThat(out.records).extracting(Publication::topic).containsOnly("alerts");
    }
}
