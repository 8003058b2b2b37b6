package ru.otklik.testing;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Reports of official pages as lines: daily, repeated, corrected, late, under an eventId used before. */
public final class RandomPages {
    private static final long DAY = 86_400_000L;

    private RandomPages() {}

    /** Lines in order of arrival; the same for the same seed. */
    public static List<String> lines(long seed, List<String> codes, Instant start, int days, int pages) {
        SplittableRandom random = new SplittableRandom(seed);
        List<String> lines = new ArrayList<>();
        for (int day = 0; day < days; day++) {
            for (int page = 0; page < pages; page++) {
                int reports = random.nextInt(10) < 7 ? 1 : random.nextInt(3);
                for (int i = 0; i < reports; i++) {
                    long late = random.nextInt(8) == 0 ? random.nextLong(60 * DAY) : 0;
                    long at = start.toEpochMilli() + day * DAY + random.nextLong(DAY) - late;
                    int id = random.nextInt(12) == 0 ? random.nextInt(20) : day * 100 + i;
                    lines.add(line(random, id, page, codes.get(page % codes.size()), at));
                }
                if (random.nextInt(10) == 0 && !lines.isEmpty()) {
                    lines.add(lines.get(random.nextInt(lines.size())));
                }
            }
        }
        return lines;
    }

    private static String line(SplittableRandom random, int id, int page, String code, long at) {
        int comments = random.nextInt(40);
        return "{\"eventId\":\"e" + id + "\",\"pageId\":\"p" + page / 2 + "\",\"municipality\":\"" + code
                + "\",\"occurredAt\":\"" + Instant.ofEpochMilli(at) + "\",\"posts\":" + random.nextInt(9)
                + (random.nextBoolean() ? ",\"authority\":\"a\"" : "")
                + ",\"views\":" + random.nextInt(9_000) + ",\"comments\":" + comments
                + ",\"commentsAnswered\":" + random.nextInt(comments + 1) + ",\"subscribers\":"
                + random.nextInt(20_000) + "}";
    }
}
