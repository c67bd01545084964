package io.goshawk.frontend;

import static org.assertj.core.api.Assertions.assertThat;

import io.goshawk.frontend.model.TensorReader;
import io.goshawk.frontend.protos.TensorProto;
import io.goshawk.ir.FloatType;
import io.goshawk.ir.Graph;
import io.goshawk.ir.Location;
import io.goshawk.ir.Shape;
import io.goshawk.ir.Value;
import io.goshawk.ir.diag.Diagnostics;
import io.goshawk.ir.eval.Floats;
import io.goshawk.ir.eval.Interpreter;
import io.goshawk.ir.onnx.OnnxOp;
import io.goshawk.ir.tensor.FloatTensor;
import io.goshawk.ir.tensor.IntTensor;
import io.goshawk.ir.tensor.RealTensor;
import io.goshawk.ir.tensor.Tensor;
import io.goshawk.testkit.Tools;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Real models against the outputs that their makers keep beside them. VGG-19, which wants a larger heap than tests
/// have, is in `bench/onnxruntime-agreement`.
class GoldenDataTest {
    /// Tolerances of ONNX's own test runner.
    private static final double RELATIVE = 1e-3;

    private static final double ABSOLUTE = 1e-7;

    private static Graph<OnnxOp> load(String model) {
        return OnnxImporter.load(Tools.data("models/" + model), ImportOptions.NONE, new Diagnostics());
    }

    private static FloatTensor tensor(String path) {
        Path file = Tools.data("models/" + path);
        try {
            TensorProto proto = TensorProto.parseFrom(Files.readAllBytes(file));
            return (FloatTensor) TensorReader.read(proto, new Location.Whole(path), path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void close(Tensor result, FloatTensor expected, double relative) {
        FloatTensor floats =
                result instanceof RealTensor reals ? Floats.of(reals, FloatType.F32) : (FloatTensor) result;
        assertThat(floats.shape()).isEqualTo(expected.shape());
        for (int i = 0; i < expected.shape().size(); i++) {
            assertThat(Math.abs(floats.at(i) - expected.at(i)))
                    .as("element " + i)
                    .isLessThanOrEqualTo(ABSOLUTE + relative * Math.abs(expected.at(i)));
        }
    }

    /// The input that ONNX's runner makes up: `i / n`.
    private static FloatTensor ramp(Shape shape) {
        double[] values = new double[shape.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (double) i / values.length;
        }
        return FloatTensor.of(shape, FloatType.F32, values);
    }

    /// The weights of these are all alike, and so are their outputs: it is the wiring that is tested.
    @ParameterizedTest
    @ValueSource(strings = {"light_resnet50", "light_inception_v1"})
    void wholeConvolutionalNetworks(String name) {
        Graph<OnnxOp> graph = load("onnx-light/" + name + ".onnx");
        Tensor result =
                Interpreter.run(graph, List.of(ramp(Shape.of(1, 3, 224, 224)))).getFirst();
        close(result, tensor("onnx-light/" + name + "_output_0.pb"), RELATIVE);
    }

    @Test
    void aDigitReader() {
        String folder = "qonnx-repo/mnist-conv/";
        FloatTensor input = tensor(folder + "test_data_set_0/input_0.pb");
        Tensor result =
                Interpreter.run(load(folder + "model.onnx"), List.of(input)).getFirst();
        close(result, tensor(folder + "test_data_set_0/output_0.pb"), RELATIVE);
    }

    @ParameterizedTest
    @CsvSource({"0, 7", "1, 2", "2, 1", "3, 0"})
    void thresholdsInPlaceOfQuantisers(int image, int digit) {
        FloatTensor images = NumPy.floats(Tools.data("models/tfc/finn_build_dataflow/input.npy"));
        Shape one = Shape.of(1, 1, 28, 28);
        int[] from = new int[one.size()];
        for (int i = 0; i < from.length; i++) {
            from[i] = image * from.length + i;
        }
        Graph<OnnxOp> graph = load("tfc/finn_build_dataflow/model.onnx");
        Tensor top = Interpreter.run(graph, List.of(images.gather(one, from))).getFirst();
        assertThat(((IntTensor) top).at(0)).isEqualTo(digit);
    }

    @ParameterizedTest
    @CsvSource({
        "tfc/TFC_1W1A.onnx, tfc_mnist_input.npy, 7",
        "tfc/TFC_1W2A.onnx, tfc_mnist_input.npy, 7",
        "tfc/TFC_2W2A.onnx, tfc_mnist_input.npy, 7",
        "tfc/TFC_1W1A_with_domains_and_shapes.onnx, tfc_mnist_input.npy, 7",
        "tfc/TFC_1W2A_with_domains_and_shapes.onnx, tfc_mnist_input.npy, 7",
        "tfc/TFC_2W2A_with_domains_and_shapes.onnx, tfc_mnist_input.npy, 7",
        "kws/kwsmlp_w3a3.onnx, MLP_W3A3_python_speech_features_pre-processing_QONNX_input.npy, 3"
    })
    void classesThatFinnKeeps(String model, String input, int expected) {
        FloatTensor data = NumPy.floats(Tools.data("models/finn-golden/" + input));
        RealTensor scores =
                (RealTensor) Interpreter.run(load(model), List.of(data)).getFirst();
        assertThat(scores.values().indexOf(Collections.max(scores.values()))).isEqualTo(expected);
    }

    @Test
    void quantisersToEightBitFloats() {
        Graph<OnnxOp> graph = load("qonnx-repo/floatquant_exec/qonnx_act_weight_fp8.onnx");
        Path data = Tools.data("models/qonnx-repo/floatquant_exec/test_data");
        Map<Value, Tensor> values = Interpreter.trace(graph, List.of(NumPy.floats(data.resolve("input.npy"))));
        List<Tensor> quantised = new ArrayList<>();
        for (Graph.Node<OnnxOp> node : graph.nodes()) {
            if (node.op().getClass().getSimpleName().equals("FloatQuant")) {
                quantised.add(values.get(node.result()));
            }
        }
        // Brevitas multiplied by the scale in single precision: a unit in the last place, and no step of the grid.
        double rounding = Math.scalb(1.0, -23);
        close(quantised.get(0), NumPy.floats(data.resolve("activation.npz"), "input_quant"), rounding);
        close(quantised.get(1), NumPy.floats(data.resolve("activation.npz"), "weight_quant"), rounding);
        Tensor result = values.get(graph.outputs().getFirst().value());
        close(result, NumPy.floats(data.resolve("output.npy")), 1e-5);
    }
}
