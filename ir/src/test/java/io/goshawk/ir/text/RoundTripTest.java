package io.goshawk.ir.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.goshawk.ir.Affine;
import io.goshawk.ir.Coefficients;
import io.goshawk.ir.FloatType;
import io.goshawk.ir.Graph;
import io.goshawk.ir.GraphBuilder;
import io.goshawk.ir.IntType;
import io.goshawk.ir.Location;
import io.goshawk.ir.Op;
import io.goshawk.ir.QuantType;
import io.goshawk.ir.RealType;
import io.goshawk.ir.Shape;
import io.goshawk.ir.TensorType;
import io.goshawk.ir.Value;
import io.goshawk.ir.circuit.Add;
import io.goshawk.ir.circuit.CircuitOp;
import io.goshawk.ir.circuit.Element;
import io.goshawk.ir.circuit.Lookup;
import io.goshawk.ir.circuit.Pack;
import io.goshawk.ir.circuit.ShiftRight;
import io.goshawk.ir.circuit.Tap;
import io.goshawk.ir.integer.ArgMax;
import io.goshawk.ir.integer.Constant;
import io.goshawk.ir.integer.Form;
import io.goshawk.ir.integer.IntegerOp;
import io.goshawk.ir.integer.Law;
import io.goshawk.ir.integer.MatMul;
import io.goshawk.ir.integer.Requantize;
import io.goshawk.ir.integer.Requantizer;
import io.goshawk.ir.num.Dyadic;
import io.goshawk.ir.num.IntRange;
import io.goshawk.ir.num.Overflow;
import io.goshawk.ir.num.Rational;
import io.goshawk.ir.num.Real;
import io.goshawk.ir.num.Rounding;
import io.goshawk.ir.onnx.OnnxOp;
import io.goshawk.ir.onnx.normalization.BatchNormalization;
import io.goshawk.ir.quant.ApplyAffine;
import io.goshawk.ir.quant.BipolarQuantize;
import io.goshawk.ir.quant.QuantOp;
import io.goshawk.ir.quant.Quantize;
import io.goshawk.ir.shape.Reshape;
import io.goshawk.ir.shape.Transpose;
import io.goshawk.ir.tensor.FloatTensor;
import io.goshawk.ir.tensor.IntTensor;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class RoundTripTest {
    private static final Location AT = new Location.OnnxNode("m.onnx", "/fc1/\"W\"\n\u0001\ud800 ü", "MatMul");
    private static final Real THIRD = Rational.of(BigInteger.ONE, BigInteger.valueOf(3));
    private static final Real ROOT = Real.sqrt(Dyadic.exactly(3.5)).times(THIRD).minus(THIRD);

    static void roundTrip(Graph<? extends Op> graph) {
        String text = Printer.print(graph);
        GhkFile back = Parser.parse("round-trip", text);
        assertThat(back.graphs()).containsExactly(graph);
        assertThat(Printer.print(back)).isEqualTo(text);
    }

    @Test
    void integerGraphs() {
        GraphBuilder<IntegerOp> b = new GraphBuilder<>("mlp/1.x");
        Affine meaning = new Affine(Coefficients.of(1, List.of(THIRD, ROOT)), Coefficients.of(Dyadic.powerOfTwo(-3)));
        Value in = b.input("global_in", TensorOf.ints(IntType.s(8), 1, 2), Optional.of(meaning), AT);
        Location fused =
                Location.fuse("fold", List.of(AT, new Location.OnnxValue("m", "x"), new Location.Whole("--o")));
        Value big =
                b.add(new Constant(IntTensor.of(Shape.of(1, 1), List.of(BigInteger.TWO.pow(90))), IntType.u(91)), AT);
        Value small = b.add(new Constant(IntTensor.of(Shape.of(2, 2), 1, -1, 0, 7), IntType.s(4)), fused);
        Value acc = b.add(new MatMul(in, small, IntType.s(12)), new Location.Text("a.ghk", 3, 4));
        Law law = new Law(ROOT, THIRD.negate(), Rounding.HALF_EVEN, IntRange.of(-3, 4));
        IntRange interval = IntRange.of(-9, 9);
        Requantizer scale = new Requantizer(
                new Form.Scale(BigInteger.ONE.negate(), BigInteger.TEN, 4, Rounding.FLOOR), interval, law);
        Requantizer steps = new Requantizer(
                new Form.Thresholds(BigInteger.ZERO, true, List.of(BigInteger.ONE, BigInteger.TEN)), interval, law);
        Requantizer table = new Requantizer(new Form.Table(BigInteger.ZERO, List.of(BigInteger.ONE)), interval, law);
        Value q = b.add(new Requantize(acc, 1, List.of(scale, steps), IntType.s(4)), AT);
        Value r = b.add(new Requantize(q, 1, List.of(table), IntType.s(4)), AT);
        Value t = b.add(new Transpose(r, List.of(1, 0)), AT);
        Value s = b.add(new Reshape(t, Shape.of(2)), AT);
        Value scalar = b.add(new ArgMax(s, 0, false), AT);
        Value wide = b.add(new Constant(wideTensor(), IntType.s(40)), AT);
        b.add(new Constant(wideTensor(), IntType.s(40)), AT);
        b.add(new Constant(IntTensor.of(Shape.of(0, 4)), IntType.u(1)), AT);
        roundTrip(b.build(List.of(
                Graph.Port.plain("best", scalar, AT),
                new Graph.Port("q", q, Optional.of(meaning), AT),
                Graph.Port.plain("w", wide, AT),
                Graph.Port.plain("b", big, AT))));
    }

    private static IntTensor wideTensor() {
        return IntTensor.of(
                Shape.of(3, 10),
                LongStream.range(0, 30).map(i -> i * (1L << 33) - 7).toArray());
    }

    @Test
    void equalTensorsStandOnceInTheTable() {
        GraphBuilder<IntegerOp> b = new GraphBuilder<>("w");
        b.add(new Constant(wideTensor(), IntType.s(40)), AT);
        b.add(new Constant(wideTensor(), IntType.s(41)), AT);
        String text = Printer.print(b.build(List.of()));
        assertThat(text).containsOnlyOnce("resource #w0: int64 3x10");
        assertThat(text).doesNotContain("#w1");
    }

    @Test
    void quantGraphs() {
        GraphBuilder<QuantOp> b = new GraphBuilder<>("a name with spaces");
        Value in = b.input("x", new TensorType(Shape.of(1, 2), FloatType.F32), AT);
        Affine map = new Affine(Coefficients.of(THIRD), Coefficients.of(1, List.of(Dyadic.ONE, Dyadic.ZERO)));
        QuantType type = new QuantType(IntType.s(6), map);
        Value q = b.add(new Quantize(in, type, IntRange.of(-31, 31), Rounding.AWAY, Overflow.WRAP), AT);
        Value p = b.add(new BipolarQuantize(q, Coefficients.of(1, List.of(THIRD, ROOT))), AT);
        Value w = b.add(new io.goshawk.ir.quant.Constant(IntTensor.of(Shape.of(2, 1), 1, -1), type), AT);
        Value m = b.add(new io.goshawk.ir.quant.MatMul(p, w), AT);
        Value a = b.add(new ApplyAffine(m, Affine.of(ROOT, ROOT.negate())), AT);
        Value n = b.input("real", new TensorType(Shape.SCALAR, RealType.REAL), AT);
        roundTrip(b.build(List.of(Graph.Port.plain("y", a, AT), Graph.Port.plain("n", n, AT))));
    }

    @Test
    void onnxGraphs() {
        GraphBuilder<OnnxOp> b = new GraphBuilder<>("o");
        Value x = b.input("x", new TensorType(Shape.of(1, 3), FloatType.F32), AT);
        FloatTensor odd = FloatTensor.of(Shape.of(3), 0.1f, -0.0f, Float.MIN_VALUE);
        Value c = b.add(io.goshawk.ir.onnx.Constant.of(odd), AT);
        b.add(io.goshawk.ir.onnx.Constant.of(FloatTensor.of(Shape.of(2), Float.NaN, Float.NEGATIVE_INFINITY)), AT);
        for (FloatType type : FloatType.values()) {
            double[] values =
                    IntStream.range(0, 40).mapToDouble(i -> i / 8.0 - 2).toArray();
            b.add(io.goshawk.ir.onnx.Constant.of(FloatTensor.of(Shape.of(4, 10), type, values)), AT);
            b.add(io.goshawk.ir.onnx.Constant.of(FloatTensor.of(Shape.of(1), type, new double[] {1e-3f})), AT);
        }
        b.add(io.goshawk.ir.onnx.Constant.of(FloatTensor.of(Shape.of(1), FloatType.F64, new double[] {0.1})), AT);
        b.add(io.goshawk.ir.onnx.Constant.of(IntTensor.of(Shape.SCALAR, 5)), AT);
        Value y = b.add(new BatchNormalization(x, c, c, c, c, 1e-5f), AT);
        roundTrip(b.build(List.of(Graph.Port.plain("y", y, AT))));
    }

    @Test
    void circuitGraphs() {
        GraphBuilder<CircuitOp> b = new GraphBuilder<>("c");
        Value port = b.input("x", TensorOf.ints(IntType.s(8), 1, 2), AT);
        Value x = b.add(new Element(port, 1), AT);
        Value a = b.add(new Add(x, 0, x, 3, true, IntRange.of(-1000, 1000)), AT);
        Value s = b.add(new ShiftRight(a, BigInteger.ONE, 2, Rounding.HALF_UP, IntRange.of(-250, 250)), AT);
        Value l = b.add(new Lookup(s, BigInteger.valueOf(-250), List.of(BigInteger.ONE, BigInteger.TWO)), AT);
        Value p = b.add(new Pack(List.of(x, a, s, l), Shape.of(2, 2), IntType.s(16)), AT);
        b.add(new Tap(List.of(a, s), Shape.of(2), IntType.s(16), 7), AT);
        Value none = b.add(new Pack(List.of(), Shape.of(0), IntType.s(16)), AT);
        roundTrip(b.build(List.of(Graph.Port.plain("y", p, AT), Graph.Port.plain("z", none, AT))));
    }

    @Test
    void severalGraphsOfDifferentDialectsShareAFile() {
        GraphBuilder<CircuitOp> c = new GraphBuilder<>("c");
        GraphBuilder<IntegerOp> i = new GraphBuilder<>("i");
        i.add(new Constant(wideTensor(), IntType.s(40)), AT);
        GhkFile file = new GhkFile(List.of(c.build(List.of()), i.build(List.of())));
        GhkFile back = Parser.parse("f", Printer.print(file));
        assertThat(back).isEqualTo(file);
        assertThat(back.graph("i", IntegerOp.class).nodes()).hasSize(1);
    }

    /// Far from any limit on an idle machine; whatever is quadratic takes minutes.
    @Test
    @Timeout(120)
    void aLargeCircuitTakesSeconds() {
        GraphBuilder<CircuitOp> b = new GraphBuilder<>("large");
        Value port = b.input("x", TensorOf.ints(IntType.s(8), 1, 2), AT);
        Value x = b.add(new Element(port, 1), AT);
        for (int i = 0; i < 20_000; i++) {
            x = b.add(new Add(x, 0, x, 0, true, IntRange.of(-1000, 1000)), AT);
        }
        Graph<CircuitOp> graph = b.build(List.of(Graph.Port.plain("y", x, AT)));
        GhkFile back = Parser.parse("large", Printer.print(graph));
        assertThat(back.graphs().equals(List.of(graph))).isTrue();
    }
}
