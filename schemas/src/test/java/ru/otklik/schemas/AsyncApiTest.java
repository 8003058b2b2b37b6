package ru.otklik.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class AsyncApiTest {
    private final JsonNode document;

    AsyncApiTest() throws IOException {
        document = new YAMLMapper().readTree(Contracts.text("asyncapi.yaml"));
    }

    @Test
    void describesExactlyTheTopics() {
        var topics = new ArrayList<String>();
        document.get("channels")
                .forEach(channel -> topics.add(channel.get("address").textValue()));

        assertThat(topics)
                .containsExactlyInAnyOrderElementsOf(Stream.of(
                                Topics.INPUTS,
                                Topics.OPTIONAL_INPUTS,
                                Topics.CONFIG,
                                Topics.EXACTLY_ONCE,
                                Topics.AT_LEAST_ONCE)
                        .flatMap(List::stream)
                        .toList());
    }

    @Test
    void readsTheInputsAndSendsTheOutputs() {
        document.get("operations").forEach(operation -> {
            String address = follow(operation.at("/channel/$ref").textValue())
                    .get("address")
                    .textValue();

            assertThat(operation.get("action").textValue())
                    .as(address)
                    .isEqualTo(
                            Stream.of(Topics.INPUTS, Topics.OPTIONAL_INPUTS, Topics.CONFIG)
                                            .anyMatch(inputs -> inputs.contains(address))
                                    ? "receive"
                                    : "send");
        });
        assertThat(document.get("operations")).hasSameSizeAs(document.get("channels"));
    }

    @Test
    void referencesEverySchemaAndNothingThatIsMissing() {
        var files = new TreeSet<String>();
        for (JsonNode reference : document.findValues("$ref")) {
            String target = reference.textValue();
            if (target.startsWith("#")) {
                assertThat(follow(target).isMissingNode()).as(target).isFalse();
            } else {
                files.add(target);
            }
        }

        assertThat(files)
                .containsExactlyInAnyOrderElementsOf(Contracts.SCHEMAS.stream()
                        .map(name -> "json-schema/" + name + ".schema.json")
                        .toList());
    }

    @Test
    void namesTheHeaderOfAHeartBeat() {
        assertThat(document.at("/components/messages/heartBeat/headers/required/0")
                        .textValue())
                .isEqualTo(Heartbeat.HEADER);
    }

    private JsonNode follow(String reference) {
        return document.at(reference.substring(1));
    }
}
