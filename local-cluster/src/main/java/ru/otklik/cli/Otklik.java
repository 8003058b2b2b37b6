package ru.otklik.cli;

import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import ru.otklik.cluster.ClusterHome;
import ru.otklik.console.Failure;
import ru.otklik.edge.reference.ReferenceException;
import ru.otklik.settings.SettingsException;

/** The command line: one class for each command, exit code 0 for success, 1 for a failure, 2 for wrong usage. */
@Command(
        name = "otklik",
        mixinStandardHelpOptions = true,
        version = "Otklik 0.1.0",
        synopsisSubcommandLabel = "COMMAND",
        description = "Ranks municipalities by how they answer citizens: runs the whole system on this machine.",
        subcommands = {
            UpCommand.class,
            DownCommand.class,
            StatusCommand.class,
            MetricsCommand.class,
            ReconcileCommand.class,
            TopCommand.class,
            AlertsCommand.class,
            DashboardCommand.class,
            DispatchCommand.class,
            SendCommand.class,
            ImportCommand.class,
            GenerateCommand.class,
            ReplayCommand.class,
            SnapshotCommand.class,
            DeadlineCommand.class,
            MethodologyCommand.class,
            UpgradeCommand.class,
            ResubmitCommand.class,
            RecomputeCommand.class,
            BenchCommand.class,
            ChaosCommand.class
        },
        footer = {
            "",
            "First steps:",
            "  otklik up                 start everything, with live traffic",
            "  otklik COMMAND --help     what a command does, with an example"
        })
public final class Otklik implements Runnable {
    @Option(
            names = "--debug",
            scope = ScopeType.INHERIT,
            description = "Show the stack trace of a failure and the warnings of libraries.")
    boolean debug;

    @CommandLine.Spec
    CommandLine.Model.@org.jspecify.annotations.Nullable CommandSpec spec;

    public static void main(String[] args) {
        System.exit(run(args));
    }

    /** Runs one command and returns its exit code. */
    public static int run(String... args) {
        Otklik otklik = new Otklik();
        CommandLine line = new CommandLine(otklik)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler(Otklik::explainUsage)
                .setExecutionExceptionHandler((exception, command, result) -> otklik.explain(exception, command));
        return line.execute(args);
    }

    /** The project's folder: the launcher names it, else it is the current one. */
    static Path project() {
        return Path.of(System.getProperty("otklik.project", "")).toAbsolutePath();
    }

    static ClusterHome home() {
        return ClusterHome.of(project());
    }

    @Override
    public void run() {
        if (spec != null) {
            throw new ParameterException(spec.commandLine(), "which command?");
        }
    }

    private static int explainUsage(ParameterException wrong, String[] args) {
        CommandLine command = wrong.getCommandLine();
        command.getErr().println("otklik: " + wrong.getMessage());
        command.getErr().println("see: " + command.getCommandSpec().qualifiedName() + " --help");
        return CommandLine.ExitCode.USAGE;
    }

    private int explain(Exception exception, CommandLine command) {
        if (debug) {
            exception.printStackTrace(command.getErr());
        }
        if (exception instanceof SettingsException || exception instanceof ReferenceException) {
            command.getErr().println("otklik: " + exception.getMessage());
            return CommandLine.ExitCode.USAGE;
        }
        if (exception instanceof Failure) {
            command.getErr().println("otklik: " + exception.getMessage());
        } else {
            command.getErr()
                    .println("otklik: unexpected " + exception.getClass().getSimpleName() + ": "
                            + Failure.because(exception) + "; more with --debug");
        }
        return CommandLine.ExitCode.SOFTWARE;
    }
}
