package ru.otklik.oracle;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;

/** A plain recount of reports of official pages. */
final class OraclePages {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long DISORDER = 60_000;

    /** A report and the event time at which it was read. */
    record Told(JsonNode report, ZoneId zone, long at, long stamp) {
        String text(String field) {
            return report.path(field).asText();
        }

        long number(String field) {
            return report.path(field).asLong();
        }

        LocalDate day() {
            return LocalDate.ofInstant(Instant.ofEpochMilli(at), zone);
        }

        String hash() {
            try {
                byte[] hash = MessageDigest.getInstance("SHA-256")
                        .digest(text("eventId").getBytes(StandardCharsets.UTF_8));
                return HexFormat.of().formatHex(hash, 0, 8);
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** What reports come to. */
    record Counted(int pages, int reports, long posts, long views, long comments, long answered, long subscribers) {
        Counted plus(Counted other) {
            return new Counted(
                    pages + other.pages,
                    reports + other.reports,
                    posts + other.posts,
                    views + other.views,
                    comments + other.comments,
                    answered + other.answered,
                    subscribers + other.subscribers);
        }
    }

    private OraclePages() {}

    /**
     * The reports among lines in order of arrival; other lines move time, too.
     *
     * @param zones by ОКТМО
     */
    static List<Told> read(List<String> lines, Map<String, ZoneId> zones) throws IOException {
        List<Told> told = new ArrayList<>();
        long greatest = Long.MIN_VALUE;
        for (String line : lines) {
            JsonNode report = JSON.readTree(line);
            long at = Instant.parse(report.path("occurredAt").asText()).toEpochMilli();
            if (report.has("pageId")) {
                ZoneId zone = Objects.requireNonNull(
                        zones.get(report.path("municipality").asText()), line);
                told.add(new Told(report, zone, at, greatest == Long.MIN_VALUE ? Long.MIN_VALUE : greatest - DISORDER));
            }
            greatest = Math.max(greatest, at);
        }
        return told;
    }

    /**
     * Adds up the latest report of every page and local day, of those that are wanted.
     *
     * @param stampLimit only what was read before counts
     * @param until only what was made before counts
     */
    static Counted count(List<Told> told, long stampLimit, long until, Predicate<Told> wanted) {
        Map<String, TreeMap<LocalDate, Told>> latest = new TreeMap<>();
        Set<String> ids = new HashSet<>();
        told.stream()
                .filter(one -> one.stamp() < stampLimit && one.at() < until)
                .sorted(order())
                .filter(one -> ids.add(one.day().getYear() + one.text("pageId") + " " + one.text("eventId")))
                .forEach(one -> latest.computeIfAbsent(one.text("pageId"), any -> new TreeMap<>())
                        .put(one.day(), one));
        latest.values().forEach(days -> days.values().removeIf(wanted.negate()));
        latest.values().removeIf(Map::isEmpty);
        List<Told> counting = latest.values().stream()
                .map(TreeMap::values)
                .flatMap(Collection::stream)
                .toList();
        ToLongFunction<String> sum =
                name -> counting.stream().mapToLong(one -> one.number(name)).sum();
        return new Counted(
                latest.size(),
                counting.size(),
                sum.applyAsLong("posts"),
                sum.applyAsLong("views"),
                sum.applyAsLong("comments"),
                sum.applyAsLong("commentsAnswered"),
                latest.values().stream()
                        .mapToLong(days -> days.lastEntry().getValue().number("subscribers"))
                        .sum());
    }

    private static Comparator<Told> order() {
        return Comparator.comparingLong(Told::at)
                .thenComparing(Told::hash)
                .thenComparing(one -> one.text("authority"))
                .thenComparingLong(one -> one.number("comments"))
                .thenComparingLong(one -> one.number("commentsAnswered"))
                .thenComparingLong(one -> one.number("posts"))
                .thenComparingLong(one -> one.number("subscribers"))
                .thenComparingLong(one -> one.number("views"));
    }
}
