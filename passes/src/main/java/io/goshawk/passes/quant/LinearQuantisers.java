package io.goshawk.passes.quant;

import io.goshawk.ir.Affine;
import io.goshawk.ir.Coefficients;
import io.goshawk.ir.GraphBuilder;
import io.goshawk.ir.IntType;
import io.goshawk.ir.Location;
import io.goshawk.ir.QuantType;
import io.goshawk.ir.Shape;
import io.goshawk.ir.Value;
import io.goshawk.ir.diag.Diagnostics;
import io.goshawk.ir.num.Dyadic;
import io.goshawk.ir.num.Overflow;
import io.goshawk.ir.num.Real;
import io.goshawk.ir.num.Rounding;
import io.goshawk.ir.onnx.quantization.DequantizeLinear;
import io.goshawk.ir.onnx.quantization.QuantizeLinear;
import io.goshawk.ir.quant.ApplyAffine;
import io.goshawk.ir.quant.QuantOp;
import io.goshawk.ir.quant.Quantize;
import io.goshawk.ir.tensor.IntTensor;
import io.goshawk.ir.tensor.RealTensor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;

/// ONNX's own quantisers of data. Their integers are reals like any other here: what a QuantizeLinear
/// yields is an affine image of its quantised tensor, and a DequantizeLinear an affine map.
final class LinearQuantisers {
    /// The largest product of two bytes.
    private static final long BYTES = 255L * 255;

    private final GraphBuilder<QuantOp> builder;
    private final Diagnostics diagnostics;
    private final Function<Value, RealTensor> reals;
    /// The quantised tensors behind integers.
    private final Map<Value, Value> quantised = new HashMap<>();

    LinearQuantisers(GraphBuilder<QuantOp> builder, Diagnostics diagnostics, Function<Value, RealTensor> reals) {
        this.builder = builder;
        this.diagnostics = diagnostics;
        this.reals = reals;
    }

    /// {@return what of `op` has no form whatever its numbers are, if anything}
    static Optional<String> unsupported(QuantizeLinear op) {
        if (!(op.element() instanceof IntType)) {
            return Optional.of("a quantiser to " + op.element());
        }
        return op.blocks().size() > 1 ? Optional.of("a quantiser of data in blocks") : Optional.empty();
    }

    /// {@return what of `op` has no form whatever its numbers are, if anything}
    static Optional<String> unsupported(DequantizeLinear op) {
        return op.blocks().size() > 1 ? Optional.of("scales of data in blocks") : Optional.empty();
    }

    /// {@return the integers that `op` makes of `input`; nothing where its parameters were refused}
    Optional<QuantOp> quantize(QuantizeLinear op, Value input, Location at) {
        IntType storage = (IntType) op.element();
        return map(op.scale(), op.zeroPoint(), input.shape(), at)
                .flatMap(map -> rounding(map, at).map(rounding -> {
                    Value codes = builder.add(
                            new Quantize(
                                    input, new QuantType(storage, map), storage.range(), rounding, Overflow.SATURATE),
                            at);
                    return new ApplyAffine(codes, inverse(map));
                }));
    }

    /// Takes note that `integers` are what `op` yielded.
    void remember(Value integers, QuantOp op) {
        quantised.put(integers, op.operands().getFirst());
    }

    /// {@return the reals that `integers` stand for by `op`; nothing where its parameters were refused}
    Optional<ApplyAffine> dequantize(DequantizeLinear op, Value integers, Location at) {
        return map(op.scale(), op.zeroPoint(), integers.shape(), at).map(map -> new ApplyAffine(integers, map));
    }

    /// {@return the quantised tensor that `dequantized` turns integers back into, if it is one}
    Optional<Value> undone(ApplyAffine dequantized) {
        return Optional.ofNullable(quantised.get(dequantized.input()))
                .filter(codes -> codes.type().element() instanceof QuantType type
                        && type.map().equals(dequantized.map()));
    }

