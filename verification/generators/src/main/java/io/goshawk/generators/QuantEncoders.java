package io.goshawk.generators;

import io.goshawk.ir.Affine;
import io.goshawk.ir.Coefficients;
import io.goshawk.ir.FloatType;
import io.goshawk.ir.Graph;
import io.goshawk.ir.IntType;
import io.goshawk.ir.QuantType;
import io.goshawk.ir.Shape;
import io.goshawk.ir.TensorType;
import io.goshawk.ir.Value;
import io.goshawk.ir.curve.CurveKind;
import io.goshawk.ir.num.Dyadic;
import io.goshawk.ir.num.IntRange;
import io.goshawk.ir.num.Overflow;
import io.goshawk.ir.num.Real;
import io.goshawk.ir.num.Rounding;
import io.goshawk.ir.quant.Add;
import io.goshawk.ir.quant.ApplyAffine;
import io.goshawk.ir.quant.BatchMatMul;
import io.goshawk.ir.quant.Constant;
import io.goshawk.ir.quant.Curve;
import io.goshawk.ir.quant.Gather;
import io.goshawk.ir.quant.MatMul;
import io.goshawk.ir.quant.Normalize;
import io.goshawk.ir.quant.QuantOp;
import io.goshawk.ir.quant.Quantize;
import io.goshawk.ir.quant.Softmax;
import io.goshawk.ir.shape.Reshape;
import io.goshawk.ir.shape.Transpose;
import io.goshawk.ir.tensor.IntTensor;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Builds one random quantised encoder: embeddings or dense data, then blocks of attention and of
/// feed-forward layers around a residual stream.
///
/// Scales are near what the data need, so that codes use their range; behind every function is one
/// quantiser.
final class QuantEncoders {
    /// What numbers on the stream are about as large as.
    private static final double REACH = 4;

    private static final List<CurveKind> CURVES = Arrays.stream(CurveKind.values())
            .filter(kind -> kind != CurveKind.SQRT && kind != CurveKind.RECIPROCAL)
            .toList();

    private final Choice choice;
    private final QuantGraphs parts;
    private final int batch;
    private final int length;
    private final int heads;
    private final int width;
    private final int streamBits;
    private final boolean normFirst;

    QuantEncoders(Choice choice) {
        this.choice = choice;
        this.parts = new QuantGraphs(choice);
        this.batch = choice.oneIn(6) ? 2 : 1;
        this.length = choice.between(1, 6);
        this.heads = choice.between(1, 3);
        this.width = heads * choice.between(1, 4);
        this.streamBits = choice.of(8, 10, 12, 16);
        this.normFirst = choice.oneIn(2);
    }

    /// @param size how many times attention or a feed-forward layer is added to the stream
    Graph<QuantOp> graph(int size) {
        Value stream = choice.oneIn(2) ? embedded() : dense();
        for (int block = 0; block < size; block++) {
            Value read = normFirst ? normalised(stream, 8) : stream;
            Value branch = choice.oneIn(2) ? attention(read) : feedForward(read);
            Value sum = quantised(add(new Add(stream, branch), "Add"), streamBits, REACH);
            stream = normFirst ? sum : normalised(sum, streamBits);
        }
        return parts.builder().build(List.of(Graph.Port.plain("y", output(stream), choice.place("Output"))));
    }

    private Value output(Value stream) {
        return switch (choice.between(0, 3)) {
            case 0 -> stream;
            case 1 -> product(stream, choice.between(1, 4));
            case 2 -> quantised(curve(positive(stream), choice.of(CurveKind.SQRT, CurveKind.RECIPROCAL)), 8, REACH);
            default -> normalised(stream, 8);
        };
    }

    private Value add(QuantOp op, String operator) {
        return parts.add(op, operator);
    }

