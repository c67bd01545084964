package io.goshawk.conformance.agreement;

import io.goshawk.ir.tensor.FloatTensor;
import io.goshawk.ir.tensor.IntTensor;
import io.goshawk.ir.tensor.RealTensor;
import io.goshawk.ir.tensor.Tensor;

/// What a value is, exactly, and how far an executor in single precision may be off.
///
/// @param errors for each element; not copied
record Bounded(Tensor exact, double[] errors) {
    /// {@return what both sides have alike}
    static Bounded alike(Tensor tensor) {
        return new Bounded(
                tensor instanceof FloatTensor floats ? RealTensor.exactly(floats) : tensor,
                new double[tensor.shape().size()]);
    }

    double magnitude(int i) {
        return switch (exact) {
            case RealTensor reals -> Math.abs(reals.near(i)) + reals.error(i);
            case FloatTensor floats -> Math.abs(floats.at(i));
            case IntTensor integers -> Math.abs((double) integers.at(i));
        };
    }

    double[] magnitudes() {
        double[] magnitudes = new double[errors.length];
        for (int i = 0; i < magnitudes.length; i++) {
            magnitudes[i] = magnitude(i);
        }
        return magnitudes;
    }
}
