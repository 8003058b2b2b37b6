package ru.otklik.cluster;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;

/** The smallest job that runs until it is stopped; the cluster's test submits it. */
public final class EndlessJob {
    private EndlessJob() {}

    /** Puts this class into a jar that Flink can run. */
    public static Path packed(Path jar) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, EndlessJob.class.getName());
        String entry = EndlessJob.class.getName().replace('.', '/') + ".class";
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest);
                InputStream code =
                        Objects.requireNonNull(EndlessJob.class.getClassLoader().getResourceAsStream(entry))) {
            out.putNextEntry(new JarEntry(entry));
            code.transferTo(out);
        }
        return jar;
    }

    /** Counts to the end of the numbers, a thousand a second. */
    public static void main(String[] args) throws Exception {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        env.fromSequence(0, Long.MAX_VALUE)
                .uid("count")
                .map(number -> {
                    TimeUnit.MILLISECONDS.sleep(1);
                    return number;
                })
                .returns(Long.class)
                .uid("slow-down")
                .sinkTo(new DiscardingSink<>())
                .uid("forget");
        env.execute("endless");
    }
}
