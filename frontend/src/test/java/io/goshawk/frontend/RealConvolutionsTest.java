package io.goshawk.frontend;

import static org.assertj.core.api.Assertions.assertThat;

import io.goshawk.frontend.model.TensorReader;
import io.goshawk.frontend.protos.TensorProto;
import io.goshawk.ir.Graph;
import io.goshawk.ir.Location;
import io.goshawk.ir.Shape;
import io.goshawk.ir.diag.Diagnostics;
import io.goshawk.ir.eval.Interpreter;
import io.goshawk.ir.onnx.OnnxOp;
import io.goshawk.ir.tensor.FloatTensor;
import io.goshawk.testkit.Tools;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Whole convolutional networks against the outputs that ONNX keeps for them, within the tolerance of its own runner.
class RealConvolutionsTest {
    private static final double RELATIVE = 1e-3;
    private static final double ABSOLUTE = 1e-5;

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

    private static void gives(Graph<OnnxOp> graph, FloatTensor input, FloatTensor expected) {
        FloatTensor result =
                (FloatTensor) Interpreter.run(graph, List.of(input)).getFirst();
        assertThat(result.shape()).isEqualTo(expected.shape());
        for (int i = 0; i < expected.shape().size(); i++) {
            assertThat(Math.abs(result.at(i) - expected.at(i)))
                    .as("element " + i)
                    .isLessThanOrEqualTo(ABSOLUTE + RELATIVE * Math.abs(expected.at(i)));
        }
    }

    /// The input that ONNX's runner makes up: `i / n`.
    private static FloatTensor ramp(Shape shape) {
        double[] values = new double[shape.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (double) i / values.length;
        }
        return FloatTensor.of(shape, io.goshawk.ir.FloatType.F32, values);
    }

    @Test
    void residualNetwork50() {
        Graph<OnnxOp> graph = load("onnx-light/light_resnet50.onnx");
        gives(graph, ramp(Shape.of(1, 3, 224, 224)), tensor("onnx-light/light_resnet50_output_0.pb"));
    }

    @Test
    void aDigitReader() {
        String folder = "qonnx-repo/mnist-conv/";
        gives(
                load(folder + "model.onnx"),
                tensor(folder + "test_data_set_0/input_0.pb"),
                tensor(folder + "test_data_set_0/output_0.pb"));
    }
}
