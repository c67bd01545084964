package io.goshawk.simulator.kernels;

import io.goshawk.ir.num.IntRange;
import io.goshawk.simulator.plan.Kernel;
import io.goshawk.simulator.plan.Step;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The weights of a matrix product as panels of columns, as `gemm.h` reads them.
///
/// Where a machine adds products of bytes in 16 bits, weights of both signs are made smaller until four
/// products always fit; what was taken off is listed and added apart. That is exact, and few weights
/// need it.
final class RowWeights {
    /// As in `gemm.h`.
    enum Mode {
        HALVES(2),
        BYTES(4),
        QUADS(8);

        private final int depth;

        Mode(int depth) {
            this.depth = depth;
        }

        /// {@return how many inputs a step takes}
        int depth() {
            return depth;
        }

        /// {@return its number}
        int code() {
            return this == HALVES ? 0 : this == BYTES ? 1 : 2;
        }
    }

    private static final IntRange BYTE = IntRange.of(Byte.MIN_VALUE, Byte.MAX_VALUE);
    private static final IntRange HALF = IntRange.of(Short.MIN_VALUE, Short.MAX_VALUE);
    /// The inputs whose products meet in the same 16 bits, within a step.
    private static final int[][] FOUR = {{0, 1, 4, 5}, {2, 3, 6, 7}};

    private static final int[][] TWO = {{0, 1}, {2, 3}};
    /// One weight in so many may be made smaller: with more of them the next mode is faster.
    private static final int RARE = 128;

    private static final int FEW = 40;

    private final Kernel kernel;
    private final int columns;
    private final Mode mode;
    private final short[] weights;
    private final List<List<int[]>> outliers = new ArrayList<>();

    /// @param in how the inputs are stored: as bytes or halves
    /// @param largest the largest input as it is stored
    /// @param lanes how many words a vector holds
    RowWeights(Step.Product step, RowSlot in, long largest, Isa isa, int lanes) {
        this.kernel = step.kernel();
        this.columns = 2 * lanes;
        this.weights = new short[kernel.outputs() * kernel.depth()];
        for (int output = 0; output < kernel.outputs(); output++) {
            for (int input = 0; input < kernel.depth(); input++) {
                weights[output * kernel.depth() + input] = (short) kernel.at(output, 0, input);
            }
        }
        boolean bytes =
                in.kind() == RowSlot.BYTES && BYTE.contains(kernel.data().hull());
        int limit = (int) (Short.MAX_VALUE / Math.max(1, largest));
        if (bytes && isa.anyBytes()) {
            mode = Mode.BYTES;
        } else if (bytes && lessened(FOUR, Mode.QUADS, limit, RARE)) {
            mode = Mode.QUADS;
        } else if (bytes && lessened(TWO, Mode.BYTES, limit, FEW)) {
            mode = Mode.BYTES;
        } else {
            mode = Mode.HALVES;
        }
    }

    /// {@return whether products with these weights can be packed at all}
    static boolean fit(Kernel kernel) {
        return HALF.contains(kernel.data().hull());
    }

    Mode mode() {
        return mode;
    }

    /// {@return how many steps an output takes}
    int steps() {
        return (kernel.depth() + mode.depth() - 1) / mode.depth();
    }

    /// Lessens weights whose products might leave 16 bits.
    /// @param meeting the inputs of a step of `tried` that meet
    /// @param limit what the weights that meet may sum up to
    /// @param rare lessens one weight in so many at most
    /// @return false, and nothing lessened, where it would be more
    private boolean lessened(int[][] meeting, Mode tried, int limit, int rare) {
        short[] before = weights.clone();
        int count = 0;
        for (int panel = 0; panel * columns < kernel.outputs(); panel++) {
            List<int[]> found = new ArrayList<>();
            outliers.add(found);
            for (int output = panel * columns; output < Math.min(kernel.outputs(), (panel + 1) * columns); output++) {
                for (int from = 0; from < kernel.depth(); from += tried.depth()) {
                    for (int[] places : meeting) {
                        lessen(output, from, places, limit, found);
                    }
                }
            }
            count += found.size();
        }
        if (count <= weights.length / rare) {
            return true;
        }
        outliers.clear();
        System.arraycopy(before, 0, weights, 0, weights.length);
        return false;
    }

    private void lessen(int output, int from, int[] places, int limit, List<int[]> found) {
        for (int sign : new int[] {1, -1}) {
            int sum = 0;
            for (int place : places) {
                sum += Math.max(0, sign * at(output, from + place));
            }
            for (int i = 0; i < places.length && sum > limit; i++) {
                int input = from + places[i];
                int less = Math.min(sum - limit, Math.max(0, sign * at(output, input)));
                if (less > 0) {
                    weights[output * kernel.depth() + input] -= (short) (sign * less);
                    found.add(new int[] {output % columns, input, sign * less});
                    sum -= less;
                }
            }
        }
    }

    private int at(int output, int input) {
        return input < kernel.depth() ? weights[output * kernel.depth() + input] : 0;
    }

    /// {@return the words of all panels}
    int[] panels() {
        int per = mode == Mode.HALVES ? 2 : 4;
        int bits = Integer.SIZE / per;
        int mask = (1 << bits) - 1;
        int words = steps() * mode.depth() / per;
        int panels = (kernel.outputs() + columns - 1) / columns;
        int[] packed = new int[Math.multiplyExact(panels * columns, words)];
        for (int output = 0; output < kernel.outputs(); output++) {
            int start = output / columns * words * columns + output % columns;
            for (int word = 0; word < words; word++) {
                int value = 0;
                for (int i = 0; i < per; i++) {
                    value |= (at(output, word * per + i) & mask) << (i * bits);
                }
                packed[start + word * columns] = value;
            }
        }
        return packed;
    }

    /// {@return for each panel where its entries begin, and where the last ones end; then column, input
    ///     and difference of each; empty where there are none}
    int[] outliers() {
        int count = outliers.stream().mapToInt(List::size).sum();
        if (count == 0) {
            return new int[0];
        }
        int next = outliers.size() + 1;
        int[] words = new int[next + 3 * count];
        for (int panel = 0; panel < outliers.size(); panel++) {
            words[panel] = next;
            for (int[] entry : outliers.get(panel)) {
                System.arraycopy(entry, 0, words, next, entry.length);
                next += entry.length;
            }
        }
        words[outliers.size()] = next;
        return words;
    }

    /// {@return for each output what the base that was taken off the inputs adds to its sum}
    static long[] bias(Kernel kernel, long base) {
        long[] bias = new long[kernel.outputs()];
        for (int output = 0; output < bias.length && base != 0; output++) {
            for (int input = 0; input < kernel.depth(); input++) {
                bias[output] += base * kernel.at(output, 0, input);
            }
        }
        return bias;
    }

    /// {@return the weights one by one: for each output, tap and input}
    static long[] plain(Kernel kernel) {
        long[] plain = new long[Math.multiplyExact(kernel.outputs(), kernel.length())];
        Arrays.setAll(plain, i -> {
            int output = i / kernel.length();
            return kernel.at(output, i % kernel.length() / kernel.depth(), i % kernel.depth());
        });
        return plain;
    }
}
