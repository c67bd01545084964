package io.goshawk.passes.onnx;

import io.goshawk.ir.Affine;
import io.goshawk.ir.Coefficients;
import io.goshawk.ir.FloatType;
import io.goshawk.ir.GraphBuilder;
import io.goshawk.ir.Location;
import io.goshawk.ir.Shape;
import io.goshawk.ir.Value;
import io.goshawk.ir.num.Dyadic;
import io.goshawk.ir.num.Rational;
import io.goshawk.ir.num.Real;
import io.goshawk.ir.num.Surd;
import io.goshawk.ir.onnx.OnnxOp;
import io.goshawk.ir.onnx.elementwise.Binary;
import io.goshawk.ir.onnx.elementwise.Cast;
import io.goshawk.ir.onnx.normalization.BatchNormalization;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/// Writes an exact affine map: `(a x + b) / d` with Mul, Add and Div, of which those stay away that would
/// change nothing; a batch normalisation where there are square roots. In double precision where single does
/// not hold its numbers.
final class AffineMaker {
    private final GraphBuilder<OnnxOp> builder;
    private final Location at;

    AffineMaker(GraphBuilder<OnnxOp> builder, Location at) {
        this.builder = builder;
        this.at = at;
    }

    /// {@return `map` of `input`}
    /// @throws NoForm if there is no such form
    Value apply(Affine map, Value input) {
        Shape shape = Grid.shape(map.axis(), input.shape());
        List<Real> numbers = Stream.concat(
                        Grid.all(map.scale(), shape).stream(), Grid.all(map.offset(), shape).stream())
                .toList();
        return numbers.stream().anyMatch(Surd.class::isInstance) ? normalise(map, input) : scale(map, input);
    }

    private Value scale(Affine map, Value input) {
        Coefficients divisor = Coefficients.combine(map.scale(), map.offset(), AffineMaker::divisor);
        Coefficients factor = Coefficients.combine(map.scale(), divisor, Real::times);
        Coefficients addend = Coefficients.combine(map.offset(), divisor, Real::times);
        Shape shape = Grid.shape(map.axis(), input.shape());
        List<Real> all = Stream.of(factor, addend, divisor)
                .flatMap(numbers -> Grid.all(numbers, shape).stream())
                .toList();
        FloatType type = type(all);
        Value value = cast(input, type);
        value = step(Binary.Kind.MUL, value, factor, Dyadic.ONE, type);
        value = step(Binary.Kind.ADD, value, addend, Dyadic.ZERO, type);
        value = step(Binary.Kind.DIV, value, divisor, Dyadic.ONE, type);
        return cast(value, FloatType.F32);
    }

    private static FloatType type(List<Real> numbers) {
        numbers.stream()
                .filter(number -> !FloatConstants.isDouble(number))
                .findFirst()
                .ifPresent(number -> {
                    throw new NoForm("a map with the number " + number + ", which is no float of 64 bits,");
                });
        return numbers.stream().allMatch(FloatConstants::isSingle) ? FloatType.F32 : FloatType.F64;
    }

    private Value cast(Value value, FloatType type) {
        return value.type().element() == type ? value : builder.add(Cast.of(value, type), at);
    }

    private Value step(Binary.Kind kind, Value value, Coefficients numbers, Real neutral, FloatType type) {
        int axis = new Affine(numbers, numbers).axis();
        Shape shape = Grid.shape(axis, value.shape());
        List<Real> all = Grid.all(numbers, shape);
        if (all.stream().allMatch(neutral::equals)) {
            return value;
        }
        return builder.add(new Binary(value, builder.add(FloatConstants.of(all, shape, type), at), kind), at);
    }

    /// {@return the least odd number by which both can be multiplied to become dyadic}
    private static Real divisor(Real left, Real right) {
        BigInteger first = oddDenominator(left);
        BigInteger second = oddDenominator(right);
        return Dyadic.of(first.divide(first.gcd(second)).multiply(second));
    }

    private static BigInteger oddDenominator(Real number) {
        return number instanceof Rational fraction
                ? fraction.denominator().shiftRight(fraction.denominator().getLowestSetBit())
                : BigInteger.ONE;
    }

    private Value normalise(Affine map, Value input) {
        boolean alongOne = map.axis() == 1 || map.axis() < 0;
        if (!alongOne || input.shape().rank() < 2) {
            throw new NoForm("a map with square roots along axis " + map.axis() + " of " + input.shape());
        }
        List<Normalisation> channels = new ArrayList<>();
        for (int channel = 0; channel < input.shape().extent(1); channel++) {
            channels.add(Normalisation.of(map.scale().at(channel), map.offset().at(channel)));
        }
        float epsilon = Normalisation.epsilon(channels);
        List<List<Real>> parameters = Stream.<Function<Normalisation, Real>>of(
                        Normalisation::scale,
                        Normalisation::bias,
                        Normalisation::mean,
                        channel -> channel.variance().minus(Dyadic.exactly(epsilon)))
                .map(role -> channels.stream().map(role).toList())
                .toList();
        FloatType type = type(parameters.stream().flatMap(List::stream).toList());
        Shape shape = Shape.of(channels.size());
        List<Value> values = parameters.stream()
                .map(numbers -> builder.add(FloatConstants.of(numbers, shape, type), at))
                .toList();
        Value normalised = builder.add(
                new BatchNormalization(
                        cast(input, type), values.get(0), values.get(1), values.get(2), values.get(3), epsilon),
                at);
        return cast(normalised, FloatType.F32);
    }
}
