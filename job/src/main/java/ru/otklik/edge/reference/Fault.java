package ru.otklik.edge.reference;

import java.io.Serializable;

/**
 * Something wrong in a reference file.
 *
 * @param file name relative to the reference directory
 * @param line from 1; 0 if the fault is of the file as a whole
 * @param what what is wrong
 * @param remedy what to do about it
 */
public record Fault(String file, int line, String what, String remedy) implements Serializable {
    private static final long serialVersionUID = 1L;

    @Override
    public String toString() {
        return file + (line > 0 ? ":" + line : "") + ": " + what + "; " + remedy;
    }
}
