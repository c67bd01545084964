package io.goshawk.ir.eval.onnx.spatial;

import io.goshawk.ir.onnx.spatial.Resize;

/// The weights of linear and cubic interpolation (Keys' kernel), in doubles.
final class Kernels {
    private Kernels() {}

    /// {@return the weights of an even number of neighbours, half of them at or in front of a place}
    /// @param ratio how far the place lies behind the element in front of it, from 0 to 1
    static double[] weights(Resize op, double ratio, double scale) {
        double step = op.antialias() ? Math.min(scale, 1) : 1;
        int reach = op.mode() == Resize.Mode.LINEAR ? 1 : 2;
        int half = (int) Math.min(1 << 20, -Math.floor(-reach / step));
        double[] weights = new double[2 * half];
        double sum = 0;
        for (int i = 0; i < weights.length; i++) {
            double distance = Math.abs(i - (half - 1) - ratio) * step;
            weights[i] = reach == 1 ? Math.max(0, 1 - distance) : cubic(distance, op.cubic());
            sum += weights[i];
        }
        for (int i = 0; op.antialias() && i < weights.length; i++) {
            weights[i] /= sum;
        }
        return weights;
    }

    /// {@return the cubic kernel with coefficient `a` at `distance`, which is not negative}
    static double cubic(double distance, double a) {
        if (distance <= 1) {
            return ((a + 2) * distance - (a + 3)) * distance * distance + 1;
        }
        return distance < 2 ? ((a * distance - 5 * a) * distance + 8 * a) * distance - 4 * a : 0;
    }
}
