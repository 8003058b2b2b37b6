package ru.otklik.cluster;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;
import ru.otklik.console.Failure;

/** The right to start and stop the processes of one home; one program holds it at a time. */
public final class HomeLock implements AutoCloseable {
    private final FileChannel channel;

    private HomeLock(FileChannel channel) {
        this.channel = channel;
    }

    /** Takes the lock or fails with the words of what to do. */
    public static HomeLock take(ClusterHome home) {
        HomeLock lock = tryTake(home);
        if (lock == null) {
            throw new Failure("a cluster is already running in " + home.root()
                    + "; stop it with: down, look at it with: status, or use another folder: OTKLIK_HOME=DIR");
        }
        return lock;
    }

    /** Takes the lock; null if another program holds it. */
    public static @Nullable HomeLock tryTake(ClusterHome home) {
        home.folder("");
        try {
            FileChannel channel = FileChannel.open(home.lock(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock lock = tryLock(channel);
            if (lock == null) {
                channel.close();
                return null;
            }
            return new HomeLock(channel);
        } catch (IOException e) {
            throw new Failure("cannot lock " + home.lock() + ": " + Failure.because(e), e);
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException heldByThisProgram) {
            return null;
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new Failure("cannot unlock: " + Failure.because(e), e);
        }
    }
}
