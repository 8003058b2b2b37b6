package ru.otklik.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import ru.otklik.console.Failure;
import ru.otklik.console.Progress;
import ru.otklik.domain.reference.ReferenceData;
import ru.otklik.imports.Archive;
import ru.otklik.imports.Importer;
import ru.otklik.imports.Layouts;
import ru.otklik.imports.NewEvents;
import ru.otklik.traffic.FileSending;
import ru.otklik.traffic.TrafficSender;

/** Imports exports of other systems. */
@Command(
        name = "import",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Turns exports (.xlsx, .csv) of «Инцидент Менеджмент» and ПОС into events, and adds them to a file",
            "or sends them. Importing the next export adds only what is new. Personal columns are never read.",
            "What is missing or odd is told in Russian; a row at fault stops the import unless --skip-faulty."
        },
        footer = {
            "",
            "Examples:",
            "  otklik import --dry-run выгрузка.xlsx",
            "  otklik import --out events.ndjson.zst выгрузка.xlsx",
            "  otklik import --out events.ndjson.zst --send выгрузка.xlsx      sends what the file has not yet"
        })
final class ImportCommand implements Callable<Integer> {
    private static final int SHOWN_OF_A_KIND = 10;

    @Spec
    @Nullable
    CommandSpec spec;

    @Mixin
    ReferenceOptions reference = new ReferenceOptions();

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "Exports, oldest first.")
    List<Path> files = List.of();

    @Option(
            names = "--layout",
            paramLabel = "NAME",
            description = "im-cabinet, im-monitoring, im-older or pos (default: the one whose columns are there).")
    @Nullable
    String layout;

    @Option(names = "--mapping", paramLabel = "FILE", description = "A layout of your own.")
    @Nullable
    Path mapping;

    @Option(names = "--region", paramLabel = "CODE", description = "Region of rows that name none, such as 87000000.")
    @Nullable
    String region;

    @Option(names = "--dry-run", description = "Only tell what would be imported.")
    boolean dryRun;

    @Option(names = "--report", paramLabel = "FILE", description = "Write the whole report there.")
    @Nullable
    Path report;

    @Option(names = "--skip-faulty", description = "Leave out the rows at fault and import the others.")
    boolean skipFaulty;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description =
                    "File of events (.ndjson, .ndjson.gz, .ndjson.zst); what it holds already is not added again.")
    @Nullable
    Path out;

    @Option(names = "--send", description = "Send to the running cluster; with --out only what the file has not yet.")
    boolean send;

    @Mixin
    BrokerOptions broker = new BrokerOptions();

    @Override
    public Integer call() throws IOException {
        boolean sends = send || broker.isNamed();
        if (!dryRun && out == null && !sends) {
            throw GenerateCommand.usage(spec, "say what for: --dry-run, --out FILE or --send");
        }
        if (layout != null && mapping != null) {
            throw GenerateCommand.usage(spec, "either --layout or --mapping");
        }
        for (Path file : files) {
            if (!Files.isReadable(file)) {
                throw new Failure("cannot read " + file + ": no such file");
            }
        }
        Importer importer = read();
        if (report != null) {
            Files.write(report, importer.report(Integer.MAX_VALUE));
        }
        importer.report(SHOWN_OF_A_KIND).forEach(System.out::println);
        if (importer.faults() > 0 && !skipFaulty) {
            System.out.println("ничего не записано: исправьте ошибки или добавьте --skip-faulty");
            return 1;
        }
        if (!dryRun) {
            NewEvents fresh = NewEvents.of(importer, out == null ? null : Archive.open(out));
            fresh.notes().forEach(System.out::println);
            if (sends) {
                fresh.hand(this::send);
            }
            fresh.keep();
        }
        return 0;
    }

    private Importer read() {
        ReferenceData data = reference.load();
        if (region != null && data.findRegion(region) == null) {
            throw GenerateCommand.usage(spec, "no region " + region + " in the reference data");
        }
        Importer importer = new Importer(layouts(), data, region);
        files.forEach(importer::read);
        return importer;
    }

    private Layouts layouts() {
        if (mapping != null) {
            return Layouts.ofFile(mapping);
        }
        return layout == null ? Layouts.shipped() : Layouts.named(layout);
    }

    private void send(Path events) {
        try (TrafficSender sender = TrafficSender.connect(broker.access())) {
            new FileSending(sender, 0).send(List.of(events), null, new Progress(System.out, "sent"));
        }
    }
}
