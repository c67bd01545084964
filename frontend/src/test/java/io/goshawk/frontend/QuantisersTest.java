package io.goshawk.frontend;

import static io.goshawk.frontend.ModelBuilder.model;
import static org.assertj.core.api.Assertions.assertThat;

import io.goshawk.frontend.protos.TensorProto;
import io.goshawk.frontend.protos.TensorProto.DataType;
import io.goshawk.ir.Graph;
import io.goshawk.ir.Shape;
import io.goshawk.ir.diag.Code;
import io.goshawk.ir.diag.Diagnostic;
import io.goshawk.ir.eval.Interpreter;
import io.goshawk.ir.eval.Reals;
import io.goshawk.ir.onnx.OnnxOp;
import io.goshawk.ir.onnx.quantization.Blocks;
import io.goshawk.ir.onnx.quantization.DequantizeLinear;
import io.goshawk.ir.onnx.quantization.MultiThreshold;
import io.goshawk.ir.onnx.quantization.QuantizeLinear;
import io.goshawk.ir.onnx.quantization.Trunc;
import io.goshawk.ir.onnx.quantization.TruncV1;
import io.goshawk.ir.tensor.FloatTensor;
import io.goshawk.ir.tensor.Tensor;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The quantisers of QONNX, FINN and ONNX as they come out of a model file.
class QuantisersTest {
    private static TensorProto integers(DataType type, String name, List<Long> dims, int... values) {
        return TensorProto.newBuilder()
                .setName(name)
                .setDataType(type.getNumber())
                .addAllDims(dims)
                .addAllInt32Data(IntStream.of(values).boxed().toList())
                .build();
    }

    private static List<Double> run(ModelBuilder model, double... input) {
        return runFor(model, 0, input);
    }

    private static List<Double> runFor(ModelBuilder model, int output, double... input) {
        Graph<OnnxOp> graph = model.load();
        Shape shape = graph.inputs().getFirst().value().shape();
        float[] values = new float[input.length];
        IntStream.range(0, input.length).forEach(i -> values[i] = (float) input[i]);
        Tensor result =
                Interpreter.run(graph, List.of(FloatTensor.of(shape, values))).get(output);
        return Reals.of(result, graph.outputs().get(output).value().type()).values().stream()
                .map(x -> x.toDouble())
                .toList();
    }

    private static <T> T only(ModelBuilder model, Class<T> type) {
        List<T> found = model.load().nodes().stream()
                .map(Graph.Node::op)
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
        assertThat(found).hasSize(1);
        return found.getFirst();
    }

    private static ModelBuilder trunc() {
        return model().input("x", 1, 2)
                .output("y")
                .scalar("scale", 0.5)
                .scalar("zero", 0)
                .scalar("in", 8)
                .scalar("coarse", 2)
                .scalar("out", 4);
    }

    @Test
    void theInputsTellTheVersionsOfTruncApart() {
        ModelBuilder first =
                trunc().node("Trunc", "y", "x", "scale", "zero", "in", "out").domain("qonnx.custom_op.general");
        assertThat(only(first, TruncV1.class).operands()).hasSize(5);
        assertThat(run(first, 10.5, -10.5)).containsExactly(0.5, -1.0);
        ModelBuilder second = trunc().node("Trunc", "y", "x", "scale", "zero", "in", "coarse", "out")
                .domain("qonnx.custom_op.general")
                .attribute("signed", 0)
                .attribute("rounding_mode", "ceil");
        assertThat(only(second, Trunc.class).signed()).isFalse();
        assertThat(run(second, 10.5, -10.5)).containsExactly(12.0, 0.0);
    }

    private static ModelBuilder floatQuant(double exponentBits, double max) {
        return model().input("x", 1, 3)
                .output("y")
                .scalar("scale", 2)
                .scalar("exponent", exponentBits)
                .scalar("mantissa", 1)
                .scalar("bias", 1)
                .scalar("max", max)
                .node("FloatQuant", "y", "x", "scale", "exponent", "mantissa", "bias", "max")
                .domain("onnx.brevitas")
                .attribute("has_nan", 0);
    }

    @Test
    void floatQuantScales() {
        assertThat(run(floatQuant(2, 6), 2.5, 9, -100)).containsExactly(2.0, 8.0, -12.0);
    }

