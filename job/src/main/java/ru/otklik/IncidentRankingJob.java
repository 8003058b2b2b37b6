package ru.otklik;

import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import ru.otklik.domain.reference.ReferenceData;
import ru.otklik.edge.JobDoors;
import ru.otklik.settings.JobSettings;
import ru.otklik.topology.IncidentRankingTopology;

/** The streaming job: incidents from Kafka; metrics and rankings to Kafka and PostgreSQL. */
public final class IncidentRankingJob {
    private IncidentRankingJob() {}

    public static void main(String[] args) throws Exception {
        JobSettings settings = JobSettings.streaming(args);
        ReferenceData reference = JobDoors.reference(settings);
        StreamExecutionEnvironment env = environment(new Configuration());
        IncidentRankingTopology.wire(env, JobDoors.streaming(settings, reference), JobDoors.rules(settings, reference));
        env.execute("otklik");
    }

    /**
     * An environment with what the job needs wherever it runs.
     *
     * @param settings further settings of Flink, such as checkpoints
     */
    public static StreamExecutionEnvironment environment(Configuration settings) {
        Configuration configuration = new Configuration(settings);
        configuration.set(PipelineOptions.GENERIC_TYPES, false);
        configuration.set(PipelineOptions.OBJECT_REUSE, true);
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(configuration);
        env.setMaxParallelism(IncidentRankingTopology.MAX_PARALLELISM);
        return env;
    }
}
