package io.goshawk.frontend;

import static io.goshawk.frontend.ModelBuilder.model;
import static org.assertj.core.api.Assertions.assertThat;

import io.goshawk.frontend.protos.TensorProto;
import io.goshawk.frontend.protos.TensorProto.DataType;
import io.goshawk.ir.Graph;
import io.goshawk.ir.diag.Code;
import io.goshawk.ir.diag.Diagnostic;
import io.goshawk.ir.eval.Interpreter;
import io.goshawk.ir.eval.Reals;
import io.goshawk.ir.onnx.OnnxOp;
import io.goshawk.ir.tensor.FloatTensor;
import io.goshawk.ir.tensor.Tensor;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Convolutions of quantised tensors, and what ONNX Runtime adds to the quantised operators.
class QuantisedProductsTest {
    private static TensorProto integers(DataType type, String name, List<Long> dims, int... values) {
        return TensorProto.newBuilder()
                .setName(name)
                .setDataType(type.getNumber())
                .addAllDims(dims)
                .addAllInt32Data(IntStream.of(values).boxed().toList())
                .build();
    }

    private static List<Double> run(ModelBuilder model, double... input) {
        Graph<OnnxOp> graph = model.load();
        float[] values = new float[input.length];
        IntStream.range(0, input.length).forEach(i -> values[i] = (float) input[i]);
        Tensor result = Interpreter.run(
                        graph,
                        List.of(FloatTensor.of(graph.inputs().getFirst().value().shape(), values)))
                .getFirst();
        return Reals.of(result, graph.outputs().getFirst().value().type()).values().stream()
                .map(x -> x.toDouble())
                .toList();
    }

    /// A model whose input becomes bytes `q`, of scale 1 and zero point 2.
    private static ModelBuilder bytes(long... dims) {
        return model().input("x", dims)
                .output("y")
                .scalar("scale", 1)
                .scalar("half", 0.5)
                .tensor(integers(DataType.UINT8, "zero", List.of(), 2))
                .node("QuantizeLinear", "q", "x", "scale", "zero");
    }

    @Test
    void convIntegerPadsWithTheZeroPoint() {
        ModelBuilder model = bytes(1, 1, 1, 3)
                .tensor(integers(DataType.INT8, "w", List.of(2L, 1L, 1L, 2L), 1, 2, 10, -20))
                .tensor(integers(DataType.INT8, "wz", List.of(2L), 0, 10))
                .node("ConvInteger", "y", "q", "w", "zero", "wz")
                .attribute("pads", List.of(0L, 1L, 0L, 0L));
        assertThat(run(model, 1, 2, 3)).containsExactly(2.0, 5.0, 8.0, -30.0, -60.0, -90.0);
    }

    @Test
    void qLinearConvScalesItsBiasByBothScales() {
        ModelBuilder model = bytes(1, 1, 2, 2)
                .tensor(integers(DataType.INT8, "w", List.of(2L, 1L, 1L, 1L), 3, 5))
                .floats("ws", List.of(2L), 0.5, 0.25)
                .tensor(integers(DataType.INT8, "wz", List.of(2L), 1, 1))
                .tensor(integers(DataType.INT32, "b", List.of(2L), 4, -4))
                .tensor(integers(DataType.UINT8, "yz", List.of(), 10))
                .node("QLinearConv", "y", "q", "scale", "zero", "w", "ws", "wz", "half", "yz", "b");
        // (x * 1 + 2) / 0.5 + 10, and (x * 1 - 1) / 0.5 + 10
        assertThat(run(model, 0, 1, 2, 7)).containsExactly(14.0, 16.0, 18.0, 28.0, 8.0, 10.0, 12.0, 22.0);
    }

    @Test
    void qLinearAddHasAScaleForEachOperand() {
        ModelBuilder model = bytes(1, 2)
                .tensor(integers(DataType.UINT8, "b", List.of(2L), 10, 20))
                .node("QLinearAdd", "y", "q", "scale", "zero", "b", "half", "", "half", "zero")
                .domain("com.microsoft");
        assertThat(run(model, 1, 3)).containsExactly(14.0, 28.0);
    }

