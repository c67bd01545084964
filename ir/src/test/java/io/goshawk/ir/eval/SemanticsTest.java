package io.goshawk.ir.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.goshawk.ir.FloatType;
import io.goshawk.ir.Graph;
import io.goshawk.ir.Op;
import io.goshawk.ir.Shape;
import io.goshawk.ir.num.Dyadic;
import io.goshawk.ir.num.Real;
import io.goshawk.ir.tensor.FloatTensor;
import io.goshawk.ir.tensor.IntTensor;
import io.goshawk.ir.tensor.RealTensor;
import io.goshawk.ir.tensor.Tensor;
import io.goshawk.ir.text.Parser;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What operations mean, case by case. Whole graphs are held to a brute-force evaluation elsewhere.
class SemanticsTest {
    private static Tensor run(String text, Tensor... inputs) {
        Graph<? extends Op> graph = Parser.parse("test", text).graphs().getFirst();
        return Interpreter.run(graph, List.of(inputs)).getFirst();
    }

    /// What the first operation makes of exact reals.
    private static RealTensor exactly(String text, FloatTensor... operands) {
        Graph<? extends Op> graph = Parser.parse("test", text).graphs().getFirst();
        List<Tensor> reals =
                Arrays.stream(operands).<Tensor>map(RealTensor::exactly).toList();
        return (RealTensor) Interpreter.evaluate(graph.nodes().getFirst().op(), reals);
    }

    private static IntTensor ints(Shape shape, long... values) {
        return IntTensor.of(shape, values);
    }

    @ParameterizedTest
    @CsvSource({"i8, 1", "i30, 1000000", "i62, 4000000000000000", "i200, 1000000000000000000000000"})
    void productsAreExactAtEveryWidth(String type, String size) {
        BigInteger x = new BigInteger(size);
        String accumulator = type.equals("i200") ? "i300" : "i70";
        String text = """
                graph @g(%%0: tensor<1x2x%1$s>, %%1: tensor<2x1x%1$s>) {
                  %%2 = integer.mat-mul %%0, %%1 {accumulator = %2$s} : tensor<1x1x%2$s>
                  return %%2
                }""".formatted(type, accumulator);
        IntTensor left = IntTensor.of(Shape.of(1, 2), List.of(x, x.negate()));
        IntTensor right = IntTensor.of(Shape.of(2, 1), List.of(BigInteger.valueOf(3), BigInteger.TWO));
        assertThat(run(text, left, right)).isEqualTo(IntTensor.of(Shape.of(1, 1), List.of(x)));
    }

