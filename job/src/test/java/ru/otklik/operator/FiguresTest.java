package ru.otklik.operator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
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
import ru.otklik.domain.ranking.MethodologyRegister;
import ru.otklik.domain.reference.ReferenceData;
import ru.otklik.domain.region.IncidentFacts;
import ru.otklik.domain.region.MeasureRules;
import ru.otklik.domain.region.RegionBook;
import ru.otklik.domain.region.Status;
import ru.otklik.edge.reference.AlertRuleFile;
import ru.otklik.edge.reference.Overrides;
import ru.otklik.edge.reference.ReferenceFiles;
import ru.otklik.testing.MutePublisher;
import ru.otklik.testing.RecordedMetrics;

/** Metrics of our own say what happened. */
class FiguresTest {
    private static final long MINUTE = 60_000;
    private static final long DAY = 24 * 60 * MINUTE;
    private static final String REGION = "87000000";
    private static final ReferenceData REFERENCE = ReferenceFiles.shipped();
    /** A Monday, 9:00 in Komi. */
    private static final long MONDAY = Instant.parse("2024-03-04T06:00:00Z").toEpochMilli();

    private final RecordedMetrics metrics = new RecordedMetrics();
    private final AlertRuleBook alerts = AlertRuleFile.load(null, Overrides.NONE, null, REFERENCE);
    private final RegionBook book = new RegionBook(
            REGION, new MeasureRules(REFERENCE, 45 * DAY, RollingKind.STANDARD, Set.of(), Set.of(), true, alerts));

    private static Origin origin(String topic, long appendedAt) {
        return new Origin(topic, 0, 0, new byte[32], appendedAt);
    }

    private void receive(FactKind kind, String incident, long at) {
        int place = REFERENCE.municipalitiesOf(REGION).get(0).number();
        Fact fact = new Fact(kind, at, place, null, 9 * 60 * MINUTE, 7 * 60 * MINUTE);
        book.receive(new IncidentFacts(
                REGION,
                Source.INCIDENT_MANAGEMENT,
                incident,
                at,
                at - MINUTE,
                0,
                List.of(new SignedFact(1, fact, null, null, 0))));
    }

    @Test
    void tellTopicsApartAndShowAClockThatIsAhead() {
        TopicFigures figures = new TopicFigures(metrics);

        figures.count(origin("incidents.im", 10_000), 7_000);
        figures.count(origin("incidents.im", 10_000), 11_000);
        figures.count(origin("incidents.pos", 10_000), 10_000);

        assertThat(metrics.count("topic.incidents.im.taken-events")).isEqualTo(2);
        assertThat(metrics.count("topic.incidents.pos.taken-events")).isEqualTo(1);
        assertThat(metrics.histogram("topic.incidents.im.append-delay-ms")
                        .getStatistics()
                        .getMin())
                .isEqualTo(-1_000);
        assertThat(metrics.histogram("topic.incidents.im.append-delay-ms")
                        .getStatistics()
                        .getMax())
                .isEqualTo(3_000);
    }

    @Test
    void countCorrectionsApartAndSayOfWhenTheNewestIs() {
        PublishedFigures figures = new PublishedFigures(metrics);

        figures.count(Status.FINAL, 60_000);
        figures.count(Status.REVISED, 50_000);
        figures.count(Status.LIVE, 70_000);

        assertThat(metrics.count("status.FINAL.published-records")).isEqualTo(1);
        assertThat(metrics.count("status.REVISED.published-records")).isEqualTo(1);
        assertThat(metrics.count("status.PRELIMINARY.published-records")).isZero();
        assertThat(metrics.value("published-until-ms")).isEqualTo(60_000);
        assertThat(metrics.value("live-until-ms")).isEqualTo(70_000);
    }

    @Test
    void countStepsOfAlertsByKindAndByHowTheyStand() {
        PublishedFigures figures = new PublishedFigures(metrics);
        for (int i = 0; i < 12; i++) {
            receive(FactKind.RESPONDED, "i" + i, MONDAY + i * MINUTE);
        }

        book.advance(MONDAY + 120 * MINUTE, 0, new MutePublisher() {
            @Override
            public void publish(AlertStep step) {
                figures.count(step);
            }
        });

        assertThat(metrics.count("kind.SLOW_RESPONDER.stand.FIRING.alert-steps"))
                .isEqualTo(1);
        assertThat(metrics.count("kind.SLOW_RESPONDER.stand.STALE.alert-steps")).isZero();
        assertThat(metrics.count("kind.OVERDUE_BACKLOG.stand.FIRING.alert-steps"))
                .isZero();
    }

    @Test
    void sayHowFarARegionHasComeAndHowMuchIsOpen() {
        RegionFigures figures = new RegionFigures(metrics, REFERENCE.version());
        MethodologyRegister methodologies = new MethodologyRegister(REFERENCE.methodologies());
        figures.look(List.of(), methodologies, alerts.register());

        assertThat(metrics.value("closed-until-ms")).isZero();
        assertThat(metrics.value("reference." + REFERENCE.version() + ".reference-in-force"))
                .isEqualTo(1);

        receive(FactKind.OPEN_FROM, "a", MONDAY);
        receive(FactKind.OPEN_FROM, "b", MONDAY);
        receive(FactKind.OVERDUE_FROM, "a", MONDAY + MINUTE);
        book.advance(MONDAY + 60 * MINUTE, 0, new MutePublisher());
        figures.look(List.of(book), methodologies, alerts.register());

        assertThat(metrics.value("closed-until-ms")).isEqualTo(MONDAY + 60 * MINUTE);
        assertThat(metrics.value("open-incidents")).isEqualTo(2);
        assertThat(metrics.value("overdue-incidents")).isEqualTo(1);
        assertThat(metrics.value("methodology-since-ms"))
                .isEqualTo(Math.max(0, methodologies.at(MONDAY).effectiveFromMillis()));
        assertThat(metrics.value("alert-rules-since-ms"))
                .isEqualTo(Math.max(0, alerts.register().at(MONDAY).effectiveFromMillis()));
    }

    @Test
    void countUpdatesOfTheConfigurationAndThoseThatAreRefused() {
        RegionFigures figures = new RegionFigures(metrics, "r-0");

        figures.count(null);
        figures.count(new ConfigUpdate.Fault(ConfigRejectionReason.ID_TAKEN, "another version has the id"));

        assertThat(metrics.count("config-updates")).isEqualTo(2);
        assertThat(metrics.count("rejected-config-updates")).isEqualTo(1);
    }
}
