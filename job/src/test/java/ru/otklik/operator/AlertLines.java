package ru.otklik.operator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Steps of alerts among what was sent, as short lines. */
final class AlertLines {
    private static final Pattern STEP =
            Pattern.compile("\"at\":\"[0-9-]+T([0-9:.]+)Z\".*\"change\":\"([A-Z_]+)\".*\"deliver\":(true|false)"
                    + ".*\"reason\":(null|\"[A-Z_]+\").*\"rule\":\"([a-z]+)\".*\"ruleVersion\":\"([^\"]+)\""
                    + ".*\"incidentId\":(null|\"[a-z0-9]+\").*\"municipality\":\\{\"code\":\"([0-9]+)\""
                    + ".*\"stage\":(null|\"[A-Z]+\")");

    /** One step. */
    record Line(
            String time,
            String change,
            boolean deliver,
            String reason,
            String rule,
            String version,
            String incident,
            String municipality,
            String stage) {}

    private AlertLines() {}

    /** Every step of an alert, in the order sent; absent texts are "null". */
    static List<Line> of(List<Publication> sent) {
        List<Line> lines = new ArrayList<>();
        for (Publication publication : sent) {
            if (publication.topic().equals("alerts")) {
                Matcher step = STEP.matcher(OperatorScenario.text(publication));
                assertThat(step.find()).as(OperatorScenario.text(publication)).isTrue();
                lines.add(new Line(
                        step.group(1),
                        step.group(2),
                        step.group(3).equals("true"),
                        step.group(4).replace("\"", ""),
                        step.group(5),
                        step.group(6),
                        step.group(7).replace("\"", ""),
                        step.group(8),
                        step.group(9).replace("\"", "")));
            }
        }
        return lines;
    }
}
