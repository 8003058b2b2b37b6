package ru.otklik.operator;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import ru.otklik.domain.incident.SignedFact;
import ru.otklik.domain.region.IncidentFacts;

/**
 * What facts mean to whoever measures them: the sum of all that has its date and its stamp before an instant. A fact that
 * lies ahead may be sent at once, later or never if it is taken back: when it is sent hangs on restarts, what is known
 * does not.
 */
final class KnownFacts {
    private final Map<String, Integer> net = new TreeMap<>();
    private final Map<String, Long> since = new TreeMap<>();
    private long newest = Long.MIN_VALUE;

    private KnownFacts() {}

    /** A line for each watermark that says what was known by then, and one for what was known in the end. */
    static List<String> atEachWatermark(List<Object> elements) {
        KnownFacts known = new KnownFacts();
        List<String> lines = new ArrayList<>();
        for (Object element : elements) {
            if (element instanceof Watermark mark) {
                known.newest = Math.max(known.newest, mark.getTimestamp());
                lines.add("Watermark " + mark.getTimestamp() + " knows " + known.upTo(mark.getTimestamp()));
            } else if (element instanceof StreamRecord<?> record && record.getValue() instanceof IncidentFacts facts) {
                facts.facts().forEach(fact -> known.add(facts, fact));
            }
        }
        lines.add("in the end " + known.upTo(known.newest));
        return lines;
    }

    private void add(IncidentFacts incident, SignedFact signed) {
        long effective = Math.max(incident.stamp(), signed.fact().date());
        String line = incident.region() + " " + incident.source() + " " + signed.fact() + " " + signed.topic() + " "
                + signed.channel() + " " + signed.citizen() + " since " + effective;
        net.merge(line, signed.sign(), Integer::sum);
        since.put(line, effective);
    }

    private List<String> upTo(long instant) {
        List<String> lines = new ArrayList<>();
        net.forEach((line, count) -> {
            if (count != 0 && since.getOrDefault(line, Long.MAX_VALUE) <= instant) {
                lines.add(count + " " + line);
            }
        });
        return lines;
    }
}
