package io.goshawk.simulator.kernels;

import io.goshawk.simulator.plan.Kernel;
import java.util.Arrays;
import java.util.stream.IntStream;

/// The weights of a product as lists for an instruction that adds two products of bytes in 16 bits.
///
/// An output's words of four weights are taken in couples: the products of the first pair of both words
/// are added up in 16 bits, and so are those of the second pair, so fewer instructions are needed. That
/// is exact where the positive weights of such four, times the largest input, and the negative ones
/// too, stay within 16 bits; which words make couples is chosen so. A word that finds no partner has
/// one of zeros. A pair that is too much by itself is split into two words of half its weights, which
/// are added up in 32 bits.
final class Couples {
    /// Words of a block; `BLOCK_WORDS` of `planes.h`.
    static final int BLOCK = 64;

    private static final int MOST_LIMIT = 0x3fff;
    private static final long HIGH = 0x8000_8000_8000_8000L;
    private static final long SMALLEST = 0x0001_0001_0001_0001L;

    private final Kernel kernel;
    private final long[] data;
    private final int depth;
    private final long limits;

    /// @param largest no input, less its base, is larger
    Couples(Kernel kernel, int largest) {
        this.kernel = kernel;
        this.data = kernel.order() == Kernel.Order.ONES
                ? new long[0]
                : kernel.data().toLongs();
        this.depth = Kind.BYTES.words(kernel.depth());
        int high = Math.min(MOST_LIMIT, Short.MAX_VALUE / Math.max(1, largest));
        int low = Math.min(MOST_LIMIT, -Short.MIN_VALUE / Math.max(1, largest));
        this.limits = ((high * SMALLEST) & 0xffff_ffffL) | ((low * SMALLEST) & ~0xffff_ffffL);
    }

    /// Where each list begins, for each block and output, and the lists.
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
        int count = Math.multiplyExact(blocks, kernel.outputs());
        int[][] lists = IntStream.range(0, count)
                .parallel()
                .mapToObj(i -> list(i / kernel.outputs(), i % kernel.outputs()))
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
        if (input >= kernel.depth()) {
            return 0;
        }
        return switch (kernel.order()) {
            case INPUTS_FIRST -> (int) data[input * kernel.outputs() + output];
            case OUTPUTS_FIRST -> (int) data[(output * kernel.depth() + input) * kernel.taps() + tap];
            case ONES -> 1;
        };
    }

    private int[] list(int block, int output) {
        Items items = new Items(limits);
        int end = Math.min((block + 1) * BLOCK, kernel.taps() * depth);
        for (int word = block * BLOCK; word < end; word++) {
            int tap = word / depth;
            int input = word % depth * Kind.BYTES.channels();
            items.add(
                    word - block * BLOCK,
                    weight(output, tap, input),
                    weight(output, tap, input + 1),
                    weight(output, tap, input + 2),
                    weight(output, tap, input + 3));
        }
        return items.coupled();
    }

    /// The words of one list.
    private static final class Items {
        private final long limits;
        private final int[] place = new int[2 * BLOCK];
        private final int[] weights = new int[2 * BLOCK];
        /// The sums of positive weights of both pairs, and of negative ones, in 16 bits each.
        private final long[] sums = new long[2 * BLOCK];
        private int count;

        Items(long limits) {
            this.limits = limits;
        }

        void add(int word, int a, int b, int c, int d) {
            if ((a | b | c | d) == 0) {
                return;
            }
            long sum = sums(a, b, c, d);
            if (fits(sum)) {
                push(word, a, b, c, d, sum);
                return;
            }
            int e = a >> 1;
            int f = b >> 1;
            int g = c >> 1;
            int h = d >> 1;
            push(word, e, f, g, h, sums(e, f, g, h));
            push(word, a - e, b - f, c - g, d - h, sums(a - e, b - f, c - g, d - h));
        }

        private static long sums(int a, int b, int c, int d) {
            long first = Math.max(a, 0) + Math.max(b, 0);
            long second = Math.max(c, 0) + Math.max(d, 0);
            long third = Math.max(-a, 0) + Math.max(-b, 0);
            long fourth = Math.max(-c, 0) + Math.max(-d, 0);
            return first | (second << 16) | (third << 32) | (fourth << 48);
        }

        private boolean fits(long sum) {
            return (((limits | HIGH) - sum) & HIGH) == HIGH;
        }

        private void push(int word, int a, int b, int c, int d, long sum) {
            if (!fits(sum)) {
                throw new IllegalStateException("half of two bytes is too much for 16 bits");
            }
            place[count] = word;
            weights[count] = (a & 255) | ((b & 255) << 8) | ((c & 255) << 16) | (d << 24);
            sums[count++] = sum;
        }

        /// The largest words choose first, and take the largest that fits.
        int[] coupled() {
            int[] order = order();
            int[] partner = new int[count];
            Arrays.fill(partner, -1);
            int couples = 0;
            for (int i = 0; i < count; i++) {
                int one = order[i];
                for (int j = i + 1; j < count && partner[one] < 0; j++) {
                    int other = order[j];
                    if (partner[other] < 0 && fits(sums[one] + sums[other])) {
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
                long sum = sums[i];
                long largest = Math.max(
                        Math.max(sum & 0xffff, (sum >> 16) & 0xffff), Math.max((sum >> 32) & 0xffff, sum >>> 48));
                keys[i] = (-largest << 8) | i;
            }
            Arrays.sort(keys);
            return Arrays.stream(keys).mapToInt(key -> (int) (key & 255)).toArray();
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
}
