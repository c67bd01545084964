package io.goshawk.cpp;

import static org.assertj.core.api.Assertions.assertThat;

import io.goshawk.codegen.GoldenVectors;
import io.goshawk.ir.Graph;
import io.goshawk.ir.GraphBuilder;
import io.goshawk.ir.IntType;
import io.goshawk.ir.Location;
import io.goshawk.ir.Shape;
import io.goshawk.ir.TensorType;
import io.goshawk.ir.Value;
import io.goshawk.ir.curve.CurveForm;
import io.goshawk.ir.curve.CurveKind;
import io.goshawk.ir.curve.CurveLaw;
import io.goshawk.ir.curve.ErfPolynomial;
import io.goshawk.ir.curve.Exponential;
import io.goshawk.ir.curve.Segments;
import io.goshawk.ir.diag.Code;
import io.goshawk.ir.diag.Diagnostics;
import io.goshawk.ir.integer.BatchMatMul;
import io.goshawk.ir.integer.Constant;
import io.goshawk.ir.integer.Curve;
import io.goshawk.ir.integer.Gather;
import io.goshawk.ir.integer.IntegerOp;
import io.goshawk.ir.integer.MatMul;
import io.goshawk.ir.integer.Normalize;
import io.goshawk.ir.integer.NormalizeForm;
import io.goshawk.ir.integer.NormalizeLaw;
import io.goshawk.ir.integer.Softmax;
import io.goshawk.ir.integer.SoftmaxForm;
import io.goshawk.ir.integer.SoftmaxLaw;
import io.goshawk.ir.num.Dyadic;
import io.goshawk.ir.num.IntRange;
import io.goshawk.ir.num.Real;
import io.goshawk.ir.shape.Transpose;
import io.goshawk.ir.tensor.IntTensor;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Each operation that transformers need, emitted, gives what the interpreter gives: in 64 bits, in 128 where
/// its widths ask for them. Laws do not matter here.
class CppTransformersTest {
    private static final IntType I16 = IntType.s(16);

    @TempDir
    private Path folder;

    private static Location at(String node) {
        return new Location.OnnxNode("t.onnx", node, "Op");
    }

    private static Graph<IntegerOp> graph(
            Shape shape, IntType type, BiFunction<GraphBuilder<IntegerOp>, Value, Value> body) {
        GraphBuilder<IntegerOp> builder = new GraphBuilder<>("t");
        Value x = builder.input("in", new TensorType(shape, type), at("in"));
        return builder.build(List.of(Graph.Port.plain("out", body.apply(builder, x), at("out"))));
    }

    private static Graph<IntegerOp> curve(IntType type, CurveForm form) {
        CurveLaw law = new CurveLaw(CurveKind.GELU, Dyadic.ONE, Dyadic.ZERO, Dyadic.ONE, Dyadic.ZERO, I16.range());
        return graph(
                Shape.of(1, 40),
                type,
                (builder, x) -> builder.add(new Curve(x, law, form, type.range(), Dyadic.ONE, I16), at("curve")));
    }

    private static BigInteger power(int exponent) {
        return BigInteger.ONE.shiftLeft(exponent);
    }

    /// Five polynomials of degree 2 on integers of `bits` bits, with coefficients of about `width` bits.
    private static Segments segments(int bits, int width) {
        List<BigInteger> coefficients = new ArrayList<>();
        for (int i = 0; i < 15; i++) {
            coefficients.add(
                    power(width).multiply(BigInteger.valueOf(i * 7 % 11 - 5)).subtract(BigInteger.TWO));
        }
        List<Integer> shifts = List.of(width - 11, bits - 2, bits - 3);
        return new Segments(power(bits - 1).negate(), bits - 2, shifts, IntTensor.of(Shape.of(5, 3), coefficients));
    }

    private static Exponential exponential(int bits, int width) {
        IntTensor coefficients = IntTensor.of(
                Shape.of(2, 2), List.of(power(width), power(width - 1).negate(), power(width - 1), power(3)));
        Segments mantissa = new Segments(BigInteger.ZERO, 9, List.of(1, 10), coefficients);
        return new Exponential(
                power(bits - 1).subtract(BigInteger.ONE), BigInteger.valueOf(99), bits - 4, 10, mantissa, 9);
    }

