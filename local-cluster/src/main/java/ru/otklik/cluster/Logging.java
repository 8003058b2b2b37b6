package ru.otklik.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The log settings of the child processes: all to standard output, which their log file takes.
 *
 * <p>Kafka's writer warns at each restart that its transactional prefix has changed: it is made to, for every attempt of a
 * task has one of its own.
 */
final class Logging {
    private static final String TEXT = """
            rootLogger.level = INFO
            rootLogger.appenderRef.out.ref = Out
            appender.out.name = Out
            appender.out.type = Console
            appender.out.layout.type = PatternLayout
            appender.out.layout.pattern = %d{yyyy-MM-dd HH:mm:ss,SSS} %-5p %-60c %x - %m%n
            logger.writer.name = org.apache.flink.connector.kafka.sink.ExactlyOnceKafkaWriter
            logger.writer.level = ERROR
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
