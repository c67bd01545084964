package io.goshawk.conformance.agreement;

import static org.assertj.core.api.Assertions.assertThat;

import io.goshawk.testkit.Tools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Real models beside QONNX's own executor, on a few inputs each; `bench/qonnx-agreement` takes all models and more.
class QonnxAgreementTest {
    private static final int PYTHON_MINUTES = 5;
    private static final int INPUTS = 20;

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jet/qkeras_jettagging",
                "kws/kwsmlp_w3a3",
                "tfc/TFC_2W2A",
                "tfc/TFC_1W1A",
                "qkeras-converter/model_test_qkeras_qdense2_5",
                "qkeras-converter/model_test_qkeras_qactivation_0"
            })
    void everyIntegerIsThatOfQonnxOrExplained(String name) throws IOException, InterruptedException {
        run(Tools.data("models/" + name + ".onnx"));
        Tally tally = Runs.judge(folder);
        assertThat(tally.integers()).isGreaterThan(INPUTS);
        assertThat(tally.unexplained()).isEmpty();
        assertThat(tally.outputsBeyond()).isEmpty();
        assertThat(tally.uncompared()).isEmpty();
    }

    private void run(Path model) throws IOException, InterruptedException {
        Path script = Path.of("src/test/python/qonnx_intermediates.py").toAbsolutePath();
        Path log = folder.resolve("log");
        Process process = new ProcessBuilder(List.of(
                        Tools.python("qonnx", "numpy").toString(),
                        script.toString(),
                        model.toString(),
                        String.valueOf(INPUTS),
                        String.valueOf(INPUTS),
                        "1",
                        folder.toString()))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        boolean ended = process.waitFor(PYTHON_MINUTES, TimeUnit.MINUTES);
        assertThat(ended && process.exitValue() == 0).as(Files.readString(log)).isTrue();
    }
}
