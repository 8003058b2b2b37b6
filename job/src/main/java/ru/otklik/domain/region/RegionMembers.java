package ru.otklik.domain.region;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import ru.otklik.domain.metrics.Levels;
import ru.otklik.domain.metrics.Tally;
import ru.otklik.domain.metrics.Totals;
import ru.otklik.domain.pages.PageFigures;
import ru.otklik.domain.period.CalendarKind;
import ru.otklik.domain.period.PeriodSpan;
import ru.otklik.domain.period.ZoneDays;
import ru.otklik.domain.ranking.Candidate;
import ru.otklik.domain.reference.MunicipalityVersion;

/**
 * The municipalities of a region that have a value in a period, with their tallies: what the region's own figures and
 * boards are made of.
 *
 * @param span the period as the region shows it
 * @param lastDay local day at the end of which levels are taken, {@link Levels#NOW} for the newest
 * @param pages their official pages in the period
 */
record RegionMembers(PeriodSpan span, int lastDay, List<Member> members, BoardPages.View pages) {

    /** A municipality, the code and name that the period shows, and its figures. */
    record Member(MunicipalityBook book, MunicipalityVersion shown, Tally tally) {}

    /**
     * Of a calendar period.
     *
     * @param within municipalities where the period begins after this instant are left out
     */
    static RegionMembers of(RegionBook book, CalendarKind kind, int index, long within) {
        PeriodSpan span = PeriodSpan.of(kind, index, book.regionDays());
        int lastDay = ZoneDays.firstDay(kind, index + 1) - 1;
        List<Member> members = new ArrayList<>(book.books.size());
        for (MunicipalityBook municipality : book.books.values()) {
            ZoneDays days = municipality.days();
            if (days.start(kind, index) > within) {
                continue;
            }
            Tally tally = municipality.tallyOf(kind, index, book.now);
            if (municipality.isPresent(days.start(kind, index), days.end(kind, index), tally)) {
                MunicipalityVersion shown = municipality.municipality().versionOn(LocalDate.ofEpochDay(lastDay));
                members.add(new Member(municipality, shown, tally));
            }
        }
        return new RegionMembers(span, lastDay, members, book.boards().pages.of(kind, index));
    }

    /** Of a rolling window at an end up to which lines have taken effect. */
    static RegionMembers ofWindow(RegionBook book, int window, PeriodSpan span) {
        List<Member> members = new ArrayList<>(book.books.size());
        for (MunicipalityBook municipality : book.books.values()) {
            addIfPresent(municipality, span, municipality.rollingTally(window, span.endMillis()), members);
        }
        return new RegionMembers(span, Levels.NOW, members, pagesOf(book, span));
    }

    /** Of a rolling window at an end of the past, as it was known then; levels are those of today. */
    static RegionMembers ofPast(RegionBook book, PeriodSpan span) {
        long length = span.endMillis() - span.startMillis();
        List<Member> members = new ArrayList<>(book.books.size());
        for (MunicipalityBook municipality : book.books.values()) {
            addIfPresent(municipality, span, municipality.pastTally(length, span.endMillis()), members);
        }
        return new RegionMembers(span, Levels.NOW, members, pagesOf(book, span));
    }

    private static BoardPages.View pagesOf(RegionBook book, PeriodSpan span) {
        return book.boards().pages.ofWindow(span.startMillis(), span.endMillis());
    }

    private static void addIfPresent(
            MunicipalityBook municipality, PeriodSpan span, Tally tally, List<Member> members) {
        if (municipality.isPresent(span.startMillis(), span.endMillis(), tally)) {
            members.add(new Member(municipality, RegionBoards.shownVersion(municipality, span), tally));
        }
    }

    /** Those who may get a place. */
    List<Candidate> candidates(RegionBoards boards) {
        return members.stream()
                .map(member -> boards.candidate(
                        member.book(), member.shown(), member.tally(), BoardPages.own(pages, member.book())))
                .toList();
    }

    /** The figures of all added up. */
    Totals totals() {
        Totals totals = new Totals();
        for (Member member : members) {
            totals.add(
                    member.tally(),
                    member.book().levels,
                    lastDay,
                    member.shown().population());
            totals.whole().addPages(pages.figures(member.book(), null));
        }
        return totals;
    }

    /** The official pages of a body. */
    PageFigures pagesOf(String body) {
        PageFigures sum = PageFigures.NONE;
        for (Member member : members) {
            sum = sum.plus(pages.figures(member.book(), body));
        }
        return sum;
    }
}
