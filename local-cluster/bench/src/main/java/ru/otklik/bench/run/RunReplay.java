package ru.otklik.bench.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import ru.otklik.Replay;

/**
 * This job's replay of a file, with the periods that it publishes unless told otherwise.
 *
 * <p>{@code --file F --reference DIR --out DIR [--parallelism 2]}
 */
public final class RunReplay {
    private RunReplay() {}

    public static void main(String[] args) throws Exception {
        Options options = new Options(args);
        Path out = Path.of(options.text("out"));
        Replay.Summary summary = Replay.run(new String[] {
            "--reference",
            options.text("reference"),
            "--parallelism",
            options.text("parallelism", "2"),
            "--out",
            out.toString(),
            options.text("file")
        });
        new Outcome(summary.accepted() + summary.rejected(), lines(out))
                .with("rejected", summary.rejected())
                .print();
    }

    private static long lines(Path folder) throws IOException {
        long lines = 0;
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file :
                    files.filter(each -> each.toString().endsWith(".ndjson")).toList()) {
                lines += count(file);
            }
        }
        return lines;
    }

    private static long count(Path file) throws IOException {
        long lines = 0;
        try (var in = Files.newInputStream(file)) {
            byte[] chunk = new byte[1 << 16];
            for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
                for (int i = 0; i < read; i++) {
                    if (chunk[i] == '\n') {
                        lines++;
                    }
                }
            }
        }
        return lines;
    }
}
