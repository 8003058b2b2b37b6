package ru.otklik.domain.incident;

/** The system an incident comes from. */
public enum Source {
    /** «Инцидент Менеджмент»: posts found in social networks. */
    INCIDENT_MANAGEMENT,
    /** «Госуслуги. Решаем вместе»: messages filed by citizens. */
    POS
}
