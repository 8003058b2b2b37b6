package ru.otklik.traffic;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import ru.otklik.traffic.TrafficEvent.IncidentHead;

/** The life of one incident from registration to closing, drawn event by event; all times in epoch millis. */
final class IncidentScript {
    private static final long MINUTE = 60_000;
    private static final long HOUR = 60 * MINUTE;
    private static final long DAY = 24 * HOUR;
    /** The latest after its registration that an incident turns out to be none. */
    static final long LONGEST_UNTIL_CANCELLED = 6 * HOUR;

    private static final double OTHER_AUTHORITY = 0.12;
    private static final double TRANSFERRED = 0.05;
    private static final double ASSIGNED = 0.85;
    private static final double RATED = 0.15;
    private static final double CLOSED = 0.85;

    private final Chance chance;
    private final IncidentHead head;
    private final Place place;
    private final List<Place> neighbours;
    private final Manner manner;
    private final String authority;
    private final List<TrafficEvent> events = new ArrayList<>();

    /**
     * An incident about to be drawn.
     *
     * @param chance decides everything but the time of the first answer
     * @param region where it happens
     * @param place the municipality
     * @param number number of the incident in its region
     */
    IncidentScript(Chance chance, RegionTraffic region, Place place, long number) {
        this.chance = chance;
        this.place = place;
        this.neighbours = region.places();
        this.manner = region.manner(place);
        boolean social = chance.happens(region.socialShare());
        String id = (social ? "IM-" : "POS-") + place.region().substring(0, 2) + "-"
                + String.format(java.util.Locale.ROOT, "%08d", number);
        head = new IncidentHead(id, social ? "INCIDENT_MANAGEMENT" : "POS", place.zone());
        List<String> others = region.authorities();
        authority = !others.isEmpty() && chance.happens(OTHER_AUTHORITY)
                ? ",\"authority\":\"" + chance.oneOf(others) + "\""
                : "";
    }

    /** An incident that turns out to be none. */
    List<TrafficEvent> cancelled(long registeredAt, long citizens) {
        register(registeredAt, citizens);
        add("CANCELLED", registeredAt + chance.between(10 * MINUTE, LONGEST_UNTIL_CANCELLED), "");
        return events;
    }

    /** An incident that nobody ever answers. */
    List<TrafficEvent> unanswered(long registeredAt, long citizens) {
        register(registeredAt, citizens);
        add("ASSIGNED", registeredAt + chance.between(2 * MINUTE, 40 * MINUTE), authority);
        return events;
    }

    /** An incident whose first answer comes after a given time. */
    List<TrafficEvent> answered(long registeredAt, long citizens, long responseMillis) {
        register(registeredAt, citizens);
        if (chance.happens(ASSIGNED)) {
            long delay = Math.min(chance.between(2 * MINUTE, 40 * MINUTE), responseMillis / 3);
            add("ASSIGNED", registeredAt + delay, authority);
        }
        if (chance.happens(TRANSFERRED)) {
            Place other = chance.oneOf(neighbours);
            if (!other.id().equals(place.id())) {
                long at = registeredAt + responseMillis / 2;
                add("TRANSFERRED", at, ",\"municipality\":\"" + other.codeOn(date(at)) + "\"");
            }
        }
        long first = registeredAt + responseMillis;
        boolean social = isSocial();
        boolean intermediate = chance.happens(social ? 0.35 : 0.6);
        add("ANSWERED", first, intermediate ? ",\"final\":false" : chance.happens(0.5) ? ",\"final\":true" : "");
        if (!intermediate) {
            finish(first);
        } else if (chance.happens(1 - 2 * manner.unanswered())) {
            double pace = Math.sqrt(manner.medianMinutes() / 60);
            double days = chance.longTailed((social ? 2.5 : 9) * pace, 1.7);
            long last = inWorkingTime(first + (long) (days * DAY));
            extend(registeredAt, first, last);
            add("ANSWERED", last, "");
            finish(last);
        }
        return events;
    }

