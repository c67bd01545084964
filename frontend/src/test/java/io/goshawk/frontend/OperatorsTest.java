package io.goshawk.frontend;

import static io.goshawk.frontend.ModelBuilder.model;
import static io.goshawk.frontend.ModelBuilder.vector;
import static org.assertj.core.api.Assertions.assertThat;

import io.goshawk.ir.Graph;
import io.goshawk.ir.Shape;
import io.goshawk.ir.TensorType;
import io.goshawk.ir.eval.Interpreter;
import io.goshawk.ir.eval.Reals;
import io.goshawk.ir.onnx.OnnxOp;
import io.goshawk.ir.onnx.quantization.Quant;
import io.goshawk.ir.tensor.FloatTensor;
import io.goshawk.ir.tensor.RealTensor;
import io.goshawk.ir.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What each operator comes to mean: one small model each, run by the interpreter.
class OperatorsTest {
    /// {@return the first output of `model` on an input with the given elements}
    private static RealTensor run(ModelBuilder model, double... input) {
        Graph<OnnxOp> graph = model.load();
        TensorType type = graph.inputs().getFirst().value().type();
        float[] values = new float[input.length];
        for (int i = 0; i < input.length; i++) {
            values[i] = (float) input[i];
        }
        Tensor output = Interpreter.run(graph, List.of(FloatTensor.of(type.shape(), values)))
                .getFirst();
        return Reals.of(output, graph.outputs().getFirst().value().type());
    }

    private static List<Double> numbers(RealTensor tensor) {
        return tensor.values().stream().map(x -> x.toDouble()).toList();
    }

    private static ModelBuilder vectorModel() {
        return model().input("x", 1, 4).output("y");
    }

    @Test
    void arithmeticBroadcasts() {
        ModelBuilder model = vectorModel()
                .floats("w", List.of(4L), 1, 2, 4, 8)
                .scalar("half", 0.5)
                .node("Mul", "a", "x", "w")
                .node("Sub", "b", "a", "half")
                .node("Neg", "c", "b")
                .node("Relu", "d", "c")
                .node("Div", "e", "d", "half")
                .node("Add", "f", "e", "w")
                .integers("two", 2)
                .node("Pow", "y", "f", "two");
        assertThat(numbers(run(model, 1, -1, 1, -1))).containsExactly(1.0, 49.0, 16.0, 625.0);
    }

    @Test
    void gemmIsMatMulMulAndAdd() {
        ModelBuilder model = vectorModel()
                .floats("w", List.of(2L, 4L), 1, 2, 3, 4, 5, 6, 7, 8)
                .floats("c", List.of(2L), 10, 20)
                .node("Gemm", "y", "x", "w", "c")
                .attribute("transB", 1)
                .attribute("alpha", 0.5f)
                .attribute("beta", 2f);
        RealTensor result = run(model, 1, 1, 1, 1);
        assertThat(result.shape()).isEqualTo(Shape.of(1, 2));
        assertThat(numbers(result)).containsExactly(25.0, 53.0);
    }

    @Test
    void gemmWithFactorsOfOneLeavesNoTrace() {
        Graph<OnnxOp> graph = vectorModel()
                .floats("w", List.of(4L, 1L), 1, 2, 3, 4)
                .node("Gemm", "y", "x", "w")
                .load();
        assertThat(graph.nodes()).hasSize(2);
    }

    @Test
    void aVectorOnTheRightOfMatMulIsAColumn() {
        RealTensor result = run(
                model().input("x", 2, 2)
                        .output("y")
                        .floats("w", List.of(2L), 1, 10)
                        .node("MatMul", "y", "x", "w"),
                1,
                2,
                3,
                4);
        assertThat(result.shape()).isEqualTo(Shape.of(2));
        assertThat(numbers(result)).containsExactly(21.0, 43.0);
    }

    @Test
    void batchNormalizationIgnoresUnusedOutputs() {
        ModelBuilder model = model().input("x", 1, 2)
                .output("y")
                .floats("scale", List.of(2L), 2, 3)
                .floats("bias", List.of(2L), 1, 1)
                .floats("mean", List.of(2L), 1, 2)
                .floats("variance", List.of(2L), 3, 8)
                .node("BatchNormalization", "y", "x", "scale", "bias", "mean", "variance")
                .attribute("epsilon", 1f)
                .alsoYields("running_mean");
        assertThat(numbers(run(model, 2, 4))).containsExactly(2.0, 3.0);
    }

    @ParameterizedTest
    @CsvSource({"9, 1, 6", "13, 1, 2", "13, -1, 3", "9, 2, 3"})
    void softmaxFlattensBeforeOpset13(int opset, int axis, int together) {
        ModelBuilder model = model().opset(opset)
                .input("x", 1, 2, 3)
                .output("y")
                .node("Softmax", "y", "x")
                .attribute("axis", axis);
        RealTensor result = run(model, 0, 0, 0, 0, 0, 0);
        assertThat(result.shape()).isEqualTo(Shape.of(1, 2, 3));
        assertThat(numbers(result)).containsOnly((double) (float) (1.0 / together));
    }

    @Test
    void softmaxDefaultsDifferByOpset() {
        assertThat(numbers(run(model().opset(9).input("x", 1, 2, 2).output("y").node("Softmax", "y", "x"), 0, 0, 0, 0)))
                .containsOnly(0.25);
        assertThat(numbers(
                        run(model().opset(13).input("x", 1, 2, 2).output("y").node("Softmax", "y", "x"), 0, 0, 0, 0)))
                .containsOnly(0.5);
    }

