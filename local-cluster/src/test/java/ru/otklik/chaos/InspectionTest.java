package ru.otklik.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InspectionTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-11-22 13:04:58.120 UTC [4711] ERROR:  deadlock detected",
                "Found one Java-level deadlock:",
                "Caused by: org.postgresql.util.PSQLException: ERROR: deadlock detected",
                "java.lang.OutOfMemoryError: Java heap space",
                "Transaction (x) encountered error and data has been potentially lost."
            })
    void complainsOfWhatNoLogMayHave(String line) {
        assertThat(Inspection.isForbidden(line)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\tat org.postgresql.core.v3.QueryExecutorImpl.flushIfDeadlockRisk(QueryExecutorImpl.java:1680)",
                "Completed checkpoint 275 for job 04e42b166fe816a1a17b663c5de11523"
            })
    void passesOverNamesOfMethods(String line) {
        assertThat(Inspection.isForbidden(line)).isFalse();
    }
}
