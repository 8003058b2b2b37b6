package ru.otklik.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The log settings of the child processes: all to standard output, which their log file takes. */
final class Logging {
    private static final String TEXT = """
            rootLogger.level = INFO
            rootLogger.appenderRef.out.ref = Out
            appender.out.name = Out
            appender.out.type = Console
            appender.out.layout.type = PatternLayout
            appender.out.layout.pattern = %d{yyyy-MM-dd HH:mm:ss,SSS} %-5p %-60c %x - %m%n
            """;

    private Logging() {}

    static void write(Path folder) throws IOException {
        Files.writeString(file(folder), TEXT);
    }

    static String option(Path folder) {
        return "-Dlog4j.configurationFile=file:" + file(folder);
    }

    private static Path file(Path folder) {
        return folder.resolve("log4j.properties");
    }
}
