package ru.otklik.domain.pages;

import java.util.Collection;
import ru.otklik.domain.packing.ByteReader;
import ru.otklik.domain.packing.ByteWriter;

/**
 * What the pages of a municipality come to in a period.
 *
 * @param pages pages with a report that counts
 * @param reports reports that count: days of pages
 * @param posts published
 * @param views of posts
 * @param comments of citizens that wait for an answer
 * @param commentsAnswered may be more, if older ones were answered
 * @param subscribers of each page at its latest report of the period, added up
 */
public record PageFigures(
        int pages, int reports, long posts, long views, long comments, long commentsAnswered, long subscribers) {
    /** No page has reported. */
    public static final PageFigures NONE = new PageFigures(0, 0, 0, 0, 0, 0, 0);

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

    /** Both added up; pages of different municipalities are different pages. */
    public PageFigures plus(PageFigures other) {
        return new PageFigures(
                pages + other.pages,
                reports + other.reports,
                posts + other.posts,
                views + other.views,
                comments + other.comments,
                commentsAnswered + other.commentsAnswered,
                subscribers + other.subscribers);
    }

    public void pack(ByteWriter out) {
        out.putVarLong(pages);
        out.putVarLong(reports);
        out.putVarLong(posts);
        out.putVarLong(views);
        out.putVarLong(comments);
        out.putVarLong(commentsAnswered);
        out.putVarLong(subscribers);
    }

    public static PageFigures unpack(ByteReader in) {
        return new PageFigures(
                in.takeVarInt(),
                in.takeVarInt(),
                in.takeVarLong(),
                in.takeVarLong(),
                in.takeVarLong(),
                in.takeVarLong(),
                in.takeVarLong());
    }
}
