package ru.otklik.operator;

import java.io.Serializable;
import ru.otklik.domain.alert.AlertStep;
import ru.otklik.domain.metrics.AttributionValue;
import ru.otklik.domain.metrics.PeriodValue;
import ru.otklik.domain.metrics.ScopeValue;
import ru.otklik.domain.pages.PageValue;
import ru.otklik.domain.ranking.Board;
import ru.otklik.domain.region.LateFact;
import ru.otklik.domain.region.Status;
import ru.otklik.domain.snapshot.QuarterSnapshot;

/** How values become records; the edge knows the format, operators do not. One instance a thread. */
public interface RecordFormat {

    /** Makes formats; travels with the job. */
    interface Factory extends Serializable {
        RecordFormat create();
    }

    /** A value that was rendered and may be published. */
    interface Draft {
        /** Hash of the content without the period. */
        long hash();

        /** SHA-256 of the whole content, 64 hexadecimal digits. */
        String contentHash();

        Publication publish(Status status, int revision, long eventTime);
    }

    Draft draft(PeriodValue value);

    /** Figures of a region, district or country, or of an authority. */
    Draft draft(ScopeValue value);

    /** Figures by registration and by due date. */
    Draft draft(AttributionValue value);

    /** Figures of official pages. */
    Draft draft(PageValue value);

    /** A board for the topics of rankings. */
    Draft draft(Board board);

    /** A live board: the same content, made cheaply if most lines read as on the one before. */
    Draft live(Board board);

    /** A snapshot; its records are kept apart by revision. */
    Draft draft(QuarterSnapshot snapshot);

    /** A step of an alert; its records are kept apart by revision. */
    Publication alert(AlertStep step);

    Publication rejected(Origin origin, long stamp, Inbound.Rejection rejection);

    /** An update of the configuration that changes nothing. */
    Publication rejected(ConfigUpdate update, ConfigUpdate.Fault fault);

    /** An event that came after its incident had expired. */
    Publication late(Inbound event, String reason);

    Publication late(LateFact fact);
}
