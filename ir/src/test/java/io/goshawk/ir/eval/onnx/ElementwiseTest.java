package io.goshawk.ir.eval.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import io.goshawk.ir.ElementType;
import io.goshawk.ir.FloatType;
import io.goshawk.ir.Graph;
import io.goshawk.ir.GraphBuilder;
import io.goshawk.ir.IntType;
import io.goshawk.ir.Location;
import io.goshawk.ir.Shape;
import io.goshawk.ir.TensorType;
import io.goshawk.ir.Value;
import io.goshawk.ir.eval.Floats;
import io.goshawk.ir.eval.Interpreter;
import io.goshawk.ir.num.Rounding;
import io.goshawk.ir.onnx.OnnxOp;
import io.goshawk.ir.onnx.elementwise.Activation;
import io.goshawk.ir.onnx.elementwise.Binary;
import io.goshawk.ir.onnx.elementwise.BitCast;
import io.goshawk.ir.onnx.elementwise.Cast;
import io.goshawk.ir.onnx.elementwise.Clip;
import io.goshawk.ir.onnx.elementwise.Curve;
import io.goshawk.ir.onnx.elementwise.IsInf;
import io.goshawk.ir.onnx.elementwise.Unary;
import io.goshawk.ir.onnx.elementwise.Where;
import io.goshawk.ir.tensor.FloatTensor;
import io.goshawk.ir.tensor.IntTensor;
import io.goshawk.ir.tensor.Tensor;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Element-wise operations, number by number: NaN, infinities, ties, integers that wrap.
class ElementwiseTest {
    /// {@return the elements of what `op` makes of vectors, as texts}
    /// @param operands element type, colon, numbers; divided by `|`
    private static String run(Function<List<Value>, OnnxOp> op, String operands) {
        List<String> parts = List.of(operands.split("\\|"));
        GraphBuilder<OnnxOp> builder = new GraphBuilder<>("g");
        List<Value> values = new ArrayList<>();
        for (String part : parts) {
            TensorType type = new TensorType(Shape.of(numbers(part).length), element(word(part)));
            values.add(builder.input("x" + values.size(), type, new Location.Whole("test")));
        }
        Value result = builder.add(op.apply(values), new Location.Whole("test"));
        Graph<OnnxOp> graph = builder.build(List.of(Graph.Port.plain("y", result, new Location.Whole("test"))));
        Tensor output = Interpreter.run(
                        graph, parts.stream().map(ElementwiseTest::tensor).toList())
                .getFirst();
        Tensor shown = result.type().element() instanceof FloatType type ? Floats.of(output, type) : output;
        return IntStream.range(0, shown.shape().size())
                .mapToObj(i -> shown instanceof FloatTensor floats
                        ? text(floats.at(i))
                        : ((IntTensor) shown).bigAt(i).toString())
                .collect(Collectors.joining(" "));
    }

    private static String word(String operand) {
        return operand.substring(0, operand.indexOf(':')).trim();
    }

    private static ElementType element(String name) {
        return Arrays.stream(FloatType.values())
                .filter(type -> type.toString().equals(name))
                .<ElementType>map(type -> type)
                .findFirst()
                .orElseGet(() -> new IntType(name.startsWith("i"), Integer.parseInt(name.substring(1))));
    }

    private static String text(double x) {
        return x == Math.rint(x) && Math.abs(x) < 1e9 && !(x == 0 && 1 / x < 0)
                ? Long.toString((long) x)
                : "" + (float) x;
    }

    private static String[] numbers(String operand) {
        return operand.substring(operand.indexOf(':') + 1).trim().split(" ");
    }

    private static Tensor tensor(String operand) {
        String[] numbers = numbers(operand);
        Shape shape = Shape.of(numbers.length);
        if (element(word(operand)) instanceof FloatType type) {
            double[] values =
                    Arrays.stream(numbers).mapToDouble(Double::parseDouble).toArray();
            return Floats.rounded(shape, type, values);
        }
        return IntTensor.of(shape, Arrays.stream(numbers).map(BigInteger::new).toList());
    }