    private void register(long at, long citizens) {
        StringBuilder details = new StringBuilder(200);
        details.append(",\"municipality\":\"").append(code(at)).append('"');
        details.append(authority);
        String topic = Vocabulary.TOPICS.get(chance.weighted(Vocabulary.TOPIC_SHARES));
        details.append(",\"topic\":\"").append(topic).append('"');
        String channel = isSocial() ? Vocabulary.NETWORKS.get(chance.weighted(Vocabulary.NETWORK_SHARES)) : "EPGU";
        details.append(",\"channel\":\"").append(channel).append('"');
        if (chance.happens(0.06)) {
            details.append(",\"priority\":\"HIGH\"");
        }
        long pool = chance.happens(0.25) ? citizens / 50 : citizens;
        long citizen = chance.between(1, pool + 2);
        details.append(",\"citizen\":\"")
                .append(channel)
                .append(':')
                .append(citizen)
                .append('"');
        if (!isSocial() && chance.happens(0.1)) {
            details.append(time(",\"resolveBy\":", at + 30 * DAY));
        }
        add("REGISTERED", at, details.toString());
    }

    private void extend(long registeredAt, long first, long last) {
        if (chance.happens(0.08)) {
            long deadline = registeredAt + (isSocial() ? 20 : 45) * DAY;
            add("EXTENDED", first + Math.min(HOUR, (last - first) / 2), time(",\"resolveBy\":", deadline));
        }
    }

    /** What follows a final answer: returns, a rating, the closing. */
    private void finish(long answeredAt) {
        long last = answeredAt;
        if (chance.happens(manner.rework())) {
            last = rework("RETURNED", last);
        }
        if (chance.happens(manner.rework() / 3)) {
            last = rework("REOPENED", last);
        }
        if (chance.happens(RATED)) {
            last += chance.between(10 * MINUTE, 2 * DAY);
            add("RATED", last, ",\"rating\":" + rating());
        }
        if (chance.happens(CLOSED)) {
            add("CLOSED", last + chance.between(HOUR, 3 * DAY), "");
        }
    }

    private long rework(String type, long answeredAt) {
        long back = answeredAt + chance.between(2 * HOUR, 4 * DAY);
        add(type, back, "");
        long again = inWorkingTime(back + (long) (chance.longTailed(1.5, 2) * DAY));
        add("ANSWERED", again, "");
        return again;
    }

    private int rating() {
        double share = (manner.satisfaction() - 1) / 4;
        int rating = 1;
        for (int i = 0; i < 4; i++) {
            rating += chance.happens(share) ? 1 : 0;
        }
        return rating;
    }

    /** Moves a moment of the night to the next morning. */
    private long inWorkingTime(long at) {
        int hour = Instant.ofEpochMilli(at).atZone(place.zone()).getHour();
        if (hour >= 9 && hour < 18) {
            return at;
        }
        long hours = hour < 9 ? 9 - hour : 33 - hour;
        return at + hours * HOUR;
    }

    /** Mostly the code of the day; for months after a reform sometimes the former one; sometimes a settlement's. */
    private String code(long at) {
        LocalDate date = date(at);
        String code =
                chance.happens(0.15) ? place.findOutdatedCodeOn(date).orElse(place.codeOn(date)) : place.codeOn(date);
        return chance.happens(0.08) ? code.substring(0, 5) + "000" + chance.between(101, 171) : code;
    }

    private LocalDate date(long at) {
        return LocalDate.ofInstant(Instant.ofEpochMilli(at), place.zone());
    }

    private boolean isSocial() {
        return head.source().equals("INCIDENT_MANAGEMENT");
    }

    private String time(String member, long at) {
        return member + '"' + TrafficEvent.time(at, place.zone()) + '"';
    }

    private void add(String type, long at, String details) {
        events.add(new TrafficEvent(head, events.size() + 1, type, at, details));
    }
}
