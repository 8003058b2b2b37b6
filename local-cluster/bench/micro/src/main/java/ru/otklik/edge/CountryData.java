package ru.otklik.edge;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import ru.otklik.bench.data.Country;
import ru.otklik.bench.data.CountryEvents;
import ru.otklik.bench.data.CountryProfile;
import ru.otklik.bench.data.CountryReference;
import ru.otklik.bench.data.EventText;
import ru.otklik.domain.reference.ReferenceData;
import ru.otklik.edge.reference.Overrides;
import ru.otklik.edge.reference.ReferenceFiles;
import ru.otklik.operator.Inbound;

/** The first events of the benchmark's country, as bytes and decoded, with its reference data. */
public final class CountryData {
    private static final int EVENTS = 20_000;
    private static final byte[] KEY = new byte[32];

    final byte[][] events = new byte[EVENTS][];
    private final ReferenceData reference;

    /** Makes them from seed 1. */
    public CountryData() throws IOException {
        CountryProfile profile = CountryProfile.usual(1);
        Country country = new Country(profile);
        Path directory = Files.createTempDirectory("otklik-micro");
        try {
            CountryReference.write(country, directory);
            reference = ReferenceFiles.load(directory, new Overrides(null, null, null, null));
        } finally {
            delete(directory);
        }
        CountryEvents steps = new CountryEvents(profile, country);
        EventText text = new EventText(profile, country);
        for (int i = 0; i < EVENTS; i++) {
            int length = text.write(steps.next());
            events[i] = Arrays.copyOf(text.bytes(), length);
        }
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path path : all.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    public ReferenceData reference() {
        return reference;
    }

    EventDecoder decoder() {
        return new EventDecoder(new EventDecoder.DecoderRules(Long.MIN_VALUE, true, KEY), reference);
    }

    /** Decoded, in order. */
    public List<Inbound.Accepted> accepted() {
        EventDecoder decoder = decoder();
        List<Inbound.Accepted> all = new ArrayList<>(EVENTS);
        for (byte[] event : events) {
            all.add(decoder.decode(event, "incidents.im", 0, 0, 0, Long.MAX_VALUE)
                    .accepted());
        }
        return all;
    }

    /** The events of each incident, in order; incidents of three events or more. */
    public List<List<Inbound.Accepted>> incidents() {
        Map<Long, List<Inbound.Accepted>> byKey = new LinkedHashMap<>();
        accepted()
                .forEach(event -> byKey.computeIfAbsent(event.key(), key -> new ArrayList<>())
                        .add(event));
        return byKey.values().stream().filter(events -> events.size() >= 3).toList();
    }
}
