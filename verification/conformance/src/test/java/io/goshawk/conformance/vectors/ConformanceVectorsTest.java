package io.goshawk.conformance.vectors;

import static org.assertj.core.api.Assertions.assertThat;

import io.goshawk.testkit.Tools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The published vectors are what the interpreter says, and what decimal arithmetic says.
/// `-Dgoshawk.bless=true` writes
/// them anew.
class ConformanceVectorsTest {
    private static final long MAX_BYTES = 3_000_000;

    enum File {
        QUANT("quant.json"),
        TRUNC("trunc.json"),
        BIPOLAR("bipolar-quant.json"),
        THRESHOLDS("multi-threshold.json"),
        FLOATS("float-quant.json");

        private final String name;

        File(String name) {
            this.name = name;
        }

        private String text() {
            return switch (this) {
                case QUANT -> QuantVectors.file();
                case TRUNC -> OtherVectors.trunc();
                case BIPOLAR -> OtherVectors.bipolar();
                case THRESHOLDS -> OtherVectors.thresholds();
                case FLOATS -> OtherVectors.floats();
            };
        }
    }

    private static Path folder() {
        return Tools.root().resolve("verification/conformance-vectors");
    }

    @ParameterizedTest
    @EnumSource(File.class)
    void theFileIsWhatTheInterpreterAndTheOracleSay(File file) throws IOException {
        Path path = folder().resolve(file.name);
        String text = file.text();
        if (Boolean.getBoolean("goshawk.bless")) {
            Files.writeString(path, text);
        }
        assertThat(Files.readString(path).equals(text))
                .as("%s is up to date", path.getFileName())
                .isTrue();
        assertThat(Files.size(path)).isLessThan(MAX_BYTES);
    }

    /// Every tie and every whole number of every range, which would be too much to publish.
    @Test
    void everyTieOfEveryWidthIsThatOfTheOracle() {
        for (String mode : QuantVectors.MODES) {
            for (int bits = 1; bits <= 8; bits++) {
                for (int kind = 0; kind < 4; kind++) {
                    boolean signed = kind % 2 == 0;
                    boolean narrow = kind >= 2;
                    for (double zero : bits == 1 && signed ? new double[] {0} : new double[] {0, 1, -1, 0.5, 3.25}) {
                        everyTie(mode, bits, signed, narrow, zero);
                    }
                }
            }
        }
    }

    private static void everyTie(String mode, int bits, boolean signed, boolean narrow, double zero) {
        int half = 2 << bits;
        float[] data = new float[3 * (2 * half + 1)];
        for (int i = -half; i <= half; i++) {
            float x = (float) ((i / 2.0 - zero) * 0.125);
            data[3 * (i + half)] = x;
            data[3 * (i + half) + 1] = Math.nextUp(x);
            data[3 * (i + half) + 2] = Math.nextDown(x);
        }
        long[] codes = QuantVectors.codes(data, 0.125f, zero, bits, signed, narrow, mode);
        for (int i = 0; i < data.length; i++) {
            assertThat(codes[i])
                    .as("%s of %s, zero %s, %s bits, signed %s, narrow %s", mode, data[i], zero, bits, signed, narrow)
                    .isEqualTo(Oracle.quant(data[i], 0.125f, zero, bits, signed, narrow, mode));
        }
    }
}
