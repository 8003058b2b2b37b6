package ru.otklik.domain.incident;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import ru.otklik.domain.reference.Municipality;

/** Who is responsible: a municipality's territory and the body that has to answer there. */
record Owner(Municipality municipality, @Nullable String authority) {
    int number() {
        return municipality.number();
    }

    boolean isSameAs(Owner other) {
        return number() == other.number() && Objects.equals(authority, other.authority);
    }
}
