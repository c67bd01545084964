package io.goshawk.passes.integer;

import static org.assertj.core.api.Assertions.assertThat;

import io.goshawk.ir.Affine;
import io.goshawk.ir.Coefficients;
import io.goshawk.ir.Graph;
import io.goshawk.ir.GraphBuilder;
import io.goshawk.ir.IntType;
import io.goshawk.ir.Location;
import io.goshawk.ir.QuantType;
import io.goshawk.ir.Shape;
import io.goshawk.ir.TensorType;
import io.goshawk.ir.Value;
import io.goshawk.ir.Verifier;
import io.goshawk.ir.curve.CurveKind;
import io.goshawk.ir.diag.Diagnostics;
import io.goshawk.ir.eval.Interpreter;
import io.goshawk.ir.integer.IntegerOp;
import io.goshawk.ir.num.Dyadic;
import io.goshawk.ir.num.IntRange;
import io.goshawk.ir.num.Overflow;
import io.goshawk.ir.num.Real;
import io.goshawk.ir.num.Rounding;
import io.goshawk.ir.quant.BatchMatMul;
import io.goshawk.ir.quant.Constant;
import io.goshawk.ir.quant.Curve;
import io.goshawk.ir.quant.Gather;
import io.goshawk.ir.quant.MatMul;
import io.goshawk.ir.quant.Normalize;
import io.goshawk.ir.quant.QuantOp;
import io.goshawk.ir.quant.Quantize;
import io.goshawk.ir.quant.Relu;
import io.goshawk.ir.quant.Softmax;
import io.goshawk.ir.shape.Transpose;
import io.goshawk.ir.tensor.IntTensor;
import io.goshawk.ir.tensor.Tensor;
import io.goshawk.ir.text.Parser;
import io.goshawk.ir.text.Printer;
import io.goshawk.passes.PassContext;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;

/// Functions between quantisers: equal to the quant dialect where a table is made or the arithmetic is
/// exact, within the stated bound elsewhere.
class FunctionsTest {
    private static final Location AT = new Location.Whole("test");

    private static QuantType type(boolean signed, int bits, double scale, int zero) {
        Dyadic step = Dyadic.exactly((float) scale);
        return new QuantType(
                new IntType(signed, bits), Affine.of(step, Dyadic.of(-zero).times(step)));
    }

    private static Value quantized(GraphBuilder<QuantOp> builder, Value input, QuantType type) {
        return builder.add(
                new Quantize(input, type, type.storage().range(), Rounding.HALF_EVEN, Overflow.SATURATE), AT);
    }

    private static Graph<QuantOp> graph(
            Shape shape, QuantType in, QuantType out, BiFunction<GraphBuilder<QuantOp>, Value, Value> body) {
        GraphBuilder<QuantOp> builder = new GraphBuilder<>("function");
        Value input = builder.input("x", new TensorType(shape, in), AT);
        Value result = body.apply(builder, input);
        Value codes = quantized(builder, result, out);
        return builder.build(List.of(Graph.Port.plain("y", codes, AT)));
    }

    private static long largestDifference(Graph<QuantOp> network, long seed, double spread) {
        Graph<IntegerOp> hardware = PassContext.plain().run(new QuantToInteger(), network);
        Diagnostics problems = new Diagnostics();
        Verifier.verify(hardware, problems);
        assertThat(problems.all()).isEmpty();
        String text = Printer.print(hardware);
        assertThat(Printer.print(Parser.parse("test.ghk", text))).isEqualTo(text);
        Random random = new Random(seed);
        long most = 0;
        TensorType type = network.inputs().getFirst().value().type();
        for (int i = 0; i < 10; i++) {
            List<Tensor> inputs = List.of(codes(type, random, spread));
            IntTensor wanted = (IntTensor) Interpreter.run(network, inputs).getFirst();
            IntTensor codes = Interpreter.runIntegers(hardware, inputs).getFirst();
            for (int j = 0; j < wanted.shape().size(); j++) {
                most = Math.max(most, Math.abs(wanted.at(j) - codes.at(j)));
            }
        }
        return most;
    }

    private static IntTensor codes(TensorType type, Random random, double spread) {
        QuantType quant = (QuantType) type.element();
        double scale = quant.map().scale().at(0).toDouble();
        double offset = quant.map().offset().at(0).toDouble();
        IntRange range = quant.storage().range();
        return IntTensor.of(type.shape(), _ -> {
            long code = Math.round((random.nextGaussian() * spread - offset) / scale);
            return range.clamp(BigInteger.valueOf(code)).longValueExact();
        });
    }

    @Test
    void curvesOfEightBitsAreEqualToTheQuantDialect() {
        for (CurveKind kind : CurveKind.values()) {
            boolean positive = kind == CurveKind.SQRT || kind == CurveKind.RECIPROCAL;
            QuantType in = positive ? type(false, 8, 0.03, -3) : type(true, 8, 0.037, 5);
            QuantType out = type(true, 8, kind == CurveKind.EXP ? 0.9 : 0.041, -7);
            Graph<QuantOp> network =
                    graph(Shape.of(1, 200), in, out, (builder, x) -> builder.add(new Curve(x, kind), AT));
            assertThat(largestDifference(network, kind.name().length(), 3))
                    .as(kind.name())
                    .isZero();
        }
    }

