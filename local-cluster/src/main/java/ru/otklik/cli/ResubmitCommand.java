package ru.otklik.cli;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import ru.otklik.edge.DoorCheck;
import ru.otklik.operator.RejectionReason;
import ru.otklik.resubmit.Resubmission;

/** Offers refused records again. */
@Command(
        name = "resubmit",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Finds the records that were refused for a reason, checks them with the reference data of today, and",
            "sends those that would be accepted now to their topic again, with the header otklik-resubmitted.",
            "Mend the reference data and upgrade the job first. An event that is there already changes nothing."
        },
        footer = {"", "Example:  otklik resubmit --reason UNKNOWN_MUNICIPALITY --since 2026-11-01T00:00:00Z --dry-run"})
final class ResubmitCommand implements Callable<Integer> {
    @Spec
    @Nullable
    CommandSpec spec;

    @Option(
            names = "--reason",
            required = true,
            paramLabel = "REASON",
            description = "Why they were refused: ${COMPLETION-CANDIDATES}.")
    RejectionReason reason = RejectionReason.UNKNOWN_MUNICIPALITY;

    @Option(names = "--since", paramLabel = "T", description = "Only what was refused at this time or later.")
    @Nullable
    String since;

    @Option(names = "--dry-run", description = "Only say what would be sent.")
    boolean dryRun;

    @Option(
            names = "--earliest",
            paramLabel = "T",
            defaultValue = "2018-01-01T00:00:00Z",
            description = "As the job has it: events before this time are rejected (default: ${DEFAULT-VALUE}).")
    String earliest = "";

    @Mixin
    ReferenceOptions reference = new ReferenceOptions();

    @Mixin
    BrokerOptions broker = new BrokerOptions();

    @Override
    public Integer call() {
        Instant from = since == null ? null : time(since);
        DoorCheck door = new DoorCheck(time(earliest), reference.load());
        Resubmission.Outcome outcome = new Resubmission(broker.access(), door).run(reason, from, dryRun);
        System.out.printf("%d refused for %s%n", outcome.found(), reason);
        System.out.printf("%d %s%n", outcome.passing(), dryRun ? "would be accepted now" : "sent again");
        outcome.refused().forEach((why, count) -> System.out.printf("%d would be refused for %s%n", count, why));
        if (outcome.gone() > 0) {
            System.out.printf("%d are gone from their topic%n", outcome.gone());
        }
        if (outcome.changed() > 0) {
            System.out.printf("%d are other records now: the topic was made anew%n", outcome.changed());
        }
        return 0;
    }

    private Instant time(String text) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            throw GenerateCommand.usage(spec, "not a time with an offset: " + text + " (such as 2026-11-01T00:00:00Z)");
        }
    }
}
