package io.goshawk.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.goshawk.harness.npy.Npy;
import io.goshawk.harness.npy.NpyArray;
import io.goshawk.ir.Shape;
import io.goshawk.ir.eval.Interpreter;
import io.goshawk.ir.tensor.FloatTensor;
import io.goshawk.ir.tensor.IntTensor;
import io.goshawk.ir.tensor.Tensor;
import io.goshawk.passes.Compiler;
import io.goshawk.testkit.Tools;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/// A network as FINN's own compiler has it, thresholds for quantisers and bipolar weights without any, on its golden
/// inputs.
class FinnModelTest {
    private static final String FOLDER = "models/tfc/finn_build_dataflow/";

    @Test
    void thresholdsGiveTheGoldenClasses() throws IOException {
        NpyArray images = Npy.read(Tools.data(FOLDER + "input.npy"));
        NpyArray classes = Npy.read(Tools.data(FOLDER + "expected_output.npy"));
        Compiler.Compiled compiled = Models.compile(Tools.data(FOLDER + "model.onnx"));
        double[] pixels = ((NpyArray.Reals) images).values();
        long[] expected = ((NpyArray.Integers) classes).values();
        for (int image = 0; image < expected.length; image++) {
            double[] own = Arrays.copyOfRange(pixels, image * 784, (image + 1) * 784);
            Tensor input = FloatTensor.of(Shape.of(1, 1, 28, 28), io.goshawk.ir.FloatType.F32, own);
            List<Tensor> codes = Interpreter.run(compiled.hostIn(), List.of(input));
            List<Tensor> ends = Interpreter.run(compiled.hardware(), codes);
            IntTensor decided =
                    (IntTensor) Interpreter.run(compiled.hostOut(), ends).getFirst();
            assertThat(decided.at(0)).as("image " + image).isEqualTo(expected[image]);
        }
    }
}
