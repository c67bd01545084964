package io.goshawk.frontend;

import static io.goshawk.frontend.ModelBuilder.model;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.goshawk.ir.Shape;
import io.goshawk.ir.tensor.Tensor;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/// Layer normalisation and its kin, and what ONNX Runtime fuses with them.
final class NormalizationTest {
    private static final Offset<Double> FLOAT = within(1e-6);

    private static ModelBuilder vector() {
        return model().opset(23)
                .input("x", 1, 4)
                .output("y")
                .floats("scale", List.of(4L), 1, 2, 1, 1)
                .floats("bias", List.of(4L), 0, 0, 5, 0);
    }

    @Test
    void layerNormalizationCentresAndScales() {
        double deviation = Math.sqrt(1.25);
        ModelBuilder model = vector().node("LayerNormalization", "y", "x", "scale", "bias")
                .attribute("epsilon", 0f)
                .alsoYields("mean")
                .alsoYields("inverse")
                .output("mean")
                .output("inverse");
        List<Tensor> outputs = Runs.all(model, 1, 2, 3, 4);
        assertThat(Runs.numbers(outputs.get(0)))
                .containsExactly(
                        new double[] {-1.5 / deviation, -1 / deviation, 5 + 0.5 / deviation, 1.5 / deviation}, FLOAT);
        assertThat(outputs.get(1).shape()).isEqualTo(Shape.of(1, 1));
        assertThat(Runs.numbers(outputs.get(1))).containsExactly(2.5);
        assertThat(Runs.numbers(outputs.get(2))).containsExactly(new double[] {1 / deviation}, FLOAT);
    }

    @Test
    void epsilonCounts() {
        ModelBuilder model = vector().node("LayerNormalization", "y", "x", "scale", "bias")
                .attribute("epsilon", 3.75f)
                .attribute("axis", -1);
        assertThat(Runs.first(model, 1, 2, 3, 4)[3]).isCloseTo(1.5 / Math.sqrt(5), FLOAT);
    }

    @Test
    void rootMeanSquareNormalizationDoesNotCentre() {
        double root = Math.sqrt(7.5);
        ModelBuilder model =
                vector().node("RMSNormalization", "y", "x", "scale").attribute("epsilon", 0f);
        assertThat(Runs.first(model, 1, 2, 3, 4))
                .containsExactly(new double[] {1 / root, 4 / root, 3 / root, 4 / root}, FLOAT);
    }

    @Test
    void skipNormalizationAddsFirst() {
        double root = Math.sqrt(7.5);
        ModelBuilder model = vector().floats("skip", List.of(1L, 4L), 1, 1, 1, 1)
                .node("SkipSimplifiedLayerNormalization", "y", "x", "skip", "scale")
                .domain("com.microsoft");
        assertThat(Runs.first(model, 0, 1, 2, 3))
                .containsExactly(new double[] {1 / root, 4 / root, 3 / root, 4 / root}, FLOAT);
    }

    @Test
    void logSoftmaxIsTheLogarithm() {
        double sum = Math.exp(1) + Math.exp(2) + Math.exp(3) + Math.exp(4);
        assertThat(Runs.first(vector().node("LogSoftmax", "y", "x"), 1, 2, 3, 4))
                .containsExactly(
                        new double[] {1 - Math.log(sum), 2 - Math.log(sum), 3 - Math.log(sum), 4 - Math.log(sum)},
                        FLOAT);
    }

    @Test
    void softmaxOfLargeNumbersStaysFinite() {
        assertThat(Runs.first(vector().node("Softmax", "y", "x"), 1e30, 0, 0, 1e30))
                .containsExactly(0.5, 0, 0, 0.5);
    }

    @Test
    void scalesThatDoNotFitAreRefused() {
        assertThat(vector().floats("w", List.of(3L), 1, 1, 1)
                        .node("RMSNormalization", "y", "x", "w")
                        .problems())
                .hasSize(1);
    }
}
