package ru.otklik.settings;

import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file that holds a secret. Only its name travels with the job; whoever needs the secret reads it where it runs, each
 * time anew, so the file has to be at the same place on every machine of the cluster.
 *
 * @param path where it lies, absolute
 */
public record SecretFile(String path) implements Serializable {
    private static final long serialVersionUID = 1L;

    static SecretFile of(Path file) {
        return new SecretFile(file.toAbsolutePath().toString());
    }

    /**
     * What it holds, without white space around it.
     *
     * @throws SettingsException if it cannot be read; the message names the file and nothing that is in it
     */
    public String text() {
        try {
            return Files.readString(Path.of(path)).strip();
        } catch (IOException e) {
            throw new SettingsException("the secret in " + path + " cannot be read ("
                    + e.getClass().getSimpleName() + "); it has to be there on every machine of the cluster");
        }
    }
}
