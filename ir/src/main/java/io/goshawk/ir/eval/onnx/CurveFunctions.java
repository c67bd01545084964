package io.goshawk.ir.eval.onnx;

import io.goshawk.ir.onnx.elementwise.Curve;
import java.util.function.DoubleUnaryOperator;

/// The curves of activations, in double precision.
final class CurveFunctions {
    private CurveFunctions() {}

    /// {@return the function that `curve` names}
    static DoubleUnaryOperator of(Curve curve) {
        return switch (curve) {
            case Curve.LeakyRelu(float alpha) -> x -> x < 0 ? alpha * x : x;
            case Curve.Elu(float alpha) -> x -> x < 0 ? alpha * StrictMath.expm1(x) : x;
            case Curve.Celu(float alpha) -> x -> Math.max(x, 0.0) + Math.min(0.0, alpha * StrictMath.expm1(x / alpha));
            case Curve.Selu(float alpha, float gamma) -> x -> gamma * (x < 0 ? alpha * StrictMath.expm1(x) : x);
            case Curve.HardSigmoid(float alpha, float beta) -> x -> Math.clamp(alpha * x + beta, 0.0, 1.0);
            case Curve.ThresholdedRelu(float alpha) -> x -> x > alpha || Double.isNaN(x) ? x : 0.0;
            case Curve.Shrink(float lambda, float bias) -> x -> shrink(x, lambda, bias);
            case Curve.Swish(float alpha) -> x -> UnaryFunctions.swish(x, alpha);
        };
    }

    private static double shrink(double x, float lambda, float bias) {
        if (x < -lambda) {
            return x + bias;
        }
        return x > lambda ? x - bias : Double.isNaN(x) ? x : 0.0;
    }
}
