package ru.otklik.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import ru.otklik.domain.clock.WorkingCalendar;
import ru.otklik.domain.reference.ReferenceData;
import ru.otklik.edge.reference.ReferenceFiles;

class WorkingHoursTest {
    private static final ReferenceData REFERENCE = ReferenceFiles.shipped();
    private static final WorkingCalendar KOMI =
            REFERENCE.calendarOf(Objects.requireNonNull(REFERENCE.findMunicipality("87701000")));

    @Test
    void areThoseOfTheWeekInAnOrdinaryMonth() {
        List<String> hours = hours("2023-04-01T00:00:00+03:00", "2023-05-01T00:00:00+03:00");

        assertThat(hours).hasSize(40).contains("1-09", "1-12", "1-14", "5-17").doesNotContain("1-13", "5-18", "6-10");
    }

    @Test
    void leaveOutWeekdaysThatWereMostlyHolidays() {
        assertThat(hours("2023-01-01T00:00:00+03:00", "2023-01-14T00:00:00+03:00"))
                .as("of two Mondays to Fridays one was a holiday")
                .hasSize(40);
        assertThat(hours("2023-01-01T00:00:00+03:00", "2023-01-09T00:00:00+03:00"))
                .isEmpty();
    }

    private static List<String> hours(String start, String end) {
        ArrayNode hours = JsonNodeFactory.instance.arrayNode();
        WorkingHours.addTo(hours, KOMI, start, end);
        List<String> texts = new ArrayList<>();
        hours.forEach((JsonNode hour) -> texts.add(hour.asText()));
        return texts;
    }
}
