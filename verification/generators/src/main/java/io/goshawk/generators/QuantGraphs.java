package io.goshawk.generators;

import io.goshawk.ir.Affine;
import io.goshawk.ir.Coefficients;
import io.goshawk.ir.FloatType;
import io.goshawk.ir.Graph;
import io.goshawk.ir.GraphBuilder;
import io.goshawk.ir.IntType;
import io.goshawk.ir.QuantType;
import io.goshawk.ir.Shape;
import io.goshawk.ir.TensorType;
import io.goshawk.ir.Value;
import io.goshawk.ir.num.Dyadic;
import io.goshawk.ir.num.IntRange;
import io.goshawk.ir.num.Overflow;
import io.goshawk.ir.num.Real;
import io.goshawk.ir.num.Rounding;
import io.goshawk.ir.quant.ApplyAffine;
import io.goshawk.ir.quant.ArgMax;
import io.goshawk.ir.quant.BipolarQuantize;
import io.goshawk.ir.quant.Constant;
import io.goshawk.ir.quant.CountThresholds;
import io.goshawk.ir.quant.MatMul;
import io.goshawk.ir.quant.QuantOp;
import io.goshawk.ir.quant.Quantize;
import io.goshawk.ir.quant.Relu;
import io.goshawk.ir.shape.Reshape;
import io.goshawk.ir.shape.Transpose;
import io.goshawk.ir.tensor.IntTensor;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Builds one random quantised network.
final class QuantGraphs {
    private final Choice choice;
    private final GraphBuilder<QuantOp> builder = new GraphBuilder<>("random_quant");
    private final List<Value> readable = new ArrayList<>();

    QuantGraphs(Choice choice) {
        this.choice = choice;
    }

    GraphBuilder<QuantOp> builder() {
        return builder;
    }

    Graph<QuantOp> graph(int size) {
        Value value = quantizedInput();
        for (int layer = 1; layer < size; layer++) {
            value = activation(layer(value));
            readable.add(value);
        }
        Value logits = layer(value);
        List<Graph.Port> outputs = new ArrayList<>();
        outputs.add(Graph.Port.plain("logits", logits, choice.place("Output")));
        if (choice.oneIn(3)) {
            Value best = add(new ArgMax(logits, 1, choice.oneIn(2)), "ArgMax");
            outputs.add(Graph.Port.plain("class", best, choice.place("Output")));
        }
        if (choice.oneIn(4)) {
            outputs.add(Graph.Port.plain("between", choice.of(readable), choice.place("Output")));
        }
        return builder.build(outputs);
    }

    private Value quantizedInput() {
        int count = choice.between(1, 6);
        boolean image = choice.oneIn(4);
        Shape shape = image ? Shape.of(1, 1, count, 2) : Shape.of(1, count);
        Value input = builder.input("x", new TensorType(shape, FloatType.F32), choice.place("Input"));
        if (image) {
            input = add(new Reshape(input, Shape.of(1, 2 * count)), "Flatten");
        }
        if (choice.oneIn(3)) {
            input = add(new ApplyAffine(input, Affine.of(Dyadic.of(2), Dyadic.ONE.negate())), "Mul");
        }
        Value quantized = quantize(input, choice.of(Overflow.SATURATE, Overflow.WRAP));
        readable.add(quantized);
        return quantized;
    }

    Value add(QuantOp op, String operator) {
        return builder.add(op, choice.place(operator));
    }

    Value quantize(Value value, Overflow overflow) {
        IntType storage = new IntType(choice.oneIn(2), choice.of(1, 2, 3, 4, 6, 8));
        IntRange full = storage.range();
        boolean narrow = overflow == Overflow.SATURATE && storage.bits() > 1 && choice.oneIn(3);
        IntRange clamp = !narrow
                ? full
                : storage.signed()
                        ? new IntRange(full.min().add(BigInteger.ONE), full.max())
                        : new IntRange(full.min(), full.max().subtract(BigInteger.ONE));
        Real scale = scale();
        // A zero point z is the offset -z * scale; rarely a fraction of a step.
        Real zeroPoint = choice.oneIn(3) ? choice.of(Dyadic.ONE, Dyadic.of(-3), Dyadic.powerOfTwo(-1)) : Dyadic.ZERO;
        QuantType type =
                new QuantType(storage, Affine.of(scale, scale.times(zeroPoint).negate()));
        return add(new Quantize(value, type, clamp, choice.of(Rounding.values()), overflow), "Quant");
    }

