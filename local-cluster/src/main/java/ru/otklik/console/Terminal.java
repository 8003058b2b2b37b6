package ru.otklik.console;

/** Whether a person is looking. */
public final class Terminal {
    private static final String CLEAR = "\u001b[H\u001b[2J";

    private Terminal() {}

    /** True if input and output are a terminal; on newer JVMs than ours the console is there in any case. */
    @SuppressWarnings("SystemConsoleNull")
    public static boolean isInteractive() {
        return System.console() != null;
    }

    /** Shows a screenful in place of the one before. */
    public static void redraw(String text) {
        System.out.print(CLEAR + text + "\n");
        System.out.flush();
    }
}
