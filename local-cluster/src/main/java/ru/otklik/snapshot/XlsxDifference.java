package ru.otklik.snapshot;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Shows in which part and cell two workbooks differ. */
final class XlsxDifference {
    private static final Pattern CELL = Pattern.compile("<c r=\"([A-Z]+\\d+)\"");

    private XlsxDifference() {}

    static String between(byte[] expected, byte[] found) {
        Map<String, byte[]> left;
        Map<String, byte[]> right;
        try {
            left = XlsxParts.read(expected);
            right = XlsxParts.read(found);
        } catch (IOException e) {
            return ": it cannot be unpacked";
        }
        TreeSet<String> names = new TreeSet<>(left.keySet());
        names.addAll(right.keySet());
        for (String name : names) {
            byte[] wanted = left.get(name);
            byte[] given = right.get(name);
            if (wanted == null || given == null) {
                return ": part " + name + (given == null ? " is missing" : " is too much");
            }
            if (!Arrays.equals(wanted, given)) {
                String first = new String(wanted, StandardCharsets.UTF_8);
                String second = new String(given, StandardCharsets.UTF_8);
                return " in part " + name + cell(first, second) + ": " + TextDifference.between(first, second);
            }
        }
        return ": it is packed in another way";
    }

    /** The last cell that begins before the first difference. */
    private static String cell(String expected, String found) {
        int at = Arrays.mismatch(expected.toCharArray(), found.toCharArray());
        String last = "";
        Matcher cell = CELL.matcher(found);
        while (cell.find() && cell.start() <= at) {
            last = ", cell " + cell.group(1);
        }
        return last;
    }
}