    @Test
    void floatQuantRefusesFormatsThatAreNone() {
        assertThat(floatQuant(2.5, 0).problems())
                .extracting(Diagnostic::code)
                .containsExactlyInAnyOrder(Code.BAD_BIT_WIDTH, Code.BAD_SCALE);
        assertThat(floatQuant(2, 6).attribute("saturation", 0).problems())
                .extracting(Diagnostic::code)
                .containsExactly(Code.BAD_ATTRIBUTE);
    }

    @ParameterizedTest
    @CsvSource({"NCHW, 1", "NHWC, 3", "'', 1"})
    void multiThresholdFindsItsChannels(String layout, int axis) {
        ModelBuilder model = model().input("x", 1, 2, 2, 2)
                .output("y")
                .floats("t", List.of(2L, 1L), 0, 1)
                .node("MultiThreshold", "y", "x", "t")
                .domain("finn.custom_op.general")
                .attribute("data_layout", layout)
                .attribute("out_scale", 2f)
                .attribute("out_bias", -1f)
                .attribute("out_dtype", "BIPOLAR");
        assertThat(only(model, MultiThreshold.class).axis()).isEqualTo(axis);
        assertThat(run(model, 0, 0, 0, 0, 0, 0, 0, 0))
                .containsExactlyElementsOf(
                        axis == 1
                                ? List.of(1.0, 1.0, 1.0, 1.0, -1.0, -1.0, -1.0, -1.0)
                                : List.of(1.0, -1.0, 1.0, -1.0, 1.0, -1.0, 1.0, -1.0));
    }

    @Test
    void threeAxesWithoutALayoutHaveTheirChannelsLast() {
        ModelBuilder model = model().input("x", 1, 3, 2)
                .output("y")
                .floats("t", List.of(2L, 1L), 0, 1)
                .node("MultiThreshold", "y", "x", "t")
                .domain("qonnx.custom_op.general");
        assertThat(only(model, MultiThreshold.class).axis()).isEqualTo(2);
    }

    @Test
    void xnorPopcountCountsBitsThatAgree() {
        ModelBuilder model = model().input("x", 2, 3)
                .output("y")
                .floats("w", List.of(3L, 2L), 1, 0, 1, 1, 0, 0)
                .node("XnorPopcountMatMul", "y", "x", "w")
                .domain("finn.custom_op.general");
        assertThat(run(model, 1, 0, 1, 0, 0, 0)).containsExactly(1.0, 0.0, 1.0, 2.0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"NCHW", "NHWC"})
    void averagePoolsShiftTheirSums(String layout) {
        boolean last = layout.equals("NHWC");
        ModelBuilder model = (last ? model().input("x", 1, 2, 2, 1) : model().input("x", 1, 1, 2, 2))
                .output("y")
                .node("QuantAvgPool2d", "y", "x")
                .domain("qonnx.custom_op.general")
                .attribute("kernel", 2)
                .attribute("stride", 2)
                .attribute("ibits", 4)
                .attribute("obits", 4)
                .attribute("data_layout", layout);
        // 4 * 15 = 60 has six bits: two are dropped.
        assertThat(run(model, 15, 14, 13, 9)).containsExactly(12.0);
    }

    @Test
    void quantizeLinearTakesItsTypeFromTheZeroPoint() {
        ModelBuilder model = model().input("x", 1, 2)
                .output("y")
                .floats("scale", List.of(2L), 0.5, 2)
                .tensor(integers(DataType.INT16, "zero", List.of(2L), 1, -1))
                .node("QuantizeLinear", "y", "x", "scale", "zero")
                .attribute("axis", -1);
        QuantizeLinear op = only(model, QuantizeLinear.class);
        assertThat(op.element()).hasToString("i16");
        assertThat(op.blocks()).isEqualTo(Blocks.NONE);
        assertThat(run(model, 1e6, 5)).containsExactly(32767.0, 1.0);
    }

    @Test
    void quantizeLinearWithoutAZeroPointMakesBytes() {
        ModelBuilder model = model().opset(21)
                .input("x", 3)
                .output("y")
                .floats("scale", List.of(1L), 0.5)
                .node("QuantizeLinear", "y", "x", "scale");
        assertThat(run(model, 1, -1, 1000)).containsExactly(2.0, 0.0, 255.0);
        model.attribute("output_dtype", DataType.INT8_VALUE);
        assertThat(run(model, 1, -1, 1000)).containsExactly(2.0, -2.0, 127.0);
    }

