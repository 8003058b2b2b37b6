package ru.otklik.snapshot;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import ru.otklik.console.Failure;
import ru.otklik.snapshot.SnapshotFolder.Quarter;

/**
 * Checks files of snapshots: every revision is there, each content has its hash, each names the one before, and CSV, XLSX
 * and HTML are what this renderer makes of the document.
 */
public final class SnapshotCheck {
    private final SnapshotFolder folder;
    private final List<String> faults = new ArrayList<>();
    private final Map<String, Snapshot> documents = new TreeMap<>();

    private SnapshotCheck(SnapshotFolder folder) {
        this.folder = folder;
    }

    /**
     * What was found.
     *
     * @param documents documents that could be read
     * @param faults one line a fault, empty if all is well
     */
    public record Result(List<Snapshot> documents, List<String> faults) {}

    /**
     * Checks a folder of regions.
     *
     * @throws Failure if there are no snapshots at all
     */
    public static Result of(Path root) {
        SnapshotCheck check = new SnapshotCheck(new SnapshotFolder(root));
        try {
            List<Quarter> quarters = check.folder.quarters();
            if (quarters.isEmpty()) {
                throw new Failure("no snapshots in " + root + " (expected: REGION/QUARTER/r0.json)");
            }
            for (Quarter quarter : quarters) {
                check.check(quarter);
            }
        } catch (IOException e) {
            throw new Failure("cannot read " + root + ": " + Failure.because(e), e);
        }
        return new Result(List.copyOf(check.documents.values()), List.copyOf(check.faults));
    }

    private void check(Quarter quarter) throws IOException {
        int newest = folder.newestRevision(quarter);
        if (newest < 0) {
            faults.add(quarter + ": no revision is there");
        }
        @Nullable Snapshot before = null;
        for (int revision = 0; revision <= newest; revision++) {
            Snapshot snapshot = check(quarter, revision);
            if (snapshot != null && (revision == 0 || before != null)) {
                checkChain(quarter, snapshot, before);
            }
            before = snapshot;
        }
    }

    private @Nullable Snapshot check(Quarter quarter, int revision) throws IOException {
        Path json = file(quarter, revision, SnapshotFormats.JSON);
        String name = quarter + "/" + json.getFileName();
        if (!Files.exists(json)) {
            faults.add(quarter + ": revision " + revision + " is missing (no " + json.getFileName() + ")");
            return null;
        }
        Snapshot snapshot;
        try {
            snapshot = Snapshot.parse(Files.readString(json));
        } catch (Failure e) {
            faults.add(name + ": " + e.getMessage());
            return null;
        }
        if (!snapshot.isSound()) {
            faults.add(name + ": was changed: its content has the hash " + snapshot.bodyHash() + ", it says "
                    + snapshot.contentHash());
            return snapshot;
        }
        if (!snapshot.region().equals(quarter.region())
                || !snapshot.quarter().equals(quarter.label())
                || snapshot.revision() != revision) {
            faults.add(name + ": is of " + snapshot.region() + "/" + snapshot.quarter() + ", revision "
                    + snapshot.revision());
            return snapshot;
        }
        documents.put(quarter + "/" + String.format(Locale.ROOT, "%09d", revision), snapshot);
        checkFiles(quarter, snapshot);
        return snapshot;
    }

    private Path file(Quarter quarter, int revision, String format) {
        return folder.folder(quarter).resolve(SnapshotFormats.name(revision, format));
    }

    private void checkChain(Quarter quarter, Snapshot snapshot, @Nullable Snapshot before) {
        String name = quarter + "/" + SnapshotFormats.name(snapshot.revision(), SnapshotFormats.JSON);
        String named = snapshot.previousHash();
        String wanted = before == null ? null : before.contentHash();
        if (wanted == null ? named != null : !wanted.equals(named)) {
            faults.add(name + ": the chain is broken: it names " + named
                    + " as the hash of the revision before, which is " + wanted);
        }
        if (before != null && before.edition() != snapshot.edition()) {
            faults.add(name + ": is of edition " + snapshot.edition() + ", the revision before of " + before.edition());
        }
    }

    private void checkFiles(Quarter quarter, Snapshot snapshot) throws IOException {
        for (Map.Entry<String, byte[]> format : SnapshotFormats.of(snapshot).entrySet()) {
            Path file = file(quarter, snapshot.revision(), format.getKey());
            String name = quarter + "/" + file.getFileName();
            if (!Files.exists(file)) {
                faults.add(name + ": is missing");
                continue;
            }
            byte[] found = Files.readAllBytes(file);
            if (!Arrays.equals(found, format.getValue())) {
                String where = format.getKey().equals(SnapshotFormats.XLSX)
                        ? XlsxDifference.between(format.getValue(), found)
                        : lineDifference(format.getValue(), found);
                faults.add(name + ": disagrees with the document" + where
                        + "; if an older version wrote it, write it again: otklik snapshot render");
            }
        }
    }

    private static String lineDifference(byte[] expected, byte[] found) {
        String[] left = new String(expected, StandardCharsets.UTF_8).split("\n", -1);
        String[] right = new String(found, StandardCharsets.UTF_8).split("\n", -1);
        for (int i = 0; i < Math.min(left.length, right.length); i++) {
            if (!left[i].equals(right[i])) {
                return " in line " + (i + 1) + ": " + TextDifference.between(left[i], right[i]);
            }
        }
        return left.length == right.length ? "" : ": " + right.length + " lines instead of " + left.length;
    }

    /**
     * Compares with the database what both have: documents of the same region, quarter and edition.
     *
     * @return one line a fault
     */
    public static List<String> compare(Collection<Snapshot> files, Collection<Snapshot> rows) {
        Map<String, Snapshot> stored = new TreeMap<>();
        Map<String, Integer> newest = new TreeMap<>();
        for (Snapshot row : rows) {
            stored.put(key(row) + " revision " + row.revision(), row);
            newest.merge(key(row), row.revision(), Math::max);
        }
        List<String> faults = new ArrayList<>();
        Map<String, Integer> newestFile = new TreeMap<>();
        for (Snapshot file : files) {
            String name = key(file) + " revision " + file.revision();
            Snapshot row = stored.get(name);
            newestFile.merge(key(file), file.revision(), Math::max);
            if (row == null && newest.containsKey(key(file))) {
                faults.add(name + ": is not in the database");
            } else if (row != null && !row.text().equals(file.text())) {
                faults.add(name + ": the database has another document: "
                        + TextDifference.between(row.text(), file.text()));
            }
        }
        newestFile.forEach((key, revision) -> {
            int last = newest.getOrDefault(key, revision);
            if (last > revision) {
                faults.add(key + ": the database has revision " + last + ", the files end at " + revision
                        + "; write them: otklik snapshot render");
            }
        });
        return faults;
    }

    private static String key(Snapshot snapshot) {
        return snapshot.region() + "/" + snapshot.quarter() + " edition " + snapshot.edition();
    }
}
