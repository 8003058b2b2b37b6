package ru.otklik.domain.incident;

/** What can happen to an incident. The order is the order of events at one instant. */
public enum EventType {
    REGISTERED,
    ASSIGNED,
    TRANSFERRED,
    EXTENDED,
    ANSWERED,
    RETURNED,
    REOPENED,
    RATED,
    CLOSED,
    CANCELLED
}
