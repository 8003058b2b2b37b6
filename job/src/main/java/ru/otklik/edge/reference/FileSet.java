package ru.otklik.edge.reference;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The files of a reference directory by their names relative to it, with overrides in place. */
final class FileSet {
    static final String MUNICIPALITIES = "municipalities.csv";
    static final String REGIONS = "regions.csv";
    static final String AUTHORITIES = "authorities.csv";
    static final String NORMS = "norms.csv";
    static final String CALENDAR = "calendar/calendar-ru.json";
    static final String DAYS = "calendar/days.csv";
    static final String WEEK = "calendar/week.csv";
    static final String SETTINGS = "calendar/settings.json";
    static final String METHODOLOGY = "methodology/";

    private static final String ALERT_RULES = "alert-rules/";
    private static final String SHIPPED = "/reference/";
    private static final String INDEX = "index.txt";
    private static final Set<String> REQUIRED = Set.of(MUNICIPALITIES, REGIONS, NORMS, CALENDAR, WEEK);
    private static final Set<String> OPTIONAL = Set.of(AUTHORITIES, DAYS, SETTINGS);
    private static final Set<String> CALENDAR_FILES = Set.of(CALENDAR, DAYS, WEEK, SETTINGS);

    private final SortedMap<String, byte[]> files;

    private FileSet(SortedMap<String, byte[]> files) {
        this.files = files;
    }

    static FileSet read(@Nullable Path dir, Overrides overrides, Faults faults) {
        SortedMap<String, byte[]> files = dir == null ? shipped() : of(dir, faults);
        FileSet set = new FileSet(files);
        set.replace(MUNICIPALITIES, overrides.municipalities(), faults);
        set.replace(NORMS, overrides.norms(), faults);
        if (overrides.calendarDir() != null) {
            set.replaceCalendar(overrides.calendarDir(), faults);
        }
        if (overrides.methodology() != null) {
            set.addMethodologies(overrides.methodology(), faults);
        }
        set.checkNames(faults);
        return set;
    }

    private static SortedMap<String, byte[]> shipped() {
        SortedMap<String, byte[]> files = new TreeMap<>();
        for (String name :
                new String(resource(INDEX), StandardCharsets.UTF_8).lines().toList()) {
            files.put(name, resource(name));
        }
        return files;
    }

    private static byte[] resource(String name) {
        try (InputStream in = FileSet.class.getResourceAsStream(SHIPPED + name)) {
            if (in == null) {
                throw new IllegalStateException("not on the class path: " + SHIPPED + name);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All files but README.md and index.txt and what is hidden. */
    private static SortedMap<String, byte[]> of(Path dir, Faults faults) {
        SortedMap<String, byte[]> files = new TreeMap<>();
        if (!Files.isDirectory(dir)) {
            faults.add(Place.whole(dir.toString()), "it is not a directory", "name a directory of reference files");
            return files;
        }
        try (Stream<Path> paths = Files.walk(dir, FileVisitOption.FOLLOW_LINKS)) {
            for (Path path : paths.filter(Files::isRegularFile).toList()) {
                String name = dir.relativize(path).toString().replace('\\', '/');
                if (!name.startsWith(".")
                        && !name.contains("/.")
                        && !Set.of(INDEX, "README.md").contains(name)) {
                    files.put(name, Files.readAllBytes(path));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return files;
    }

    private void replace(String name, @Nullable Path path, Faults faults) {
        if (path == null) {
            return;
        }
        if (!Files.isReadable(path) || Files.isDirectory(path)) {
            faults.add(Place.whole(path.toString()), "it can't be read", "name a readable file");
            return;
        }
        try {
            files.put(name, Files.readAllBytes(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void replaceCalendar(Path dir, Faults faults) {
        SortedMap<String, byte[]> replacing = new TreeMap<>();
        of(dir, faults).forEach((name, bytes) -> replacing.put("calendar/" + name, bytes));
        if (replacing.keySet().stream().noneMatch(CALENDAR_FILES::contains)) {
            faults.add(
                    Place.whole(dir.toString()),
                    "it holds no calendar file",
                    "put some of " + CALENDAR_FILES + " there");
        }
        files.putAll(replacing);
    }

    /** Adds versions; each takes the place of one of the directory's with its id or effective time. */
    private void addMethodologies(Path path, Faults faults) {
        SortedMap<String, byte[]> added = MethodologyOverride.read(path, faults);
        added.forEach((name, bytes) -> {
            MethodologyFile.Key key = MethodologyFile.keyOf(name, bytes);
            for (String other : methodologies()) {
                MethodologyFile.Key otherKey = MethodologyFile.keyOf(other, bytes(other));
                if (key != null && otherKey != null && otherKey.clashesWith(key)) {
                    files.remove(other);
                }
            }
        });
        files.putAll(added);
    }

    private void checkNames(Faults faults) {
        for (String name : REQUIRED) {
            if (!files.containsKey(name)) {
                faults.add(Place.whole(name), "it is missing", "add it; the one that comes with the job is a start");
            }
        }
        if (methodologies().isEmpty()) {
            faults.add(Place.whole(METHODOLOGY), "no methodology", "add one, such as default-1.json");
        }
        for (String name : files.keySet()) {
            boolean isKnown = REQUIRED.contains(name)
                    || OPTIONAL.contains(name)
                    || name.startsWith(ALERT_RULES)
                    || (name.startsWith(METHODOLOGY) && name.endsWith(".json"));
            if (!isKnown) {
                faults.add(Place.whole(name), "unknown file", "remove it or correct its name");
            }
        }
    }

    boolean has(String name) {
        return files.containsKey(name);
    }

    byte[] bytes(String name) {
        byte[] bytes = files.get(name);
        return bytes == null ? new byte[0] : bytes;
    }

    List<String> methodologies() {
        return files.keySet().stream()
                .filter(name -> name.startsWith(METHODOLOGY) && name.endsWith(".json"))
                .toList();
    }

    SortedMap<String, byte[]> asMap() {
        return new TreeMap<>(files);
    }

    /** "r-" and the first 12 hexadecimal digits of SHA-256 over each name, NUL, size, NUL and bytes, in order of names. */
    String version() {
        MessageDigest digest;
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
        files.forEach((name, bytes) -> {
            digest.update((name + "\0" + bytes.length + "\0").getBytes(StandardCharsets.UTF_8));
            digest.update(bytes);
        });
        return "r-" + HexFormat.of().formatHex(digest.digest()).substring(0, 12);
    }
}