    /// {@return the codes of `value` by a scale, and rarely a zero point, for each place along `axis`}
    Value quantizeChannels(Value value, int axis) {
        IntType storage = new IntType(choice.oneIn(2), choice.of(2, 3, 4, 8));
        List<Real> scales =
                Stream.generate(this::scale).limit(value.shape().extent(axis)).toList();
        List<Real> offsets = scales.stream()
                .<Real>map(scale -> choice.oneIn(4) ? scale.times(Dyadic.of(choice.between(-3, 3))) : Dyadic.ZERO)
                .toList();
        Affine map = new Affine(Coefficients.of(axis, scales), Coefficients.of(axis, offsets));
        return add(
                new Quantize(
                        value,
                        new QuantType(storage, map),
                        storage.range(),
                        choice.of(Rounding.values()),
                        Overflow.SATURATE),
                "Quant");
    }

    Real scale() {
        return Dyadic.exactly(choice.positiveFloat());
    }

    private Value activation(Value value) {
        Value active = choice.oneIn(2) ? add(new Relu(value), "Relu") : value;
        if (choice.oneIn(4)) {
            return add(new BipolarQuantize(active, Coefficients.of(scale())), "BipolarQuant");
        }
        if (choice.oneIn(6)) {
            return counted(active);
        }
        return quantize(active, Overflow.SATURATE);
    }

    private Value counted(Value value) {
        int count = choice.of(1, 3, 7);
        int channels = choice.oneIn(2) ? 1 : value.shape().last();
        List<CountThresholds.Thresholds> thresholds = Stream.generate(
                        () -> Stream.generate(() -> (Real) Dyadic.exactly(choice.anyFloat()))
                                .limit(count)
                                .sorted(Real::compareTo)
                                .toList())
                .limit(channels)
                .map(CountThresholds.Thresholds::new)
                .toList();
        QuantType type = new QuantType(IntType.u(3), Affine.of(scale(), Dyadic.exactly(choice.anyFloat())));
        return add(new CountThresholds(value, value.shape().rank() - 1, thresholds, type), "MultiThreshold");
    }

    Value layer(Value value) {
        int outputs = choice.between(1, 5);
        Value product = add(new MatMul(value, weights(value.shape().last(), outputs)), "MatMul");
        return switch (choice.between(0, 3)) {
            case 0 -> product;
            case 1 -> add(new ApplyAffine(product, bias(outputs)), "Add");
            case 2 -> add(new ApplyAffine(product, batchNormalization(outputs)), "BatchNormalization");
            default ->
                add(
                        new ApplyAffine(
                                add(new ApplyAffine(product, bias(outputs)), "Add"), batchNormalization(outputs)),
                        "BN");
        };
    }

    private Value weights(int depth, int outputs) {
        boolean bipolar = choice.oneIn(3);
        IntType storage = IntType.s(bipolar ? 2 : choice.of(2, 3, 4, 8));
        IntRange range = choice.oneIn(2) ? IntRange.of(-1, 1) : storage.range();
        long[] data = IntStream.range(0, depth * outputs)
                .mapToLong(_ -> bipolar
                        ? choice.of(-1L, 1L)
                        : choice.between(range.min(), range.max()).longValueExact())
                .toArray();
        if (choice.oneIn(4)) {
            QuantType type = new QuantType(storage, Affine.of(scale(), Dyadic.ZERO));
            Value stored = add(new Constant(IntTensor.of(Shape.of(outputs, depth), data), type), "Weights");
            return add(new Transpose(stored, List.of(1, 0)), "Transpose");
        }
        Coefficients scales = choice.oneIn(2) ? Coefficients.of(scale()) : many(outputs, this::scale);
        QuantType type = new QuantType(storage, new Affine(scales, Coefficients.of(Dyadic.ZERO)));
        return add(new Constant(IntTensor.of(Shape.of(depth, outputs), data), type), "Weights");
    }

    Affine bias(int count) {
        return new Affine(Coefficients.of(Dyadic.ONE), many(count, () -> Dyadic.exactly(choice.anyFloat())));
    }

    Affine batchNormalization(int count) {
        Coefficients scale = many(count, () -> {
            Real variance = Dyadic.exactly(choice.positiveFloat()).plus(Dyadic.exactly(1e-5f));
            return Dyadic.exactly(choice.anyFloat()).dividedBy(Real.sqrt(variance));
        });
        return new Affine(scale, many(count, () -> Dyadic.exactly(choice.anyFloat())));
    }

    private static Coefficients many(int count, Supplier<Real> one) {
        return Coefficients.of(1, Stream.generate(one).limit(count).toList());
    }
}
