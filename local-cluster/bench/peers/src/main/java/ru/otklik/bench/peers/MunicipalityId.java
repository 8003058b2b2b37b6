package ru.otklik.bench.peers;

import java.nio.file.Path;
import org.apache.flink.table.functions.FunctionContext;
import org.apache.flink.table.functions.ScalarFunction;
import org.jspecify.annotations.Nullable;
import ru.otklik.domain.reference.Municipality;
import ru.otklik.domain.reference.ReferenceData;
import ru.otklik.edge.reference.Overrides;
import ru.otklik.edge.reference.ReferenceFiles;

/** SQL function MUNICIPALITY_ID: the municipality that a code of ОКТМО names. */
public final class MunicipalityId extends ScalarFunction {
    private static final long serialVersionUID = 1L;

    private final @Nullable String directory;
    private transient @Nullable ReferenceData reference;

    /** @param reference directory of reference data; null for the shipped one */
    MunicipalityId(@Nullable Path reference) {
        directory = reference == null ? null : reference.toString();
    }

    @Override
    public void open(FunctionContext context) {
        reference = ReferenceFiles.load(directory == null ? null : Path.of(directory), Overrides.NONE);
    }

    /** Null if the code is unknown. */
    public @Nullable String eval(@Nullable String oktmo) {
        Municipality municipality = oktmo == null || reference == null ? null : reference.findMunicipality(oktmo);
        return municipality == null ? null : municipality.id();
    }
}
