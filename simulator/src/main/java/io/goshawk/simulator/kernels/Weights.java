package io.goshawk.simulator.kernels;

import io.goshawk.simulator.plan.Kernel;
import io.goshawk.simulator.plan.Step;
import java.math.BigInteger;

/// The numbers of a product in the order in which the kernels read them.
final class Weights {
    private final Step.Product step;
    private final Kinds.Stored stored;
    private final Kernel kernel;
    private final Kind kind;

    Weights(Step.Product step, Kinds.Stored stored) {
        this.step = step;
        this.stored = stored;
        this.kernel = step.kernel();
        this.kind = stored.kind();
    }

    /// {@return words of weights: for each block of outputs, tap and word of inputs, one for each
    ///     output of the block}
    int[] blocks() {
        int outputs = NativeProgram.OUTPUTS;
        int blocks = (kernel.outputs() + outputs - 1) / outputs;
        int depth = kind.words(kernel.depth());
        int[] words = new int[Math.multiplyExact(blocks * outputs, kernel.taps() * depth)];
        for (int output = 0; output < kernel.outputs(); output++) {
            int start = output / outputs * kernel.taps() * depth * outputs + output % outputs;
            for (int tap = 0; tap < kernel.taps(); tap++) {
                for (int word = 0; word < depth; word++) {
                    words[start + (tap * depth + word) * outputs] = word(output, tap, word);
                }
            }
        }
        return words;
    }

    private int word(int output, int tap, int word) {
        int bits = Integer.SIZE / kind.channels();
        int mask = bits == Integer.SIZE ? -1 : (1 << bits) - 1;
        int packed = 0;
        for (int i = 0; i < kind.channels(); i++) {
            int input = word * kind.channels() + i;
            if (input < kernel.depth()) {
                packed |= ((int) kernel.at(output, tap, input) & mask) << (i * bits);
            }
        }
        return packed;
    }

    /// {@return the weights one by one: for each output, tap and input}
    int[] plain() {
        int[] words = new int[Math.multiplyExact(kernel.outputs(), kernel.length())];
        int next = 0;
        for (int output = 0; output < kernel.outputs(); output++) {
            for (int tap = 0; tap < kernel.taps(); tap++) {
                for (int input = 0; input < kernel.depth(); input++) {
                    words[next++] = (int) kernel.at(output, tap, input);
                }
            }
        }
        return words;
    }

    /// {@return for each output what the base that was taken off the inputs adds to its sum; whole
    ///     blocks}
    /// @param used whether a base was taken off
    int[] bias(boolean used) {
        int outputs = NativeProgram.OUTPUTS;
        int[] bias = new int[(kernel.outputs() + outputs - 1) / outputs * outputs];
        for (int output = 0; output < kernel.outputs() && used; output++) {
            long sum = 0;
            for (int tap = 0; tap < kernel.taps(); tap++) {
                for (int input = 0; input < kernel.depth(); input++) {
                    sum += kernel.at(output, tap, input);
                }
            }
            // Modulo 2^32, as all sums of the kernels are: the result fits.
            bias[output] = (int) (sum * stored.base());
        }
        return bias;
    }

    /// {@return the words of one pixel of padding, each in all lanes}
    int[] padding(int lanes) {
        int bits = Integer.SIZE / kind.channels();
        long value = step.padding().subtract(BigInteger.valueOf(stored.base())).longValue();
        int packed = 0;
        for (int i = 0; i < kind.channels(); i++) {
            packed |= (int) (bits == Integer.SIZE ? value : (value & ((1L << bits) - 1)) << (i * bits));
        }
        int[] words = new int[kind.words(step.in().layout().channels()) * lanes];
        java.util.Arrays.fill(words, packed);
        return words;
    }
}
