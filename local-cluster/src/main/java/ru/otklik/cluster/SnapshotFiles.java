package ru.otklik.cluster;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.apache.flink.runtime.checkpoint.Checkpoints;
import org.apache.flink.runtime.checkpoint.OperatorState;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.checkpoint.metadata.CheckpointMetadata;
import org.apache.flink.runtime.state.KeyGroupsStateHandle;
import org.apache.flink.runtime.state.OperatorStateHandle;
import org.apache.flink.runtime.state.StateObject;
import org.apache.flink.runtime.state.StreamStateHandle;
import org.apache.flink.runtime.state.filesystem.FileStateHandle;
import ru.otklik.console.Failure;

/** Whether the files of a savepoint or checkpoint are whole, as far as can be told without restoring it. */
final class SnapshotFiles {
    /** What Flink says when a backend cannot read its state; a sink that misses its broker says none of it. */
    private static final List<String> RESTORE_FAILURES = List.of(
            "Exception while creating StreamOperatorStateContext",
            "BackendBuildingException",
            "Could not restore",
            "Failed to restore");

    private SnapshotFiles() {}

    /** What is wrong with a snapshot: metadata that cannot be read, a state file that is gone or of another size. */
    static Optional<String> findDamage(Path snapshot) {
        Path metadata = snapshot.resolve("_metadata");
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(metadata)))) {
            CheckpointMetadata read = Checkpoints.loadCheckpointMetadata(
                    in, SnapshotFiles.class.getClassLoader(), snapshot.toUri().toString());
            for (OperatorState operator : read.getOperatorStates()) {
                for (OperatorSubtaskState subtask : operator.getStates()) {
                    Optional<String> damage = findDamage(subtask);
                    if (damage.isPresent()) {
                        return damage;
                    }
                }
            }
            return Optional.empty();
        } catch (IOException | RuntimeException e) {
            return Optional.of("its metadata cannot be read: " + Failure.because(e));
        }
    }

    /** Whether a failure of a job says that its state could not be read, and not that something else was missing. */
    static boolean isRestoreFailure(String failure) {
        return RESTORE_FAILURES.stream().anyMatch(failure::contains);
    }

    private static Optional<String> findDamage(OperatorSubtaskState subtask) throws IOException {
        Deque<StateObject> open = new ArrayDeque<>();
        open.addAll(subtask.getManagedKeyedState());
        open.addAll(subtask.getRawKeyedState());
        open.addAll(subtask.getManagedOperatorState());
        open.addAll(subtask.getRawOperatorState());
        while (!open.isEmpty()) {
            StateObject next = open.poll();
            StreamStateHandle handle = null;
            if (next instanceof KeyGroupsStateHandle groups) {
                handle = groups.getDelegateStateHandle();
            } else if (next instanceof OperatorStateHandle operator) {
                handle = operator.getDelegateStateHandle();
            }
            if (handle instanceof FileStateHandle file) {
                File there = new File(URI.create(file.getFilePath().toUri().toString()));
                if (there.length() != file.getStateSize()) {
                    return Optional.of("its file " + there.getName() + " holds " + there.length() + " of "
                            + file.getStateSize() + " bytes");
                }
            }
        }
        return Optional.empty();
    }
}