    private static Curve curve(String text) {
        String[] words = text.split(" ", -1);
        float a = Float.parseFloat(words[1]);
        return switch (words[0]) {
            case "leaky-relu" -> new Curve.LeakyRelu(a);
            case "elu" -> new Curve.Elu(a);
            case "celu" -> new Curve.Celu(a);
            case "selu" -> new Curve.Selu(a, Float.parseFloat(words[2]));
            case "hard-sigmoid" -> new Curve.HardSigmoid(a, Float.parseFloat(words[2]));
            case "thresholded-relu" -> new Curve.ThresholdedRelu(a);
            case "shrink" -> new Curve.Shrink(a, Float.parseFloat(words[2]));
            default -> new Curve.Swish(a);
        };
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "ADD; i8: 127 -128 5 | i8: 1 -1 6; -128 127 11",
                "SUB; u4: 0 15 | u4: 1 15; 15 0",
                "MUL; i64: 9223372036854775807 | i64: 2; -2",
                "MUL; u64: 18446744073709551615 | u64: 2; 18446744073709551614",
                "DIV; i32: -7 7 -2147483648 5 | i32: 2 -2 -1 0; -3 -3 -2147483648 0",
                "DIV; u64: 18446744073709551615 | u64: 2; 9223372036854775807",
                "MOD; i32: -7 7 -6 6 4 | i32: 3 -3 3 3 0; 2 -2 0 0 0",
                "FMOD; i32: -7 7 | i32: 3 -3; -1 1",
                "MOD; f32: -7 7 -6 5.5 Infinity | f32: 3 -3 3 2 2; 2 -2 0 1.5 NaN",
                "FMOD; f32: -7 7 5.5 | f32: 3 -3 -2; -1 1 1.5",
                "POW; i32: 3 -2 2 5 -1 | i32: 4 3 40 -1 -3; 81 -8 0 0 -1",
                "POW; f32: 2 -8 1 -1 4 | f32: 0.5 3 NaN Infinity -1; 1.4142135 -512 1 1 0.25",
                "POW; i32: 9 2 | f32: 0.5 -1; 3 0",
                "POW; f32: 3 2 | i64: 2 -2; 9 0.25",
                "MIN; f32: 1 NaN -0.0 | f32: 2 1 0; 1 NaN -0.0",
                "MAX; f32: 1 NaN -Infinity | f32: 2 1 -3; 2 NaN -3",
                "MAX; u64: 18446744073709551615 | u64: 1; 18446744073709551615",
                "PRELU; f32: -2 3 | f32: 0.25 9; -0.5 3",
                "PRELU; i8: -100 3 | i8: 2 9; 56 3",
                "AND; u1: 0 0 1 1 | u1: 0 1 0 1; 0 0 0 1",
                "OR; u1: 0 0 1 1 | u1: 0 1 0 1; 0 1 1 1",
                "XOR; u1: 0 0 1 1 | u1: 0 1 0 1; 0 1 1 0",
                "EQUAL; f32: 1 NaN 0 | f32: 1 NaN -0.0; 1 0 1",
                "LESS; f32: 1 NaN -Infinity | f32: 2 1 0; 1 0 1",
                "LESS_OR_EQUAL; i8: 1 2 3 | i8: 2; 1 1 0",
                "GREATER; u64: 18446744073709551615 | u64: 1; 1",
                "GREATER_OR_EQUAL; u1: 0 1 | u1: 1; 0 1",
                "SHIFT_LEFT; u8: 255 1 1 | u8: 4 7 8; 240 128 0",
                "SHIFT_RIGHT; u64: 18446744073709551615 7 | u64: 63 64; 1 0",
                "BITWISE_AND; i8: -1 12 | i8: 5 10; 5 8",
                "BITWISE_OR; i8: -128 12 | i8: 1 10; -127 14",
                "BITWISE_XOR; u2: 3 1 | u2: 1 1; 2 0",
                "ADD; f16: 2048 65504 | f16: 1 16; 2048 Infinity",
                "ADD; bf16: 256 256 | bf16: 1 3; 256 260",
                "MUL; f64: 0.1 | f64: 3; 0.3",
                "DIV; f32: 1 -1 0 | f32: 0 0 0; Infinity -Infinity NaN"
            })
    void binary(Binary.Kind kind, String operands, String expected) {
        assertThat(run(in -> new Binary(in.get(0), in.get(1), kind), operands)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "ABS; i8: -128 -3 3; -128 3 3",
                "ABS; f32: -0.0 -2.5 NaN; 0 2.5 NaN",
                "NEG; u8: 1; 255",
                "NEG; f32: 2; -2",
                "RELU; i8: -3 3; 0 3",
                "RELU; f32: -3 NaN 4; 0 NaN 4",
                "SIGN; f32: -3 0 NaN; -1 0 NaN",
                "SIGN; u64: 7 0; 1 0",
                "CEIL; f32: -1.5 1.2; -1 2",
                "FLOOR; f32: -1.5 1.2; -2 1",
                "ROUND; f32: 0.5 1.5 2.5 -2.5; 0 2 2 -2",
                "SQRT; f32: 2 -1; 1.4142135 NaN",
                "RECIPROCAL; f32: 4 0; 0.25 Infinity",
                "EXP; f32: 1 -Infinity 89; 2.7182817 0 Infinity",
                "LOG; f32: 0 -1; -Infinity NaN",
                "SIN; f32: 1; 0.84147096",
                "COS; f32: 1; 0.5403023",
                "TAN; f32: 1; 1.5574077",
                "ASIN; f32: 1 2; 1.5707964 NaN",
                "ACOS; f32: 1; 0",
                "ATAN; f32: Infinity; 1.5707964",
                "SINH; f32: 1; 1.1752012",
                "COSH; f32: 1; 1.5430807",
                "TANH; f32: 20 0.5; 1 0.46211717",
                "ASINH; f32: -1 1e30; -0.8813736 69.7707",
                "ACOSH; f32: 1 2 1e30 0; 0 1.316958 69.7707 NaN",
                "ATANH; f32: -0.5 1 2; -0.54930615 Infinity NaN",
                "ERF; f32: 0.5 -1 6 NaN; 0.5204999 -0.8427008 1 NaN",
                "SIGMOID; f32: 0 100 -100; 0.5 1 3.8E-44",
                "SOFTPLUS; f32: 0 200 -200; 0.6931472 200 0",
                "SOFTSIGN; f32: -1 Infinity; -0.5 1",
                "HARD_SWISH; f32: -4 0 1 5; -0.0 0 0.6666667 5",
                "MISH; f32: 0 1 -Infinity; 0 0.8650984 -0.0",
                "GELU; f32: 1 -10 -Infinity 3; 0.8413448 -7.619853E-23 -0.0 2.9959502",
                "GELU_TANH; f32: 1 -1; 0.841192 -0.15880801",
                "NOT; u1: 0 1; 1 0",
                "BITWISE_NOT; u4: 5; 10",
                "BITWISE_NOT; i4: 5; -6",
                "IS_NAN; f32: NaN Infinity 0; 1 0 0"
            })
    void unary(Unary.Kind kind, String operands, String expected) {
        assertThat(run(in -> new Unary(in.getFirst(), kind), operands)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "leaky-relu 0.25; f32: -2 2; -0.5 2",
                "elu 2.0; f32: -1 1; -1.2642411 1",
                "celu 2.0; f32: -1 1; -0.78693867 1",
                "selu 1.5 2.0; f32: -1 1; -1.8963617 2",
                "hard-sigmoid 0.25 0.5; f32: -9 1 9 NaN; 0 0.75 1 NaN",
                "thresholded-relu 1.0; f32: 1 1.5; 0 1.5",
                "shrink 1.5 0.5; f32: -2 1 2; -1.5 0 1.5",
                "shrink 1.0 1.0; i8: -5 1 5; -4 0 4",
                "swish 1.0; f32: 1 -Infinity; 0.7310586 -0.0"
            })
    void curves(String curve, String operands, String expected) {
        assertThat(run(in -> new Activation(in.getFirst(), curve(curve)), operands))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "i8; f32: 127.9 -128.9 300 -300 NaN; 127 -128 127 -128 0",
                "u64; f32: 1e30 1e19 -1; 18446744073709551615 9999999980506447872 0",
                "u1; f32: 0 0.1 NaN; 0 1 1",
                "i8; i16: 200 -300; -56 -44",
                "u1; i32: 0 36; 0 1",
                "f16; f32: 70000 0.1; Infinity 0.099975586",
                "bf16; i64: 257; 256",
                "f8e4m3fn; f32: 1000 -Infinity NaN 0.3; 448 -448 NaN 0.3125",
                "f8e5m2; f32: Infinity; 57344",
                "f4e2m1; f32: 2.5 9 -0.3 NaN; 2 6 -0.5 -0.0",
                "f8e8m0; f32: 3 0 1e39 -1; 4 5.877472E-39 1.7014118E38 NaN",
                "u4; f32: 17 3.9 -9; 1 3 7",
                "i2; i8: 2 -3; -2 1",
                "f32; u64: 18446744073709551615; 1.8446744E19"
            })
    void casts(String to, String operands, String expected) {
        assertThat(run(in -> Cast.of(in.getFirst(), element(to)), operands)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "f8e4m3fn; f32: 1000 -Infinity; NaN NaN",
                "f8e5m2; f32: Infinity 60000 62000; Infinity 57344 Infinity",
                "f8e8m0; f32: 3 2.9 0; 4 2 NaN"
            })
    void castsThatDoNotSaturate(String to, String operands, String expected) {
        assertThat(run(in -> new Cast(in.getFirst(), element(to), false, Rounding.HALF_UP), operands))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "u32; f32: 1 -0.0; 1065353216 2147483648",
                "f32; i32: 1065353216; 1",
                "i16; f16: 1; 15360",
                "f8e4m3fn; u8: 126; 448",
                "i64; f64: -1; -4616189618054758400",
                "u8; i8: -1; 255",
                "bf16; u16: 16256; 1"
            })
    void bitCasts(String to, String operands, String expected) {
        assertThat(run(in -> new BitCast(in.getFirst(), element(to)), operands)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "BOTH; f32: -9 0.5 9 NaN | f32: 0 | f32: 1; 0 0.5 1 NaN", "BOTH; i8: -9 3 9 | i8: 5 | i8: 1; 1 1 1",
                "LOW; u64: 18446744073709551615 0 | u64: 7; 18446744073709551615 7", "HIGH; f32: 3 -3 | f32: 1; 1 -3"
            })
    void clips(Clip.Sides sides, String operands, String expected) {
        assertThat(run(in -> new Clip(in, sides), operands)).isEqualTo(expected);
    }

    private static OnnxOp where(List<Value> in) {
        return new Where(in.get(0), in.get(1), in.get(2));
    }

    @Test
    void whereBroadcastsAllThree() {
        assertThat(run(ElementwiseTest::where, "u1: 1 0 1 | f32: -Infinity | f32: 1 2 3"))
                .isEqualTo("-Infinity 2 -Infinity");
        assertThat(run(ElementwiseTest::where, "u1: 1 0 | i64: 1 2 | i64: 7")).isEqualTo("1 7");
    }

    @Test
    void infinitiesAreToldApart() {
        assertThat(run(in -> new IsInf(in.getFirst(), true, false), "f32: -Infinity Infinity NaN 1"))
                .isEqualTo("1 0 0 0");
        assertThat(run(in -> new IsInf(in.getFirst(), true, true), "f16: -Infinity Infinity NaN 1"))
                .isEqualTo("1 1 0 0");
    }

    /// Values by Python's `math`, whose functions are within one unit in the last place.
    @ParameterizedTest
    @CsvSource({
        "1e-300, 1.1283791670955126e-300, 1.0",
        "1e-08, 1.1283791670955126e-08, 0.9999999887162083",
        "0.1, 0.1124629160182849, 0.8875370839817152",
        "0.5, 0.5204998778130465, 0.4795001221869535",
        "1.0, 0.8427007929497149, 0.15729920705028513",
        "1.5, 0.9661051464753108, 0.033894853524689274",
        "2.0, 0.9953222650189527, 0.004677734981047265",
        "2.4999, 0.9995928300996666, 0.0004071699003334514",
        "2.5, 0.999593047982555, 0.0004069520174449589",
        "3.0, 0.9999779095030014, 2.2090496998585438e-05",
        "4.0, 0.9999999845827421, 1.541725790028002e-08",
        "5.5, 0.9999999999999927, 7.357847917974398e-15",
        "8.0, 1.0, 1.1224297172982928e-29",
        "20.0, 1.0, 5.3958656116079005e-176",
        "26.0, 1.0, 5.663192408856143e-296"
    })
    void theErrorFunctionIsAccurate(double x, double erf, double erfc) {
        assertThat(Math.abs(ErrorFunction.erf(x) - erf)).isLessThanOrEqualTo(4 * Math.ulp(erf));
        assertThat(ErrorFunction.erf(-x)).isEqualTo(-ErrorFunction.erf(x));
        assertThat(Math.abs(ErrorFunction.erfc(x) / erfc - 1)).isLessThan(0x1p-39);
    }
}
