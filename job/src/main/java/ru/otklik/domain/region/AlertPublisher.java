package ru.otklik.domain.region;

import ru.otklik.domain.alert.AlertStep;

/** Where steps of alerts go. */
public interface AlertPublisher {
    void publish(AlertStep step);
}
