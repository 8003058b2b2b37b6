package ru.otklik.imports;

import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import ru.otklik.domain.incident.EventType;

/**
 * What the columns of one kind of export mean.
 *
 * @param name part of every event's id, so that it never changes
 * @param description for people, in Russian
 * @param source INCIDENT_MANAGEMENT or POS
 * @param zone in which times are written; null for the zone of each row's municipality
 * @param columns by role
 * @param personal headers of columns that are never read, normalised as by {@link #normal}
 * @param values by role: what a text of the export stands for in an event; keys normalised as by {@link #normal}
 * @param events what a row tells, in order
 */
record Layout(
        String name,
        String description,
        String source,
        @Nullable ZoneId zone,
        Map<String, Column> columns,
        Set<String> personal,
        Map<String, Map<String, String>> values,
        List<EventRule> events) {
    static final String ID = "id";
    static final String REGION = "region";
    static final String MUNICIPALITY = "municipality";
    static final String OKTMO = "oktmo";
    static final String TOPIC = "topic";
    static final String CHANNEL = "channel";
    static final String PRIORITY = "priority";
    static final String AUTHORITY = "authority";

    /**
     * A column.
     *
     * @param names headers it goes by, as written; the first one found counts
     * @param isRequired whether an export without it is not of this layout
     */
    record Column(List<String> names, boolean isRequired) {}

    /**
     * An event that a row tells.
     *
     * @param at role of its time
     * @param plus role of a span that is added to the time; null for none
     * @param isFinal of an answer; null to leave it out
     * @param resolveBy role of a deadline, null for none
     * @param rating role of a rating from 1 to 5, null for none
     * @param when what must hold besides; null for nothing
     */
    record EventRule(
            EventType type,
            String at,
            @Nullable String plus,
            @Nullable Boolean isFinal,
            @Nullable String resolveBy,
            @Nullable String rating,
            @Nullable Condition when) {}

    /**
     * A condition on the text of a cell.
     *
     * @param role the column
     * @param texts normalised as by {@link #normal}; the empty one stands for an empty cell
     * @param isOneOf whether the cell must be one of the texts, else none of them
     */
    record Condition(String role, Set<String> texts, boolean isOneOf) {
        boolean holds(String text) {
            return texts.contains(normal(text)) == isOneOf;
        }
    }

    /** What a text stands for; null if the layout doesn't say. */
    @Nullable
    String meaning(String role, String text) {
        return values.getOrDefault(role, Map.of()).get(normal(text));
    }

    /** A text as headers and values are compared: lower case, single spaces, ё as е. */
    static String normal(String text) {
        StringBuilder normal = new StringBuilder(text.length());
        boolean isGap = false;
        for (int i = 0; i < text.length(); i++) {
            char c = Character.toLowerCase(text.charAt(i));
            if (Character.isWhitespace(c) || c == '\u00a0' || c == '\u202f' || c == '\uFEFF') {
                isGap = normal.length() > 0;
                continue;
            }
            if (isGap) {
                normal.append(' ');
                isGap = false;
            }
            normal.append(c == 'ё' ? 'е' : c);
        }
        return normal.toString();
    }
}
