package io.goshawk.frontend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.goshawk.ir.Graph;
import io.goshawk.ir.Shape;
import io.goshawk.ir.diag.Code;
import io.goshawk.ir.diag.Diagnostic;
import io.goshawk.ir.diag.Diagnostics;
import io.goshawk.ir.diag.Refusal;
import io.goshawk.ir.diag.Severity;
import io.goshawk.ir.onnx.OnnxOp;
import io.goshawk.testkit.Tools;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Every ONNX model of the data folder imports, where shapes are open with the options that the diagnostics name, or is
/// refused for a reason that is stated here.
class EveryModelTest {
    /// Models with errors of their own, and words of the diagnostic that says which.
    private static final Map<String, String> BROKEN = Map.of(
            "hawq/cnn.onnx", "left out HAWQ's QuantAct",
            // Gemm's result is transposed, so that its 64 features lie along axis 0; ONNX Runtime refuses it as well.
            "hls4ml-onnx/three_layer_bn_keras.onnx", "the input [64x1] has 1 channels along axis 1");

    private static final Pattern OPTION = Pattern.compile("--shape (\\S+)=([0-9x]+)");

    static Stream<String> models() {
        Path root = Tools.data("models");
        try (Stream<Path> files = Files.walk(root)) {
            return files
                    .map(file -> root.relativize(file).toString())
                    .filter(file -> file.endsWith(".onnx"))
                    .sorted()
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Graph<OnnxOp> load(String model, ImportOptions options, Diagnostics diagnostics) {
        return OnnxImporter.load(Tools.data("models/" + model), options, diagnostics);
    }

    @ParameterizedTest
    @MethodSource("models")
    void importsOrSaysWhyNot(String model) {
        Diagnostics diagnostics = new Diagnostics();
        if (BROKEN.containsKey(model)) {
            assertThatThrownBy(() -> load(model, ImportOptions.NONE, diagnostics))
                    .isInstanceOf(Refusal.class);
            assertThat(errors(diagnostics))
                    .isNotEmpty()
                    .allSatisfy(error -> assertThat(error.render()).contains(BROKEN.get(model)));
            return;
        }
        Graph<OnnxOp> graph;
        try {
            graph = load(model, ImportOptions.NONE, diagnostics);
        } catch (Refusal refusal) {
            if (model.endsWith("light_vgg19.onnx")) {
                // Its weights are made up, and tests have a heap of 2 GB, not the 4 GB of ./goshawk.
                assertThat(errors(diagnostics)).allMatch(error -> error.code() == Code.MODEL_TOO_LARGE);
                return;
            }
            assertThat(errors(diagnostics)).allMatch(error -> error.code() == Code.BAD_SHAPE);
            graph = load(model, pasted(errors(diagnostics)), new Diagnostics());
        }
        assertThat(graph.outputs()).isNotEmpty();
    }

    private static List<Diagnostic> errors(Diagnostics diagnostics) {
        return diagnostics.all().stream()
                .filter(diagnostic -> diagnostic.code().severity() == Severity.ERROR)
                .toList();
    }

    /// {@return the first cure of each of `errors`, typed as it is}
    private static ImportOptions pasted(List<Diagnostic> errors) {
        Map<String, Shape> inputs = new HashMap<>();
        Map<String, Integer> symbols = new HashMap<>();
        for (Diagnostic error : errors) {
            Matcher options = OPTION.matcher(error.hint().orElseThrow().split(", ", -1)[0]);
            while (options.find()) {
                if (options.group(2).contains("x")) {
                    inputs.put(options.group(1), shape(options.group(2)));
                } else {
                    symbols.put(options.group(1), Integer.valueOf(options.group(2)));
                }
            }
        }
        return new ImportOptions(inputs, symbols);
    }

    private static Shape shape(String text) {
        return Shape.of(
                Arrays.stream(text.split("x", -1)).mapToInt(Integer::parseInt).toArray());
    }

    @ParameterizedTest
    @CsvSource({
        "cnn/squeezenet_tensor_input.onnx, data, 1x3x227x227, 1x10",
        "cnn/ch_ppocr_mobile_v2.0_cls_infer.onnx, x, 1x3x48x192, 1x2",
        "transformer/bert_toy_optimized.onnx, input_ids, 1x16, 1x2"
    })
    void theShapeOfOneInputIsEnough(String model, String input, String extents, String last) {
        ImportOptions options = new ImportOptions(Map.of(input, shape(extents)), Map.of());
        Graph<OnnxOp> graph = load(model, options, new Diagnostics());
        assertThat(graph.outputs().getLast().value().shape()).isEqualTo(shape(last));
    }

    @Test
    void symbolsKeepTheNumbersTheyWereGiven() {
        ModelBuilder model = ModelBuilder.model()
                .symbolicInput("x", "N", "M")
                .symbolicInput("y", "N", "M")
                .output("z")
                .node("Add", "z", "x", "y");
        ImportOptions options = new ImportOptions(Map.of("x", Shape.of(1, 3)), Map.of("N", 2));
        Graph<OnnxOp> graph = OnnxImporter.load(model.bytes(), "m.onnx", options, new Diagnostics());
        assertThat(graph.inputs().get(1).value().shape()).isEqualTo(Shape.of(2, 3));
    }

    @Test
    void namesThatAShellWouldCutAreQuoted() {
        ModelBuilder model = ModelBuilder.model()
                .symbolicInput("x", "batch size", "M", "H", "W")
                .output("y")
                .node("Relu", "y", "x");
        Diagnostics diagnostics = new Diagnostics();
        assertThatThrownBy(() -> OnnxImporter.load(model.bytes(), "m.onnx", ImportOptions.NONE, diagnostics))
                .isInstanceOf(Refusal.class);
        assertThat(errors(diagnostics).getFirst().render())
                .contains("give --shape 'batch size'=1 --shape M=224 --shape H=224 --shape W=224, or"
                        + " --shape x=1x224x224x224, with the extents of your data");
    }
}
