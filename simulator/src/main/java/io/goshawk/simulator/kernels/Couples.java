package io.goshawk.simulator.kernels;

import io.goshawk.simulator.plan.Kernel;
import java.util.Arrays;
import java.util.stream.IntStream;

/// The weights of a product as lists for an instruction that adds two products of bytes in 16 bits.
///
/// Words of four weights are taken in couples: the products of the first pair of both words are added
/// up in 16 bits, and so are those of the second pair, so fewer instructions are needed. That is exact
/// where the positive weights of such four, times the largest input, and the negative ones too, stay
/// within 16 bits. Four outputs share their couples, so a word that was loaded serves all of them;
/// which words make couples is chosen so that few weights are too much. Those are lessened until they
/// fit, and what was taken off makes words in a second list, one for each output, whose couples are its
/// own.
final class Couples {
    /// Words of a block; `BLOCK_WORDS` of `planes.h`.
    static final int BLOCK = 256;

    /// Outputs that share their couples.
    private static final int OUTPUTS = NativeProgram.OUTPUTS;
    /// Words among which a partner is looked for.
    private static final int NEAR = 64;

    private static final int MOST_LIMIT = 0x3fff;

    private final Kernel kernel;
    private final long[] data;
    private final int depth;
    private final Limits limits;

    /// @param largest no input, less its base, is larger
    Couples(Kernel kernel, int largest) {
        this.kernel = kernel;
        this.data = kernel.order() == Kernel.Order.ONES
                ? new long[0]
                : kernel.data().toLongs();
        this.depth = Kind.BYTES.words(kernel.depth());
        int high = Math.min(MOST_LIMIT, Short.MAX_VALUE / Math.max(1, largest));
        int low = Math.min(MOST_LIMIT, -Short.MIN_VALUE / Math.max(1, largest));
        this.limits = new Limits(high, low);
    }

    /// Where the lists of each block and four outputs begin, and the lists.
    static final class Lists {
        private final int[] starts;
        private final int[] words;

        private Lists(int[] starts, int[] words) {
            this.starts = starts;
            this.words = words;
        }

        int[] starts() {
            return starts;
        }

        int[] words() {
            return words;
        }
    }

    /// {@return the lists of all outputs}
    Lists lists() {
        int blocks = (kernel.taps() * depth + BLOCK - 1) / BLOCK;
        int rows = (kernel.outputs() + OUTPUTS - 1) / OUTPUTS;
        int count = Math.multiplyExact(blocks, rows);
        int[][] lists = IntStream.range(0, count)
                .parallel()
                .mapToObj(i -> list(i / rows, i % rows))
                .toArray(int[][]::new);
        int[] starts = new int[count];
        int total = 0;
        for (int i = 0; i < count; i++) {
            starts[i] = total;
            total = Math.addExact(total, lists[i].length);
        }
        int[] words = new int[total];
        for (int i = 0; i < count; i++) {
            System.arraycopy(lists[i], 0, words, starts[i], lists[i].length);
        }
        return new Lists(starts, words);
    }

    private int weight(int output, int tap, int input) {
        if (input >= kernel.depth() || output >= kernel.outputs()) {
            return 0;
        }
        return switch (kernel.order()) {
            case INPUTS_FIRST -> (int) data[input * kernel.outputs() + output];
            case OUTPUTS_FIRST -> (int) data[(output * kernel.depth() + input) * kernel.taps() + tap];
            case ONES -> 1;
        };
    }

    /// {@return the weights of `row` in `block`: for each output and word four}
    private int[][] weights(int block, int row) {
        int begin = block * BLOCK;
        int count = Math.min(BLOCK, kernel.taps() * depth - begin);
        int[][] weights = new int[OUTPUTS][count * 4];
        for (int i = 0; i < count * 4; i++) {
            int word = begin + i / 4;
            for (int o = 0; o < OUTPUTS; o++) {
                weights[o][i] = weight(row * OUTPUTS + o, word / depth, word % depth * 4 + i % 4);
            }
        }
        return weights;
    }

