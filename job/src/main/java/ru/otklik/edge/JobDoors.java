package ru.otklik.edge;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import ru.otklik.domain.alert.AlertRuleBook;
import ru.otklik.domain.incident.VerdictRules;
import ru.otklik.domain.period.CalendarKind;
import ru.otklik.domain.period.RollingKind;
import ru.otklik.domain.reference.ReferenceData;
import ru.otklik.domain.region.MeasureRules;
import ru.otklik.edge.reference.AlertRuleFile;
import ru.otklik.edge.reference.Overrides;
import ru.otklik.edge.reference.ReferenceFiles;
import ru.otklik.operator.RecordFormat;
import ru.otklik.operator.StampEvents;
import ru.otklik.schemas.Topics;
import ru.otklik.settings.JobSettings;
import ru.otklik.topology.ConfigInlet;
import ru.otklik.topology.Doors;
import ru.otklik.topology.IncidentRankingTopology;
import ru.otklik.topology.Inlet;
import ru.otklik.topology.Outlet;

/** Makes doors and rules out of settings. */
public final class JobDoors {
    private JobDoors() {}

    /** Loads and checks the reference data. */
    public static ReferenceData reference(JobSettings settings) {
        JobSettings.ReferenceFiles files = settings.reference();
        return ReferenceFiles.load(files.directory(), overrides(files));
    }

    /** Doors to Kafka and, if there is one, PostgreSQL. */
    public static Doors streaming(JobSettings settings, ReferenceData reference) {
        JobSettings.Kafka kafka = settings.kafka();
        if (kafka == null) {
            throw new IllegalArgumentException("streaming needs Kafka");
        }
        KafkaAccess access = KafkaAccess.of(kafka.bootstrapServers(), kafka.propertiesFile());
        List<Outlet> outlets = new ArrayList<>();
        outlets.add(KafkaOutlets.exactlyOnce(access, kafka));
        outlets.add(KafkaOutlets.live(access));
        if (settings.postgres() != null) {
            outlets.addAll(PostgresOutlets.all(settings.postgres()));
        }
        Inlet inlet = new KafkaInlet(
                access,
                kafka.groupId(),
                settings.allowedDisorder().toMillis(),
                inputs(kafka),
                decoderRules(settings, false),
                reference);
        ConfigInlet config = new KafkaConfigInlet(access, kafka.groupId(), reference);
        return new Doors(inlet, config, outlets, formats(settings));
    }

    private static RecordFormat.Factory formats(JobSettings settings) {
        return JsonRecords.factory(settings.edition(), settings.citizenKeys());
    }

    private static List<String> inputs(JobSettings.Kafka kafka) {
        List<String> inputs = new ArrayList<>(Topics.INPUTS);
        if (kafka.pages()) {
            inputs.addAll(Topics.OPTIONAL_INPUTS);
        }
        return inputs;
    }

    /** Doors to files. */
    public static Doors replay(JobSettings settings, ReferenceData reference, Path parts) {
        JobSettings.Replay replay = replayOf(settings);
        FileInlet inlet = new FileInlet(new FileInlet.Input(
                replay.files().stream().map(Path::toString).toList(),
                millis(replay.notAfter()),
                decoderRules(settings, true),
                reference));
        return new Doors(inlet, List.of(new FileOutlet(parts)), formats(settings));
    }

    /** What the boxes go by. */
    public static IncidentRankingTopology.Rules rules(JobSettings settings, ReferenceData reference) {
        JobSettings.Replay replay = settings.replay();
        Set<String> periods = replay == null ? JobSettings.PERIODS : replay.periods();
        Set<CalendarKind> calendar = java.util.Arrays.stream(CalendarKind.values())
                .filter(kind -> periods.contains(kind.name()))
                .collect(Collectors.toUnmodifiableSet());
        MeasureRules measure = new MeasureRules(
                reference,
                settings.closedHorizon().toMillis(),
                RollingKind.STANDARD,
                Set.copyOf(periods),
                calendar,
                replay != null,
                alertRules(settings, reference));
        VerdictRules verdict = new VerdictRules(
                reference,
                settings.retainAnswered().toMillis(),
                settings.retainUnanswered().toMillis());
        return new IncidentRankingTopology.Rules(
                verdict,
                measure,
                settings.allowedDisorder().toMillis(),
                settings.forgetAfter().toMillis(),
                replay == null
                        ? null
                        : new StampEvents.ReplayClock(
                                replay.asOf() == null ? null : replay.asOf().toEpochMilli()));
    }

    private static AlertRuleBook alertRules(JobSettings settings, ReferenceData reference) {
        JobSettings.ReferenceFiles files = settings.reference();
        AlertRuleBook book = AlertRuleFile.load(files.directory(), overrides(files), files.alertRules(), reference);
        return settings.replay() == null ? book.growing() : book;
    }

    private static Overrides overrides(JobSettings.ReferenceFiles files) {
        return new Overrides(files.municipalities(), files.calendar(), files.norms(), files.methodology());
    }

    private static JobSettings.Replay replayOf(JobSettings settings) {
        JobSettings.Replay replay = settings.replay();
        if (replay == null) {
            throw new IllegalArgumentException("a replay needs files");
        }
        return replay;
    }

    private static EventDecoder.DecoderRules decoderRules(JobSettings settings, boolean exactLatest) {
        return new EventDecoder.DecoderRules(settings.earliest().toEpochMilli(), exactLatest, settings.citizenKeys());
    }

    private static long millis(@Nullable Instant instant) {
        return instant == null ? Long.MAX_VALUE : instant.toEpochMilli();
    }
}
