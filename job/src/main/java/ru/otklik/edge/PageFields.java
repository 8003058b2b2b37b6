package ru.otklik.edge;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import ru.otklik.domain.pages.PageReport;
import ru.otklik.domain.reference.Municipality;
import ru.otklik.domain.reference.ReferenceData;
import ru.otklik.edge.EventDecoder.Rejected;
import ru.otklik.operator.RejectionReason;

/** The known fields of one report of an official page while it is parsed. */
final class PageFields extends RecordFields {
    private static final int LONGEST_ID = 128;
    private static final int LONGEST_AUTHORITY = 64;
    private static final int LONGEST_CODE = 11;
    /** A trillion: no page has more of anything, and sums of years stay far from overflow. */
    private static final long GREATEST_COUNT = 1_000_000_000_000L;

    private static final int GREATEST_DIGITS = 13;
    private static final long ABSENT = -1;
    private static final int NO_MUNICIPALITY = 0;

    private @Nullable String eventId;
    private @Nullable String pageId;
    private @Nullable String municipality;
    private @Nullable String authority;
    private @Nullable String occurredAt;
    private long posts;
    private long views;
    private long comments;
    private long commentsAnswered;
    private long subscribers;
    private boolean namesIncident;

    @Override
    void clear() {
        eventId = null;
        pageId = null;
        municipality = null;
        authority = null;
        occurredAt = null;
        posts = ABSENT;
        views = ABSENT;
        comments = ABSENT;
        commentsAnswered = ABSENT;
        subscribers = ABSENT;
        namesIncident = false;
        clearFault();
    }

    @Override
    void take(JsonParser parser) throws IOException {
        String name = parser.currentName();
        JsonToken token = parser.nextToken();
        switch (name) {
            case "eventId" -> eventId = text(name, LONGEST_ID, token, parser);
            case "pageId" -> pageId = text(name, LONGEST_ID, token, parser);
            case "municipality" -> municipality = text(name, LONGEST_CODE, token, parser);
            case "authority" -> authority = text(name, LONGEST_AUTHORITY, token, parser);
            case "occurredAt" -> occurredAt = text(name, EventDecoder.MOST_BYTES, token, parser);
            case "posts" -> posts = count(name, token, parser);
            case "views" -> views = count(name, token, parser);
            case "comments" -> comments = count(name, token, parser);
            case "commentsAnswered" -> commentsAnswered = count(name, token, parser);
            case "subscribers" -> subscribers = count(name, token, parser);
            case "incidentId" -> {
                namesIncident = token != JsonToken.VALUE_NULL;
                skip(token, parser);
            }
            default -> skip(token, parser);
        }
    }

    private long count(String name, JsonToken token, JsonParser parser) throws IOException {
        if (token == JsonToken.VALUE_NULL) {
            return ABSENT;
        }
        String digits = token == JsonToken.VALUE_NUMBER_INT ? parser.getText() : "-";
        if (digits.charAt(0) != '-' && digits.length() <= GREATEST_DIGITS) {
            long count = Long.parseLong(digits);
            if (count <= GREATEST_COUNT) {
                return count;
            }
        }
        wrong(name, "an integer from 0 to " + GREATEST_COUNT, token, parser);
        return ABSENT;
    }

    /** Whether the record is about a page and not about an incident. */
    boolean isAboutPage() {
        return pageId != null && !namesIncident;
    }

    String requireEventId() throws Rejected {
        return require("eventId", eventId);
    }

    /** The report of the fields. */
    PageReport report(long eventHash, ReferenceData reference) throws Rejected {
        String page = require("pageId", pageId);
        long at = time("occurredAt", require("occurredAt", occurredAt));
        Municipality known = reference.findMunicipality(require("municipality", municipality));
        PageReport report = new PageReport(
                known == null ? NO_MUNICIPALITY : known.number(),
                page,
                authority,
                at,
                eventHash,
                require("posts", posts),
                require("views", views),
                require("comments", comments),
                require("commentsAnswered", commentsAnswered),
                require("subscribers", subscribers));
        if (known == null) {
            throw EventDecoder.unknownMunicipality();
        }
        return report;
    }

    private static long require(String name, long count) throws Rejected {
        if (count == ABSENT) {
            throw new Rejected(RejectionReason.MISSING_FIELD, name + " is missing");
        }
        return count;
    }
}