    private Value embedded() {
        IntType index = IntType.u(choice.between(1, 4));
        Value names =
                parts.builder().input("ids", new TensorType(Shape.of(batch, length), index), choice.place("Input"));
        QuantType plain = new QuantType(index, Affine.IDENTITY);
        Value codes = add(new Quantize(names, plain, index.range(), Rounding.HALF_EVEN, Overflow.SATURATE), "Cast");
        Value table = constant(Shape.of(1 << index.bits(), width), 8, REACH);
        Value rows = add(new Gather(codes, table), "Gather");
        if (choice.oneIn(2)) {
            rows = add(new Add(rows, constant(Shape.of(batch, length, width), 8, REACH / 2)), "Add");
        }
        return normalised(quantised(rows, streamBits, REACH), streamBits);
    }

    private Value dense() {
        int features = choice.between(1, 5);
        Value data = parts.builder()
                .input("x", new TensorType(Shape.of(batch, length, features), FloatType.F32), choice.place("Input"));
        Value codes = quantised(data, choice.of(6, 8), REACH);
        return quantised(product(codes, width), streamBits, REACH);
    }

    private Value attention(Value read) {
        Value queries = turned(projected(read), List.of(0, 2, 1, 3));
        Value keys = turned(projected(read), List.of(0, 2, 3, 1));
        Value values = turned(projected(read), List.of(0, 2, 1, 3));
        Value scores = add(new BatchMatMul(queries, keys), "MatMul");
        if (choice.oneIn(2)) {
            scores = scaled(scores, 1 / Math.sqrt((double) width / heads));
        }
        if (choice.oneIn(4)) {
            scores = quantised(scores, choice.of(8, 16), 2 * REACH);
        }
        Value mixed = add(new BatchMatMul(shares(scores), values), "MatMul");
        if (choice.oneIn(2)) {
            mixed = quantised(mixed, 8, REACH);
        }
        Value back = add(new Transpose(mixed, List.of(0, 2, 1, 3)), "Transpose");
        Value joined = add(new Reshape(back, Shape.of(batch, length, width)), "Reshape");
        return branch(product(quantised(joined, 8, REACH), width));
    }

    private Value projected(Value read) {
        return quantised(product(read, width), choice.of(4, 6, 8), REACH);
    }

    private Value turned(Value rows, List<Integer> order) {
        Value split = add(new Reshape(rows, Shape.of(batch, length, heads, width / heads)), "Reshape");
        return add(new Transpose(split, order), "Transpose");
    }

    /// Shares of one with 0 as their lowest code, in steps of the largest code or of a power of two.
    private Value shares(Value scores) {
        IntType storage = IntType.u(choice.of(4, 8, 8, 12));
        double largest = storage.range().max().doubleValue();
        Real step = Dyadic.exactly((float) (1 / (choice.oneIn(2) ? largest : largest + 1)));
        QuantType type = new QuantType(storage, Affine.of(step, Dyadic.ZERO));
        Value shares = add(new Softmax(scores, 3), "Softmax");
        return add(new Quantize(shares, type, storage.range(), nearest(), Overflow.SATURATE), "Quant");
    }

    private Value feedForward(Value read) {
        Value hidden = product(read, choice.between(1, 8));
        Value argument = choice.oneIn(3) ? hidden : quantised(hidden, choice.of(8, 12, 16), REACH);
        CurveKind kind = choice.of(CURVES);
        double reach = kind == CurveKind.EXP ? Math.exp(REACH) / 4 : kind == CurveKind.SIGMOID ? 1 : REACH;
        return branch(product(quantised(curve(argument, kind), 8, reach), width));
    }

    private Value curve(Value argument, CurveKind kind) {
        return add(new Curve(argument, kind), kind.name());
    }

    /// At times a branch has a quantiser of its own.
    private Value branch(Value value) {
        return choice.oneIn(2) ? value : quantised(value, choice.of(8, 12, 16), REACH);
    }

    private Value scaled(Value value, double factor) {
        return add(new ApplyAffine(value, Affine.of(Dyadic.exactly((float) factor), Dyadic.ZERO)), "Mul");
    }

