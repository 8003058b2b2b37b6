package ru.otklik.domain.alert;

/** How much an alert matters, from little to much. */
public enum Severity {
    INFO,
    WARNING,
    CRITICAL
}
