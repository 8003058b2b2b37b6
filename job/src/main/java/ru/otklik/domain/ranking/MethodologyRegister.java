package ru.otklik.domain.ranking;

import java.util.Collection;
import org.jspecify.annotations.Nullable;
import ru.otklik.domain.version.VersionRegister;

/** The versions of the methodology, and how more are added. */
public final class MethodologyRegister extends VersionRegister<Methodology> implements Methodologies {
    private boolean countsPages;
    /** How many versions were asked whether they count pages: versions only grow in number. */
    private int asked;

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

    @Override
    public boolean countPages() {
        Collection<Methodology> known = known();
        if (known.size() > asked) {
            asked = known.size();
            countsPages = known.stream().anyMatch(Methodology::countsPages);
        }
        return countsPages;
    }
}
