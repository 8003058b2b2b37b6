package ru.otklik.edge;

import java.util.Arrays;
import ru.otklik.domain.incident.EventType;

/**
 * Which fields a type of event uses; the others are checked and left out.
 *
 * @param opens topic, citizen: what only a registration says
 * @param moves municipality
 * @param assigns authority
 * @param limits respondBy, resolveBy
 */
record TypeUse(boolean opens, boolean moves, boolean assigns, boolean limits) {
    private static final TypeUse[] ALL =
            Arrays.stream(EventType.values()).map(TypeUse::make).toArray(TypeUse[]::new);

    static TypeUse of(EventType type) {
        return ALL[type.ordinal()];
    }

    private static TypeUse make(EventType type) {
        boolean opens = type == EventType.REGISTERED;
        boolean moves = opens || type == EventType.TRANSFERRED;
        return new TypeUse(opens, moves, moves || type == EventType.ASSIGNED, opens || type == EventType.EXTENDED);
    }
}
