package ru.otklik.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class CompatibilityTest {
    static List<String> schemas() {
        return Contracts.SCHEMAS;
    }

    @ParameterizedTest
    @MethodSource("schemas")
    void everySchemaKeepsWhatItsFirstVersionPromised(String name) {
        assertThat(Compatibility.breaks(Contracts.frozenSchema(name), Contracts.schema(name)))
                .isEmpty();
    }

    static List<String> grown() {
        return Contracts.GROWN;
    }

    @ParameterizedTest
    @MethodSource("grown")
    void everySchemaKeepsWhatItsLaterVersionsPromised(String frozen) {
        String name = frozen.substring(frozen.lastIndexOf('/') + 1);

        assertThat(Compatibility.breaks(
                        Contracts.json(Contracts.text("golden/" + frozen + ".schema.json")), Contracts.schema(name)))
                .isEmpty();
    }

    /* Each line plants one change into the schema of metrics: where (a JSON pointer), what, and the complaint. */
    @ParameterizedTest(name = "{0} = {1}: {2}")
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "/properties/registered; ; /properties/registered is gone",
                "/$defs/deadline/properties/met; ; /$defs/deadline/properties/met is gone",
                "/$defs/deadline; ; /$defs/deadline is gone",
                "/properties/registered/type; \"string\"; /properties/registered/type changed",
                "/$defs/deadline/properties/compliance/type; \"number\"; /$defs/deadline/properties/compliance/type changed",
                "/properties/registered/minimum; 1; /properties/registered/minimum changed",
                "/properties/registered/maximum; 9; /properties/registered/maximum is new",
                "/properties/contentHash/pattern; \".\"; /properties/contentHash/pattern changed",
                "/properties/source/enum; [\"ALL\",\"POS\"]; /properties/source/enum lost \"INCIDENT_MANAGEMENT\"",
                "/$defs/deadline/required; [\"met\",\"missed\",\"compliance\",\"due\"]; /$defs/deadline/required gained \"due\"",
                "/$defs/deadline/required; [\"met\",\"missed\"]; /$defs/deadline/required lost \"compliance\"",
                "/properties/response/$ref; \"#/$defs/deadline\"; /properties/response/$ref changed",
                "/additionalProperties; false; /additionalProperties is new",
                "/allOf; []; /allOf changed"
            })
    void saysWhatBreaks(String pointer, String value, String complaint) {
        JsonNode before = Contracts.schema("metrics.municipality");

        assertThat(Compatibility.breaks(before, plant(before, pointer, value))).containsExactly(complaint);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "/properties/applauded; {\"type\":\"integer\"}",
                "/$defs/deadline/properties/due; {\"type\":\"integer\"}",
                "/$defs/applause; {\"type\":\"integer\"}",
                "/properties/registered/description; \"Better words\"",
                "/properties/source/enum; [\"ALL\",\"INCIDENT_MANAGEMENT\",\"POS\",\"PHONE\"]"
            })
    void allowsWhatReadersCanBear(String pointer, String value) {
        JsonNode before = Contracts.schema("metrics.municipality");

        assertThat(Compatibility.breaks(before, plant(before, pointer, value))).isEmpty();
    }

    @Test
    void looksIntoConditions() {
        JsonNode before = Contracts.schema("incidents");
        ObjectNode now = before.deepCopy();
        ((ArrayNode) now.at("/allOf/0/then/required")).add("channel");

        assertThat(Compatibility.breaks(before, now)).containsExactly("/allOf/0/then/required gained \"channel\"");
    }

    private static JsonNode plant(JsonNode before, String pointer, String value) {
        ObjectNode now = before.deepCopy();
        int last = pointer.lastIndexOf('/');
        ObjectNode parent = (ObjectNode) now.at(pointer.substring(0, last));
        if (value == null) {
            parent.remove(pointer.substring(last + 1));
        } else {
            parent.set(pointer.substring(last + 1), Contracts.json(value));
        }
        return now;
    }
}
