package ru.otklik.snapshot;

/** Shows where two texts part. */
final class TextDifference {
    private static final int CONTEXT = 24;

    private TextDifference() {}

    /** The place of the first difference with a little around it. */
    static String between(String expected, String found) {
        int at = 0;
        while (at < Math.min(expected.length(), found.length()) && expected.charAt(at) == found.charAt(at)) {
            at++;
        }
        return "«" + excerpt(found, at) + "» instead of «" + excerpt(expected, at) + "»";
    }

    private static String excerpt(String text, int at) {
        int from = Math.max(0, Math.min(at, text.length()) - CONTEXT);
        return text.substring(from, Math.min(text.length(), at + CONTEXT)).replaceAll("\\p{Cntrl}", " ");
    }
}
