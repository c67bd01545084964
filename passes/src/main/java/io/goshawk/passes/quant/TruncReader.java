package io.goshawk.passes.quant;

import io.goshawk.ir.Affine;
import io.goshawk.ir.Coefficients;
import io.goshawk.ir.Graph;
import io.goshawk.ir.GraphBuilder;
import io.goshawk.ir.IntType;
import io.goshawk.ir.QuantType;
import io.goshawk.ir.Value;
import io.goshawk.ir.diag.Code;
import io.goshawk.ir.diag.Diagnostic;
import io.goshawk.ir.diag.Diagnostics;
import io.goshawk.ir.num.Dyadic;
import io.goshawk.ir.num.IntRange;
import io.goshawk.ir.num.Magnitudes;
import io.goshawk.ir.num.Overflow;
import io.goshawk.ir.num.Real;
import io.goshawk.ir.num.Rounding;
import io.goshawk.ir.onnx.OnnxOp;
import io.goshawk.ir.onnx.quantization.Quant;
import io.goshawk.ir.onnx.quantization.Trunc;
import io.goshawk.ir.onnx.quantization.TruncV1;
import io.goshawk.ir.quant.ApplyAffine;
import io.goshawk.ir.quant.QuantOp;
import io.goshawk.ir.quant.Quantize;
import io.goshawk.ir.tensor.RealTensor;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// QONNX's Trunc, which rounds to integers and drops low bits of these, as a quantiser.
///
/// With `v = x / scale + zero`, rounded to even, and `t = 2^k` with k positive, every multiple of t is
/// even, so the tie in front of it goes up to it: `floor(rint(v) / t) = floor((v + 1/2) / t)`, and
/// `ceil(rint(v) / t) = ceil((v - 1/2) / t)`. Other roundings need the integer between.
final class TruncReader {
    /// What an integer without a clamp gets.
    private static final int WIDEST = 64;

    private final Value input;
    private final Graph.Node<OnnxOp> node;
    private final GraphBuilder<QuantOp> builder;

    private TruncReader(Value input, Graph.Node<OnnxOp> node, GraphBuilder<QuantOp> builder) {
        this.input = input;
        this.node = node;
        this.builder = builder;
    }

    /// {@return the last operation of what `node`, a [TruncV1] or a [Trunc], is; what goes in front of
    ///     it is in `builder`; nothing where its numbers were refused}
    static Optional<QuantOp> of(
            Graph.Node<OnnxOp> node,
            Value input,
            Function<Value, RealTensor> known,
            GraphBuilder<QuantOp> builder,
            Diagnostics diagnostics) {
        List<RealTensor> parameters =
                node.op().operands().stream().skip(1).map(known).toList();
        List<Real> numbers = parameters.stream().map(tensor -> tensor.at(0)).toList();
        boolean uniform =
                parameters.stream().allMatch(tensor -> tensor.values().stream().allMatch(tensor.at(0)::equals));
        if (!uniform) {
            diagnostics.add(Diagnostic.of(
                            Code.UNSUPPORTED_FEATURE, node.at(), "the numbers of this Trunc differ from place to place")
                    .hint("use one scale, zero point and bit width for the tensor"));
            return Optional.empty();
        }
        Optional<String> wrong = wrong(node.op(), numbers);
        wrong.ifPresent(what -> diagnostics.add(QuantParameters.badScale(node.at(), what)));
        TruncReader reader = new TruncReader(input, node, builder);
        return wrong.isPresent() ? Optional.empty() : Optional.of(reader.read(numbers));
    }

    private static Optional<String> wrong(OnnxOp op, List<Real> numbers) {
        if (numbers.get(0).signum() <= 0) {
            return Optional.of("the scale of a Trunc must be positive");
        }
        return op instanceof Trunc && numbers.get(3).signum() <= 0
                ? Optional.of("the output scale of a Trunc must be positive")
                : Optional.empty();
    }

    private QuantOp read(List<Real> numbers) {
        Real scale = numbers.get(0);
        Real zero = numbers.get(1);
        return switch (node.op()) {
            case TruncV1 op -> {
                int dropped = bits(numbers.get(2)) - bits(numbers.get(3));
                Affine meaning = Affine.of(scale, zero.times(scale).negate());
                yield truncated(
                        scale, zero, dropped, op.rounding(), IntType.s(WIDEST).range(), meaning);
            }
            case Trunc op -> {
                Real outputScale = numbers.get(3);
                int dropped = Magnitudes.nearestPower(outputScale.dividedBy(scale));
                Real moved = zero.times(Dyadic.powerOfTwo(-dropped)).times(outputScale);
                IntRange clamp = Quant.range(bits(numbers.get(4)), op.signed(), op.narrow());
                yield truncated(scale, zero, dropped, op.rounding(), clamp, Affine.of(outputScale, moved.negate()));
            }
            case OnnxOp other -> throw new IllegalArgumentException(other + " truncates nothing");
        };
    }

    private static int bits(Real number) {
        return number.toIntegerExact().intValueExact();
    }

    /// {@return the integers within `clamp` that `dropped` bits less leave, with the reals that `meaning`
    ///     gives them}
    private QuantOp truncated(Real scale, Real zero, int dropped, Rounding rounding, IntRange clamp, Affine meaning) {
        Value from = input;
        Real start = zero;
        boolean one = dropped > 0 && (rounding == Rounding.FLOOR || rounding == Rounding.CEIL);
        if (one) {
            Real half = Dyadic.powerOfTwo(-1);
            start = rounding == Rounding.FLOOR ? zero.plus(half) : zero.minus(half);
        } else {
            from = builder.add(
                    quantize(
                            input,
                            scale,
                            zero,
                            Rounding.HALF_EVEN,
                            IntType.s(WIDEST).range()),
                    node.at());
        }
        Real coarser = scale.times(Dyadic.powerOfTwo(dropped));
        Quantize last = quantize(from, coarser, start.times(Dyadic.powerOfTwo(-dropped)), rounding, clamp);
        Affine is = last.element().map();
        if (is.equals(meaning)) {
            return last;
        }
        Real ratio = meaning.scale().at(0).dividedBy(is.scale().at(0));
        Real moved = meaning.offset().at(0).minus(is.offset().at(0).times(ratio));
        return new ApplyAffine(builder.add(last, node.at()), Affine.of(ratio, moved));
    }

    private static Quantize quantize(Value input, Real scale, Real zero, Rounding rounding, IntRange clamp) {
        Affine map = new Affine(
                Coefficients.of(scale), Coefficients.of(zero.times(scale).negate()));
        return new Quantize(input, new QuantType(IntType.holding(clamp), map), clamp, rounding, Overflow.SATURATE);
    }
}