    /// {@return how many couples, these: two places and eight words of weights; then for each output
    ///     how many more, these: two places and two words}
    private int[] list(int block, int row) {
        int[][] weights = weights(block, row);
        int count = weights[0].length / 4;
        int[] partners = partners(weights, count);
        int couples =
                (int) IntStream.range(0, count).filter(i -> partners[i] >= i).count();
        int[] shared = new int[1 + couples * (1 + 2 * OUTPUTS)];
        shared[0] = couples;
        Remainders[] more = new Remainders[OUTPUTS];
        Arrays.setAll(more, _ -> new Remainders(limits, 2 * count));
        int next = 1;
        for (int i = 0; i < count; i++) {
            int other = partners[i];
            if (other < i) {
                continue;
            }
            shared[next++] = i | (other << 16);
            for (int o = 0; o < OUTPUTS; o++) {
                lessen(weights[o], i, other, more[o]);
                shared[next++] = packed(weights[o], i);
                shared[next++] = other == i ? 0 : packed(weights[o], other);
            }
        }
        IntStream all = Arrays.stream(shared);
        for (Remainders one : more) {
            all = IntStream.concat(all, Arrays.stream(one.coupled()));
        }
        return all.toArray();
    }

    private static int packed(int[] weights, int word) {
        int i = word * 4;
        return packed(weights[i], weights[i + 1], weights[i + 2], weights[i + 3]);
    }

    /// {@return four weights as a word}
    static int packed(int a, int b, int c, int d) {
        return (a & 255) | ((b & 255) << 8) | ((c & 255) << 16) | (d << 24);
    }

    /// {@return for each word its partner; itself for one without}
    private int[] partners(int[][] weights, int count) {
        long[][] sums = new long[OUTPUTS][count];
        long[] keys = new long[count];
        for (int i = 0; i < count; i++) {
            for (int o = 0; o < OUTPUTS; o++) {
                int[] w = weights[o];
                sums[o][i] = Limits.sums(w[i * 4], w[i * 4 + 1], w[i * 4 + 2], w[i * 4 + 3]);
                keys[i] = Math.min(keys[i], -Limits.largest(sums[o][i]));
            }
            keys[i] = (keys[i] << 16) | i;
        }
        int[] partners = new int[count];
        Arrays.fill(partners, -1);
        for (int from = 0; from < count; from += NEAR) {
            int[] order = IntStream.range(from, Math.min(count, from + NEAR))
                    .mapToLong(i -> keys[i])
                    .sorted()
                    .mapToInt(key -> (int) (key & 0xffff))
                    .toArray();
            couple(sums, order, partners);
        }
        return partners;
    }

    /// Those with the largest weights choose first, and take the largest with whom the least is too
    /// much.
    private void couple(long[][] sums, int[] order, int[] partners) {
        for (int i = 0; i < order.length; i++) {
            int one = order[i];
            if (partners[one] >= 0) {
                continue;
            }
            int best = one;
            int least = Integer.MAX_VALUE;
            for (int j = i + 1; j < order.length && least > 0; j++) {
                int other = order[j];
                if (partners[other] < 0) {
                    int excess = 0;
                    for (long[] output : sums) {
                        excess += limits.excess(output[one] + output[other]);
                    }
                    if (excess < least) {
                        least = excess;
                        best = other;
                    }
                }
            }
            partners[one] = best;
            partners[best] = one;
        }
    }

    /// Takes off what is too much for 16 bits in the words `one` and `other` of an output.
    private void lessen(int[] weights, int one, int other, Remainders more) {
        int[] taken = new int[8];
        for (int half = 0; half < 4; half += 2) {
            int[] places = other == one
                    ? new int[] {one * 4 + half, one * 4 + half + 1}
                    : new int[] {one * 4 + half, one * 4 + half + 1, other * 4 + half, other * 4 + half + 1};
            lessen(weights, places, limits.high(), 1, half, taken);
            lessen(weights, places, limits.low(), -1, half, taken);
        }
        more.add(one, taken[0], taken[1], taken[2], taken[3]);
        more.add(other, taken[4], taken[5], taken[6], taken[7]);
    }

    private static void lessen(int[] weights, int[] places, int limit, int sign, int half, int[] taken) {
        int excess = -limit;
        for (int place : places) {
            excess += Math.max(0, sign * weights[place]);
        }
        while (excess > 0) {
            int largest = 0;
            for (int i = 1; i < places.length; i++) {
                if (sign * weights[places[i]] > sign * weights[places[largest]]) {
                    largest = i;
                }
            }
            int part = Math.min(excess, sign * weights[places[largest]]);
            weights[places[largest]] -= sign * part;
            taken[(largest / 2) * 4 + half + largest % 2] += sign * part;
            excess -= part;
        }
    }
}
