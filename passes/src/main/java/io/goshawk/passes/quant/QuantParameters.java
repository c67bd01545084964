package io.goshawk.passes.quant;

import io.goshawk.ir.Affine;
import io.goshawk.ir.Coefficients;
import io.goshawk.ir.IntType;
import io.goshawk.ir.Location;
import io.goshawk.ir.QuantType;
import io.goshawk.ir.Shape;
import io.goshawk.ir.diag.Code;
import io.goshawk.ir.diag.Diagnostic;
import io.goshawk.ir.diag.Diagnostics;
import io.goshawk.ir.num.Dyadic;
import io.goshawk.ir.num.IntRange;
import io.goshawk.ir.num.Real;
import io.goshawk.ir.onnx.quantization.Quant;
import io.goshawk.ir.tensor.RealTensor;
import java.util.List;
import java.util.Optional;

/// The scale, zero point and bit width of a QONNX quantiser, read off their tensors and checked.
///
/// @param bipolar whether it is one signed bit: `scale` or `-scale`
/// @param scale positive
/// @param offset what the code zero stands for: `-zeroPoint * scale`
record QuantParameters(boolean bipolar, Coefficients scale, Coefficients offset, IntType storage, IntRange clamp) {
    private static final int MAX_BITS = 64;

    /// {@return the map from codes to reals}
    QuantType element() {
        return new QuantType(storage, new Affine(scale, offset));
    }

    /// {@return the parameters of `op` on a tensor of shape `shape`, or nothing where they were refused}
    static Optional<QuantParameters> of(
            Quant op,
            Shape shape,
            RealTensor scale,
            RealTensor zeroPoint,
            RealTensor bits,
            Location at,
            Diagnostics out) {
        Optional<Coefficients> scales =
                alongOneAxis(scale, shape, "scale", at, out).filter(s -> positive(s, at, out));
        Optional<Coefficients> zeros = alongOneAxis(zeroPoint, shape, "zero point", at, out);
        Optional<Integer> width = width(bits, at, out);
        if (scales.isEmpty() || zeros.isEmpty() || width.isEmpty()) {
            return Optional.empty();
        }
        Coefficients offset = Coefficients.combine(
                zeros.get(), scales.get(), (z, s) -> z.times(s).negate());
        boolean bipolar = op.signed() && width.get() == 1;
        IntRange clamp = bipolar ? IntRange.of(0, 1) : Quant.range(width.get(), op.signed(), op.narrow());
        IntType storage = bipolar ? IntType.u(1) : new IntType(op.signed(), width.get());
        return Optional.of(new QuantParameters(bipolar, scales.get(), offset, storage, clamp));
    }

    private static boolean positive(Coefficients scale, Location at, Diagnostics out) {
        List<Real> values = switch (scale) {
            case Coefficients.PerTensor one -> List.of(one.value());
            case Coefficients.PerAxis many -> many.values();
        };
        Optional<Real> bad =
                values.stream().filter(value -> value.signum() <= 0).findFirst();
        bad.ifPresent(value -> out.add(badScale(at, "the scale is " + value.toDouble() + "; it must be positive")));
        return bad.isEmpty();
    }

    static Diagnostic badScale(Location at, String message) {
        return Diagnostic.of(Code.BAD_SCALE, at, message).hint("export the model again with positive, finite scales");
    }

    private static Optional<Integer> width(RealTensor bits, Location at, Diagnostics out) {
        Real first = bits.at(0);
        if (!bits.values().stream().allMatch(first::equals)) {
            out.add(Diagnostic.of(Code.BAD_BIT_WIDTH, at, "the bit width differs from place to place")
                    .hint("use one bit width for the tensor"));
            return Optional.empty();
        }
        boolean possible = first.isInteger() && first.signum() > 0 && first.compareTo(Dyadic.of(MAX_BITS)) <= 0;
        if (!possible) {
            out.add(Diagnostic.of(
                            Code.BAD_BIT_WIDTH,
                            at,
                            "a bit width of " + first.toDouble() + "; integers from 1 to " + MAX_BITS + " are possible")
                    .hint("export the model again with a bit width in that range"));
            return Optional.empty();
        }
        return Optional.of(first.floor().intValueExact());
    }

    /// {@return `values` as coefficients of a tensor of shape `shape`, if they vary along one axis at most}
    static Optional<Coefficients> alongOneAxis(
            RealTensor values, Shape shape, String what, Location at, Diagnostics out) {
        Optional<Coefficients> found = AxisCoefficients.of(values, shape);
        if (found.isEmpty()) {
            out.add(Diagnostic.of(
                            Code.UNSUPPORTED_FEATURE,
                            at,
                            "the " + what + " of shape " + values.shape() + " varies along more than one axis of "
                                    + shape)
                    .hint("use one " + what + " a tensor or a channel"));
        }
        return found;
    }
}
