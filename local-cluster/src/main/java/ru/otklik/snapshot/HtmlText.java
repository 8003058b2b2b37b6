package ru.otklik.snapshot;

/** HTML under construction: every text is escaped, so that names from reference data may hold anything. */
final class HtmlText {
    private final StringBuilder html = new StringBuilder(64 * 1024);

    /** Markup of this project; never data. */
    HtmlText raw(String markup) {
        html.append(markup);
        return this;
    }

    /** Data, inside an element or a quoted attribute. */
    HtmlText text(String data) {
        for (int i = 0; i < data.length(); i++) {
            char unit = data.charAt(i);
            switch (unit) {
                case '&' -> html.append("&amp;");
                case '<' -> html.append("&lt;");
                case '>' -> html.append("&gt;");
                case '"' -> html.append("&quot;");
                case '\'' -> html.append("&#39;");
                default -> html.append(isControl(unit) ? '\ufffd' : unit);
            }
        }
        return this;
    }

    /** Control characters are not allowed in HTML, whichever way they are written. */
    private static boolean isControl(char unit) {
        return (unit < ' ' && unit != '\n' && unit != '\t') || (unit >= 0x7f && unit < 0xa0);
    }

    /** An element with data in it; the start tag is markup without its angle brackets. */
    HtmlText element(String startTag, String data) {
        int space = startTag.indexOf(' ');
        String name = space < 0 ? startTag : startTag.substring(0, space);
        return raw("<" + startTag + ">").text(data).raw("</" + name + ">");
    }

    HtmlText line() {
        html.append('\n');
        return this;
    }

    @Override
    public String toString() {
        return html.toString();
    }
}
