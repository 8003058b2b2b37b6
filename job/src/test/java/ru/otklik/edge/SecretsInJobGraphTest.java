package ru.otklik.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.flink.util.InstantiationUtil;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ru.otklik.IncidentRankingJob;
import ru.otklik.domain.reference.ReferenceData;
import ru.otklik.settings.JobSettings;
import ru.otklik.topology.IncidentRankingTopology;

/** What is sent to the cluster, kept there and shown on its pages names the files of secrets and holds none. */
class SecretsInJobGraphTest {
    private static final List<String> SECRETS = List.of(
            "planted-password-of-the-database",
            "planted-password-of-the-broker",
            "planted-key-of-citizens-2026",
            "planted-key-of-citizens-2027");

    @TempDir
    private Path folder = Path.of("");

    private String file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }

    @Test
    void holdsNoSecret() throws Exception {
        JobSettings settings = JobSettings.streaming(new String[] {
            "--kafka.bootstrap-servers",
            "127.0.0.1:9",
            "--kafka.properties-file",
            file(
                    "kafka.properties",
                    "security.protocol=SASL_SSL\nsasl.mechanism=SCRAM-SHA-512\nsasl.jaas.config="
                            + "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"job\" password=\""
                            + SECRETS.get(1) + "\";\n"),
            "--postgres.url",
            "jdbc:postgresql://127.0.0.1:9/otklik",
            "--postgres.password-file",
            file("password", SECRETS.get(0)),
            "--citizen-key-file",
            file("keys", "otklik-citizen-keys\n2018 " + SECRETS.get(2) + "\n2027 " + SECRETS.get(3) + "\n")
        });
        ReferenceData reference = JobDoors.reference(settings);
        StreamExecutionEnvironment env = IncidentRankingJob.environment(new Configuration());
        IncidentRankingTopology.wire(env, JobDoors.streaming(settings, reference), JobDoors.rules(settings, reference));
        StreamGraph graph = env.getStreamGraph();

        String shown = graph.getStreamingPlanAsJSON() + settings;
        String sent = text(graph.getJobGraph());

        assertThat(sent.contains("${file:"))
                .as("the search finds what is there")
                .isTrue();
        assertThat(SECRETS).noneMatch(sent::contains).noneMatch(shown::contains);
    }

    /** A character a byte; Java writes texts of one-byte characters as they are. */
    private static String text(Object sent) throws IOException {
        return new String(InstantiationUtil.serializeObject(sent), StandardCharsets.ISO_8859_1);
    }
}
