package ru.otklik.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import ru.otklik.alerts.AlertState;
import ru.otklik.domain.alert.AlertKind;
import ru.otklik.domain.alert.AlertMachine;
import ru.otklik.domain.ranking.Board;
import ru.otklik.operator.RejectionReason;

/** Both languages of the page say the same things. */
class WordsTest {
    private static final Pattern LINE = Pattern.compile("^  \"([^\"]+)\": \"(.*)\",$", Pattern.MULTILINE);
    private static final Pattern PLACE = Pattern.compile("\\{(\\w+)}");

    @ParameterizedTest
    @ValueSource(strings = {"", "terms"})
    void haveTheSameKeysAndPlaces(String part) throws IOException {
        Map<String, String> russian = words("russian" + part + ".js");
        Map<String, String> english = words("english" + part + ".js");

        assertThat(russian).isNotEmpty();
        assertThat(english.keySet()).containsExactlyElementsOf(russian.keySet());
        russian.forEach((key, text) ->
                assertThat(places(english.getOrDefault(key, ""))).as(key).isEqualTo(places(text)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"russian.js", "english.js"})
    void sayEveryReasonThatTheJobMayGive(String file) throws IOException {
        Set<String> keys = words(file).keySet();

        assertThat(keys).containsAll(keys("refused.", RejectionReason.values()));
        assertThat(keys).containsAll(keys("reason.", Board.Reason.values()));
        assertThat(keys).containsAll(keys("reason.", AlertMachine.Reason.values()));
        assertThat(keys).containsAll(keys("alert.", AlertState.values()));
        assertThat(keys).containsAll(keys("rule.", AlertKind.values()));
    }

    private static Set<String> keys(String prefix, Enum<?>[] values) {
        return Stream.of(values).map(value -> prefix + value.name()).collect(Collectors.toSet());
    }

    private static Set<String> places(String text) {
        Set<String> places = new TreeSet<>();
        PLACE.matcher(text).results().forEach(place -> places.add(place.group(1)));
        return places;
    }

    private static Map<String, String> words(String file) throws IOException {
        try (InputStream in = Objects.requireNonNull(WordsTest.class.getResourceAsStream("/dashboard/" + file))) {
            Map<String, String> words = new TreeMap<>();
            LINE.matcher(new String(in.readAllBytes(), StandardCharsets.UTF_8))
                    .results()
                    .forEach(line -> words.put(line.group(1), line.group(2)));
            return words;
        }
    }
}
