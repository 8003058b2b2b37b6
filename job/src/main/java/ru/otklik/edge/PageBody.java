package ru.otklik.edge;

import ru.otklik.domain.pages.PageFigures;
import ru.otklik.domain.pages.PageValue;
import ru.otklik.schemas.CanonicalJson;

/** Writes the figures of official pages. */
final class PageBody {
    private static final int SHARE_DECIMALS = 4;

    private PageBody() {}

    /** Writes the body; the members of the period are written by {@code period}, in their place. */
    static void write(PageValue value, CanonicalJson json, Runnable period) {
        PageFigures figures = value.figures();
        json.beginObject();
        json.key("answeredShare");
        MetricsBody.ratio(figures.commentsAnswered(), figures.comments(), SHARE_DECIMALS, json);
        MetricsBody.count("comments", figures.comments(), json);
        MetricsBody.count("commentsAnswered", figures.commentsAnswered(), json);
        json.key("municipality").beginObject();
        json.key("code").value(value.shown().code());
        json.key("id").value(value.municipality().id());
        json.key("name").value(value.shown().name());
        json.key("region").value(value.municipality().region());
        json.endObject();
        MetricsBody.count("pages", figures.pages(), json);
        json.key("period");
        period.run();
        MetricsBody.count("posts", figures.posts(), json);
        MetricsBody.count("reports", figures.reports(), json);
        json.key("subscribers");
        if (figures.pages() == 0) {
            json.nullValue();
        } else {
            json.value(figures.subscribers());
        }
        MetricsBody.count("views", figures.views(), json);
        json.endObject();
    }
}
