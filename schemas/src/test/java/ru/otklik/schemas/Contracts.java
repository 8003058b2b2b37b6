package ru.otklik.schemas;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** The files of this module as tests read them. */
final class Contracts {
    static final ObjectMapper JSON = new ObjectMapper();

    /** Every schema of this version. */
    static final List<String> SCHEMAS = List.of(
            "incidents",
            "metrics.municipality",
            "metrics.attribution",
            "metrics.pages",
            "pages.activity",
            "metrics.authority",
            "metrics.region",
            "rankings",
            "snapshots.quarter",
            "alerts",
            "incidents.rejected",
            "incidents.late",
            "facts.late",
            "config.methodology",
            "config.alert-rules",
            "config.silences",
            "config.rejected");

    private static final Set<String> INPUTS =
            Set.of("incidents", "pages.activity", "config.methodology", "config.alert-rules", "config.silences");

    /** Every golden sample, named by its schema, a hyphen and what it shows. */
    static final List<String> SAMPLES = List.of(
            "incidents-registered",
            "incidents-assigned",
            "incidents-transferred",
            "incidents-extended",
            "incidents-answered",
            "incidents-returned",
            "incidents-reopened",
            "incidents-rated",
            "incidents-closed",
            "incidents-cancelled",
            "metrics.municipality-month",
            "metrics.municipality-silent",
            "metrics.attribution-revised",
            "metrics.attribution-hours",
            "metrics.pages-month",
            "pages.activity-report",
            "metrics.authority-month",
            "metrics.authority-unknown",
            "metrics.region-country",
            "rankings-quarter",
            "rankings-live",
            "snapshots.quarter-revised",
            "alerts-firing",
            "alerts-resolved",
            "incidents.rejected-municipality",
            "incidents.rejected-replay",
            "incidents.late-expired",
            "facts.late-missed",
            "rankings-standing",
            "config.methodology-version",
            "config.alert-rules-version",
            "config.silences-silence",
            "config.rejected-past");

    /** Schemas that gained fields after their first version, each frozen again in that state. */
    static final List<String> GROWN = List.of("v1.1/schema/rankings", "v1.1/schema/metrics.attribution");

    private Contracts() {}

    static List<String> outputSamples() {
        return SAMPLES.stream()
                .filter(sample -> !INPUTS.contains(schemaOf(sample)))
                .toList();
    }

    static String schemaOf(String sample) {
        return sample.substring(0, sample.lastIndexOf('-'));
    }

    static JsonNode schema(String name) {
        return json(text("json-schema/" + name + ".schema.json"));
    }

    static JsonNode frozenSchema(String name) {
        return json(text("golden/v1/schema/" + name + ".schema.json"));
    }

    /** The record as sent, without the line feed at its end. */
    static String sample(String name) {
        return text("golden/v1/" + name + ".json").stripTrailing();
    }

    static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String text(String resource) {
        try (InputStream in = Contracts.class.getClassLoader().getResourceAsStream(resource)) {
            return new String(Objects.requireNonNull(in, resource).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
