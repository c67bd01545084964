package io.goshawk.ir.eval.onnx;

import io.goshawk.ir.Shape;
import io.goshawk.ir.num.Dyadic;
import io.goshawk.ir.num.Magnitudes;
import io.goshawk.ir.num.Real;
import io.goshawk.ir.num.Rounding;
import io.goshawk.ir.onnx.quantization.Blocks;
import io.goshawk.ir.onnx.quantization.Quant;
import io.goshawk.ir.onnx.quantization.Trunc;
import io.goshawk.ir.onnx.quantization.TruncV1;
import io.goshawk.ir.tensor.RealTensor;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/// What dropping low bits means, in both versions of QONNX's Trunc.
final class TruncSemantics {
    private TruncSemantics() {}

    static RealTensor first(TruncV1 op, List<RealTensor> in) {
        return each(in, p -> {
            int dropped = bits(p[3]) - bits(p[4]);
            Real kept = integer(p[0], p[1], p[2]).times(Dyadic.powerOfTwo(-dropped));
            return Dyadic.of(op.rounding().apply(kept)).minus(p[2]).times(p[1]);
        });
    }

    static RealTensor second(Trunc op, List<RealTensor> in) {
        return each(in, p -> {
            Dyadic coarser = Dyadic.powerOfTwo(-Magnitudes.nearestPower(p[4].dividedBy(p[1])));
            Real kept = integer(p[0], p[1], p[2]).times(coarser);
            // The clamp lies at integers, so rounding first gives the same.
            BigInteger code = Quant.range(bits(p[5]), op.signed(), op.narrow())
                    .clamp(op.rounding().apply(kept));
            return Dyadic.of(code).minus(p[2].times(coarser)).times(p[4]);
        });
    }

    private static Real integer(Real x, Real scale, Real zeroPoint) {
        return Dyadic.of(Rounding.HALF_EVEN.apply(x.dividedBy(scale).plus(zeroPoint)));
    }

    private static int bits(Real number) {
        return number.toIntegerExact().intValueExact();
    }

    /// What becomes of an element and its parameters.
    interface Meaning {
        Real of(Real... numbers);
    }

    /// {@return `meaning` of each element of the first tensor and what belongs to it in the others, which broadcast}
    static RealTensor each(List<RealTensor> in, Meaning meaning) {
        Shape shape = in.getFirst().shape();
        int[][] from = in.stream()
                .map(operand -> Blocks.NONE.indices(operand.shape(), shape))
                .toArray(int[][]::new);
        List<Real> result = new ArrayList<>(shape.size());
        Real[] numbers = new Real[from.length];
        for (int i = 0; i < shape.size(); i++) {
            for (int operand = 0; operand < from.length; operand++) {
                numbers[operand] = in.get(operand).at(from[operand][i]);
            }
            result.add(meaning.of(numbers));
        }
        return new RealTensor(shape, result);
    }
}
