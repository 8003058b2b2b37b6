package ru.otklik.chaos;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import ru.otklik.cluster.PostgresServer;
import ru.otklik.console.Failure;

/** What another session does to the job's tables. */
final class DatabaseSession {
    private static final String TABLES = "otklik.municipality_metrics, otklik.board";

    private DatabaseSession() {}

    /** Locks tables of results against every writer. */
    static void lockTables(Battlefield field, Duration length) {
        try (Connection admin = PostgresServer.connect(field.home(), field.state(), PostgresServer.ADMIN);
                Statement statement = admin.createStatement()) {
            admin.setAutoCommit(false);
            statement.execute("lock table " + TABLES + " in exclusive mode");
            Pause.of(length);
            admin.rollback();
        } catch (SQLException e) {
            throw new Failure("the tables cannot be locked: " + Failure.because(e), e);
        }
    }

    /** Stops the server processes that work for the job from running. */
    static void freezeWriters(Battlefield field, Duration length) {
        List<ProcessHandle> frozen = new ArrayList<>();
        try {
            List<Long> writers = writers(field);
            ProcessHandle.of(field.pid(Battlefield.DATABASE))
                    .orElseThrow()
                    .children()
                    .filter(child -> writers.contains(child.pid()))
                    .forEach(frozen::add);
            frozen.forEach(backend -> field.signal("STOP", backend.pid()));
            Pause.of(length);
        } finally {
            frozen.stream().filter(ProcessHandle::isAlive).forEach(backend -> field.signal("CONT", backend.pid()));
        }
    }

    private static List<Long> writers(Battlefield field) {
        List<Long> found = new ArrayList<>();
        try (Connection admin = PostgresServer.connect(field.home(), field.state(), PostgresServer.ADMIN);
                Statement statement = admin.createStatement();
                ResultSet rows = statement.executeQuery(
                        "select pid from pg_stat_activity where usename = '" + PostgresServer.WRITER + "'")) {
            while (rows.next()) {
                found.add(rows.getLong(1));
            }
            return found;
        } catch (SQLException e) {
            throw new Failure("the sessions cannot be listed: " + Failure.because(e), e);
        }
    }
}
