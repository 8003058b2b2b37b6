package ru.otklik.domain.snapshot;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One recommendation over a whole region.
 *
 * @param code of the rule
 * @param text of the rule, in Russian, as an infinitive
 * @param municipalities ids of those who are given it, in order of their places; never empty
 * @param ranked municipalities with a place, at least as many
 */
public record Advice(String code, String text, List<String> municipalities, int ranked) {
    private static final int SECOND = 2;
    private static final int THIRD = 3;

    /** How many are given it. */
    public int count() {
        return municipalities.size();
    }

    /** 2 or 3 if about every second or third is given it: ranked / count, rounded half up; null for all else. */
    public @Nullable Integer everyNth() {
        int nth = (2 * ranked + count()) / (2 * count());
        return nth == SECOND || nth == THIRD ? nth : null;
    }

    /** The whole in Russian, for example «Каждому второму муниципалитету рекомендовано …». */
    public String sentence() {
        Integer nth = everyNth();
        String whom = nth == null
                ? count() + (isSingular(count()) ? " муниципалитету" : " муниципалитетам")
                : nth == SECOND ? "Каждому второму муниципалитету" : "Каждому третьему муниципалитету";
        return whom + " рекомендовано " + continued(text);
    }

    /** Russian counts by the last digit: 1, 21, 31 are singular, 11 is not. */
    private static boolean isSingular(int count) {
        return count % 10 == 1 && count % 100 != 11;
    }

    /** A text that begins a sentence as one that goes on, unless it begins with an abbreviation. */
    private static String continued(String text) {
        boolean isWord =
                text.length() > 1 && Character.isUpperCase(text.charAt(0)) && !Character.isUpperCase(text.charAt(1));
        return isWord ? Character.toLowerCase(text.charAt(0)) + text.substring(1) : text;
    }
}
