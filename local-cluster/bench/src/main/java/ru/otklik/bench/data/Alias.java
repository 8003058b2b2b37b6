package ru.otklik.bench.data;

import java.util.ArrayDeque;

/**
 * Draws an index by its weight in constant time.
 *
 * @see <a href="https://doi.org/10.1109/32.92917">Vose (1991), IEEE Transactions on Software Engineering 17, p. 972-975</a>
 */
final class Alias {
    private final double[] keep;
    private final int[] other;

    Alias(double[] weights) {
        int size = weights.length;
        keep = new double[size];
        other = new int[size];
        double sum = 0;
        for (double weight : weights) {
            sum += weight;
        }
        ArrayDeque<Integer> poor = new ArrayDeque<>();
        ArrayDeque<Integer> rich = new ArrayDeque<>();
        for (int i = 0; i < size; i++) {
            keep[i] = weights[i] * size / sum;
            (keep[i] < 1 ? poor : rich).add(i);
        }
        while (!poor.isEmpty() && !rich.isEmpty()) {
            int small = poor.remove();
            int large = rich.remove();
            other[small] = large;
            keep[large] -= 1 - keep[small];
            (keep[large] < 1 ? poor : rich).add(large);
        }
        // What is left has weight one but for rounding.
        poor.forEach(index -> keep[index] = 1);
        rich.forEach(index -> keep[index] = 1);
    }

    /**
     * Draws.
     *
     * @param uniform from 0 to below 1
     */
    int draw(double uniform) {
        double place = uniform * keep.length;
        int column = (int) place;
        return place - column < keep[column] ? column : other[column];
    }
}
