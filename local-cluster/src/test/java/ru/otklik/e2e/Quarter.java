package ru.otklik.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import ru.otklik.Replay;
import ru.otklik.cli.Otklik;

/**
 * The last weeks of a quarter in one region, delivered out of order, partly twice, partly late, partly broken, and the
 * reports of its official pages.
 *
 * @param file all of it
 * @param expected what a replay makes of it
 */
record Quarter(Path file, Results expected) {
    /** Two days after the quarter and the last event. */
    static final Instant END = Instant.parse("2024-04-03T00:00:00Z");

    /** No event is later. */
    static final Instant LAST_EVENT = Instant.parse("2024-04-01T00:00:00Z");

    static Quarter generate(Path folder) throws Exception {
        Path file = folder.resolve("events.ndjson");
        String arguments = "generate --profile komi --from 2024-02-27T00:00:00+03:00 --until 2024-04-01T03:00:00+03:00"
                + " --disorder PT40S --duplicates 0.02 --late 0.01 --broken 0.01 --pages --seed 7 --out " + file;
        assertThat(Otklik.run(arguments.split(" "))).isZero();

        Path results = folder.resolve("replay");
        Replay.Summary summary = Replay.run(new String[] {
            "--periods",
            "DAY,MONTH,QUARTER,YEAR",
            "--not-after",
            "2030-01-01",
            "--as-of",
            END.toString(),
            "--edition",
            "1",
            "--out",
            results.toString(),
            file.toString()
        });
        assertThat(summary.accepted()).isBetween(15_000L, 60_000L);
        assertThat(summary.rejected()).isGreaterThan(100);
        Results expected = Results.ofFiles(results);
        assertThat(expected.values()).hasSizeGreaterThan(2_000);
        return new Quarter(file, expected);
    }

    /** The file cut into pieces of equal size, in order. */
    List<Path> pieces(int count) throws IOException {
        byte[] all = Files.readAllBytes(file);
        List<Path> pieces = new ArrayList<>();
        int from = 0;
        for (int i = 1; i <= count; i++) {
            int until = i == count ? all.length : Math.toIntExact((long) all.length * i / count);
            while (until < all.length && all[until - 1] != '\n') {
                until++;
            }
            Path piece = file.resolveSibling("piece-" + i + ".ndjson");
            pieces.add(Files.write(piece, Arrays.copyOfRange(all, from, until)));
            from = until;
        }
        return pieces;
    }
}
