package io.goshawk.ir.eval.onnx;

import io.goshawk.ir.Broadcast;
import io.goshawk.ir.Shape;
import io.goshawk.ir.num.Dyadic;
import io.goshawk.ir.num.Real;
import io.goshawk.ir.onnx.quantization.BipolarQuant;
import io.goshawk.ir.onnx.quantization.Quant;
import io.goshawk.ir.onnx.quantization.QuantizationOp;
import io.goshawk.ir.tensor.RealTensor;
import io.goshawk.ir.tensor.Tensor;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// What quantisers mean.
public final class QuantizationSemantics {
    private QuantizationSemantics() {}

    /// {@return what `op` makes of `in`}
    static Tensor evaluate(QuantizationOp op, List<Tensor> in) {
        return switch (op) {
            case Quant quant -> quant(quant, OnnxSemantics.reals(op, in));
            case BipolarQuant _ -> bipolar(OnnxSemantics.reals(op, in));
        };
    }

    private static RealTensor bipolar(List<RealTensor> in) {
        Shape shape = in.get(0).shape();
        int[] scale = Broadcast.indices(in.get(1).shape(), shape);
        return new RealTensor(
                shape,
                IntStream.range(0, shape.size())
                        .mapToObj(i -> signed(in.get(1).at(scale[i]), in.get(0).at(i)))
                        .toList());
    }

    private static Real signed(Real magnitude, Real decider) {
        return decider.signum() >= 0 ? magnitude : magnitude.negate();
    }

    private static RealTensor quant(Quant op, List<RealTensor> in) {
        Shape shape = in.getFirst().shape();
        int[][] from = IntStream.range(0, 4)
                .mapToObj(i -> Broadcast.indices(in.get(i).shape(), shape))
                .toArray(int[][]::new);
        List<Real> result = new ArrayList<>();
        for (int i = 0; i < shape.size(); i++) {
            int bits = in.get(3).at(from[3][i]).toIntegerExact().intValueExact();
            result.add(quant(
                    op, in.get(0).at(i), in.get(1).at(from[1][i]), in.get(2).at(from[2][i]), bits));
        }
        return new RealTensor(shape, result);
    }

    private static Real quant(Quant op, Real x, Real scale, Real zeroPoint, int bits) {
        Real steps = x.dividedBy(scale).plus(zeroPoint);
        if (op.signed() && bits == 1) {
            return signed(scale, steps);
        }
        BigInteger code =
                Quant.range(bits, op.signed(), op.narrow()).clamp(op.rounding().apply(steps));
        return Dyadic.of(code).minus(zeroPoint).times(scale);
    }
}