    @Test
    void qLinearPoolsAreMeansOfReals() {
        ModelBuilder model = bytes(1, 1, 1, 4)
                .node("QLinearGlobalAveragePool", "y", "q", "scale", "zero", "half", "zero")
                .domain("com.microsoft");
        // The mean is 2.25, and 4.5 steps round to 4.
        assertThat(run(model, 3, 2, 2, 2)).containsExactly(6.0);
        assertThat(model.attribute("channels_last", 1).problems())
                .extracting(Diagnostic::code)
                .containsExactly(Code.UNSUPPORTED_FEATURE);
    }

    @Test
    void qLinearConcatJoinsReals() {
        ModelBuilder model = bytes(1, 2)
                .node("QLinearConcat", "y", "half", "zero", "q", "scale", "zero", "q", "half", "zero")
                .domain("com.microsoft")
                .attribute("axis", 1);
        assertThat(run(model, 3, 4)).containsExactly(8.0, 10.0, 5.0, 6.0);
    }

    @Test
    void qGemmTakesItsBiasTimesAlpha() {
        ModelBuilder model = bytes(1, 2)
                .tensor(integers(DataType.INT8, "w", List.of(1L, 2L), 3, 5))
                .tensor(integers(DataType.INT8, "wz", List.of(), 1))
                .tensor(integers(DataType.INT32, "c", List.of(1L), 6))
                .node("QGemm", "y", "q", "scale", "zero", "w", "half", "wz", "c")
                .domain("com.microsoft")
                .attribute("transB", 1)
                .attribute("alpha", 2f);
        assertThat(run(model, 1, 2)).containsExactly(2 * (0.5 * (1 * 2 + 2 * 4) + 0.5 * 6));
    }

    @Test
    void matMulNBitsUnpacksLowNibblesFirst() {
        // Columns of three numbers in blocks of two: 1 2 | 3 _ and 15 0 | 8 _; the scales differ in each block.
        ModelBuilder model = model().input("x", 1, 3)
                .output("y")
                .tensor(integers(DataType.UINT8, "w", List.of(2L, 2L, 1L), 0x21, 0x03, 0x0f, 0x08))
                .floats("s", List.of(4L), 1, 2, 0.5, 4)
                .tensor(integers(DataType.UINT8, "z", List.of(2L), 0x10, 0x08))
                .node("MatMulNBits", "y", "x", "w", "s", "z")
                .domain("com.microsoft")
                .attribute("K", 3)
                .attribute("N", 2)
                .attribute("bits", 4)
                .attribute("block_size", 2);
        assertThat(run(model, 1, 10, 100))
                .containsExactly(1.0 + 20.0 + 100 * 2 * (3 - 1), 0.5 * (15 - 8) + 10 * 0.5 * (0 - 8) + 100 * 4 * 8);
    }

    @Test
    void dynamicQuantizeMatMulQuantisesItsData() {
        ModelBuilder model = model().input("x", 1, 2)
                .output("y")
                .tensor(integers(DataType.INT8, "w", List.of(2L, 1L), 2, 4))
                .scalar("ws", 0.5)
                .floats("b", List.of(1L), 100)
                .node("DynamicQuantizeMatMul", "y", "x", "w", "ws", "", "b")
                .domain("com.microsoft");
        assertThat(run(model, 0, 255)).containsExactly(610.0);
    }

    @Test
    void operatorsNobodyKnowsAreRefusedByName() {
        ModelBuilder model = bytes(1, 2).node("QLinearCosine", "y", "q").domain("com.microsoft");
        assertThat(model.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.code()).isEqualTo(Code.UNSUPPORTED_OPERATOR);
            assertThat(problem.message()).contains("QLinearCosine of domain com.microsoft");
        });
        assertThat(bytes(1, 2)
                        .node("QLinearAdd", "y", "q", "scale", "zero", "q", "scale")
                        .domain("com.microsoft")
                        .problems())
                .extracting(Diagnostic::code)
                .containsExactly(Code.BAD_INPUTS);
    }
}
