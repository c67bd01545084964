package io.goshawk.ir.eval.nonlinear;

import io.goshawk.ir.quant.Curve;
import io.goshawk.ir.quant.Normalize;
import io.goshawk.ir.tensor.RealTensor;

/// The functions of the `quant` dialect that are computed in double precision.
public final class RealCurves {
    private RealCurves() {}

    /// {@return the curve at each element: a function of the exact number, however it came about}
    public static RealTensor of(Curve op, RealTensor input) {
        double[] values = doubles(input);
        for (int i = 0; i < values.length; i++) {
            values[i] = op.kind().at(values[i]);
        }
        return RealTensor.exactly(input.shape(), values);
    }

    /// {@return the doubles nearest to the elements}
    private static double[] doubles(RealTensor input) {
        double[] values = new double[input.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = input.error(i) == 0 ? input.near(i) : input.at(i).toDouble();
        }
        return values;
    }

    /// {@return each row normalised}
    public static RealTensor of(Normalize op, RealTensor input) {
        double[] values = doubles(input);
        int length = op.gamma().size();
        double[] gamma = op.gamma().stream().mapToDouble(g -> g.toDouble()).toArray();
        double[] beta = op.beta().stream().mapToDouble(b -> b.toDouble()).toArray();
        double epsilon = op.epsilon().toDouble();
        for (int start = 0; start < values.length; start += length) {
            double sum = 0;
            for (int i = 0; i < length; i++) {
                sum += values[start + i];
            }
            double mean = op.centred() ? sum / length : 0;
            double squares = 0;
            for (int i = 0; i < length; i++) {
                double distance = values[start + i] - mean;
                squares += distance * distance;
            }
            double deviation = Math.sqrt(squares / length + epsilon);
            for (int i = 0; i < length; i++) {
                values[start + i] = (values[start + i] - mean) / deviation * gamma[i] + beta[i];
            }
        }
        return RealTensor.exactly(input.shape(), values);
    }
}
