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
        assertThat(JobSubmission.findNewestSnapshot(home)).isEmpty();

        Path savepoint = snapshot(home.savepoints().resolve("savepoint-1"), 1_000);
        assertThat(JobSubmission.findNewestSnapshot(home)).contains(savepoint);

        Path checkpoint = snapshot(home.checkpoints().resolve("job-a/chk-7"), 2_000);
        Files.createDirectories(home.checkpoints().resolve("job-a/chk-8"));
        assertThat(JobSubmission.findNewestSnapshot(home)).contains(checkpoint);
    }

    private static Path snapshot(Path folder, long writtenAtMillis) throws IOException {
        Path metadata = Files.createDirectories(folder).resolve("_metadata");
        Files.createFile(metadata);
        Files.setLastModifiedTime(metadata, FileTime.fromMillis(writtenAtMillis));
        return folder;
    }
}
