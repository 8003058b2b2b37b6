package ru.otklik.imports;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import ru.otklik.console.Failure;

/** The layouts that come with Otklik, and those of users. */
public final class Layouts {
    private static final List<String> SHIPPED = List.of("im-cabinet", "im-monitoring", "im-older", "pos");

    private final List<Layout> candidates;

    private Layouts(List<Layout> candidates) {
        this.candidates = candidates;
    }

    /** The names of the shipped layouts. */
    public static List<String> names() {
        return SHIPPED;
    }

    /** Every shipped layout; which of them a file has, its header decides. */
    public static Layouts shipped() {
        return new Layouts(SHIPPED.stream().map(Layouts::load).toList());
    }

    /** One shipped layout. */
    public static Layouts named(String name) {
        if (!SHIPPED.contains(name)) {
            throw new Failure("no layout " + name + "; there are: " + String.join(", ", SHIPPED));
        }
        return new Layouts(List.of(load(name)));
    }

    /** The layout of a mapping file. */
    public static Layouts ofFile(Path mapping) {
        try {
            return new Layouts(List.of(LayoutFile.read(mapping.toString(), Files.readString(mapping))));
        } catch (IOException e) {
            throw new Failure("cannot read " + mapping + ": " + Failure.because(e), e);
        }
    }

    List<Layout> candidates() {
        return candidates;
    }

    private static Layout load(String name) {
        try (InputStream resource = Layouts.class.getResourceAsStream("/imports/" + name + ".json")) {
            if (resource == null) {
                throw new IllegalStateException("no resource of layout " + name);
            }
            return LayoutFile.read(name + ".json", new String(resource.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
