package io.goshawk.ir.onnx.reduction;

import io.goshawk.ir.Value;

/// What the constructors of ArgMax and ArgMin check alike.
final class Extremes {
    private Extremes() {}

    /// @throws IllegalArgumentException if there is no element along `axis`, or no such axis
    static void check(Value input, int axis) {
        if (axis < 0 || axis >= input.shape().rank() || input.shape().extent(axis) == 0) {
            throw new IllegalArgumentException("no element of [" + input.shape() + "] along axis " + axis);
        }
    }
}
