package io.goshawk.simulator.plan;

import io.goshawk.ir.tensor.IntTensor;

/// The weights of a product as matrices: for each output channel, its taps with the input channels of
/// its group.
///
/// @param outputs output channels
/// @param taps places of the window
/// @param depth input channels of a group
/// @param groups output channel `m` reads the channels of group `m / (outputs / groups)`
/// @param data the weights in the order of `order`
public record Kernel(int outputs, int taps, int depth, int groups, IntTensor data, Order order) {
    /// How weights lie in their tensor.
    public enum Order {
        /// `[depth, outputs]`: a matrix product's.
        INPUTS_FIRST,
        /// `[outputs, depth, taps]`: a convolution's.
        OUTPUTS_FIRST,
        /// One weight, 1, for all.
        ONES
    }

    /// {@return the weight of `output` at `tap` for `input`, an input channel of the group}
    public long at(int output, int tap, int input) {
        return switch (order) {
            case INPUTS_FIRST -> data.at(input * outputs + output);
            case OUTPUTS_FIRST -> data.at((output * depth + input) * taps + tap);
            case ONES -> 1;
        };
    }

    /// {@return how many products an output sums}
    public int length() {
        return taps * depth;
    }

    /// {@return output channels of a group}
    public int outputsOfGroup() {
        return outputs / groups;
    }
}
