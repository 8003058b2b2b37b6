package ru.otklik.domain.incident;

import org.jspecify.annotations.Nullable;

/**
 * A fact sent on (+1) or taken back (-1).
 *
 * @param sign 1 or -1
 * @param fact what is said
 * @param topic of REGISTERED, else null
 * @param channel of REGISTERED, may be null
 * @param citizen of REGISTERED, 0 for none
 */
public record SignedFact(
        int sign,
        Fact fact,
        @Nullable String topic,
        @Nullable String channel,
        long citizen) {}
