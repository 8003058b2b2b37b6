package ru.otklik.bench.data;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Writes events as JSON into a buffer that is used again; one instance a thread.
 *
 * <p>Every event repeats the fields of its incident, as an export of a case system does, and carries an address, which
 * the job does not know and has to skip.
 */
public final class EventText {
    private static final int LONGEST = 1024;
    private static final byte[] HEX = ascii("0123456789abcdef");
    private static final long DAY = 86_400_000;

    private static final byte[] EVENT_ID = ascii("{\"eventId\":\"");
    private static final byte[] SOCIAL_ID = ascii("\",\"incidentId\":\"IM-");
    private static final byte[] PORTAL_ID = ascii("\",\"incidentId\":\"POS-");
    private static final byte[] SOCIAL = ascii("\",\"source\":\"INCIDENT_MANAGEMENT\",\"type\":\"");
    private static final byte[] PORTAL = ascii("\",\"source\":\"POS\",\"type\":\"");
    private static final byte[] OCCURRED_AT = ascii("\",\"occurredAt\":\"");
    private static final byte[] CITIZEN = ascii("\",\"citizen\":\"");
    private static final byte[] NORMAL = ascii("\",\"priority\":\"NORMAL");
    private static final byte[] HIGH = ascii("\",\"priority\":\"HIGH");
    private static final byte[] FINAL = ascii(",\"final\":true");
    private static final byte[] RATING = ascii(",\"rating\":");
    private static final byte[] RESOLVE_BY = ascii(",\"resolveBy\":\"");
    private static final byte[] ADDRESS = utf8(",\"address\":\"Россия, г. Приречный, ");
    private static final byte[] END = ascii("\"}");
    private static final long EXTENSION = 45 * DAY;
    private static final byte[] PORTAL_CHANNEL = ascii("\",\"channel\":\"" + Vocabulary.PORTAL);

    private final byte[] text = new byte[LONGEST];
    private final long seed;
    private final byte[] idSeed;
    private final byte[][] places;
    private final byte[][][] authorities;
    private final int[] offsetMinutes;
    private final byte[][] offsets;
    private final byte[][] topics;
    private final byte[][] networks;
    private final byte[][] streets;
    private final byte[][] kinds;
    private final byte[] date = new byte[11];
    private long dateDay = Long.MIN_VALUE;
    private int length;

    public EventText(CountryProfile profile, Country country) {
        seed = profile.seed();
        idSeed = ascii(Long.toString(seed) + "-");
        List<Country.Municipality> all = country.municipalities();
        places = new byte[all.size()][];
        authorities = new byte[all.size()][Country.BODIES_PER_REGION + 1][];
        offsetMinutes = new int[all.size()];
        offsets = new byte[all.size()][];
        for (int i = 0; i < places.length; i++) {
            Country.Municipality place = all.get(i);
            Country.Region region = country.regions().get(place.region());
            places[i] = ascii("\",\"municipality\":\"" + place.code());
            authorities[i][0] = ascii("\",\"authority\":\"" + place.administration());
            for (int body = 0; body < Country.BODIES_PER_REGION; body++) {
                authorities[i][body + 1] = ascii("\",\"authority\":\"" + Country.body(region.code(), body));
            }
            offsetMinutes[i] = region.offsetMinutes();
            offsets[i] =
                    ascii(region.zone().getRules().getOffset(profile.start()).getId());
        }
        topics = Vocabulary.TOPICS.stream()
                .map(topic -> utf8("\",\"topic\":\"" + topic.name()))
                .toArray(byte[][]::new);
        networks = Vocabulary.NETWORKS.stream()
                .map(network -> ascii("\",\"channel\":\"" + network))
                .toArray(byte[][]::new);
        streets = Vocabulary.STREETS.stream().map(EventText::utf8).toArray(byte[][]::new);
        kinds = List.of(Step.Kind.values()).stream()
                .map(kind -> ascii(kind.name()))
                .toArray(byte[][]::new);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Writes one event.
     *
     * @return its length in {@link #bytes()}
     */
    public int write(Step step) {
        Incident incident = step.incident;
        int place = step.municipality();
        length = 0;
        put(EVENT_ID);
        putUuid(incident.number() * 32 + step.ordinal);
        put(incident.social() ? SOCIAL_ID : PORTAL_ID);
        put(idSeed);
        putNumber(incident.number(), 9);
        put(incident.social() ? SOCIAL : PORTAL);
        put(kinds[step.kind.ordinal()]);
        put(OCCURRED_AT);
        putTime(step.occurredAt(), place);
        put(places[place]);
        put(authorities[place][incident.body() + 1]);
        put(topics[incident.topic()]);
        put(incident.social() ? networks[incident.network()] : PORTAL_CHANNEL);
        put(incident.urgent() ? HIGH : NORMAL);
        put(CITIZEN);
        putHex(Incident.mix(incident.citizen() ^ (seed << 40)), 16);
        text[length++] = '"';
        putDetail(step);
        put(ADDRESS);
        put(streets[incident.street()]);
        put(END);
        return length;
    }

    /** Holds the event written last; used again by the next one. */
    public byte[] bytes() {
        return text;
    }

    private void putDetail(Step step) {
        switch (step.kind) {
            case ANSWERED -> put(FINAL);
            case RATED -> {
                put(RATING);
                text[length++] = (byte) ('0' + step.incident.rating());
            }
            case EXTENDED -> {
                put(RESOLVE_BY);
                putTime(step.incident.registeredAt() + EXTENSION, step.municipality());
                text[length++] = '"';
            }
            default -> {
                // The other kinds have no field of their own.
            }
        }
    }

    private void put(byte[] bytes) {
        System.arraycopy(bytes, 0, text, length, bytes.length);
        length += bytes.length;
    }

    /** A random UUID (version 4) that follows from the event's number. */
    private void putUuid(long number) {
        long high = Incident.mix(number ^ (seed << 48));
        long low = Incident.mix(high ^ number);
        putHex(high >>> 32, 8);
        text[length++] = '-';
        putHex(high >>> 16, 4);
        text[length++] = '-';
        putHex((high & 0x0fffL) | 0x4000L, 4);
        text[length++] = '-';
        putHex(((low >>> 48) & 0x3fffL) | 0x8000L, 4);
        text[length++] = '-';
        putHex(low, 12);
    }

    private void putHex(long value, int digits) {
        for (int i = digits - 1; i >= 0; i--) {
            text[length++] = HEX[(int) (value >>> (4 * i)) & 15];
        }
    }

    private void putNumber(long value, int digits) {
        long rest = value;
        for (int i = digits - 1; i >= 0; i--) {
            text[length + i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        length += digits;
    }

    private void putTime(long epochMillis, int place) {
        long local = epochMillis + offsetMinutes[place] * 60_000L;
        long day = Math.floorDiv(local, DAY);
        int millis = (int) Math.floorMod(local, DAY);
        if (day != dateDay) {
            byte[] written = ascii(java.time.LocalDate.ofEpochDay(day) + "T");
            System.arraycopy(written, 0, date, 0, date.length);
            dateDay = day;
        }
        put(date);
        putNumber(millis / 3_600_000, 2);
        text[length++] = ':';
        putNumber(millis / 60_000 % 60, 2);
        text[length++] = ':';
        putNumber(millis / 1000 % 60, 2);
        text[length++] = '.';
        putNumber(millis % 1000, 3);
        put(offsets[place]);
    }
}
