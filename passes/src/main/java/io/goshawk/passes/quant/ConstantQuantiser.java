package io.goshawk.passes.quant;

import io.goshawk.ir.Affine;
import io.goshawk.ir.Coefficients;
import io.goshawk.ir.IntType;
import io.goshawk.ir.Location;
import io.goshawk.ir.QuantType;
import io.goshawk.ir.RealType;
import io.goshawk.ir.TensorType;
import io.goshawk.ir.Value;
import io.goshawk.ir.diag.Diagnostics;
import io.goshawk.ir.eval.QuantSemantics;
import io.goshawk.ir.num.Dyadic;
import io.goshawk.ir.num.Overflow;
import io.goshawk.ir.onnx.quantization.BipolarQuant;
import io.goshawk.ir.onnx.quantization.Quant;
import io.goshawk.ir.quant.Quantize;
import io.goshawk.ir.shape.Transpose;
import io.goshawk.ir.tensor.IntTensor;
import io.goshawk.ir.tensor.RealTensor;
import io.goshawk.ir.tensor.Tensor;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Quantisers of constants: the stored integers of weights and biases.
final class ConstantQuantiser {
    private ConstantQuantiser() {}

    /// {@return the integers that `op` makes of its constant input; nothing where its parameters were refused}
    static Optional<Known> fold(Quant op, Location at, Function<Value, RealTensor> reals, Diagnostics out) {
        RealTensor data = reals.apply(op.input());
        return QuantParameters.of(
                        op,
                        data.shape(),
                        reals.apply(op.scale()),
                        reals.apply(op.zeroPoint()),
                        reals.apply(op.bitWidth()),
                        at,
                        out)
                .map(parameters -> quantised(op, data, parameters));
    }

    private static Known quantised(Quant op, RealTensor data, QuantParameters parameters) {
        Value input = new Value(0, new TensorType(data.shape(), RealType.REAL));
        if (parameters.bipolar()) {
            Affine moved =
                    new Affine(Coefficients.of(Dyadic.ONE), parameters.offset().map(offset -> offset.negate()));
            return signs(io.goshawk.ir.eval.Reals.apply(moved, data), parameters.scale());
        }
        Quantize quantize =
                new Quantize(input, parameters.element(), parameters.clamp(), op.rounding(), Overflow.SATURATE);
        IntTensor codes = (IntTensor) QuantSemantics.evaluate(quantize, List.<Tensor>of(data));
        return new Known.Quantised(codes, parameters.element());
    }

    static Optional<Known> fold(BipolarQuant op, Location at, Function<Value, RealTensor> reals, Diagnostics out) {
        RealTensor data = reals.apply(op.input());
        RealTensor scale = reals.apply(op.scale());
        if (scale.values().stream().anyMatch(value -> value.signum() <= 0)) {
            out.add(QuantParameters.badScale(at, "the scale of a bipolar quantiser must be positive"));
            return Optional.empty();
        }
        return QuantParameters.alongOneAxis(scale, data.shape(), "scale", at, out)
                .map(s -> signs(data, s));
    }

    /// Bipolar weights are the integers -1 and +1 themselves: two's complement holds them in two bits.
    private static Known signs(RealTensor data, Coefficients scale) {
        long[] codes =
                data.values().stream().mapToLong(x -> x.signum() >= 0 ? 1 : -1).toArray();
        QuantType element = new QuantType(IntType.s(2), new Affine(scale, Coefficients.of(Dyadic.ZERO)));
        return new Known.Quantised(IntTensor.of(data.shape(), codes), element);
    }

    /// {@return the transposed weight, its scale moved to the axis it now lies along}
    static Known.Quantised transpose(Transpose op, Known.Quantised weight) {
        int[] from = Tensor.transposition(weight.codes().shape(), op.permutation());
        IntTensor codes = weight.codes().gather(op.resultType().shape(), from);
        return new Known.Quantised(codes, weight.element().transposed(op.permutation()));
    }
}
