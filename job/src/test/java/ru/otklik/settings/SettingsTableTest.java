package ru.otklik.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The README's table of settings is the code's. */
class SettingsTableTest {
    @Test
    void readmeListsEverySettingAsItIs() throws IOException {
        String readme = Files.readString(Path.of("..", "README.md"));

        String table = readme.substring(
                readme.indexOf("| --- | --- | --- |\n", readme.indexOf("<!-- settings -->")) + 20,
                readme.indexOf("<!-- /settings -->"));

        assertThat(table).isEqualTo(expected());
    }

    private static String expected() {
        return Stream.of(JobOption.values())
                .map(option -> "| `" + option.key() + "` | " + shown(option) + " | " + option.description() + " |\n")
                .collect(Collectors.joining());
    }

    private static String shown(JobOption option) {
        if (option.defaultValue() == null) {
            return "required";
        }
        return option.defaultValue().isEmpty() ? "" : "`" + option.defaultValue() + "`";
    }
}
