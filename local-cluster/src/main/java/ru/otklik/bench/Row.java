package ru.otklik.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import ru.otklik.console.Failure;

/** What can be measured. */
public enum Row {
    A("a", "floor: consumer, Jackson streaming", Program.READ_FLOOR, Input.TOPICS, 0, 1),
    B("b", "this job: all periods, exactly once, checkpoints", Program.RUN_JOB, Input.TOPICS, 0, 1),
    B_PG("b-pg", "this job, to PostgreSQL as well", Program.RUN_JOB, Input.TOPICS, 0, 1),
    C("c", "this job's replay: month, quarter, year", Program.RUN_REPLAY, Input.FILE, 0, 1),
    D1("d1", "DataStream job, window 1 h / 1 min", Program.DATA_STREAM, Input.TOPICS, 200_000, 1),
    D3("d3", "DataStream job, 1 h, 24 h, quarter", Program.DATA_STREAM, Input.TOPICS, 40_000, 3),
    E("e", "Flink SQL, hopping 1 h / 1 min", Program.SQL, Input.TOPICS, 200_000, 1),
    F("f", "Kafka Streams, month", Program.STREAMS, Input.TOPICS, 1_000_000, 1),
    G("g", "DuckDB, month and quarter", Program.DUCKDB, Input.FILE, 0, 1);

    /** A measured program: where its class path lies, and its main class. */
    enum Program {
        READ_FLOOR("bench", "run.ReadFloor"),
        RUN_JOB("bench", "run.RunJob"),
        RUN_REPLAY("bench", "run.RunReplay"),
        DATA_STREAM("bench/peers", "peers.DataStreamJob"),
        SQL("bench/peers", "peers.SqlJob"),
        STREAMS("bench/peers", "peers.StreamsJob"),
        DUCKDB("bench/peers", "peers.DuckDbQuery");

        final String module;
        final String mainClass;

        Program(String module, String mainClass) {
            this.module = module;
            this.mainClass = "ru.otklik.bench." + mainClass;
        }
    }

    /** Where a row reads from. */
    enum Input {
        TOPICS,
        FILE
    }

    private final String id;
    private final String what;
    final Program program;
    final Input input;
    /** Events that the row reads unless told otherwise; 0 for the whole set. Peers that can't finish it read its start. */
    final long usualPrefix;

    final int windows;

    Row(String id, String what, Program program, Input input, long usualPrefix, int windows) {
        this.id = id;
        this.what = what;
        this.program = program;
        this.input = input;
        this.usualPrefix = usualPrefix;
        this.windows = windows;
    }

    public String id() {
        return id;
    }

    /** What the row does, in a few words. */
    public String what() {
        return what;
    }

    boolean isJob() {
        return program == Program.RUN_JOB;
    }

    boolean isPeer() {
        return program.module.equals("bench/peers");
    }

    /** Rows by their ids, comma-separated. */
    public static List<Row> named(String ids) {
        List<Row> rows = new ArrayList<>();
        for (String id : ids.split(",", -1)) {
            Row row = Arrays.stream(values())
                    .filter(each -> each.id.equals(id.strip()))
                    .findFirst()
                    .orElseThrow(() -> new Failure("there is no row '" + id.strip() + "'; rows are "
                            + Arrays.stream(values()).map(Row::id).collect(Collectors.joining(", "))));
            if (!rows.contains(row)) {
                rows.add(row);
            }
        }
        return rows;
    }
}
