package ru.otklik.alerts;

/** How an alert stands, in the order in which a list shows them. */
public enum AlertState {
    /** It fires, and people are told. */
    FIRING("Активные"),
    /** It fires, its input went quiet: nobody knows a newer value. */
    STALE("Активные, данных нет"),
    /** It fires, and nobody is told. */
    SUPPRESSED("Активные, без оповещения"),
    /** It ended. */
    RESOLVED("Завершённые");

    private final String title;

    AlertState(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }
}
