package ru.otklik.cluster;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import ru.otklik.console.Failure;

/**
 * Submits jobs by Flink's own command line, a process of its own: it draws the graph of the job and sends that, so the
 * JobManager runs no jar that somebody sends it ({@code web.submit.enable} is off), and a wrong setting is told here. A
 * process of its own, since the classes of another build of the job must not meet those of this one.
 */
final class JobClient {
    static final String NAME = "flink-client";

    /** A few seconds on a free machine; a loaded one needs its time. */
    private static final int SUBMIT_SECONDS = 300;

    private static final Pattern ACCEPTED = Pattern.compile("Job has been submitted with JobID ([0-9a-f]{32})");
    private static final String CAUSED_BY = "Caused by: ";

    private final ClusterOptions options;
    private final ClusterHome home;

    JobClient(ClusterOptions options, ClusterHome home) {
        this.options = options;
        this.home = home;
    }

    /**
     * Runs a jar and returns the id of the job, which may still fail.
     *
     * @param jar names its main class
     * @param savepoint savepoint or checkpoint to go on from, which the job owns from then on; null to start empty
     * @throws IOException if it is not accepted; the message says why
     */
    String run(Path jar, List<String> arguments, int parallelism, @Nullable URI savepoint) throws IOException {
        List<String> from = savepoint == null
                ? List.of()
                : List.of("--fromSavepoint", savepoint.toString(), "--claimMode", "CLAIM");
        return submit(jar, arguments, parallelism, from);
    }

    /** Runs a jar without state and with settings of Flink of its own, and returns the id of the job. */
    String runBeside(Path jar, List<String> arguments, int parallelism, Map<String, String> own) throws IOException {
        return submit(
                jar,
                arguments,
                parallelism,
                own.entrySet().stream()
                        .map(each -> "-D" + each.getKey() + "=" + each.getValue())
                        .toList());
    }

    /** Runs a jar from a savepoint that stays as it is, and returns the id of the job. */
    String runFromCopy(Path jar, List<String> arguments, int parallelism, URI savepoint) throws IOException {
        return submit(
                jar,
                arguments,
                parallelism,
                List.of("--fromSavepoint", savepoint.toString(), "--claimMode", "NO_CLAIM"));
    }

    private String submit(Path jar, List<String> arguments, int parallelism, List<String> start) throws IOException {
        List<String> main = new ArrayList<>(List.of(
                "org.apache.flink.client.cli.CliFrontend",
                "run",
                "--target",
                "remote",
                "--detached",
                "--parallelism",
                Integer.toString(parallelism)));
        main.addAll(start);
        main.add(jar.toString());
        main.addAll(arguments);
        List<String> options = new ArrayList<>(List.of(
                "-Xmx384m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", Logging.option(FlinkSettings.folder(home))));
        options.addAll(FlinkSettings.MODULES);
        String said = output(JavaProcess.java(this.options.flinkLibraries(), options, main));
        Matcher accepted = ACCEPTED.matcher(said);
        if (!accepted.find()) {
            throw new IOException(innermostCause(said));
        }
        return accepted.group(1);
    }

    private String output(List<String> command) throws IOException {
        File log = home.log(NAME).toFile();
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log);
        builder.environment().put("FLINK_CONF_DIR", FlinkSettings.folder(home).toString());
        Process process = builder.start();
        try {
            if (!process.waitFor(SUBMIT_SECONDS, TimeUnit.SECONDS)) {
                throw new IOException("no answer within " + SUBMIT_SECONDS + " s; see " + log);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure("interrupted", e);
        } finally {
            process.destroyForcibly();
        }
        return Files.readString(log.toPath());
    }

    /** Flink prints whole stack traces; the innermost cause says what is wrong. */
    static String innermostCause(String said) {
        return said.lines()
                .map(String::strip)
                .filter(line -> line.startsWith(CAUSED_BY))
                .reduce((outer, inner) -> inner)
                .map(line -> line.substring(CAUSED_BY.length()))
                .orElseGet(() -> "it says: " + said.strip());
    }
}
