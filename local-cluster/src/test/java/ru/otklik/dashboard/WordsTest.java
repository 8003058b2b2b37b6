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
import org.junit.jupiter.api.Test;

/** Both languages of the page say the same things. */
class WordsTest {
    private static final Pattern LINE = Pattern.compile("^  \"([^\"]+)\": \"(.*)\",$", Pattern.MULTILINE);
    private static final Pattern PLACE = Pattern.compile("\\{(\\w+)}");

    @Test
    void haveTheSameKeysAndPlaces() throws IOException {
        Map<String, String> russian = words("russian.js");
        Map<String, String> english = words("english.js");

        assertThat(english.keySet()).containsExactlyElementsOf(russian.keySet());
        russian.forEach((key, text) ->
                assertThat(places(english.getOrDefault(key, ""))).as(key).isEqualTo(places(text)));
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
