package io.goshawk.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.goshawk.generators.Inputs;
import io.goshawk.ir.Graph;
import io.goshawk.ir.TensorType;
import io.goshawk.ir.eval.Interpreter;
import io.goshawk.ir.eval.Reals;
import io.goshawk.ir.onnx.OnnxOp;
import io.goshawk.ir.tensor.RealTensor;
import io.goshawk.ir.tensor.Tensor;
import io.goshawk.passes.Compiler;
import io.goshawk.testkit.Tools;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Real models as integers: host, hardware and host again give the very numbers of the imported model.
class IntegerModelsTest {
    @ParameterizedTest
    @CsvSource({
        "models/tflite/ad01_int8.tflite, 10",
        "models/tflite/kws_ref_model.tflite, 10",
        "models/tflite/pretrainedResnet_quant.tflite, 4",
        "models/tflite/vww_96_int8.tflite, 3",
    })
    void integersAreTheModel(String file, int vectors) {
        compare(Tools.data(file), vectors);
    }

    /// Networks of our own: odd zero points, integer operators, joins, transposed convolutions, one
    /// scale a channel, bounds without a quantiser behind them, the largest and the smallest of the
    /// end.
    @ParameterizedTest
    @ValueSource(strings = {"odd-zero-points", "branches", "integers", "residual", "leaders"})
    void integersAreOurNetworks(String name) {
        compare(Models.ofOurs(name), 40);
    }

    private static void compare(Path file, int vectors) {
        Graph<OnnxOp> model = Models.load(file);
        Compiler.Compiled compiled = Models.compile(file);
        for (int seed = 0; seed < vectors; seed++) {
            List<Tensor> inputs = Inputs.random(model, seed);
            List<Tensor> codes = Interpreter.run(compiled.hostIn(), inputs);
            List<Tensor> ends = Interpreter.run(compiled.hardware(), codes);
            assertThat(reals(compiled.hostOut(), Interpreter.run(compiled.hostOut(), ends)))
                    .as("input " + seed)
                    .isEqualTo(reals(model, Interpreter.run(model, inputs)));
        }
    }

    private static List<RealTensor> reals(Graph<?> graph, List<Tensor> outputs) {
        List<RealTensor> result = new ArrayList<>();
        for (int i = 0; i < outputs.size(); i++) {
            TensorType type = graph.outputs().get(i).value().type();
            result.add(Reals.of(outputs.get(i), type));
        }
        return result;
    }
}
