package ru.otklik.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OtklikTest {
    @TempDir
    private Path folder = Path.of("");

    @ParameterizedTest(name = "otklik {0}")
    @ValueSource(
            strings = {
                "",
                "nonsense",
                "up --parallelism two",
                "send",
                "generate",
                "generate --out x",
                "generate --out x --events 1 --duplicates 2",
                "generate --out x --until yesterday",
                "send x --close soon",
                "replay x",
                "replay --out x no-such-file.ndjson",
                "deadline --municipality 1 --start 2024-03-04T00:00:00+03:00 --amount 1 --unit CALENDAR_DAYS",
                "deadline --municipality 87701000 --start today --amount 1 --unit CALENDAR_DAYS",
                "deadline --municipality 87701000 --start 2024-03-04T00:00:00+03:00 --amount 0 --unit CALENDAR_DAYS",
                "deadline --municipality 87701000 --start 2024-03-04T00:00:00+03:00",
                "bench --runs 0",
                "dispatch",
                "alerts --state BURNING",
                "alerts --zone Moon/Base",
                "alerts explain",
                "alerts explain XYZ"
            })
    void wrongUsageEndsWithTwo(String line) {
        assertThat(Otklik.run(words(line))).isEqualTo(2);
    }

    @ParameterizedTest(name = "otklik {0}")
    @ValueSource(
            strings = {
                "send no-such-file.ndjson",
                "generate --out no/such/folder/x --events 1",
                "generate --out x --events 1 --profile none",
                "generate --out x --events 1 --regions 99000000",
                "bench --only a,nonsense",
                "dispatch --config no-such-file.json"
            })
    void aFailureEndsWithOne(String line) {
        assertThat(Otklik.run(words(line))).isEqualTo(1);
    }

    @ParameterizedTest(name = "otklik {0} --help")
    @ValueSource(
            strings = {
                "",
                "up",
                "down",
                "status",
                "top",
                "send",
                "generate",
                "replay",
                "deadline",
                "bench",
                "dispatch",
                "alerts",
                "alerts explain"
            })
    void helpEndsWithZero(String command) {
        assertThat(Otklik.run(words(command + " --help"))).isZero();
    }

    @Test
    void writesAFile() {
        Path file = folder.resolve("events.ndjson.gz");

        assertThat(Otklik.run("generate", "--out", file.toString(), "--events", "10"))
                .isZero();

        assertThat(file).isNotEmptyFile();
    }

    private static String[] words(String line) {
        return line.isBlank() ? new String[0] : line.strip().split(" ");
    }
}
