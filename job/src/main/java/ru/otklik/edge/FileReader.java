package ru.otklik.edge;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.core.io.InputStatus;
import org.jspecify.annotations.Nullable;
import ru.otklik.operator.Inbound;

/**
 * Reads all files as the one split that there is. Flink's own reader of iterators gives one record a poll, and a poll
 * costs as much as a third of decoding a record.
 */
final class FileReader implements SourceReader<Inbound, FileInlet.AllFiles> {
    /** Records a poll: about a millisecond, so that whoever wants a word with the task is soon heard. */
    private static final int RECORDS_A_POLL = 512;

    private final SourceReaderContext context;
    private final CompletableFuture<Void> assigned = new CompletableFuture<>();
    private @Nullable EventFiles files;

    FileReader(SourceReaderContext context) {
        this.context = context;
    }

    @Override
    public void start() {
        context.sendSplitRequest();
    }

    @Override
    public InputStatus pollNext(ReaderOutput<Inbound> output) {
        if (files == null) {
            return assigned.isDone() ? InputStatus.END_OF_INPUT : InputStatus.NOTHING_AVAILABLE;
        }
        for (int i = 0; i < RECORDS_A_POLL; i++) {
            if (!files.hasNext()) {
                return InputStatus.END_OF_INPUT;
            }
            output.collect(files.next());
        }
        return InputStatus.MORE_AVAILABLE;
    }

    @Override
    public CompletableFuture<Void> isAvailable() {
        return assigned;
    }

    @Override
    public void addSplits(List<FileInlet.AllFiles> splits) {
        for (FileInlet.AllFiles split : splits) {
            files = split.getIterator();
        }
        assigned.complete(null);
    }

    @Override
    public void notifyNoMoreSplits() {
        assigned.complete(null);
    }

    /** Nothing: a replay is not checkpointed. */
    @Override
    public List<FileInlet.AllFiles> snapshotState(long checkpointId) {
        return List.of();
    }

    @Override
    public void close() throws IOException {
        if (files != null) {
            files.close();
        }
    }
}
