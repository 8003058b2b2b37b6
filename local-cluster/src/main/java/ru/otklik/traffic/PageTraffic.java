package ru.otklik.traffic;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.PriorityQueue;

/**
 * The daily reports of official pages, in order of time, without end: one to three pages a municipality, each told late
 * in the evening. A report is a function of the seed, its page and its date.
 */
public final class PageTraffic implements Iterator<PageTraffic.Report> {
    private static final long MINUTE = 60_000;
    private static final int MOST_PAGES = 3;
    private static final long PURPOSE = 90;

    /**
     * One report.
     *
     * @param at when it is made and delivered, epoch milliseconds
     * @param pageId the key of its record
     * @param value one line of JSON, without a line end
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Report(long at, String pageId, byte[] value) {}

    private final long seed;
    private final PriorityQueue<Next> next =
            new PriorityQueue<>(Comparator.comparingLong(Next::at).thenComparing(Next::pageId));

    /** The next report of a page. */
    private record Next(Place place, int page, LocalDate date, long at) {
        String pageId() {
            return "vk-" + place.id() + "-" + page;
        }
    }

    /**
     * Reports of every region of a profile.
     *
     * @param from reports made before are left out
     */
    public PageTraffic(TrafficProfile profile, long seed, Instant from) {
        this.seed = seed;
        Gazetteer gazetteer = Gazetteer.load();
        for (String region : profile.perDay().keySet()) {
            for (Place place : gazetteer.places(region)) {
                long pages = 1 + chance(place, 0, 0).between(0, MOST_PAGES);
                for (int page = 1; page <= pages; page++) {
                    Next first = report(place, page, from.atZone(place.zone()).toLocalDate());
                    next.add(
                            first.at() < from.toEpochMilli()
                                    ? report(place, page, first.date().plusDays(1))
                                    : first);
                }
            }
        }
    }

    private Chance chance(Place place, int page, long day) {
        return Chance.of(seed, PURPOSE, Long.parseLong(place.id()), page, day);
    }

    /** Between 22:00 and 23:50 local time, each page at a minute of its own. */
    private Next report(Place place, int page, LocalDate date) {
        long minute = chance(place, page, -1).between(0, 110);
        long evening = date.atTime(22, 0).atZone(place.zone()).toInstant().toEpochMilli();
        return new Next(place, page, date, evening + minute * MINUTE);
    }

    /** Always true: pages report for ever. */
    @Override
    public boolean hasNext() {
        return true;
    }

    /** When the next report is made, epoch milliseconds. */
    public long nextAt() {
        Next first = next.peek();
        return first == null ? Long.MAX_VALUE : first.at();
    }

    @Override
    public Report next() {
        Next due = next.poll();
        if (due == null) {
            throw new NoSuchElementException();
        }
        next.add(report(due.place(), due.page(), due.date().plusDays(1)));
        return new Report(due.at(), due.pageId(), json(due));
    }

    /** All reports made up to an instant, epoch milliseconds. */
    public List<Report> until(long instant) {
        List<Report> made = new ArrayList<>();
        while (nextAt() <= instant) {
            made.add(next());
        }
        return made;
    }

    /** Pages differ in size, diligence and temper; who answers much does so every day. */
    private byte[] json(Next due) {
        Chance habit = chance(due.place(), due.page(), -2);
        long followers = Math.max(50, (long) (due.place().population() * (0.02 + 0.2 * habit.unit())));
        long usualPosts = habit.between(1, 7);
        double answered = 0.35 + 0.6 * habit.unit();
        Chance today = chance(due.place(), due.page(), due.date().toEpochDay());
        long posts = today.between(0, 2 * usualPosts + 1);
        long views = (long) (posts * followers * (0.05 + 0.4 * today.unit()));
        long comments = views / 400 + today.between(0, 6);
        long replies = 0;
        for (long i = 0; i < comments; i++) {
            replies += today.happens(answered) ? 1 : 0;
        }
        long subscribers = followers + Math.floorMod(due.date().toEpochDay(), 3_650) * followers / 40_000;
        String text = "{\"eventId\":\"" + due.pageId() + "/" + due.date() + "\",\"pageId\":\"" + due.pageId()
                + "\",\"municipality\":\"" + due.place().codeOn(due.date()) + "\",\"occurredAt\":\""
                + TrafficEvent.time(due.at(), due.place().zone()) + "\",\"posts\":" + posts + ",\"views\":" + views
                + ",\"comments\":" + comments + ",\"commentsAnswered\":" + replies + ",\"subscribers\":"
                + subscribers + "}";
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