    @Test
    void curvesOfSixteenBitsAreWithinTheirBound() {
        for (CurveKind kind : List.of(CurveKind.GELU, CurveKind.TANH, CurveKind.SILU)) {
            Graph<QuantOp> network = graph(
                    Shape.of(1, 2000),
                    type(true, 16, 0.00021, 0),
                    type(true, 8, 0.041, 0),
                    (builder, x) -> builder.add(new Curve(x, kind), AT));
            assertThat(largestDifference(network, 3, 3)).as(kind.name()).isLessThanOrEqualTo(1);
        }
    }

    /// Channels whose scales have nothing in common, and a ReLU, in front of one function.
    @Test
    void oneFormServesChannelsOfDifferentScales() {
        List<Real> scales = List.of(
                Dyadic.exactly(0.0311f), Dyadic.exactly(0.0173f), Dyadic.exactly(0.0497f), Dyadic.powerOfTwo(-5));
        QuantType type =
                new QuantType(IntType.s(8), new Affine(Coefficients.of(1, scales), Coefficients.of(Dyadic.ZERO)));
        IntTensor codes = IntTensor.of(Shape.of(3, 4), i -> 37 * i % 101 - 50);
        for (CurveKind kind : List.of(CurveKind.GELU, CurveKind.SIGMOID)) {
            for (boolean bounded : new boolean[] {false, true}) {
                Graph<QuantOp> network =
                        graph(Shape.of(1, 50, 3), type(true, 8, 0.037, 0), type(true, 8, 0.011, 0), (builder, x) -> {
                            Value weights = builder.add(new Constant(codes, type), AT);
                            Value product = builder.add(new MatMul(x, weights), AT);
                            Value argument = bounded ? builder.add(new Relu(product), AT) : product;
                            return builder.add(new Curve(argument, kind), AT);
                        });
                assertThat(largestDifference(network, 5, 2)).as(kind.name()).isLessThanOrEqualTo(1);
            }
        }
    }

    @Test
    void rowsAreWithinTheirBound() {
        Graph<QuantOp> softmax = graph(
                Shape.of(1, 4, 64),
                type(true, 8, 0.07, 3),
                type(false, 8, 1.0 / 255, 0),
                (builder, x) -> builder.add(new Softmax(x, 2), AT));
        assertThat(largestDifference(softmax, 1, 2)).isEqualTo(1);
        for (boolean centred : new boolean[] {true, false}) {
            Graph<QuantOp> normalize = graph(
                    Shape.of(1, 4, 48),
                    type(true, 16, 0.0003, centred ? 17 : -9),
                    type(true, 8, 0.031, 2),
                    (builder, x) -> builder.add(normalize(x, centred), AT));
            assertThat(largestDifference(normalize, 1, 2)).isLessThanOrEqualTo(1);
        }
    }

    private static Normalize normalize(Value x, boolean centred) {
        Random random = new Random(4);
        List<Real> gamma = new ArrayList<>();
        List<Real> beta = new ArrayList<>();
        for (int i = 0; i < x.shape().last(); i++) {
            gamma.add(Dyadic.exactly((float) random.nextGaussian()));
            beta.add(Dyadic.exactly((float) random.nextGaussian()));
        }
        return new Normalize(x, centred, Dyadic.exactly(1e-12f), gamma, beta);
    }

    @Test
    void productsOfTwoComputedTensorsAreExact() {
        for (int seed = 0; seed < 10; seed++) {
            int zero = seed;
            Graph<QuantOp> network =
                    graph(Shape.of(2, 3, 5, 4), type(true, 8, 0.03, zero), type(true, 8, 0.11, -3), (builder, x) -> {
                        Value turned = builder.add(new Transpose(x, List.of(0, 1, 3, 2)), AT);
                        Value scores = builder.add(new BatchMatMul(x, turned), AT);
                        Value codes = quantized(builder, scores, type(false, 6, 0.07, 9));
                        return builder.add(new BatchMatMul(codes, x), AT);
                    });
            assertThat(largestDifference(network, seed, 1)).isZero();
        }
    }

    @Test
    void embeddingsAreExact() {
        GraphBuilder<QuantOp> builder = new GraphBuilder<>("embedding");
        Value codes = builder.input("ids", new TensorType(Shape.of(1, 6), type(false, 4, 1, 0)), AT);
        Random random = new Random(2);
        IntTensor rows = IntTensor.of(Shape.of(16, 5), _ -> random.nextInt(256) - 128);
        Value table = builder.add(new Constant(rows, type(true, 8, 0.02, 1)), AT);
        Value gathered = builder.add(new Gather(codes, table), AT);
        Value out = quantized(builder, gathered, type(true, 5, 0.17, 0));
        Graph<QuantOp> network = builder.build(List.of(Graph.Port.plain("y", out, AT)));
        assertThat(largestDifference(network, 1, 6)).isZero();
    }
}
