package ru.otklik.domain.incident;

/** How urgent an incident is; norms may depend on it. */
public enum Priority {
    NORMAL,
    HIGH
}
