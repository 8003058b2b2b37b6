package ru.otklik.imports;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import ru.otklik.console.Failure;
import ru.otklik.domain.incident.EventType;
import ru.otklik.domain.reference.ReferenceData;

/** Turns files of exports into events. */
public final class Importer {
    /** Titles and blank rows may stand above the header. */
    private static final int HEADER_WITHIN = 20;

    private final Layouts layouts;
    private final ReferenceData reference;
    private final PlaceNames places;
    private final @Nullable String region;
    private final Findings findings = new Findings();
    private final Map<String, ImportedEvent> events = new LinkedHashMap<>();
    private final Map<String, Integer> contradictions = new HashMap<>();
    private long rows;

    /** @param region ОКТМО of the region of rows that name none; null if it isn't known */
    public Importer(Layouts layouts, ReferenceData reference, @Nullable String region) {
        this.layouts = layouts;
        this.reference = reference;
        this.places = new PlaceNames(reference);
        this.region = region;
    }

    /** One file while it is read. */
    private final class Reading {
        private final String name;
        private final Map<Layout, Header> best = new HashMap<>();
        private @Nullable RowEvents rowEvents;

        Reading(Path file) {
            this.name = String.valueOf(file.getFileName());
        }

        boolean take(ExportRow row) {
            if (rowEvents != null) {
                List<ImportedEvent> told = rowEvents.of(row);
                rows += told.isEmpty() ? 0 : 1;
                told.forEach(Importer.this::add);
                return true;
            }
            List<Header> whole = new ArrayList<>();
            for (Layout layout : layouts.candidates()) {
                Header header = Header.of(layout, row);
                best.merge(
                        layout,
                        header,
                        (old, next) -> next.columns().size() > old.columns().size() ? next : old);
                if (header.isWhole()) {
                    whole.add(header);
                }
            }
            if (!whole.isEmpty()) {
                begin(choose(whole));
            }
            return rowEvents != null || row.number() < HEADER_WITHIN;
        }

        /** The layout that knows most of the columns. */
        private Header choose(List<Header> whole) {
            int most = whole.stream()
                    .mapToInt(header -> header.columns().size())
                    .max()
                    .orElse(0);
            List<Header> chosen = whole.stream()
                    .filter(header -> header.columns().size() == most)
                    .toList();
            if (chosen.size() > 1) {
                String names =
                        chosen.stream().map(header -> header.layout().name()).collect(Collectors.joining(", "));
                throw new Failure(name + ": подходит несколько раскладок (" + names + "); выберите одну: --layout ИМЯ");
            }
            return chosen.get(0);
        }

        private void begin(Header header) {
            findings.note(name + ": раскладка " + header.layout().name() + " ("
                    + header.layout().description() + ")");
            if (!header.unknown().isEmpty()) {
                findings.note(name + ": столбцы, которых раскладка не знает, не читаются: "
                        + String.join(
                                ", ",
                                header.unknown().stream().map(Finding::shown).toList()));
            }
            RowReader reader = new RowReader(name, header, places, region, findings);
            rowEvents = new RowEvents(header.layout(), reader, reference);
        }

        void end() {
            if (rowEvents == null) {
                String missing = best.values().stream()
                        .map(header -> header.layout().name() + ": нет столбцов " + header.missing())
                        .sorted()
                        .collect(Collectors.joining("; "));
                throw new Failure(name + ": в первых " + HEADER_WITHIN + " строках нет заголовка известной раскладки ("
                        + missing + "); опишите её в своём файле: --mapping ФАЙЛ");
            }
        }
    }

    /**
     * Reads one file.
     *
     * @throws Failure if it is no table, or of no known layout
     */
    public void read(Path file) {
        Reading reading = new Reading(file);
        ExportFile.read(file, reading::take);
        reading.end();
    }

    private void add(ImportedEvent event) {
        ImportedEvent earlier = events.putIfAbsent(event.key(), event);
        if (earlier != null && !earlier.json().equals(event.json())) {
            contradictions.merge(event.incidentId(), 1, Integer::sum);
        }
    }

    /** The events of all files, each once, in order of time. */
    List<ImportedEvent> events() {
        return events.values().stream().sorted(ImportedEvent.ORDER).toList();
    }

    /** Rows that could not be imported. */
    public int faults() {
        return findings.faults();
    }

    /** What was read and found, in Russian, a line each. */
    public List<String> report(int mostOfAKind) {
        List<String> lines = findings.lines(mostOfAKind);
        contradictions.keySet().stream()
                .sorted()
                .limit(mostOfAKind)
                .forEach(id -> lines.add("странно: обращение " + id + " описано по-разному; взято первое описание"));
        Map<EventType, Integer> counts = new EnumMap<>(EventType.class);
        events.values().forEach(event -> counts.merge(event.type(), 1, Integer::sum));
        lines.add("строк прочитано: " + rows + ", событий: " + events.size() + " " + counts);
        lines.add("ошибок: " + findings.faults() + ", странностей: " + (findings.odd() + contradictions.size()));
        return lines;
    }
}
