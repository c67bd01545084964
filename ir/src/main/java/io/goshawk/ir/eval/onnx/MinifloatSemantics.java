package io.goshawk.ir.eval.onnx;

import io.goshawk.ir.FloatType;
import io.goshawk.ir.Shape;
import io.goshawk.ir.num.Dyadic;
import io.goshawk.ir.num.Magnitudes;
import io.goshawk.ir.num.Real;
import io.goshawk.ir.onnx.quantization.Blocks;
import io.goshawk.ir.onnx.quantization.FloatQuant;
import io.goshawk.ir.tensor.FloatTensor;
import io.goshawk.ir.tensor.RealTensor;
import io.goshawk.ir.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/// What quantising to small floats means.
final class MinifloatSemantics {
    private MinifloatSemantics() {}

    /// {@return exact numbers; floats where one of them is infinite or NaN}
    static Tensor evaluate(FloatQuant op, List<RealTensor> in) {
        Shape shape = in.getFirst().shape();
        int[][] from = in.stream()
                .map(operand -> Blocks.NONE.indices(operand.shape(), shape))
                .toArray(int[][]::new);
        List<Real> result = new ArrayList<>(shape.size());
        double[] special = new double[shape.size()];
        boolean anySpecial = false;
        for (int i = 0; i < shape.size(); i++) {
            Real scale = in.get(1).at(from[1][i]);
            Format format = new Format(
                    integer(in.get(2).at(from[2][i])),
                    integer(in.get(3).at(from[3][i])),
                    integer(in.get(4).at(from[4][i])));
            Real largest = min(format.largest(), in.get(5).at(from[5][i]));
            Real rounded = rounded(op, in.getFirst().at(i).dividedBy(scale), format);
            boolean beyond = magnitude(rounded).compareTo(largest) > 0;
            if (beyond && !op.saturates()) {
                special[i] = op.hasInfinity() ? rounded.signum() / 0.0 : Double.NaN;
                anySpecial = true;
            }
            Real kept = beyond ? rounded.signum() < 0 ? largest.negate() : largest : rounded;
            result.add(kept.times(scale));
        }
        RealTensor exact = new RealTensor(shape, result);
        return anySpecial ? withSpecials(exact, special) : exact;
    }

    private static Tensor withSpecials(RealTensor exact, double[] special) {
        double[] values = new double[special.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = special[i] == 0.0 ? exact.at(i).toDouble() : special[i];
        }
        return FloatTensor.of(exact.shape(), FloatType.F32, values);
    }

    private static Real rounded(FloatQuant op, Real value, Format format) {
        if (value.signum() == 0) {
            return Dyadic.ZERO;
        }
        Dyadic unit = Dyadic.powerOfTwo(format.unit(Magnitudes.floorLog2(magnitude(value))));
        return Dyadic.of(op.rounding().apply(value.dividedBy(unit))).times(unit);
    }

    private static Real magnitude(Real number) {
        return number.signum() < 0 ? number.negate() : number;
    }

    private static Real min(Real a, Real b) {
        return a.compareTo(b) <= 0 ? a : b;
    }

    private static int integer(Real number) {
        return number.toIntegerExact().intValueExact();
    }

    /// A float format by its widths in bits and its bias.
    private record Format(int exponentBits, int mantissaBits, int bias) {
        /// {@return the exponent of the unit in the last place of numbers whose exponent is `exponent`}
        int unit(int exponent) {
            return Math.max(exponent, 1 - bias) - mantissaBits;
        }

        /// {@return the largest number, were all codes numbers}
        Real largest() {
            Dyadic mantissa = Dyadic.of((2L << mantissaBits) - 1);
            return mantissa.shiftLeft((1 << exponentBits) - 1 - bias - mantissaBits);
        }
    }
}
