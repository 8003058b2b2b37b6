package ru.otklik.bench.peers;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.ExecutionConfig;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.streaming.api.windowing.assigners.SlidingEventTimeWindows;
import org.apache.flink.streaming.api.windowing.assigners.WindowAssigner;
import org.apache.flink.streaming.api.windowing.triggers.EventTimeTrigger;
import org.apache.flink.streaming.api.windowing.triggers.Trigger;
import org.apache.flink.streaming.api.windowing.windows.TimeWindow;
import org.jspecify.annotations.Nullable;
import ru.otklik.domain.period.CalendarKind;

/**
 * Windows by the date of a fact, which is not always the time of the event that told it: a cancellation takes back facts
 * of the past.
 */
final class FactWindows extends WindowAssigner<IncidentFact, TimeWindow> {
    private static final long serialVersionUID = 1L;

    private final @Nullable SlidingEventTimeWindows sliding;
    private final Map<String, ZoneId> zones;

    private FactWindows(@Nullable SlidingEventTimeWindows sliding, Map<String, ZoneId> zones) {
        this.sliding = sliding;
        this.zones = zones;
    }

    /** Windows of a length that end at each multiple of the slide. */
    static FactWindows sliding(Duration length, Duration slide) {
        return new FactWindows(SlidingEventTimeWindows.of(length, slide), Map.of());
    }

    /**
     * Calendar quarters.
     *
     * @param zones zone of each municipality by its id
     */
    static FactWindows quarters(Map<String, ZoneId> zones) {
        return new FactWindows(null, Map.copyOf(zones));
    }

    @Override
    public Collection<TimeWindow> assignWindows(IncidentFact fact, long timestamp, WindowAssignerContext context) {
        if (sliding != null) {
            return sliding.assignWindows(fact, fact.date, context);
        }
        ZoneId zone = zones.getOrDefault(fact.municipality, ZoneId.of("UTC"));
        int quarter = CalendarKind.QUARTER.indexOf(LocalDate.ofInstant(Instant.ofEpochMilli(fact.date), zone));
        return List.of(new TimeWindow(startOf(quarter, zone), startOf(quarter + 1, zone)));
    }

    private static long startOf(int quarter, ZoneId zone) {
        return CalendarKind.QUARTER
                .firstDay(quarter)
                .atStartOfDay(zone)
                .toInstant()
                .toEpochMilli();
    }

    @Override
    @SuppressWarnings({"unchecked", "rawtypes"}) // EventTimeTrigger looks at no element; Flink types it by Object.
    public Trigger<IncidentFact, TimeWindow> getDefaultTrigger() {
        return (Trigger) EventTimeTrigger.create();
    }

    @Override
    public TypeSerializer<TimeWindow> getWindowSerializer(ExecutionConfig config) {
        return new TimeWindow.Serializer();
    }

    @Override
    public boolean isEventTime() {
        return true;
    }
}
