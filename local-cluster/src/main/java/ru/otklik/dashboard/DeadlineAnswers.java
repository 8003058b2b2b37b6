package ru.otklik.dashboard;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Arrays;
import ru.otklik.domain.clock.Norm;
import ru.otklik.domain.clock.NormUnit;
import ru.otklik.domain.clock.OnTransfer;
import ru.otklik.domain.clock.WorkingCalendar;
import ru.otklik.domain.reference.Municipality;
import ru.otklik.domain.reference.ReferenceData;

/** When a deadline is, and why, by the calendars of the job. */
final class DeadlineAnswers {
    private final ReferenceData reference;

    DeadlineAnswers(ReferenceData reference) {
        this.reference = reference;
    }

    /** Answers for a start in the municipality's own time, which is what people read on a document. */
    ObjectNode answer(Query query) {
        Municipality municipality = reference.findMunicipality(query.required("municipality"));
        if (municipality == null) {
            throw new IllegalArgumentException("unknown municipality");
        }
        WorkingCalendar calendar = reference.calendarOf(municipality);
        NormUnit unit = NormUnit.valueOf(query.oneOf(
                "unit", Arrays.stream(NormUnit.values()).map(Enum::name).toList()));
        Norm norm = new Norm(query.number("amount"), unit, OnTransfer.CONTINUE);
        long start = start(query.required("start"), calendar);
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        answer.put("zone", calendar.zone().getId());
        answer.put("due", Instant.ofEpochMilli(calendar.deadline(start, norm)).toString());
        answer.put("explanation", calendar.explainDeadline(start, norm).text());
        return answer;
    }

    private static long start(String text, WorkingCalendar calendar) {
        try {
            return LocalDateTime.parse(text).atZone(calendar.zone()).toInstant().toEpochMilli();
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("start does not read like 2024-03-04T09:30", e);
        }
    }
}
