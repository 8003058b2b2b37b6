package ru.otklik.operator;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.KeyGroupsStateHandle;
import org.apache.flink.runtime.state.OperatorStateHandle;
import org.apache.flink.runtime.state.StateObject;
import org.apache.flink.runtime.state.StreamStateHandle;
import org.apache.flink.runtime.state.memory.ByteStreamStateHandle;
import org.apache.flink.streaming.util.OperatorSnapshotUtil;
import ru.otklik.testing.RandomEvents;
import ru.otklik.testing.References;

/**
 * Savepoints of the operators as the build of some version wrote them, each of {@link #SUBTASKS} subtasks, and the events
 * that they had taken and were to take. They lie in {@code golden-state/vN} and never change once that version is out.
 *
 * @param version from 1 on
 */
record GoldenState(int version) {
    /** The version that today's build writes; the next one begins when a release has gone out and its state changes. */
    static final int NEWEST = 1;

    static final int SUBTASKS = 2;

    private static final Path SOURCES = Path.of("src/test/resources");
    private static final long FIRST_DAY = Instant.parse("2024-02-26T00:00:00Z").toEpochMilli();
    private static final long SIX_DAYS = 6 * 86_400_000L;
    private static final int INCIDENTS = 40;
    private static final int EVENTS_A_WATERMARK = 5;

    static List<GoldenState> all() {
        List<GoldenState> all = new ArrayList<>();
        for (int version = 1; version <= NEWEST; version++) {
            all.add(new GoldenState(version));
        }
        return all;
    }

    private String folder() {
        return "golden-state/v" + version;
    }

    /** The script of the first operator. */
    Scripts script() throws IOException {
        Scripts script = new Scripts();
        long newest = FIRST_DAY;
        int read = 0;
        for (String line : new String(bytes("events.ndjson"), StandardCharsets.UTF_8)
                .lines()
                .toList()) {
            newest = Math.max(newest, occurredAt(line));
            script.line(line, newest, read % 2);
            if (++read % EVENTS_A_WATERMARK == 0) {
                String passed = Instant.ofEpochMilli(newest - Scripts.DISORDER).toString();
                script.passed(passed.substring(0, passed.length() - 1));
            }
        }
        return script;
    }

    private static long occurredAt(String line) {
        String key = "\"occurredAt\":\"";
        int begin = line.indexOf(key) + key.length();
        return java.time.OffsetDateTime.parse(line.substring(begin, line.indexOf('"', begin)))
                .toInstant()
                .toEpochMilli();
    }

    /** The savepoint of an operator. */
    OperatorSubtaskState[] savepoint(String operator) throws IOException, ClassNotFoundException {
        OperatorSubtaskState[] states = new OperatorSubtaskState[SUBTASKS];
        for (int i = 0; i < SUBTASKS; i++) {
            Path copy = Files.createTempFile("golden", ".bin");
            try {
                Files.write(copy, bytes(file(operator, i)));
                states[i] = OperatorSnapshotUtil.readStateHandle(copy.toString());
            } finally {
                Files.delete(copy);
            }
        }
        return states;
    }

    private static String file(String operator, int subtask) {
        return operator + '-' + subtask + ".bin";
    }

    private byte[] bytes(String file) throws IOException {
        String name = '/' + folder() + '/' + file;
        try (InputStream in = Objects.requireNonNull(GoldenState.class.getResourceAsStream(name), name)) {
            return in.readAllBytes();
        }
    }

    /** Puts the events of a new version among the sources of the tests. */
    void writeEvents() throws IOException {
        List<String> lines = RandomEvents.lines(RandomEvents.Parameters.of(
                version, INCIDENTS, References.CODES, Instant.ofEpochMilli(FIRST_DAY), SIX_DAYS));
        write("events.ndjson", String.join("\n", lines).getBytes(StandardCharsets.UTF_8));
    }

    /** Puts the savepoint of an operator among the sources of the tests. */
    void writeSavepoint(String operator, OperatorSubtaskState[] states) throws IOException {
        for (int i = 0; i < SUBTASKS; i++) {
            Path copy = Files.createTempFile("golden", ".bin");
            OperatorSnapshotUtil.writeStateHandle(states[i], copy.toString());
            write(file(operator, i), Files.readAllBytes(copy));
            Files.delete(copy);
        }
    }

    /** Both among the sources and where tests find them, so that the run that writes them reads them too. */
    private void write(String file, byte[] bytes) throws IOException {
        for (Path root : List.of(SOURCES, Path.of("target/test-classes"))) {
            Files.write(Files.createDirectories(root.resolve(folder())).resolve(file), bytes);
        }
    }

    /** What a savepoint holds, serializers included; the names that Flink gave its streams are no part of it. */
    static List<byte[]> contents(OperatorSubtaskState[] states) throws IOException {
        List<byte[]> contents = new ArrayList<>();
        for (OperatorSubtaskState state : states) {
            List<StateObject> objects = new ArrayList<>(state.getManagedKeyedState());
            objects.addAll(state.getRawKeyedState());
            objects.addAll(state.getManagedOperatorState());
            objects.addAll(state.getRawOperatorState());
            for (StateObject object : objects) {
                contents.add(content(object));
            }
        }
        return contents;
    }

    private static byte[] content(StateObject object) throws IOException {
        StreamStateHandle handle = object instanceof KeyGroupsStateHandle groups
                ? groups.getDelegateStateHandle()
                : ((OperatorStateHandle) object).getDelegateStateHandle();
        return ((ByteStreamStateHandle) handle).getData();
    }
}