    /// {@return `value` in codes that stand for positive numbers}
    private Value positive(Value value) {
        IntType storage = IntType.u(choice.of(8, 12));
        Real step = near(REACH / storage.range().max().doubleValue());
        QuantType type = new QuantType(storage, Affine.of(step, step.times(Dyadic.of(choice.between(1, 40)))));
        return add(new Quantize(value, type, storage.range(), nearest(), Overflow.SATURATE), "Quant");
    }

    private Value normalised(Value value, int bits) {
        Real epsilon = Dyadic.exactly(choice.of(1e-12f, 1e-6f, 1e-5f, 1e-3f));
        boolean centred = !choice.oneIn(3);
        List<Real> gamma = many(() -> Dyadic.exactly(choice.oneIn(3) ? 1.0f : choice.anyFloat()));
        List<Real> beta = many(() -> Dyadic.exactly(choice.oneIn(3) ? 0.0f : choice.anyFloat()));
        Value rows = add(new Normalize(value, centred, epsilon, gamma, beta), "LayerNormalization");
        return quantised(rows, bits, REACH);
    }

    private List<Real> many(Supplier<Real> one) {
        return Stream.generate(one).limit(width).toList();
    }

    private Rounding nearest() {
        return choice.of(Rounding.HALF_EVEN, Rounding.HALF_EVEN, Rounding.HALF_UP, Rounding.HALF_AWAY);
    }

    /// {@return signed codes of `value`, which is about as large as `reach`}
    private Value quantised(Value value, int bits, double reach) {
        IntType storage = IntType.s(bits);
        Real scale = near(reach / storage.range().max().doubleValue());
        Real zero = Dyadic.of(choice.oneIn(4) ? choice.between(-9, 9) : 0);
        QuantType type = new QuantType(storage, Affine.of(scale, scale.times(zero)));
        IntRange full = storage.range();
        IntRange clamp = choice.oneIn(4) ? new IntRange(full.min().add(BigInteger.ONE), full.max()) : full;
        return add(new Quantize(value, type, clamp, nearest(), Overflow.SATURATE), "Quant");
    }

    /// {@return a power of two, or a float with all its bits}
    private Real near(double scale) {
        return choice.oneIn(3)
                ? Dyadic.powerOfTwo(Math.getExponent(scale) + choice.between(0, 1))
                : Dyadic.exactly((float) (scale * choice.between(600, 1700) / 1000));
    }

    private Value constant(Shape shape, int bits, double reach) {
        IntType storage = IntType.s(bits);
        Real scale = near(reach / storage.range().max().doubleValue());
        QuantType type = new QuantType(storage, Affine.of(scale, Dyadic.ZERO));
        return add(new Constant(codes(shape, storage), type), "Constant");
    }

    private IntTensor codes(Shape shape, IntType storage) {
        return IntTensor.of(
                shape,
                IntStream.range(0, shape.size())
                        .mapToLong(_ -> choice.between(
                                        storage.range().min(), storage.range().max())
                                .longValueExact())
                        .toArray());
    }

    /// {@return the product of `value` and 4- to 8-bit weights with one scale or one a channel, at
    ///     times with a bias}
    private Value product(Value value, int outputs) {
        int depth = value.shape().last();
        IntType storage = IntType.s(choice.between(4, 8));
        double reach = 2 / Math.sqrt(depth) / storage.range().max().doubleValue();
        Coefficients scales = choice.oneIn(2)
                ? Coefficients.of(near(reach))
                : Coefficients.of(
                        1, Stream.generate(() -> near(reach)).limit(outputs).toList());
        QuantType type = new QuantType(storage, new Affine(scales, Coefficients.of(Dyadic.ZERO)));
        Value weights = add(new Constant(codes(Shape.of(depth, outputs), storage), type), "Weights");
        Value product = add(new MatMul(value, weights), "MatMul");
        if (choice.oneIn(3)) {
            return product;
        }
        List<Real> biases = new ArrayList<>();
        for (int i = 0; i < outputs; i++) {
            biases.add(Dyadic.exactly(choice.anyFloat() / 2));
        }
        Affine bias = new Affine(Coefficients.of(Dyadic.ONE), Coefficients.of(2, biases));
        return add(new ApplyAffine(product, bias), "Add");
    }
}
