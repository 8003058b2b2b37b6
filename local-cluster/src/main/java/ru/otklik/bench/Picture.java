package ru.otklik.bench;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/** CPU seconds per million events as bars, in a small SVG that needs nothing else. */
final class Picture {
    private static final int LABELS = 330;
    private static final int BARS = 420;
    private static final int WIDTH = LABELS + BARS + 90;
    private static final int LINE = 28;
    private static final int TOP = 40;

    private Picture() {}

    static String of(Map<Row, List<Run>> runs) {
        Scale scale = Scale.of(runs);
        int height = TOP + LINE * runs.size() + 12;
        StringBuilder svg = new StringBuilder();
        svg.append(String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" font-family=\"sans-serif\""
                        + " font-size=\"13\">%n<rect width=\"100%%\" height=\"100%%\" fill=\"white\"/>%n",
                WIDTH,
                height));
        svg.append(text(10, 24, "start", "CPU seconds per million events" + scale.note() + ", median and range"));
        int y = TOP;
        for (Map.Entry<Row, List<Run>> row : runs.entrySet()) {
            Spread spread = Spread.of(row.getValue(), Run::cpuSecondsPerMillion);
            svg.append(text(
                    LABELS - 10,
                    y + 17,
                    "end",
                    row.getKey().id() + "  " + row.getKey().what()));
            double length = Math.max(2, BARS * scale.part(spread.median()));
            svg.append(String.format(
                    Locale.ROOT,
                    "<rect x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"%d\" fill=\"%s\"/>%n",
                    LABELS,
                    y + 3,
                    length,
                    LINE - 8,
                    row.getKey().isPeer() ? "#b0b7c0" : "#2f6db5"));
            svg.append(String.format(
                    Locale.ROOT,
                    "<path d=\"M%.1f %dH%.1f\" stroke=\"black\"/>%n",
                    LABELS + BARS * Math.max(0, scale.part(spread.min())),
                    y + LINE / 2 - 1,
                    LABELS + BARS * scale.part(spread.max())));
            double end = LABELS + Math.max(length, BARS * scale.part(spread.max())) + 8;
            svg.append(text(end, y + 17, "start", String.format(Locale.ROOT, "%.2f", spread.median())));
            y += LINE;
        }
        return svg.append("</svg>\n").toString();
    }

    private static String text(double x, int y, String anchor, String words) {
        String escaped = words.replace("&", "&amp;").replace("<", "&lt;");
        return String.format(
                Locale.ROOT, "<text x=\"%.1f\" y=\"%d\" text-anchor=\"%s\">%s</text>%n", x, y, anchor, escaped);
    }
}
