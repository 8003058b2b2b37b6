package ru.otklik.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.erdtman.jcs.JsonCanonicalizer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class GoldenRecordsTest {
    private static final Set<String> ENVELOPE = Set.of("contentHash", "edition", "eventTime", "revision", "status");
    private static final JsonSchemaFactory FACTORY = JsonSchemaFactory.getInstance(VersionFlag.V202012);
    private static final SchemaValidatorsConfig FORMATS =
            SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build();

    static List<String> samples() {
        return Contracts.SAMPLES;
    }

    static List<String> outputSamples() {
        return Contracts.outputSamples();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void everySampleFollowsItsSchema(String sample) {
        JsonNode tree = Contracts.json(Contracts.sample(sample));

        assertThat(errors(Contracts.schema(Contracts.schemaOf(sample)), tree)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("outputSamples")
    void everyFieldOfAnOutputIsDescribed(String sample) {
        JsonNode closed = Contracts.schema(Contracts.schemaOf(sample));
        close(closed);

        assertThat(errors(closed, Contracts.json(Contracts.sample(sample)))).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("outputSamples")
    void everyFieldOfAnOutputIsNeededInThisFirstVersion(String sample) {
        JsonNode schema = Contracts.schema(Contracts.schemaOf(sample));
        ObjectNode tree = (ObjectNode) Contracts.json(Contracts.sample(sample));
        var names = new ArrayList<String>();
        tree.fieldNames().forEachRemaining(names::add);

        for (String name : names) {
            assertThat(errors(schema, tree.deepCopy().without(name))).as(name).hasSize(1);
        }
    }

    @ParameterizedTest
    @MethodSource("outputSamples")
    void everyOutputIsItsEnvelopeAndThenItsCanonicalBody(String sample) {
        String line = Contracts.sample(sample);
        JsonNode tree = Contracts.json(line);
        var body = CanonicalJson.checked();
        body.beginObject();
        CanonicalTree.members(body, tree, ENVELOPE);
        body.endObject();
        byte[] bytes = body.toBytes(0, body.position());
        var record = CanonicalJson.checked();
        record.beginObject();
        for (String name : List.of("contentHash", "edition", "eventTime", "revision", "status")) {
            if (tree.has(name)) {
                CanonicalTree.write(record.key(name), tree.get(name));
            }
        }
        record.members(bytes, 0, bytes.length).endObject();

        assertThat(tree.get("contentHash").textValue()).isEqualTo(body.sha256Hex(0, body.position()));
        assertThat(new String(record.toBytes(0, record.position()), StandardCharsets.UTF_8))
                .isEqualTo(line);
    }

    @ParameterizedTest
    @MethodSource("outputSamples")
    void everyBodyIsCanonicalInTheEyesOfAnotherImplementation(String sample) throws IOException {
        ObjectNode body = (ObjectNode) Contracts.json(Contracts.sample(sample));
        body.remove(ENVELOPE);

        assertThat(CanonicalTree.write(body)).isEqualTo(new JsonCanonicalizer(body.toString()).getEncodedString());
    }

    @ParameterizedTest(name = "{0} with {1} = {2}")
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "incidents-registered, municipality, null",
                "incidents-registered, municipality, \"8772300\"",
                "incidents-registered, municipality, 87723000",
                "incidents-registered, topic, \"\"",
                "incidents-registered, type, \"DELETED\"",
                "incidents-registered, occurredAt, \"2023-04-18T09:12:04\"",
                "incidents-registered, occurredAt, null",
                "incidents-transferred, municipality, null",
                "incidents-extended, resolveBy, null",
                "incidents-rated, rating, null",
                "incidents-rated, rating, 6",
                "incidents-rated, rating, 0",
                "metrics.municipality-month, registered, -1",
                "metrics.municipality-month, registered, null",
                "metrics.municipality-month, eventTime, \"2023-04-30T21:00:00Z\"",
                "metrics.municipality-month, status, \"LIVE\"",
                "metrics.municipality-month, revision, 1",
                "metrics.municipality-month, contentHash, \"ABC\"",
                "rankings-quarter, revision, 0",
                "rankings-live, revision, 1",
                "snapshots.quarter-revised, revision, 0",
                "snapshots.quarter-revised, status, \"PRELIMINARY\"",
                "snapshots.quarter-revised, previousHash, \"ABC\"",
                "snapshots.quarter-revised, totals, []",
                "alerts-firing, state, \"RESOLVED\"",
                "alerts-firing, state, \"SUPPRESSED\"",
                "alerts-firing, reason, \"RECOVERED\"",
                "alerts-resolved, revision, 0",
                "alerts-resolved, change, \"FIRED\"",
                "alerts-resolved, severity, \"LOUD\"",
                "incidents.rejected-replay, reason, \"BAD\"",
                "incidents.rejected-replay, revision, 1",
                "incidents.late-expired, reason, \"REGISTERED_TOO_OLD\"",
                "facts.late-missed, sign, 0",
                "facts.late-missed, fact, \"Missed\"",
                "facts.late-missed, refusedBy, []"
            })
    void refusesWhatIsJustNotValid(String sample, String field, String value) {
        ObjectNode tree = (ObjectNode) Contracts.json(Contracts.sample(sample));
        tree.set(field, Contracts.json(value));

        assertThat(errors(Contracts.schema(Contracts.schemaOf(sample)), tree)).isNotEmpty();
    }

    @Test
    void everySchemaIsNamedByItsVersion() {
        for (String name : Contracts.SCHEMAS) {
            assertThat(Contracts.schema(name).get("$id").textValue()).isEqualTo("urn:otklik:schema:" + name + ":1");
        }
    }

    private static Set<ValidationMessage> errors(JsonNode schema, JsonNode tree) {
        return FACTORY.getSchema(schema, FORMATS).validate(tree);
    }

    /** Forbids every field that is not described, conditions aside. */
    private static void close(JsonNode schema) {
        if (schema instanceof ObjectNode object && object.path("properties").isObject() && object.has("description")) {
            object.put("additionalProperties", false);
        }
        schema.forEach(GoldenRecordsTest::close);
    }
}
