package ru.otklik.bench;

/** Something to be done if this program is asked to end while it works, such as ending its children. */
final class OnExit implements AutoCloseable {
    private final Thread hook;

    OnExit(Runnable action) {
        hook = new Thread(action, "on-exit");
        Runtime.getRuntime().addShutdownHook(hook);
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException ending) {
            // The action is under way.
        }
    }
}
