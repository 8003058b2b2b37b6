package ru.otklik.cluster;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.JobID;
import org.apache.flink.client.ClientUtils;
import org.apache.flink.client.deployment.executors.RemoteExecutor;
import org.apache.flink.client.program.PackagedProgram;
import org.apache.flink.client.program.ProgramInvocationException;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ConfigUtils;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.DeploymentOptions;
import org.apache.flink.configuration.GlobalConfiguration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.PipelineOptionsInternal;
import org.apache.flink.core.execution.DefaultExecutorServiceLoader;
import org.apache.flink.core.execution.RecoveryClaimMode;
import org.apache.flink.runtime.jobgraph.SavepointRestoreSettings;
import org.jspecify.annotations.Nullable;

/**
 * Draws a job here and sends the finished graph, as Flink's own command line does: the JobManager runs no jar that somebody
 * sends it ({@code web.submit.enable} is off), and a wrong setting is told here.
 */
final class JobClient {
    private JobClient() {}

    /**
     * Submits the job of a jar and returns its id; it may still fail.
     *
     * @param settings folder of the cluster's config.yaml
     * @param jar names its main class
     * @param snapshot savepoint or checkpoint to go on from; null to start empty
     * @param claim whether the job owns the snapshot from then on
     * @param own settings of Flink that only this job has
     * @throws IOException if it is not accepted; the message says why
     */
    static String submit(
            Path settings,
            Path jar,
            List<String> arguments,
            int parallelism,
            @Nullable URI snapshot,
            RecoveryClaimMode claim,
            Map<String, String> own)
            throws IOException {
        Configuration configuration = GlobalConfiguration.loadConfiguration(settings.toString());
        configuration.addAll(Configuration.fromMap(own));
        String id = new JobID().toHexString();
        configuration.set(DeploymentOptions.TARGET, RemoteExecutor.NAME);
        configuration.set(DeploymentOptions.ATTACHED, false);
        configuration.set(CoreOptions.DEFAULT_PARALLELISM, parallelism);
        configuration.set(PipelineOptionsInternal.PIPELINE_FIXED_JOB_ID, id);
        ConfigUtils.encodeCollectionToConfig(
                configuration, PipelineOptions.JARS, List.of(jar.toUri()), URI::toString);
        SavepointRestoreSettings restore = snapshot == null
                ? SavepointRestoreSettings.none()
                : SavepointRestoreSettings.forPath(snapshot.toString(), false, claim);
        SavepointRestoreSettings.toConfiguration(restore, configuration);
        try (PackagedProgram program = PackagedProgram.newBuilder()
                .setJarFile(jar.toFile())
                .setArguments(arguments.toArray(String[]::new))
                .setConfiguration(configuration)
                .setSavepointRestoreSettings(restore)
                .build()) {
            ClientUtils.executeProgram(new DefaultExecutorServiceLoader(), configuration, program, true, false);
            return id;
        } catch (ProgramInvocationException e) {
            throw new IOException(rootOf(e).getMessage(), e);
        }
    }

    private static Throwable rootOf(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }
}
