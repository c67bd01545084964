package io.goshawk.simulator.kernels;

import java.util.Arrays;

/// What was taken off the weights of one output in one block: few words, in couples that fit 16 bits.
/// A word that finds no partner has one of zeros. A pair that is too much by itself is split into two
/// words of half its weights, which are added up in 32 bits.
final class Remainders {
    private final Limits limits;
    private final int[] place;
    private final int[] weights;
    private final long[] sums;
    private int count;

    /// @param most no more words come, halves counted
    Remainders(Limits limits, int most) {
        this.limits = limits;
        this.place = new int[most];
        this.weights = new int[most];
        this.sums = new long[most];
    }

    void add(int word, int a, int b, int c, int d) {
        if ((a | b | c | d) == 0) {
            return;
        }
        long sum = Limits.sums(a, b, c, d);
        if (limits.fit(sum)) {
            push(word, a, b, c, d, sum);
            return;
        }
        int e = a >> 1;
        int f = b >> 1;
        int g = c >> 1;
        int h = d >> 1;
        push(word, e, f, g, h, Limits.sums(e, f, g, h));
        push(word, a - e, b - f, c - g, d - h, Limits.sums(a - e, b - f, c - g, d - h));
    }

    private void push(int word, int a, int b, int c, int d, long sum) {
        if (!limits.fit(sum)) {
            throw new IllegalStateException("half of two bytes is too much for 16 bits");
        }
        place[count] = word;
        weights[count] = Couples.packed(a, b, c, d);
        sums[count++] = sum;
    }

    /// {@return a count, and as many couples: two places, two words of weights; the largest words
    ///     choose first, and take the largest that fits}
    int[] coupled() {
        int[] order = order();
        int[] partner = new int[count];
        Arrays.fill(partner, -1);
        int couples = 0;
        for (int i = 0; i < count; i++) {
            int one = order[i];
            for (int j = i + 1; j < count && partner[one] < 0; j++) {
                int other = order[j];
                if (partner[other] < 0 && limits.fit(sums[one] + sums[other])) {
                    partner[one] = other;
                    partner[other] = one;
                    couples++;
                }
            }
        }
        return list(partner, couples);
    }

    private int[] order() {
        long[] keys = new long[count];
        for (int i = 0; i < count; i++) {
            keys[i] = (-Limits.largest(sums[i]) << 16) | i;
        }
        Arrays.sort(keys);
        return Arrays.stream(keys).mapToInt(key -> (int) (key & 0xffff)).toArray();
    }

    private int[] list(int[] partner, int couples) {
        int items = count - couples;
        int[] list = new int[1 + 3 * items];
        list[0] = items;
        int next = 1;
        for (int i = 0; i < count; i++) {
            if (partner[i] < 0) {
                list[next++] = place[i] | (place[i] << 16);
                list[next++] = weights[i];
                list[next++] = 0;
            } else if (i < partner[i]) {
                list[next++] = place[i] | (place[partner[i]] << 16);
                list[next++] = weights[i];
                list[next++] = weights[partner[i]];
            }
        }
        return list;
    }
}
