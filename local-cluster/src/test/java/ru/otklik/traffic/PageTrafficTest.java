package ru.otklik.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class PageTrafficTest {
    private static final Instant FROM = Instant.parse("2024-03-01T00:00:00Z");
    private static final Instant UNTIL = FROM.plus(Duration.ofDays(10));
    private static final TrafficProfile PROFILE = TrafficProfile.named("four-regions");

    @Test
    void everyPageReportsOnceALocalDayInOrderOfTime() throws IOException {
        Set<String> days = new HashSet<>();
        long last = FROM.toEpochMilli();
        for (PageTraffic.Report report : reports(1)) {
            JsonNode told = new ObjectMapper().readTree(report.value());
            String occurredAt = told.path("occurredAt").asText();
            assertThat(report.at()).isGreaterThanOrEqualTo(last);
            assertThat(told.path("pageId").asText()).isEqualTo(report.pageId());
            assertThat(told.path("subscribers").asLong()).isPositive();
            assertThat(told.path("commentsAnswered").asLong())
                    .isBetween(0L, told.path("comments").asLong());
            assertThat(occurredAt).matches(".*T2[23]:.*");
            assertThat(days.add(report.pageId() + " " + occurredAt.substring(0, 10)))
                    .as("one report of a page and day: %s", occurredAt)
                    .isTrue();
            last = report.at();
        }
        Set<String> pages = reports(1).stream().map(PageTraffic.Report::pageId).collect(Collectors.toSet());
        assertThat(pages).hasSizeGreaterThan(100);
        assertThat(days).hasSize(10 * pages.size());
    }

    @Test
    void theSameSeedGivesTheSameBytesWhereverItBegins() {
        assertThat(text(reports(1))).isEqualTo(text(reports(1))).isNotEqualTo(text(reports(2)));
        PageTraffic later = new PageTraffic(PROFILE, 1, FROM.plus(Duration.ofDays(4)));

        assertThat(text(reports(1))).endsWith(text(later.until(UNTIL.toEpochMilli())));
    }

    private static List<PageTraffic.Report> reports(long seed) {
        return new PageTraffic(PROFILE, seed, FROM).until(UNTIL.toEpochMilli());
    }

    private static String text(List<PageTraffic.Report> reports) {
        List<String> lines = new ArrayList<>();
        reports.forEach(report -> lines.add(new String(report.value(), StandardCharsets.UTF_8)));
        return String.join("\n", lines);
    }
}
