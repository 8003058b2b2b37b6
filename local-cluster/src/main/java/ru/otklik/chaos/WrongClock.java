package ru.otklik.chaos;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import ru.otklik.console.Failure;

/** Lets a process see another time of day than the machine's, by a library that is loaded before its own. */
final class WrongClock {
    private static final Path LIBRARIES = Path.of("/usr/lib");
    private static final int DEPTH = 3;
    private static final String NAME = "faketime/libfaketimeMT.so.1";

    private WrongClock() {}

    /** Why there is none; empty if there is one. */
    static Optional<String> whyNot() {
        return findLibrary().isPresent() ? Optional.empty() : Optional.of("libfaketime is not installed");
    }

    /**
     * A program below which a process finds the time of day off. Clocks that only measure spans stay right: waiting for
     * an hour too long is another fault.
     *
     * @param offset how far ahead of the machine's clock, whole seconds; negative for behind
     */
    static List<String> program(Duration offset) {
        Path library = findLibrary().orElseThrow(() -> new Failure("libfaketime is not installed"));
        return List.of(
                "env",
                "LD_PRELOAD=" + library,
                String.format(Locale.ROOT, "FAKETIME=%+d", offset.toSeconds()),
                "FAKETIME_DONT_FAKE_MONOTONIC=1",
                // Else waits of a Java process, which go by the clock that is left alone, end at once, again and again.
                "FAKETIME_FORCE_MONOTONIC_FIX=0");
    }

    private static Optional<Path> findLibrary() {
        try (Stream<Path> found = Files.find(LIBRARIES, DEPTH, (path, attributes) -> path.endsWith(NAME))) {
            return found.findFirst();
        } catch (IOException | UncheckedIOException e) {
            return Optional.empty();
        }
    }
}
