package ru.otklik.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;

/** Files of quarter snapshots. */
@Command(
        name = "snapshot",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = "Writes and checks the reports of regions on quarters: JSON, CSV, XLSX and HTML.",
        subcommands = {SnapshotRenderCommand.class, SnapshotVerifyCommand.class})
final class SnapshotCommand implements Runnable {
    @CommandLine.Spec
    CommandLine.Model.@Nullable CommandSpec spec;

    @Override
    public void run() {
        if (spec != null) {
            throw new ParameterException(spec.commandLine(), "which command: render or verify?");
        }
    }
}
