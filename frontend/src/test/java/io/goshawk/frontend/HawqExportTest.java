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
import io.goshawk.ir.eval.Interpreter;
import io.goshawk.ir.eval.Reals;
import io.goshawk.ir.num.Real;
import io.goshawk.ir.onnx.OnnxOp;
import io.goshawk.ir.onnx.spatial.Conv;
import io.goshawk.ir.tensor.FloatTensor;
import io.goshawk.ir.tensor.RealTensor;
import io.goshawk.testkit.Tools;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Collections;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The nine defects of HAWQ's exporter, each in a small model, and real exports with and without them.
class HawqExportTest {
    private static final String DOMAIN = "hawq2qonnx";

    /// A quantised input of 1x1x4x4 and a convolution of it by integers, as the exporter writes them.
    private static ModelBuilder convolution(double... weights) {
        ModelBuilder model = ModelBuilder.model().input("x", 1, 1, 4, 4).output("y");
        quant(model, "q", "x", 0.25, 4).scalar("step", 0.25).node("Div", "d", "q", "step");
        return integers(model, "w", List.of((long) weights.length, 1L, 1L, 1L), 4, weights);
    }

    private static ModelBuilder quant(ModelBuilder model, String output, String input, double scale, double bits) {
        return model.scalar(output + "_scale", scale)
                .scalar(output + "_zero", 0)
                .scalar(output + "_bits", bits)
                .node("Quant", output, input, output + "_scale", output + "_zero", output + "_bits")
                .domain(DOMAIN);
    }

    private static ModelBuilder integers(
            ModelBuilder model, String name, List<Long> dims, double bits, double... values) {
        return quant(model.floats(name + "_stored", dims, values), name, name + "_stored", 1, bits);
    }

    private static Diagnostics diagnose(ModelBuilder model) {
        Diagnostics diagnostics = new Diagnostics();
        try {
            OnnxImporter.load(model.bytes(), "hawq.onnx", ImportOptions.NONE, diagnostics);
        } catch (Refusal refusal) {
            assertThat(refusal.diagnostics()).isNotEmpty();
        }
        return diagnostics;
    }

    private static void says(ModelBuilder model, Severity severity, String words) {
        assertThat(diagnose(model).all()).anySatisfy(diagnostic -> {
            assertThat(diagnostic.code().severity()).isEqualTo(severity);
            assertThat(diagnostic.render()).contains(words);
        });
    }

    @Test
    void aWholeExportLoadsWithRemarksOnly() {
        Diagnostics diagnostics = diagnose(convolution(3, -2).node("Conv", "y", "d", "w"));
        assertThat(diagnostics.all()).isNotEmpty().allMatch(d -> d.code() == Code.ASSUMED);
        says(convolution(3, -2).node("Conv", "y", "d", "w"), Severity.REMARK, "domain hawq2qonnx");
    }

    @Test
    void dataThatNothingQuantisedIsRefused() {
        ModelBuilder model =
                ModelBuilder.model().input("x", 1, 1, 4, 4).output("y").scalar("step", 0.25);
        integers(model.node("Div", "d", "x", "step"), "w", List.of(1L, 1L, 1L, 1L), 4, 3);
        says(model.node("Conv", "y", "d", "w").named("c"), Severity.ERROR, "left out HAWQ's QuantAct");
    }

    @Test
    void oneScaleForChannelsThatHadOneEachIsRefused() {
        ModelBuilder bad =
                convolution(7, -7).node("Conv", "c", "d", "w").scalar("s", 0.5).node("Mul", "y", "c", "s");
        says(bad, Severity.ERROR, "only that of channel 0 was exported");
        ModelBuilder good =
                convolution(7, -6).node("Conv", "c", "d", "w").scalar("s", 0.5).node("Mul", "y", "c", "s");
        assertThat(diagnose(good).all()).noneMatch(d -> d.code().severity() == Severity.ERROR);
    }

    @Test
    void swappedPadsAreRepaired() {
        ModelBuilder model = convolution(3).node("Conv", "y", "d", "w").attribute("pads", List.of(0L, 0L, 1L, 1L));
        Diagnostics diagnostics = new Diagnostics();
        Graph<OnnxOp> graph = OnnxImporter.load(model.bytes(), "hawq.onnx", ImportOptions.NONE, diagnostics);
        assertThat(graph.nodes().stream().map(Graph.Node::op).filter(Conv.class::isInstance))
                .singleElement()
                .satisfies(op -> assertThat(((Conv) op).resultType().shape()).isEqualTo(Shape.of(1, 1, 4, 6)));
        assertThat(diagnostics.all()).anyMatch(d -> d.render().contains("pads [0, 0, 1, 1] are read as [0, 1, 0, 1]"));
    }

