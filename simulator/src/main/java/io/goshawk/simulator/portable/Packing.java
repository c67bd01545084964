package io.goshawk.simulator.portable;

import io.goshawk.simulator.plan.Kernel;
import io.goshawk.simulator.plan.Step;

/// The weights of a product in the order in which its loops read them, and the rows that they meet.
///
/// For each pair of outputs of a group and each [#INPUTS] inputs, counted through the taps: a weight of
/// the first output for each input, then of the second. What is missing of a pair or of the inputs has
/// weights of zero.
final class Packing {
    static final int INPUTS = 4;
    static final int OUTPUTS = 2;

    private final Kernel kernel;
    private final int channels;
    private final int[] window;
    private final int pairs;
    private final int length;
    private final double[] weights;

    Packing(Step.Product step) {
        kernel = step.kernel();
        channels = step.in().layout().channels();
        window = step.window().values();
        pairs = (kernel.outputsOfGroup() + OUTPUTS - 1) / OUTPUTS;
        length = (kernel.length() + INPUTS - 1) / INPUTS * INPUTS;
        weights = new double[Math.multiplyExact(kernel.groups() * pairs * OUTPUTS, length)];
        for (int output = 0; output < kernel.outputs(); output++) {
            for (int i = 0; i < kernel.length(); i++) {
                weights[place(output, i)] = kernel.at(output, i / kernel.depth(), i % kernel.depth());
            }
        }
    }

    private int place(int output, int input) {
        int within = output % kernel.outputsOfGroup();
        int start = start(output / kernel.outputsOfGroup(), within);
        return start + input / INPUTS * INPUTS * OUTPUTS + within % OUTPUTS * INPUTS + input % INPUTS;
    }

    /// {@return where the weights of the pair of `output`, counted within `group`, start}
    int start(int group, int output) {
        return (group * pairs + output / OUTPUTS) * OUTPUTS * length;
    }

    /// {@return the weights}
    double[] weights() {
        return weights;
    }

    /// {@return how many rows a sum has, those with weights of zero included}
    int length() {
        return length;
    }

    /// {@return how many groups there are}
    int groups() {
        return kernel.groups();
    }

    /// {@return how many outputs a group has}
    int outputs() {
        return kernel.outputsOfGroup();
    }

    /// Finds the rows that the outputs of `group` at `pixel` sum.
    ///
    /// @param rows a row for each element of the input
    /// @param padding the row of what lies outside
    /// @param taken takes [#length] rows
    <T> void gather(T[] rows, T padding, T[] taken, int pixel, int group) {
        int depth = kernel.depth();
        int taps = kernel.taps();
        int at = 0;
        for (int tap = 0; tap < taps; tap++) {
            int from = window[pixel * taps + tap];
            int first = from * channels + group * depth;
            for (int input = 0; input < depth; input++) {
                taken[at++] = from < 0 ? padding : rows[first + input];
            }
        }
        while (at < length) {
            taken[at++] = taken[0];
        }
    }
}
