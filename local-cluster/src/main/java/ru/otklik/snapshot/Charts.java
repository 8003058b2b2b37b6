package ru.otklik.snapshot;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;

/** Pictures as inline SVG: they are printed with their colours, whatever the browser does with backgrounds. */
final class Charts {
    private static final int WIDTH = 640;
    private static final int LABEL_WIDTH = 255;
    private static final int VALUE_WIDTH = 85;
    private static final int ROW_HEIGHT = 20;
    private static final int BAR_HEIGHT = 13;
    private static final int BASELINE = 11;
    private static final int LONGEST_LABEL = 38;
    private static final int STACK_WIDTH = 150;
    private static final int STACK_HEIGHT = 12;

    private Charts() {}

    /**
     * A bar.
     *
     * @param value decides the length, at least 0
     * @param shown what is written beside it
     * @param colour such as {@code #2f6f9f}
     */
    record Bar(String label, double value, String shown, String colour) {}

    /**
     * Part of a stacked bar.
     *
     * @param points length, where 100 is the whole bar
     */
    record Part(String label, BigDecimal points, String colour) {}

    /** Horizontal bars below one another. */
    static void bars(String title, List<Bar> bars, HtmlText html) {
        int height = bars.size() * ROW_HEIGHT;
        double greatest = bars.stream().mapToDouble(Bar::value).max().orElse(0);
        html.raw(String.format(Locale.ROOT, "<svg role=\"img\" class=\"chart\" viewBox=\"0 0 %d %d\">", WIDTH, height));
        html.element("title", title).line();
        for (int i = 0; i < bars.size(); i++) {
            Bar bar = bars.get(i);
            int y = i * ROW_HEIGHT + 2;
            double room = WIDTH - LABEL_WIDTH - VALUE_WIDTH;
            double length = greatest > 0 ? Math.max(1, bar.value() / greatest * room) : 0;
            html.raw(String.format(
                            Locale.ROOT, "<text x=\"%d\" y=\"%d\" text-anchor=\"end\">", LABEL_WIDTH - 8, y + BASELINE))
                    .text(shortened(bar.label()))
                    .raw("</text>");
            html.raw(String.format(
                    Locale.ROOT,
                    "<rect x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"%d\" fill=\"%s\"/>",
                    LABEL_WIDTH,
                    y,
                    length,
                    BAR_HEIGHT,
                    bar.colour()));
            html.raw(String.format(Locale.ROOT, "<text x=\"%.1f\" y=\"%d\">", LABEL_WIDTH + length + 6, y + BASELINE))
                    .text(bar.shown())
                    .raw("</text>")
                    .line();
        }
        html.raw("</svg>").line();
    }

    /** One bar of up to 100 points, made of parts. */
    static void stack(List<Part> parts, HtmlText html) {
        html.raw(String.format(
                Locale.ROOT, "<svg role=\"img\" class=\"stack\" viewBox=\"0 0 %d %d\">", STACK_WIDTH, STACK_HEIGHT));
        html.raw("<title>");
        for (int i = 0; i < parts.size(); i++) {
            BigDecimal points = parts.get(i).points().setScale(1, RoundingMode.HALF_UP);
            html.text((i == 0 ? "" : "; ") + parts.get(i).label() + ": "
                    + points.toPlainString().replace('.', ','));
        }
        html.raw("</title>");
        html.raw("<rect width=\"" + STACK_WIDTH + "\" height=\"" + STACK_HEIGHT + "\" fill=\"#eef1f4\"/>");
        double x = 0;
        for (Part part : parts) {
            double length = part.points().doubleValue() * STACK_WIDTH / 100;
            html.raw(String.format(
                    Locale.ROOT,
                    "<rect x=\"%.2f\" width=\"%.2f\" height=\"%d\" fill=\"%s\"/>",
                    x,
                    length,
                    STACK_HEIGHT,
                    part.colour()));
            x += length;
        }
        html.raw("</svg>");
    }

    private static String shortened(String label) {
        return label.codePointCount(0, label.length()) <= LONGEST_LABEL
                ? label
                : label.substring(0, label.offsetByCodePoints(0, LONGEST_LABEL - 1)) + "…";
    }
}
