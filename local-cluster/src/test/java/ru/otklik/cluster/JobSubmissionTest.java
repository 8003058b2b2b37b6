package ru.otklik.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobSubmissionTest {
    @TempDir
    private Path folder = Path.of("");

    @Test
    void goesOnFromTheNewestCompleteSavepointOrCheckpoint() throws IOException {
        ClusterHome home = new ClusterHome(folder);
        assertThat(JobSubmission.findSnapshots(home)).isEmpty();

        Path savepoint = snapshot(home.savepoints().resolve("savepoint-1"), 1_000);
        assertThat(JobSubmission.findSnapshots(home)).containsExactly(savepoint);

        Path checkpoint = snapshot(home.checkpoints().resolve("job-a/chk-7"), 2_000);
        Files.createDirectories(home.checkpoints().resolve("job-a/chk-8"));
        assertThat(JobSubmission.findSnapshots(home)).containsExactly(checkpoint, savepoint);
    }

    @Test
    void aSnapshotWithoutReadableMetadataIsDamaged() throws IOException {
        Path empty = snapshot(folder.resolve("chk-1"), 1_000);

        assertThat(SnapshotFiles.findDamage(empty).orElseThrow()).startsWith("its metadata cannot be read");
        assertThat(SnapshotFiles.findDamage(folder.resolve("chk-2"))).isPresent();
    }

    @Test
    void onlyAFailureToReadStateMakesTheSupervisorFallBack() {
        assertThat(SnapshotFiles.isRestoreFailure(
                        "java.lang.Exception: Exception while creating StreamOperatorStateContext."))
                .isTrue();
        assertThat(SnapshotFiles.isRestoreFailure("org.apache.kafka.common.errors.TimeoutException: Timeout expired"))
                .isFalse();
        assertThat(SnapshotFiles.isRestoreFailure("")).isFalse();
    }

    private static Path snapshot(Path folder, long writtenAtMillis) throws IOException {
        Path metadata = Files.createDirectories(folder).resolve("_metadata");
        Files.createFile(metadata);
        Files.setLastModifiedTime(metadata, FileTime.fromMillis(writtenAtMillis));
        return folder;
    }
}
