package io.goshawk.frontend.tflite;

import static org.assertj.core.api.Assertions.assertThat;

import io.goshawk.frontend.tflite.ReferenceKernels.Arithmetic;
import io.goshawk.testkit.Tools;
import java.io.IOException;
import java.nio.file.Files;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Imported models beside the integer arithmetic that TensorFlow Lite documents. That LiteRT's own kernels give the
/// integers of this arithmetic is what `bench/tflite-agreement` shows.
class TfliteKernelsTest {
    private static final int SEEDS = 60;

    private static double[][] inputs(LayerAgreement agreement, SplittableRandom random) {
        return agreement.inputs().stream()
                .map(input -> random.ints(input.shape().size(), -128, 128)
                        .asDoubleStream()
                        .toArray())
                .toArray(double[][]::new);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4})
    void aRandomLayerDiffersWithinTheBoundOfItsKernel(int kind) {
        long differ = 0;
        long elements = 0;
        for (long seed = 0; seed < SEEDS; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            LayerAgreement agreement = new LayerAgreement(RandomLayers.file(kind, seed), Arithmetic.FIXED_POINT);
            for (int run = 0; run < 4; run++) {
                double[][] inputs = inputs(agreement, random);
                agreement.judge("seed " + seed, inputs, agreement.predicted(inputs, run % 2 == 1));
            }
            LayerTally tally = agreement.tallies().getFirst();
            assertThat(tally.worst()).as("seed %d", seed).isEmpty();
            differ += tally.differ();
            elements += tally.elements();
        }
        assertThat(differ).isLessThan(elements / 20);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ad01_int8", "kws_ref_model", "pretrainedResnet_quant", "vww_96_int8"})
    void aRealModelDiffersOnlyWhereKernelsRoundTwice(String name) throws IOException {
        byte[] file = Files.readAllBytes(Tools.data("models/tflite/" + name + ".tflite"));
        for (boolean twice : new boolean[] {false, true}) {
            LayerAgreement agreement = new LayerAgreement(file, Arithmetic.FIXED_POINT);
            double[][] inputs = inputs(agreement, new SplittableRandom(1));
            agreement.judge(name, inputs, agreement.predicted(inputs, twice));
            LayerTally all = LayerTally.all(agreement.tallies());
            assertThat(agreement.tallies()).extracting(LayerTally::worst).containsOnly("");
            assertThat(all.differ() > 0)
                    .as("%d of %d differ", all.differ(), all.elements())
                    .isEqualTo(twice);
        }
    }

    /// Halves of a product near a power of two, by hand.
    @Test
    void productsAreRoundedAsDocumented() {
        FixedPoint third = FixedPoint.of(1.0 / 3);
        assertThat(third).isEqualTo(new FixedPoint(1_431_655_765, -1));
        assertThat(third.roundedOnce(4)).isEqualTo(1);
        assertThat(third.roundedOnce(5)).isEqualTo(2);
        // 31 / 8 * 4 / 8 = 1.9375 is 4 in halves, then 2; 11 / 8 = 1.375 is 3 in halves, then 2.
        FixedPoint eighth = new FixedPoint(1 << 29, -1);
        assertThat(eighth.roundedTwice(11)).isEqualTo(2);
        assertThat(eighth.roundedOnce(11)).isEqualTo(1);
        assertThat(eighth.roundedTwice(-11)).isEqualTo(-2);
        assertThat(FixedPoint.of(1 - 0x1p-40)).isEqualTo(new FixedPoint(1 << 30, 1));
        assertThat(FixedPoint.of(0x1p-40)).isEqualTo(new FixedPoint(0, 0));
    }
}