    @Test
    void curvesOfEveryForm() throws IOException {
        ErfPolynomial erf = new ErfPolynomial(
                BigInteger.TWO, BigInteger.valueOf(90), power(13), false, 3, BigInteger.valueOf(-77), power(9), 6);
        ErfPolynomial gelu = new ErfPolynomial(
                BigInteger.TWO, BigInteger.valueOf(90), power(13), true, 3, BigInteger.valueOf(77), power(9), 11);
        Segments table = Segments.table(
                BigInteger.valueOf(-7), IntTensor.of(Shape.of(12), 5, -3, 9, 100, -100, 7, 7, 2, 1, 0, 3000, -9));
        CppPrograms.compare(
                folder,
                List.of(
                        curve(IntType.s(8), erf),
                        curve(IntType.s(8), gelu),
                        curve(IntType.s(4), table),
                        curve(IntType.s(12), segments(12, 14)),
                        curve(IntType.s(12), exponential(12, 13))));
    }

    @Test
    void curvesOf128Bits() throws IOException {
        ErfPolynomial gelu =
                new ErfPolynomial(BigInteger.TWO, power(38), power(77), true, 12, power(3).negate(), power(70), 99);
        List<Graph<IntegerOp>> graphs = List.of(
                curve(IntType.s(40), gelu),
                curve(IntType.s(40), segments(40, 72)),
                curve(IntType.s(60), exponential(60, 70)));
        CppPrograms.compare(folder, graphs);
        graphs.forEach(graph -> assertThat(source(graph)).contains("goshawk::int128 value"));
    }

    private static String source(Graph<IntegerOp> graph) {
        return new CppBackend()
                .emit(graph, new GoldenVectors(List.of(), List.of()), new CppOptions("t"))
                .files()
                .get("src/t.cpp");
    }

    private static Graph<IntegerOp> softmax(int bits, int width, int shift, boolean keepsMass) {
        IntType type = IntType.s(bits);
        IntRange distances = new IntRange(power(bits).subtract(BigInteger.ONE).negate(), BigInteger.ZERO);
        // A line from 1 to 2^width, on one segment.
        IntTensor line = IntTensor.of(Shape.of(1, 2), List.of(BigInteger.ONE, power(width)));
        Segments rising = new Segments(power(bits).negate(), bits, List.of(0, bits), line);
        BigInteger numerator = BigInteger.valueOf(255).shiftLeft(shift).add(BigInteger.valueOf(77));
        SoftmaxForm form = new SoftmaxForm(rising, distances, width, numerator, shift, keepsMass);
        IntType to = IntType.s(8);
        SoftmaxLaw law = new SoftmaxLaw(Dyadic.ONE, Dyadic.ONE, BigInteger.valueOf(-128), to.range());
        return graph(
                Shape.of(3, 7), type, (builder, x) -> builder.add(new Softmax(x, law, form, Dyadic.ONE, to), at("s")));
    }

    @Test
    void softmaxesThatKeepTheirMassAndThatDoNot() throws IOException {
        CppPrograms.compare(
                folder,
                List.of(
                        softmax(9, 12, 16, false),
                        softmax(9, 12, 16, true),
                        softmax(40, 60, 70, false),
                        softmax(40, 60, 70, true)));
    }

    private static Graph<IntegerOp> normalize(int bits, int rootBits, boolean centred) {
        IntType type = IntType.s(bits);
        List<Real> ones = Collections.nCopies(6, Dyadic.ONE);
        NormalizeLaw law = new NormalizeLaw(centred, Dyadic.ONE, Dyadic.ONE, ones, ones, I16.range());
        NormalizeForm form = new NormalizeForm(
                BigInteger.valueOf(centred ? 0 : -9),
                BigInteger.valueOf(563),
                5,
                rootBits,
                15,
                11,
                IntTensor.of(Shape.of(6), 1000, -1, 30000, 77, 0, -20000),
                IntTensor.of(Shape.of(6), 5, -600000, 0, 1L << 30, -7, 99),
                9);
        return graph(
                Shape.of(4, 6),
                type,
                (builder, x) -> builder.add(new Normalize(x, law, form, type.range(), Dyadic.ONE, I16), at("n")));
    }

