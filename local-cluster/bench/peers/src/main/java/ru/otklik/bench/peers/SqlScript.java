package ru.otklik.bench.peers;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** SQL that lies beside the classes; a statement ends with a semicolon at the end of a line. */
final class SqlScript {
    private SqlScript() {}

    /** The statements of a script, without their semicolons, in order. */
    static List<String> statements(String name) throws IOException {
        try (InputStream in = SqlScript.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("not on the class path: " + name);
            }
            List<String> statements = new ArrayList<>();
            StringBuilder next = new StringBuilder();
            for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList()) {
                next.append(line).append('\n');
                if (line.endsWith(";")) {
                    statements.add(next.substring(0, next.length() - 2));
                    next.setLength(0);
                }
            }
            return statements;
        }
    }
}
