package ru.otklik.domain.metrics;

/** Sorts the lines of a log, kept as two parallel arrays, without objects. */
final class LineSort {
    private static final int SMALL = 16;

    private LineSort() {}

    /** By fact first, so that a line and its taking back are neighbours; then by sign. */
    static int compare(long[] heads, long[] payloads, int i, int j) {
        int byFact = Long.compare(heads[i] >>> 1, heads[j] >>> 1);
        if (byFact != 0) {
            return byFact;
        }
        int byPayload = Long.compare(payloads[i], payloads[j]);
        return byPayload != 0 ? byPayload : Long.compare(heads[i], heads[j]);
    }

    static void sort(long[] heads, long[] payloads, int from, int until) {
        int low = from;
        int high = until;
        while (high - low > SMALL) {
            int split = partition(heads, payloads, low, high);
            if (split - low < high - split) {
                sort(heads, payloads, low, split);
                low = split;
            } else {
                sort(heads, payloads, split, high);
                high = split;
            }
        }
        for (int i = low + 1; i < high; i++) {
            for (int j = i; j > low && compare(heads, payloads, j - 1, j) > 0; j--) {
                swap(heads, payloads, j - 1, j);
            }
        }
    }

    /** Hoare's partition around the median of three; both parts are non-empty. */
    private static int partition(long[] heads, long[] payloads, int low, int high) {
        int middle = (low + high) >>> 1;
        int last = high - 1;
        if (compare(heads, payloads, low, middle) > 0) {
            swap(heads, payloads, low, middle);
        }
        if (compare(heads, payloads, middle, last) > 0) {
            swap(heads, payloads, middle, last);
            if (compare(heads, payloads, low, middle) > 0) {
                swap(heads, payloads, low, middle);
            }
        }
        long head = heads[middle];
        long payload = payloads[middle];
        int left = low;
        int right = last;
        while (true) {
            while (compare(heads[left], payloads[left], head, payload) < 0) {
                left++;
            }
            while (compare(heads[right], payloads[right], head, payload) > 0) {
                right--;
            }
            if (left >= right) {
                return Math.max(low + 1, left);
            }
            swap(heads, payloads, left++, right--);
        }
    }

    private static int compare(long head, long payload, long otherHead, long otherPayload) {
        int byFact = Long.compare(head >>> 1, otherHead >>> 1);
        if (byFact != 0) {
            return byFact;
        }
        int byPayload = Long.compare(payload, otherPayload);
        return byPayload != 0 ? byPayload : Long.compare(head, otherHead);
    }

    private static void swap(long[] heads, long[] payloads, int i, int j) {
        long head = heads[i];
        heads[i] = heads[j];
        heads[j] = head;
        long payload = payloads[i];
        payloads[i] = payloads[j];
        payloads[j] = payload;
    }
}
