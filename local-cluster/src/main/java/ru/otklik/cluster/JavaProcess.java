package ru.otklik.cluster;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A child JVM. */
abstract class JavaProcess extends ServiceProcess {
    private final Path libraries;

    JavaProcess(String name, Path libraries, ClusterHome home, ClusterState state) {
        super(name, home, state);
        this.libraries = libraries;
    }

    /** Options of the virtual machine, such as the size of the heap. */
    protected abstract List<String> options();

    /** The main class and its arguments. */
    protected abstract List<String> main();

    @Override
    protected final List<String> command() {
        return java(options(), main());
    }

    /** A complete command for a JVM with the libraries of this process. */
    protected final List<String> java(List<String> options, List<String> main) {
        return java(libraries, options, main);
    }

    /** A complete command for a JVM with the libraries of a folder. */
    static List<String> java(Path libraries, List<String> options, List<String> main) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.add("-Djava.net.preferIPv4Stack=true");
        command.add("-cp");
        command.add(libraries + "/*");
        command.addAll(main);
        return command;
    }
}