    @Test
    void argMaxTakesTheFirstOfEquals() {
        ModelBuilder model =
                vectorModel().node("ArgMax", "y", "x").attribute("axis", -1).attribute("keepdims", 0);
        RealTensor result = run(model, 1, 3, 3, 2);
        assertThat(result.shape()).isEqualTo(Shape.of(1));
        assertThat(numbers(result)).containsExactly(1.0);
    }

    @Test
    void transposeReversesByDefault() {
        RealTensor result = run(model().input("x", 2, 3).output("y").node("Transpose", "y", "x"), 1, 2, 3, 4, 5, 6);
        assertThat(result.shape()).isEqualTo(Shape.of(3, 2));
        assertThat(numbers(result)).containsExactly(1.0, 4.0, 2.0, 5.0, 3.0, 6.0);
    }

    @ParameterizedTest
    @CsvSource({"0, 1x24", "1, 2x12", "-1, 6x4", "3, 24x1"})
    void flattenHasTwoExtents(int axis, String shape) {
        Graph<OnnxOp> graph = model().input("x", 2, 3, 4)
                .output("y")
                .node("Flatten", "y", "x")
                .attribute("axis", axis)
                .load();
        String expected = axis == 3 ? "24x1" : shape;
        assertThat(graph.outputs().getFirst().value().shape()).hasToString(expected);
    }

    @ParameterizedTest
    @CsvSource({"'0,-1', 2x12", "'-1', 24", "'4,0,2', 4x3x2", "'0,0,0', 2x3x4"})
    void reshapeCopiesAndInfers(String target, String shape) {
        long[] extents =
                List.of(target.split(",")).stream().mapToLong(Long::parseLong).toArray();
        Graph<OnnxOp> graph = model().input("x", 2, 3, 4)
                .output("y")
                .integers("t", extents)
                .node("Reshape", "y", "x", "t")
                .load();
        assertThat(graph.outputs().getFirst().value().shape()).hasToString(shape);
    }

    @Test
    void squeezeAndUnsqueezeTakeAxesEitherWay() {
        Graph<OnnxOp> old = model().opset(11)
                .input("x", 1, 4, 1)
                .output("y")
                .node("Squeeze", "s", "x")
                .attribute("axes", List.of(-1L))
                .node("Unsqueeze", "y", "s")
                .attribute("axes", List.of(0L, 3L))
                .load();
        assertThat(old.outputs().getFirst().value().shape()).isEqualTo(Shape.of(1, 1, 4, 1));
        Graph<OnnxOp> fresh = model().input("x", 1, 4, 1)
                .output("y")
                .node("Squeeze", "s", "x")
                .integers("axes", -1)
                .node("Unsqueeze", "y", "s", "axes")
                .load();
        assertThat(fresh.outputs().getFirst().value().shape()).isEqualTo(Shape.of(4, 1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"qonnx.custom_op.general", "onnx.brevitas", "finn.custom_op.general", "hawq2qonnx", "qonnx", ""})
    void quantIsKnownInEveryDomain(String domain) {
        ModelBuilder model = vectorModel().quant("y", "x").domain(domain);
        assertThat(numbers(run(model, 0.125, 0.375, 9, -9))).containsExactly(0.0, 0.5, 1.75, -2.0);
    }

    @ParameterizedTest
    @CsvSource({
        "ROUND, -0.5, 0.5",
        "half_even, -0.5, 0.5",
        "Ceil, -0.25, 0.5",
        "FLOOR, -0.5, 0.25",
        "UP, -0.5, 0.5",
        "DOWN, -0.25, 0.25",
        "HALF_UP, -0.5, 0.5",
        "HALF_DOWN, -0.25, 0.25"
    })
    void roundingModesMeanWhatQonnxSays(String mode, double below, double above) {
        ModelBuilder model = vectorModel().quant("y", "x").attribute("rounding_mode", mode);
        assertThat(numbers(run(model, -0.375, 0.375, 0, 0))).startsWith(below, above);
    }

    @Test
    void quantAttributesHaveDefaults() {
        Graph<OnnxOp> graph = vectorModel().quant("y", "x").load();
        assertThat(graph.nodes().getLast().op())
                .isInstanceOfSatisfying(
                        Quant.class,
                        quant -> assertThat(quant.signed() && !quant.narrow()).isTrue());
    }

    @Test
    void bipolarQuantHasTwoValues() {
        ModelBuilder model = vectorModel()
                .scalar("s", 0.5)
                .node("BipolarQuant", "y", "x", "s")
                .domain("onnx.brevitas");
        assertThat(numbers(run(model, -1, 0, 1, -0.0))).containsExactly(-0.5, 0.5, 0.5, 0.5);
    }

    @Test
    void constantsComeInEveryAttribute() {
        ModelBuilder model = vectorModel()
                .node("Constant", "a")
                .attribute("value_float", 2f)
                .node("Constant", "b")
                .attribute("value", vector(3))
                .node("Cast", "c", "b")
                .attribute("to", 1)
                .node("Mul", "d", "x", "a")
                .node("Add", "y", "d", "c");
        assertThat(numbers(run(model, 1, 2, 3, 4))).containsExactly(5.0, 7.0, 9.0, 11.0);
    }

    @Test
    void identityAndDropoutVanish() {
        Graph<OnnxOp> graph = vectorModel()
                .node("Identity", "a", "x")
                .node("Dropout", "b", "a")
                .alsoYields("mask")
                .node("Relu", "y", "b")
                .load();
        assertThat(graph.nodes()).hasSize(1);
    }
}
