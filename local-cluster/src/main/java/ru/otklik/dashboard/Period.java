package ru.otklik.dashboard;

import java.util.regex.Pattern;

/**
 * A period as addresses name it: {@code QUARTER:2023-Q2}, {@code ROLLING:P30D}, or {@code LIVE:P30D} for the rolling one as of
 * the newest fact.
 *
 * @param isLive whether the live board is meant
 * @param kind as in the tables, {@code ROLLING} for a live one
 * @param label as in the tables
 */
record Period(boolean isLive, String kind, String label) {
    private static final Pattern SHAPE =
            Pattern.compile("(LIVE|ROLLING|DAY|MONTH|QUARTER|YEAR):([0-9A-Z][0-9A-Z-]{1,11})");

    static Period of(Query query) {
        String text = query.text("period", "LIVE:P30D");
        var matcher = SHAPE.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("period does not read like QUARTER:2023-Q2");
        }
        boolean isLive = matcher.group(1).equals("LIVE");
        return new Period(isLive, isLive ? "ROLLING" : matcher.group(1), matcher.group(2));
    }

    /** The table that holds its boards. */
    String boardTable() {
        return isLive ? "otklik.live_board" : "otklik.board";
    }
}
