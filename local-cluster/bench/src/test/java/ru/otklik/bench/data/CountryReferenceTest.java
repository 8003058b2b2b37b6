package ru.otklik.bench.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ru.otklik.domain.reference.ReferenceData;
import ru.otklik.edge.reference.Overrides;
import ru.otklik.edge.reference.ReferenceFiles;

class CountryReferenceTest {
    @TempDir
    private Path folder = Path.of("");

    @Test
    void isTakenByTheJobWithoutAFault() throws Exception {
        Country country = new Country(CountryProfile.usual(1));

        CountryReference.write(country, folder);
        ReferenceData reference = ReferenceFiles.load(folder, Overrides.NONE);

        assertThat(country.regions()).hasSize(85);
        assertThat(country.municipalities())
                .hasSize(2_300)
                .allMatch(place -> reference.findMunicipality(place.code()) != null);
        assertThat(reference.warnings()).isEqualTo(ReferenceFiles.shipped().warnings());
    }
}
