package ru.otklik.domain.alert;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import ru.otklik.domain.packing.ByteReader;
import ru.otklik.domain.packing.ByteWriter;

class AlertMachineTest {
    private static final long MINUTE = 60_000;
    private static final Hiding SILENCE = new Hiding(Hiding.Kind.SILENCE, "s", "a: r");
    private static final Hiding INHIBITION = new Hiding(Hiding.Kind.INHIBITION, "other", "");

    /**
     * A script is a letter a minute: b breach, = between, c clear, u unknown, w withdrawn; upper case while silenced, and ! is
     * a breach while inhibited. A step reads {@code CHANGE@minute}, with + if it is told to people.
     */
    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "fires once for | 2 | 0 | bbbbb | FIRED@2+",
                "pending is no alert | 2 | 0 | bbcbb | ''",
                "81 no flapping within keepFiringFor | 0 | 2 | bcbcbcccc | FIRED@0+ RESOLVED@7+",
                "81 between the thresholds goes on | 0 | 0 | b=b==c | FIRED@0+ RESOLVED@5+",
                "82 one resolution | 0 | 0 | bbcccc | FIRED@0+ RESOLVED@2+",
                "82 a new firing is another alert | 0 | 0 | bcbc | FIRED@0+ RESOLVED@1+ FIRED@2+ RESOLVED@3+",
                "83 inhibited from its start | 0 | 0 | !!! | FIRED@0",
                "84 the inhibitor ends first | 0 | 0 | !!bb | FIRED@0 RELEASED@2+",
                "85 silenced, then over | 0 | 0 | bBBC | FIRED@0+ SUPPRESSED@1 RESOLVED@3+",
                "85 silence ends while it fires | 0 | 0 | bBbc | FIRED@0+ SUPPRESSED@1 RELEASED@2 RESOLVED@3+",
                "85 nobody was told of it | 0 | 0 | BBC | FIRED@0 RESOLVED@2",
                "85 hidden for another reason | 0 | 0 | B!c | FIRED@0 SUPPRESSION_CHANGED@1 RESOLVED@2",
                "86 quiet input resolves nothing | 0 | 0 | buuuuuu | FIRED@0+ STALE@1+",
                "86 input comes back | 0 | 0 | buubc | FIRED@0+ STALE@1+ FRESH@3 RESOLVED@4+",
                "90 too few cases never begin | 0 | 0 | uuuu | ''",
                "withdrawn | 0 | 5 | bbw | FIRED@0+ RESOLVED@2+"
            })
    void tellsThisOfAScript(String name, long forMinutes, long keepMinutes, String script, String expected) {
        assertThat(play(script, forMinutes, keepMinutes, -1)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void everyFiringHasOneEndAtMostWhereverItIsRestored(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 1_000; i++) {
            StringBuilder script = new StringBuilder();
            for (int minute = 0; minute < 40; minute++) {
                script.append("bbb=cccuBBC!".charAt(random.nextInt(12)));
            }
            long hold = random.nextInt(3);
            long keep = random.nextInt(3);

            String told = play(script.toString(), hold, keep, -1);

            int open = 0;
            for (String step : told.isEmpty() ? new String[0] : told.split(" ", -1)) {
                open += step.startsWith("FIRED") ? 1 : step.startsWith("RESOLVED") ? -1 : 0;
                assertThat(open).as("%s: %s", script, told).isBetween(0, 1);
            }
            assertThat(play(script.toString(), hold, keep, random.nextInt(40))).isEqualTo(told);
            assertThat(firings(told)).isEqualTo(expectedFirings(script.toString(), hold, keep));
        }
    }

    private static String firings(String told) {
        StringBuilder spans = new StringBuilder();
        for (String step : told.split(" ", -1)) {
            if (step.startsWith("FIRED") || step.startsWith("RESOLVED")) {
                spans.append(step.replaceAll("[+]", "")).append(' ');
            }
        }
        return spans.toString().strip();
    }

    /** The same by looking back over the whole script at each minute instead of keeping a state. */
    private static String expectedFirings(String script, long hold, long keep) {
        List<String> spans = new ArrayList<>();
        int restFrom = 0;
        boolean firing = false;
        for (int minute = 0; minute < script.length(); minute++) {
            if (!firing && isRun(script, Math.max(restFrom, minute - (int) hold), minute, hold, "bB!")) {
                spans.add("FIRED@" + minute);
                firing = true;
                restFrom = minute + 1;
            } else if (firing && isRun(script, Math.max(restFrom, minute - (int) keep), minute, keep, "cC")) {
                spans.add("RESOLVED@" + minute);
                firing = false;
                restFrom = minute + 1;
            }
        }
        return String.join(" ", spans);
    }

    private static boolean isRun(String script, int from, int until, long length, String letters) {
        return until - from >= length
                && script.substring(from, until + 1).chars().allMatch(c -> letters.indexOf(c) >= 0);
    }

    private static String play(String script, long forMinutes, long keepMinutes, int restoreAt) {
        AlertRule rule = rule(forMinutes * MINUTE, keepMinutes * MINUTE);
        AlertState state = null;
        List<String> told = new ArrayList<>();
        for (int minute = 0; minute < script.length(); minute++) {
            char letter = script.charAt(minute);
            long at = minute * MINUTE;
            List<Hiding> hiding =
                    letter == '!' ? List.of(INHIBITION) : Character.isUpperCase(letter) ? List.of(SILENCE) : List.of();
            AlertMachine.Outcome outcome =
                    AlertMachine.look(state, rule, "v", false, reading(Character.toLowerCase(letter), at), hiding, at);
            state = minute == restoreAt ? repacked(outcome.state()) : outcome.state();
            for (AlertMachine.Told step : outcome.told()) {
                told.add(step.change() + "@" + minute + (step.deliver() ? "+" : ""));
            }
        }
        return String.join(" ", told);
    }

    private static @Nullable AlertState repacked(@Nullable AlertState state) {
        if (state == null) {
            return null;
        }
        ByteWriter out = new ByteWriter(64);
        state.pack(out);
        return AlertState.unpack(new ByteReader(out.toBytes()));
    }

    private static Reading reading(char letter, long at) {
        return switch (letter) {
            case 'b', '!' -> new Reading(Reading.Verdict.BREACH, 9, 1, 5, at);
            case '=' -> new Reading(Reading.Verdict.BETWEEN, 5, 1, 5, at);
            case 'c' -> new Reading(Reading.Verdict.CLEAR, 1, 1, 5, at);
            case 'w' -> new Reading(Reading.Verdict.WITHDRAWN, 0, 0, 1, at);
            default -> Reading.unknown(0, at);
        };
    }

    private static AlertRule rule(long forMillis, long keepMillis) {
        AlertRule.Condition condition = new AlertRule.Condition(
                BigDecimal.valueOf(6), BigDecimal.valueOf(4), false, 1, null, false, false, "", 5 * MINUTE);
        return new AlertRule(
                "r",
                AlertKind.OVERDUE_BACKLOG,
                AlertRule.Scope.ALL,
                condition,
                forMillis,
                keepMillis,
                Severity.WARNING,
                false,
                null,
                false);
    }
}
