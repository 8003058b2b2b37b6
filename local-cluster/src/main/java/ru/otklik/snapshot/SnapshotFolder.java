package ru.otklik.snapshot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import ru.otklik.console.Failure;

/**
 * Files of snapshots: {@code REGION/QUARTER/rREVISION.json|csv|xlsx|html}. A file is there whole or not at all; writing the
 * same document again changes nothing; a document that is there is never replaced by another of its edition.
 */
public final class SnapshotFolder {
    private static final Pattern REGION = Pattern.compile("\\d{8}");
    private static final Pattern QUARTER = Pattern.compile("\\d{4}-Q[1-4]");
    private static final Pattern FILE = Pattern.compile("r(\\d{1,9})\\.(json|csv|xlsx|html)");

    private final Path root;

    public SnapshotFolder(Path root) {
        this.root = root;
    }

    /** Region and quarter. */
    record Quarter(String region, String label) {
        @Override
        public String toString() {
            return region + "/" + label;
        }
    }

    /**
     * What a writing did.
     *
     * @param written files that are new or were repaired
     * @param kept files that were there already
     */
    public record Written(int written, int kept) {
        Written plus(Written other) {
            return new Written(written + other.written, kept + other.kept);
        }
    }

    /**
     * Writes the files of documents: of each quarter those of the newest edition only, which take the place of an older
     * edition's; documents of an older edition than that which is there are left out.
     *
     * @throws Failure if a document is not sound, or another one of its revision and edition is there
     */
    public Written write(Collection<Snapshot> snapshots) {
        Map<String, Map<Integer, Snapshot>> quarters = new TreeMap<>();
        for (Snapshot snapshot : snapshots) {
            if (!snapshot.isSound()) {
                throw new Failure("the document of " + name(snapshot) + " has the content hash " + snapshot.bodyHash()
                        + " and says " + snapshot.contentHash() + ": it was changed after it was issued");
            }
            Map<Integer, Snapshot> revisions =
                    quarters.computeIfAbsent(snapshot.region() + snapshot.quarter(), key -> new TreeMap<>());
            int newest = revisions.values().stream()
                    .mapToInt(Snapshot::edition)
                    .max()
                    .orElse(0);
            if (snapshot.edition() > newest) {
                revisions.clear();
            }
            if (snapshot.edition() >= newest) {
                Snapshot other = revisions.put(snapshot.revision(), snapshot);
                requireSame(snapshot, other == null ? snapshot.text() : other.text());
            }
        }
        Written written = new Written(0, 0);
        for (Map<Integer, Snapshot> revisions : quarters.values()) {
            written = written.plus(writeQuarter(revisions.values()));
        }
        return written;
    }

    private static String name(Snapshot snapshot) {
        return snapshot.region() + " " + snapshot.quarter() + " revision " + snapshot.revision();
    }

    private static void requireSame(Snapshot snapshot, String text) {
        if (!snapshot.text().equals(text)) {
            throw new Failure("there are two documents of " + name(snapshot) + " in edition " + snapshot.edition()
                    + "; a snapshot never changes: write into another folder, or raise the edition");
        }
    }

    private Written writeQuarter(Collection<Snapshot> revisions) {
        Written written = new Written(0, 0);
        try {
            for (Snapshot snapshot : revisions) {
                Path folder =
                        Files.createDirectories(root.resolve(snapshot.region()).resolve(snapshot.quarter()));
                Path json = folder.resolve(SnapshotFormats.name(snapshot.revision(), SnapshotFormats.JSON));
                int edition = newestEdition(folder);
                if (edition > snapshot.edition()) {
                    continue;
                }
                if (edition >= 0 && edition < snapshot.edition()) {
                    clear(folder);
                } else if (Files.exists(json)) {
                    requireSame(snapshot, Files.readString(json));
                }
                written = written.plus(writeFiles(folder, snapshot));
            }
        } catch (IOException e) {
            throw new Failure("cannot write snapshots to " + root + ": " + Failure.because(e), e);
        }
        return written;
    }

    /** Edition of the documents in a folder, -1 for none. */
    private static int newestEdition(Path folder) throws IOException {
        int newest = -1;
        for (Path file : files(folder)) {
            if (file.toString().endsWith(SnapshotFormats.JSON)) {
                newest = Math.max(newest, Snapshot.parse(Files.readString(file)).edition());
            }
        }
        return newest;
    }

    private static Written writeFiles(Path folder, Snapshot snapshot) throws IOException {
        int written = 0;
        int kept = 0;
        for (Map.Entry<String, byte[]> format : SnapshotFormats.of(snapshot).entrySet()) {
            String name = SnapshotFormats.name(snapshot.revision(), format.getKey());
            Path file = folder.resolve(name);
            if (Files.exists(file) && Arrays.equals(Files.readAllBytes(file), format.getValue())) {
                kept++;
                continue;
            }
            Path unfinished = folder.resolve("." + name + ".unfinished");
            Files.write(unfinished, format.getValue());
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            written++;
        }
        return new Written(written, kept);
    }

    /** Removes the files of every snapshot, and nothing else: for a run that begins anew. */
    public void clear() {
        try {
            for (Quarter quarter : quarters()) {
                clear(folder(quarter));
            }
        } catch (IOException e) {
            throw new Failure("cannot remove snapshots from " + root + ": " + Failure.because(e), e);
        }
    }

    private static void clear(Path folder) throws IOException {
        for (Path file : files(folder)) {
            Files.delete(file);
        }
    }

    Path folder(Quarter quarter) {
        return root.resolve(quarter.region()).resolve(quarter.label());
    }

    /** Every quarter that has a folder, in order; none if there is no such folder. */
    List<Quarter> quarters() throws IOException {
        if (!Files.isDirectory(root)) {
            return List.of();
        }
        try (Stream<Path> all = Files.walk(root, 2)) {
            return all.filter(Files::isDirectory)
                    .filter(path -> path.getNameCount() == root.getNameCount() + 2)
                    .map(path -> new Quarter(
                            path.getName(path.getNameCount() - 2).toString(),
                            path.getName(path.getNameCount() - 1).toString()))
                    .filter(quarter -> REGION.matcher(quarter.region()).matches()
                            && QUARTER.matcher(quarter.label()).matches())
                    .sorted(Comparator.comparing(Quarter::toString))
                    .toList();
        }
    }

    /** Number of the greatest revision that any file in a quarter's folder is of, -1 for none. */
    int newestRevision(Quarter quarter) throws IOException {
        int newest = -1;
        for (Path file : files(folder(quarter))) {
            Matcher name = FILE.matcher(file.getFileName().toString());
            if (name.matches()) {
                newest = Math.max(newest, Integer.parseInt(name.group(1)));
            }
        }
        return newest;
    }

    private static List<Path> files(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(
                            file -> FILE.matcher(file.getFileName().toString()).matches())
                    .sorted()
                    .toList();
        }
    }
}