    @Test
    void normalisationsByVarianceAndBySquares() throws IOException {
        CppPrograms.compare(
                folder,
                List.of(
                        normalize(10, 30, true),
                        normalize(10, 30, false),
                        normalize(40, 90, true),
                        normalize(40, 90, false)));
    }

    @Test
    void productsLookupsAndTranspositions() throws IOException {
        IntTensor table = IntTensor.of(Shape.of(16, 3), i -> (long) i * i % 1009 - 500);
        Graph<IntegerOp> product = graph(Shape.of(2, 3, 4), IntType.s(9), (builder, x) -> {
            Value right = builder.add(new Transpose(x, List.of(0, 2, 1)), at("t"));
            BigInteger zero = BigInteger.valueOf(-200);
            return builder.add(new BatchMatMul(x, zero, right, BigInteger.TEN, IntType.s(22)), at("p"));
        });
        Graph<IntegerOp> lookup = graph(Shape.of(1, 9), IntType.u(4), (builder, x) -> {
            Value rows = builder.add(new Constant(table, IntType.s(11)), at("c"));
            return builder.add(new Gather(x, rows), at("g"));
        });
        Graph<IntegerOp> turned = graph(
                Shape.of(2, 1, 3, 4, 2),
                IntType.s(40),
                (builder, x) -> builder.add(new Transpose(x, List.of(3, 4, 1, 0, 2)), at("t")));
        CppPrograms.compare(folder, List.of(product, lookup, turned));
    }

    /// All bytes there are, in arrays large enough to be written as text.
    @Test
    void manyWeightsOfOneByte() throws IOException {
        Graph<IntegerOp> product = graph(Shape.of(1, 256), IntType.s(3), (builder, x) -> {
            IntTensor data = IntTensor.of(Shape.of(256, 128), i -> (long) (byte) (i + i / 128));
            Value weights = builder.add(new Constant(data, IntType.s(8)), at("w"));
            return builder.add(new MatMul(x, weights, IntType.s(20)), at("p"));
        });
        Graph<IntegerOp> lookup = graph(Shape.of(1, 9), IntType.u(8), (builder, x) -> {
            IntTensor data = IntTensor.of(Shape.of(256, 200), i -> (long) (i * 7 & 255));
            return builder.add(new Gather(x, builder.add(new Constant(data, IntType.u(8)), at("w"))), at("g"));
        });
        CppPrograms.compare(folder, List.of(product, lookup));
        assertThat(new CppBackend()
                        .emit(product, new GoldenVectors(List.of(), List.of()), new CppOptions("t"))
                        .files()
                        .get("src/t_constants.h"))
                .contains("w_weights_bytes[] =\n    \"");
    }

    @Test
    void aPowerOfTwoBeyondItsTopIsRefused() {
        Graph<IntegerOp> graph = curve(IntType.s(13), exponential(12, 13));
        Diagnostics diagnostics = new Diagnostics();
        new CppBackend().check(graph, new CppOptions("t"), diagnostics);
        assertThat(diagnostics.all()).singleElement().satisfies(said -> {
            assertThat(said.code()).isEqualTo(Code.UNSUPPORTED_FEATURE);
            assertThat(said.render()).contains("asked for 4095, beyond its top 2047", "node \"curve\"");
        });
    }

    @Test
    void aNormalisationOfMoreThan128BitsIsRefused() {
        Diagnostics diagnostics = new Diagnostics();
        new CppBackend().check(normalize(60, 126, true), new CppOptions("t"), diagnostics);
        assertThat(diagnostics.all()).singleElement().satisfies(said -> {
            assertThat(said.code()).isEqualTo(Code.WIDTH_NOT_EXPRESSIBLE);
            assertThat(said.render()).contains("a normalisation needs", "node \"n\"");
        });
    }
}