    @Test
    void scalesComeInBlocks() {
        ModelBuilder model = model().opset(21)
                .input("x", 1, 4)
                .output("y")
                .floats("scale", List.of(1L, 2L), 1, 2)
                .node("QuantizeLinear", "q", "x", "scale")
                .attribute("block_size", 2)
                .node("DequantizeLinear", "y", "q", "scale")
                .attribute("block_size", 2);
        assertThat(only(model, DequantizeLinear.class).blocks()).isEqualTo(new Blocks(1, 2));
        assertThat(run(model, 1.25, 2.5, 3, 5.5)).containsExactly(1.0, 2.0, 4.0, 6.0);
    }

    @Test
    void scalesOfTheWrongShapeAreRefused() {
        ModelBuilder model = model().input("x", 1, 4).output("y").floats("scale", List.of(3L), 1, 2, 3);
        assertThat(model.node("QuantizeLinear", "y", "x", "scale").problems())
                .extracting(Diagnostic::code)
                .containsExactly(Code.SHAPE_MISMATCH);
        ModelBuilder zero = model().input("x", 1, 4).output("y").scalar("scale", 0);
        assertThat(zero.node("QuantizeLinear", "y", "x", "scale").problems())
                .extracting(Diagnostic::code)
                .containsExactly(Code.BAD_SCALE);
    }

    @Test
    void dynamicQuantizationYieldsThreeResults() {
        ModelBuilder model = model().input("x", 1, 2)
                .output("y")
                .output("scale")
                .output("zero")
                .node("DynamicQuantizeLinear", "y", "x")
                .alsoYields("scale")
                .alsoYields("zero");
        assertThat(runFor(model, 0, -1, 4)).containsExactly(0.0, 255.0);
        assertThat(runFor(model, 1, -1, 4)).containsExactly((double) (5f / 255));
        assertThat(runFor(model, 2, -1, 4)).containsExactly(51.0);
    }

    private static ModelBuilder bytes() {
        return model().input("x", 2, 2)
                .output("y")
                .scalar("scale", 1)
                .tensor(integers(DataType.UINT8, "zero", List.of(), 2))
                .tensor(integers(DataType.INT8, "w", List.of(2L, 3L), 1, 2, 3, -1, -2, -3))
                .node("QuantizeLinear", "q", "x", "scale", "zero");
    }

    @Test
    void matMulIntegerTakesZeroPointsOff() {
        ModelBuilder model = bytes().tensor(integers(DataType.INT8, "wz", List.of(3L), 0, 0, 1))
                .node("MatMulInteger", "y", "q", "w", "zero", "wz");
        assertThat(run(model, 1, 2, 3, 4)).containsExactly(-1.0, -2.0, 2.0 - 8.0, -1.0, -2.0, 6.0 - 16.0);
    }

    @Test
    void vectorsAreRowsAndColumns() {
        ModelBuilder model = model().input("x", 2)
                .output("y")
                .scalar("scale", 1)
                .tensor(integers(DataType.INT8, "w", List.of(2L), 3, -1))
                .node("QuantizeLinear", "q", "x", "scale")
                .node("MatMulInteger", "y", "q", "w");
        assertThat(model.load().outputs().getFirst().value().shape()).isEqualTo(Shape.SCALAR);
        assertThat(run(model, 5, 4)).containsExactly(11.0);
    }

    @Test
    void qLinearMatMulIsAProductOfReals() {
        ModelBuilder model = bytes().floats("ws", List.of(3L), 0.5, 1, 0.25)
                .tensor(integers(DataType.INT8, "wz", List.of(3L), 0, 0, 0))
                .scalar("ys", 0.5)
                .tensor(integers(DataType.UINT8, "yz", List.of(), 100))
                .node("QLinearMatMul", "y", "q", "scale", "zero", "w", "ws", "wz", "ys", "yz");
        assertThat(run(model, 1, 2, 3, 5)).containsExactly(99.0, 96.0, 98.0, 98.0, 92.0, 97.0);
        assertThat(model.load().nodes())
                .filteredOn(node -> node.op() instanceof DequantizeLinear)
                .hasSize(2);
    }
}
