package ru.otklik.domain.pages;

import java.util.Comparator;
import org.jspecify.annotations.Nullable;
import ru.otklik.domain.packing.ByteReader;
import ru.otklik.domain.packing.ByteWriter;

/**
 * What one official page did on a day, as told at an instant of it. Counts are of the local day up to that instant; only
 * subscribers are a level.
 *
 * @param municipality number of the municipality whose page it is, see {@code Municipality.number}
 * @param pageId unique within the municipality
 * @param authority body that runs the page, null for the municipality's administration
 * @param occurredAt event time, epoch milliseconds
 * @param eventHash first 8 bytes of SHA-256 of the eventId
 * @param posts posts published
 * @param views views of posts
 * @param comments comments of citizens that wait for an answer
 * @param commentsAnswered comments answered; may be those of days before
 * @param subscribers subscribers at the instant
 */
public record PageReport(
        int municipality,
        String pageId,
        @Nullable String authority,
        long occurredAt,
        long eventHash,
        long posts,
        long views,
        long comments,
        long commentsAnswered,
        long subscribers) {
    /** Of the reports of one page: by time, by the hash of the eventId (unsigned), then field by field in order of names. */
    static final Comparator<PageReport> ORDER = Comparator.comparingLong(PageReport::occurredAt)
            .thenComparing(PageReport::eventHash, Long::compareUnsigned)
            .thenComparing(PageReport::authority, Comparator.nullsFirst(Comparator.naturalOrder()))
            .thenComparingLong(PageReport::comments)
            .thenComparingLong(PageReport::commentsAnswered)
            .thenComparingLong(PageReport::posts)
            .thenComparingLong(PageReport::subscribers)
            .thenComparingLong(PageReport::views);

    void pack(ByteWriter out) {
        out.putString(pageId);
        out.putString(authority == null ? "" : authority);
        out.putSignedVarLong(occurredAt);
        out.putLong(eventHash);
        out.putVarLong(posts);
        out.putVarLong(views);
        out.putVarLong(comments);
        out.putVarLong(commentsAnswered);
        out.putVarLong(subscribers);
    }

    static PageReport unpack(int municipality, ByteReader in) {
        String pageId = in.takeString();
        String authority = in.takeString();
        return new PageReport(
                municipality,
                pageId,
                authority.isEmpty() ? null : authority,
                in.takeSignedVarLong(),
                in.takeLong(),
                in.takeVarLong(),
                in.takeVarLong(),
                in.takeVarLong(),
                in.takeVarLong(),
                in.takeVarLong());
    }
}
