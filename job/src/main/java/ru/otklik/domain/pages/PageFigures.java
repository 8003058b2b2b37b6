package ru.otklik.domain.pages;

import java.util.Collection;

/**
 * What the pages of a municipality come to in a period.
 *
 * @param pages pages with a report that counts
 * @param reports reports that count: days of pages
 * @param subscribers of each page at its latest report of the period, added up
 */
public record PageFigures(
        int pages, int reports, long posts, long views, long comments, long commentsAnswered, long subscribers) {

    /** @param byPage of each page the reports that count, in order of time; none is empty */
    static PageFigures of(Collection<? extends Collection<PageReport>> byPage) {
        int reports = 0;
        long posts = 0;
        long views = 0;
        long comments = 0;
        long answered = 0;
        long subscribers = 0;
        for (Collection<PageReport> ofPage : byPage) {
            long last = 0;
            for (PageReport report : ofPage) {
                reports++;
                posts += report.posts();
                views += report.views();
                comments += report.comments();
                answered += report.commentsAnswered();
                last = report.subscribers();
            }
            subscribers += last;
        }
        return new PageFigures(byPage.size(), reports, posts, views, comments, answered, subscribers);
    }
}