    @Test
    void anAccumulatorNeverWraps() {
        String text = """
                graph @g(%0: tensor<1x2xi8>, %1: tensor<2x1xi8>) {
                  %2 = integer.mat-mul %0, %1 {accumulator = i8} : tensor<1x1xi8>
                  return %2
                }""";
        IntTensor row = ints(Shape.of(1, 2), 100, 100);
        assertThatThrownBy(() -> run(text, row, ints(Shape.of(2, 1), 1, 1))).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void argmaxTakesTheFirstOfEquals() {
        String text = """
                graph @g(%0: tensor<2x3xi8>) {
                  %1 = integer.arg-max %0 {axis = 1, keepAxis = false} : tensor<2xu2>
                  return %1
                }""";
        assertThat(run(text, ints(Shape.of(2, 3), 1, 7, 7, -1, -2, -1))).isEqualTo(ints(Shape.of(2), 1, 0));
    }

    /// Of log(exp(0) + exp(ln 3)) = ln 4, whatever is added to both; 1000 would overflow without its
    /// largest term taken off.
    @ParameterizedTest
    @CsvSource({"0", "1000", "-1000"})
    void logarithmsOfSharesNeverOverflow(double level) {
        String text = """
                graph @g(%0: tensor<1x2xreal>) {
                  %1 = quant.log-softmax %0 {axis = 1} : tensor<1x2xreal>
                  return %1
                }""";
        RealTensor logarithms =
                exactly(text, FloatTensor.of(Shape.of(1, 2), FloatType.F64, new double[] {level, level + Math.log(3)}));
        assertThat(logarithms.at(0).toDouble()).isCloseTo(-Math.log(4), within(1e-12));
        assertThat(logarithms.at(1).toDouble()).isCloseTo(Math.log(0.75), within(1e-12));
    }

    @Test
    void inputsMustFitTheirPorts() {
        String text = "graph @g(%0: tensor<2xi4>) { return %0 }";
        assertThatThrownBy(() -> run(text, ints(Shape.of(2), 8, 0))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> run(text, ints(Shape.of(1), 0))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> run(text)).isInstanceOf(IllegalArgumentException.class);
    }

    /// QONNX Quant of one number, by hand.
    @ParameterizedTest
    @CsvSource({
        // x, scale, zero point, bits, signed, narrow, rounding, result
        "2.5, 1, 0, 4, true, false, HALF_EVEN, 2",
        "3.5, 1, 0, 4, true, false, HALF_EVEN, 4",
        "2.5, 1, 0, 4, true, false, HALF_AWAY, 3",
        "-2.5, 1, 0, 4, true, false, HALF_AWAY, -3",
        "-2.5, 1, 0, 4, true, false, HALF_UP, -2",
        "-0.5, 1, 0, 4, true, false, FLOOR, -1",
        "100, 1, 0, 4, true, false, FLOOR, 7",
        "-100, 1, 0, 4, true, false, FLOOR, -8",
        "-100, 1, 0, 4, true, true, FLOOR, -7",
        "100, 1, 0, 4, false, false, FLOOR, 15",
        "100, 1, 0, 4, false, true, FLOOR, 14",
        "1, 0.25, 2, 4, true, false, FLOOR, 1",
        "10, 0.25, 2, 4, true, false, FLOOR, 1.25",
        "0, 0.5, 0, 1, true, false, FLOOR, 0.5",
        "-0.1, 0.5, 0, 1, true, false, FLOOR, -0.5"
    })
    void quantIsThatOfQonnx(
            float x,
            float scale,
            float zeroPoint,
            int bits,
            boolean signed,
            boolean narrow,
            String rounding,
            String y) {
        String text = """
                graph @g(%%0: tensor<1xf32>, %%1: tensor<f32>, %%2: tensor<f32>, %%3: tensor<f32>) {
                  %%4 = onnx.quant %%0, %%1, %%2, %%3 {signed = %s, narrow = %s, rounding = %s} : tensor<1xf32>
                  return %%4
                }""".formatted(signed, narrow, rounding);
        Tensor result = run(text, floats(Shape.of(1), x), scalar(scale), scalar(zeroPoint), scalar(bits));
        assertThat(((RealTensor) result).at(0)).isEqualTo(Dyadic.parseDecimal(y));
    }

    private static FloatTensor floats(Shape shape, float... values) {
        return FloatTensor.of(shape, values);
    }

    private static FloatTensor scalar(float value) {
        return floats(Shape.SCALAR, value);
    }

    @Test
    void aBatchNormalisationKeepsItsRoot() {
        String text = """
                graph @g(%0: tensor<1x1xf32>, %1: tensor<1xf32>, %2: tensor<1xf32>, %3: tensor<1xf32>, %4: tensor<1xf32>) {
                  %5 = onnx.batch-normalization %0, %1, %2, %3, %4 {epsilon = 0.0} : tensor<1x1xf32>
                  return %5
                }""";
        Shape one = Shape.of(1);
        // 3 * (5 - 1) / sqrt(2) + 0.5
        RealTensor input = RealTensor.exactly(floats(Shape.of(1, 1), 5));
        Tensor result = run(text, input, floats(one, 3), floats(one, 0.5f), floats(one, 1), floats(one, 2));
        Real expected = Dyadic.of(12).dividedBy(Real.sqrt(Dyadic.of(2))).plus(Dyadic.powerOfTwo(-1));
        assertThat(((RealTensor) result).at(0)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"ADD, 3.5", "SUB, 2.5", "MUL, 1.5", "DIV, 6", "POW, root"})
    void binaryOperationsAreExact(String kind, String expected) {
        String text = """
                graph @g(%%0: tensor<1xf32>, %%1: tensor<f32>) {
                  %%2 = onnx.binary %%0, %%1 {kind = %s} : tensor<1xf32>
                  return %%2
                }""".formatted(kind);
        Real result = exactly(text, floats(Shape.of(1), 3), scalar(0.5f)).at(0);
        Real wanted = expected.equals("root") ? Real.sqrt(Dyadic.of(3)) : Dyadic.parseDecimal(expected);
        assertThat(result).isEqualTo(wanted);
    }

    @Test
    void bipolarQuantisersMakePlusOfZero() {
        String text = """
                graph @g(%0: tensor<3xreal>) {
                  %1 = quant.bipolar-quantize %0 {scale = 3p-1} : tensor<3xquant-type(storage = u1, map = affine(scale = 3, offset = -3p-1))>
                  %2 = quant.apply-affine %1 {map = affine(scale = 2, offset = 0)} : tensor<3xreal>
                  return %2
                }""";
        RealTensor in = new RealTensor(
                Shape.of(3), List.of(Dyadic.ZERO, Dyadic.powerOfTwo(-9).negate(), Dyadic.ONE));
        RealTensor expected = new RealTensor(Shape.of(3), List.of(Dyadic.of(3), Dyadic.of(-3), Dyadic.of(3)));
        assertThat(run(text, in)).isEqualTo(expected);
    }

    @Test
    void softmaxIsTheDoubleOne() {
        String text = """
                graph @g(%0: tensor<1x2xreal>) {
                  %1 = quant.softmax %0 {axis = 1} : tensor<1x2xreal>
                  return %1
                }""";
        RealTensor in = new RealTensor(Shape.of(1, 2), List.of(Dyadic.ONE, Dyadic.ONE));
        assertThat(((RealTensor) run(text, in)).values()).containsOnly(Dyadic.powerOfTwo(-1));
    }

    @ParameterizedTest
    @CsvSource({
        "-8, 7, '-8, 7, -22, -2, 0, 3, 0, 0, 7'",
        "3, 2, '3, 2, -1, 1, 0, 3, 1, 1, 2'",
        "7, -8, '7, -8, 23, 2, 3, 0, 1, 1, -8'"
    })
    void everyWireCarriesWhatItSays(long x, long y, String expected) {
        String text = """
                graph @g(%0: tensor<2xi4>) {
                  %1 = circuit.element %0 {index = 0} : tensor<i4>
                  %2 = circuit.element %0 {index = 1} : tensor<i4>
                  %3 = circuit.add %1, %2 {leftShift = 0, rightShift = 1, subtract = true, range = [-30, 30]} : tensor<i6>
                  %4 = circuit.shift-right %1 {addend = -1, places = 2, rounding = HALF_UP, range = [-9, 9]} : tensor<i5>
                  %5 = circuit.clamp %3 {bounds = [0, 3], range = [0, 3]} : tensor<u2>
                  %6 = circuit.lookup %5 {first = 0, values = [3, 1, 2, 0]} : tensor<u2>
                  %7 = circuit.at-least %1 {threshold = 3} : tensor<u1>
                  %8 = circuit.greater %1, %2 : tensor<u1>
                  %9 = circuit.register %2 : tensor<i4>
                  %10 = circuit.pack %1, %2, %3, %4, %5, %6, %7, %8, %9 {shape = [9], element = i6} : tensor<9xi6>
                  return %10
                }""";
        long[] wires = ((IntTensor) run(text, ints(Shape.of(2), x, y))).toLongs();
        assertThat(Arrays.toString(wires)).isEqualTo("[" + expected + "]");
    }

    @Test
    void aWireThatLeavesItsRangeIsABug() {
        String text = """
                graph @g(%0: tensor<1xi4>) {
                  %1 = circuit.element %0 {index = 0} : tensor<i4>
                  %2 = circuit.shift-left %1 {places = 2, range = [0, 3]} : tensor<u2>
                  return %2
                }""";
        assertThatThrownBy(() -> run(text, ints(Shape.of(1), 7))).isInstanceOf(IllegalStateException.class);
    }
}
