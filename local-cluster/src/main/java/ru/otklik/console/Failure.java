package ru.otklik.console;

import org.jspecify.annotations.Nullable;

/** Something went wrong that the user can act on: the message says what, where and what to do. */
public final class Failure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public Failure(String message) {
        super(message);
    }

    public Failure(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** The cause in one line: its message, or its kind if it has none. */
    public static String because(Throwable cause) {
        String message = cause.getMessage();
        return message == null || message.isBlank() ? cause.getClass().getSimpleName() : message;
    }
}