    /// {@return known integers with the reals that they stand for by `op`; nothing where `op` has more
    ///     than one scale a channel}
    static Optional<Known> weights(DequantizeLinear op, IntTensor integers, Function<Value, RealTensor> reals) {
        if (op.blocks().size() > 1
                || !(op.input().type().element() instanceof IntType storage)
                || !reals.apply(op.scale()).values().stream().allMatch(scale -> scale.signum() > 0)) {
            return Optional.empty();
        }
        Optional<Coefficients> scale = AxisCoefficients.of(reals.apply(op.scale()), integers.shape());
        Optional<Coefficients> zero = AxisCoefficients.of(reals.apply(op.zeroPoint()), integers.shape());
        return scale.flatMap(s -> zero.map(z -> new Known.Quantised(integers, new QuantType(storage, map(s, z)))));
    }

    private Optional<Affine> map(Value scale, Value zero, Shape shape, Location at) {
        RealTensor scales = reals.apply(scale);
        if (scales.values().stream().anyMatch(value -> value.signum() <= 0)) {
            diagnostics.add(QuantParameters.badScale(at, "a scale is not positive"));
            return Optional.empty();
        }
        Optional<Coefficients> s = QuantParameters.alongOneAxis(scales, shape, "scale", at, diagnostics);
        Optional<Coefficients> z =
                QuantParameters.alongOneAxis(reals.apply(zero), shape, "zero point", at, diagnostics);
        return s.flatMap(own -> z.map(own2 -> map(own, own2)));
    }

    /// {@return the map from a code to its real, `(code - zero) * scale`}
    private static Affine map(Coefficients scale, Coefficients zero) {
        return new Affine(
                scale, Coefficients.combine(zero, scale, (z, s) -> z.times(s).negate()));
    }

    private static Affine inverse(Affine map) {
        return new Affine(
                map.scale().map(Dyadic.ONE::dividedBy),
                Coefficients.combine(
                        map.offset(), map.scale(), (o, s) -> o.dividedBy(s).negate()));
    }

    /// QuantizeLinear rounds before it adds the zero point, the quant dialect behind it: ties to even
    /// are ties to odd behind an odd one.
    private Optional<Rounding> rounding(Affine map, Location at) {
        Coefficients zeros = inverse(map).offset();
        int count = zeros instanceof Coefficients.PerAxis along ? along.values().size() : 1;
        List<Boolean> odd = IntStream.range(0, count)
                .mapToObj(i -> zeros.at(i).floor().testBit(0))
                .distinct()
                .toList();
        if (odd.size() == 1) {
            return Optional.of(odd.getFirst() ? Rounding.HALF_ODD : Rounding.HALF_EVEN);
        }
        new LiveOps(diagnostics).refuse(at, "a quantiser with even and odd zero points");
        return Optional.empty();
    }

    /// {@return what is wrong with a sum of `depth` products of bytes, which wraps at 32 bits, if anything}
    static Optional<String> mayWrap(int depth) {
        boolean fits = (long) depth * BYTES <= Integer.MAX_VALUE;
        return fits ? Optional.empty() : Optional.of("a sum of " + depth + " products, which may wrap at 32 bits,");
    }

    /// {@return `integers - zero`; nothing where the zero point was refused}
    Optional<QuantOp> centred(Value integers, Value zero, Location at) {
        return QuantParameters.alongOneAxis(reals.apply(zero), integers.shape(), "zero point", at, diagnostics)
                .map(zeros ->
                        new ApplyAffine(integers, new Affine(Coefficients.of(Dyadic.ONE), zeros.map(Real::negate))));
    }

    /// {@return known `integers` less their zero points `zero`; nothing where these were refused}
    Optional<Known.Quantised> weights(IntTensor integers, IntType storage, Value zero, Location at) {
        return QuantParameters.alongOneAxis(reals.apply(zero), integers.shape(), "zero point", at, diagnostics)
                .map(zeros ->
                        new Known.Quantised(integers, new QuantType(storage, map(Coefficients.of(Dyadic.ONE), zeros))));
    }
}