    @Test
    void padsOfOtherExportersStay() {
        ModelBuilder model = ModelBuilder.model()
                .input("x", 1, 1, 4, 4)
                .output("y")
                .floats("w", List.of(1L, 1L, 1L, 1L), 3)
                .node("Conv", "y", "x", "w")
                .attribute("pads", List.of(0L, 0L, 1L, 1L));
        assertThat(model.load().outputs().getFirst().value().shape()).isEqualTo(Shape.of(1, 1, 5, 5));
    }

    @Test
    void aBatchNormalisationBehindIntegersIsRefused() {
        ModelBuilder model = convolution(3)
                .node("Conv", "c", "d", "w")
                .floats("one", List.of(1L), 1)
                .node("BatchNormalization", "y", "c", "one", "one", "one", "one");
        says(model, Severity.ERROR, "may already be folded");
    }

    @Test
    void aConvolutionWithoutBiasIsRemarkedOn() {
        says(convolution(3).node("Conv", "y", "d", "w"), Severity.REMARK, "a batch normalisation that belonged to it");
    }

    @Test
    void truncationThatSaysRoundIsRepaired() {
        ModelBuilder model = ModelBuilder.model().input("x", 1, 2).output("y");
        quant(model, "q", "x", 0.25, 4)
                .scalar("one", 1)
                .scalar("zero", 0)
                .scalar("bits", 32)
                .node("Trunc", "y", "q", "one", "zero", "bits", "bits")
                .domain(DOMAIN)
                .attribute("rounding_mode", "ROUND");
        says(model, Severity.REMARK, "read as DOWN");
    }

    @ParameterizedTest
    @CsvSource({"-8, true", "7, true", "6, false"})
    void biasesAtTheEndOfTheirRangeAreRemarkedOn(double bias, boolean cut) {
        ModelBuilder model = convolution(3);
        integers(model, "b", List.of(1L), 4, bias).node("Conv", "y", "d", "w", "b");
        assertThat(diagnose(model).all().stream().map(Diagnostic::render))
                .filteredOn(text -> text.contains("1 of 1 biases"))
                .hasSize(cut ? 1 : 0);
    }

    @Test
    void moreSamplesThanOneAreRefused() {
        ModelBuilder model = ModelBuilder.model().input("x", 2, 2).output("y");
        says(quant(model, "y", "x", 0.25, 4), Severity.ERROR, "2 samples");
    }

    @Test
    void fractionalScalesAreCarriedExactly() {
        ModelBuilder model =
                convolution(3).node("Conv", "c", "d", "w").scalar("s", 0.3).node("Mul", "y", "c", "s");
        says(model, Severity.REMARK, "1 scales are no powers of two");
    }

    @Test
    void theExportWithoutActivationQuantisersIsDiagnosed() {
        Diagnostics diagnostics = new Diagnostics();
        assertThatThrownBy(() -> OnnxImporter.load(Tools.data("models/hawq/cnn.onnx"), ImportOptions.NONE, diagnostics))
                .isInstanceOf(Refusal.class);
        assertThat(diagnostics.all().stream()
                        .filter(d -> d.code().severity() == Severity.ERROR)
                        .map(Diagnostic::render))
                .hasSize(3)
                .allMatch(text -> text.contains("left out HAWQ's QuantAct"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cnn_4dtem",
                "cnn_4dtem_clean",
                "cnn_4dtem_clean_channels_last",
                "cnn_4dtem_clean_channels_last_clean"
            })
    void realExportsReadDigits(String name) {
        Graph<OnnxOp> graph =
                OnnxImporter.load(Tools.data("models/hawq/" + name + ".onnx"), ImportOptions.NONE, new Diagnostics());
        byte[] images = unpacked("t10k-images-idx3-ubyte.gz");
        byte[] labels = unpacked("t10k-labels-idx1-ubyte.gz");
        int right = 0;
        int count = Integer.getInteger("goshawk.hawq.images", 40);
        for (int image = 0; image < count; image++) {
            float[] pixels = new float[28 * 28];
            for (int i = 0; i < pixels.length; i++) {
                pixels[i] = ((images[16 + image * pixels.length + i] & 0xff) / 255f - 0.1307f) / 0.3081f;
            }
            FloatTensor input = FloatTensor.of(Shape.of(1, 1, 28, 28), pixels);
            RealTensor scores = Reals.of(
                    Interpreter.run(graph, List.of(input)).getFirst(),
                    graph.outputs().getFirst().value().type());
            Real best = Collections.max(scores.values());
            right += scores.values().indexOf(best) == labels[8 + image] ? 1 : 0;
        }
        // 93.3 % of the first 2,000.
        assertThat(right).as("of " + count).isBetween(count * 90 / 100, count);
    }

    private static byte[] unpacked(String name) {
        try (GZIPInputStream in = new GZIPInputStream(Files.newInputStream(Tools.data("datasets/mnist/" + name)))) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
