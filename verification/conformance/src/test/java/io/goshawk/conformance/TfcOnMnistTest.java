package io.goshawk.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.goshawk.ir.eval.Interpreter;
import io.goshawk.ir.tensor.IntTensor;
import io.goshawk.passes.Compiler;
import io.goshawk.passes.host.HostInput;
import io.goshawk.testkit.Tools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The three TFC models on all 10,000 MNIST test images: the published accuracies, and QONNX's own predictions.
class TfcOnMnistTest {
    private static final int PYTHON_MINUTES = 5;

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"TFC_1W1A, 9296", "TFC_1W2A, 9474", "TFC_2W2A, 9660"})
    void everyPredictionIsThatOfQonnx(String name, int correct) throws IOException, InterruptedException {
        Path model = Tools.data("models/tfc/" + name + ".onnx");
        Mnist mnist = new Mnist();
        int[] ours = predictions(Models.compile(model), mnist);
        assertThat(IntStream.range(0, Mnist.COUNT)
                        .filter(i -> ours[i] == mnist.label(i))
                        .count())
                .isEqualTo(correct);
        byte[] theirs = qonnx(model);
        List<Integer> different = IntStream.range(0, Mnist.COUNT)
                .filter(i -> ours[i] != theirs[i])
                .boxed()
                .toList();
        assertThat(different)
                .as("images on which QONNX's executor predicts another class")
                .isEmpty();
    }

    private static int[] predictions(Compiler.Compiled compiled, Mnist mnist) {
        HostInput host = new HostInput(compiled.hostIn());
        return IntStream.range(0, Mnist.COUNT)
                .parallel()
                .map(i -> predict(host, compiled, mnist, i))
                .toArray();
    }

    private static int predict(HostInput host, Compiler.Compiled compiled, Mnist mnist, int index) {
        List<IntTensor> codes = host.run(List.of(mnist.image(index)));
        IntTensor logits = Interpreter.runIntegers(compiled.hardware(), codes).getFirst();
        return IntStream.range(0, logits.shape().size())
                .reduce((best, i) -> logits.at(i) > logits.at(best) ? i : best)
                .orElseThrow();
    }

    private byte[] qonnx(Path model) throws IOException, InterruptedException {
        Path out = folder.resolve("classes");
        Path script = Path.of("src/test/python/qonnx_predictions.py").toAbsolutePath();
        Process process = new ProcessBuilder(
                        Tools.python("qonnx", "numpy").toString(),
                        script.toString(),
                        model.toString(),
                        Mnist.imageFile().toString(),
                        String.valueOf(Mnist.COUNT),
                        out.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
        boolean ended = process.waitFor(PYTHON_MINUTES, TimeUnit.MINUTES);
        assertThat(ended && process.exitValue() == 0)
                .as(Files.readString(folder.resolve("log")))
                .isTrue();
        return Files.readAllBytes(out);
    }
}
