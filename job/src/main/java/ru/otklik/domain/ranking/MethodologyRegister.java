package ru.otklik.domain.ranking;

import java.util.Collection;
import org.jspecify.annotations.Nullable;
import ru.otklik.domain.version.VersionRegister;

/** The versions of the methodology, and how more are added. */
public final class MethodologyRegister extends VersionRegister<Methodology> implements Methodologies {
    /** @param versions those of the reference data: at least one, no two with one id or effective from one instant */
    public MethodologyRegister(Collection<Methodology> versions) {
        super(versions);
    }

    @Override
    public Methodology at(long instantMillis) {
        return super.at(instantMillis);
    }

    @Override
    public @Nullable Methodology find(String id) {
        return super.find(id);
    }
}
