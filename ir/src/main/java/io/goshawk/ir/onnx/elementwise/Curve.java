package io.goshawk.ir.onnx.elementwise;

/// A function of one number with parameters of its own, as activations are. Parameters are finite.
public sealed interface Curve {
    /// `x`, and `alpha * x` below zero.
    record LeakyRelu(float alpha) implements Curve {}

    /// `x`, and `alpha * (exp(x) - 1)` below zero.
    record Elu(float alpha) implements Curve {}

    /// `x`, and `alpha * (exp(x / alpha) - 1)` below zero.
    ///
    /// @param alpha not zero
    record Celu(float alpha) implements Curve {
        public Celu {
            if (alpha == 0) {
                throw new IllegalArgumentException("alpha of Celu is zero");
            }
        }
    }

    /// `gamma * x`, and `gamma * alpha * (exp(x) - 1)` below zero.
    record Selu(float alpha, float gamma) implements Curve {}

    /// `max(0, min(1, alpha * x + beta))`.
    record HardSigmoid(float alpha, float beta) implements Curve {}

    /// `x` above `alpha`, else zero.
    record ThresholdedRelu(float alpha) implements Curve {}

    /// `x + bias` below `-lambda`, `x - bias` above `lambda`, zero between.
    record Shrink(float lambda, float bias) implements Curve {}

    /// `x / (1 + exp(-alpha * x))`.
    record Swish(float alpha) implements Curve {}
}
