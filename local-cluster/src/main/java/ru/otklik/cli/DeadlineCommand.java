package ru.otklik.cli;

import java.io.IOException;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import ru.otklik.domain.clock.Norm;
import ru.otklik.domain.clock.NormUnit;
import ru.otklik.domain.clock.WorkingCalendar;

/** Works out deadlines and working time by the calendars of the job. */
@Command(
        name = "deadline",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Prints the deadline of a stage, or with --until the working milliseconds between two times.",
            "With --batch: reads lines {\"municipality\",\"start\",\"amount\",\"unit\"} and adds \"deadline\" to each,",
            "or {\"municipality\",\"start\",\"until\"} and adds \"workingMillis\"; bad lines get an \"error\"."
        },
        footer = {
            "",
            "Examples:",
            "  otklik deadline --municipality 87701000 --start 2024-03-07T15:00:00+03:00 \\",
            "      --amount 8 --unit WORKING_HOURS --explain",
            "  otklik deadline --batch - < questions.ndjson"
        })
final class DeadlineCommand implements Callable<Integer> {
    @Spec
    @Nullable
    CommandSpec spec;

    @Option(names = "--municipality", paramLabel = "CODE", description = "Its code, 8 or 11 digits.")
    @Nullable
    String municipality;

    @Option(names = "--start", paramLabel = "T", description = "Start of the stage, with an offset.")
    @Nullable
    String start;

    @Option(names = "--amount", paramLabel = "N", description = "Number of units.")
    @Nullable
    Integer amount;

    @Option(names = "--unit", paramLabel = "UNIT", description = "One of ${COMPLETION-CANDIDATES}.")
    @Nullable
    NormUnit unit;

    @Option(names = "--until", paramLabel = "T", description = "Count the working time from the start to this time.")
    @Nullable
    String until;

    @Option(names = "--explain", description = "Say date by date, in Russian, how it comes about.")
    boolean explain;

    @Option(names = "--batch", description = "Answer many questions, a line of JSON each; exit code 1 if any is bad.")
    boolean batch;

    @Parameters(arity = "0..1", paramLabel = "FILE", description = "Questions of a batch; - for standard input.")
    String file = "-";

    @Mixin
    ReferenceOptions reference = new ReferenceOptions();

    @Override
    public Integer call() throws IOException {
        Deadlines deadlines = new Deadlines(reference.load());
        if (batch) {
            return new DeadlineBatch(deadlines).answer(file) ? 0 : 1;
        }
        try {
            answer(deadlines);
        } catch (IllegalArgumentException wrong) {
            throw GenerateCommand.usage(spec, String.valueOf(wrong.getMessage()));
        }
        return 0;
    }

    private void answer(Deadlines deadlines) {
        WorkingCalendar calendar = deadlines.calendar(required(municipality, "--municipality"));
        long from = Deadlines.time(required(start, "--start"));
        if (amount == null && until == null) {
            throw new IllegalArgumentException("say --amount and --unit, or --until");
        }
        if (amount != null) {
            Norm norm = Deadlines.norm(amount, required(unit, "--unit").name());
            System.out.println(Deadlines.text(calendar.deadline(from, norm), calendar.zone()));
            if (explain) {
                System.out.println(calendar.explainDeadline(from, norm).text());
            }
        }
        if (until != null) {
            long end = Deadlines.time(until);
            System.out.println(String.format(Locale.ROOT, "%d", calendar.workingMillis(from, end)));
            if (explain) {
                System.out.println(calendar.explainWorking(from, end).text());
            }
        }
    }

    private static <T> T required(@Nullable T value, String option) {
        if (value == null) {
            throw new IllegalArgumentException(option + " is missing");
        }
        return value;
    }
}
