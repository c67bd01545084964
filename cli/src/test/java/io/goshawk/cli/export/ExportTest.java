package io.goshawk.cli.export;

import static org.assertj.core.api.Assertions.assertThat;

import io.goshawk.cli.Main;
import io.goshawk.frontend.ImportOptions;
import io.goshawk.frontend.OnnxImporter;
import io.goshawk.generators.NormalForm;
import io.goshawk.ir.FloatType;
import io.goshawk.ir.Graph;
import io.goshawk.ir.diag.Diagnostics;
import io.goshawk.ir.eval.Interpreter;
import io.goshawk.ir.onnx.OnnxOp;
import io.goshawk.ir.onnx.quantization.DequantizeLinear;
import io.goshawk.ir.onnx.quantization.Quant;
import io.goshawk.ir.tensor.FloatTensor;
import io.goshawk.ir.tensor.Tensor;
import io.goshawk.testkit.Tools;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `goshawk export` on the repository's own model.
final class ExportTest {
    private static final Path EXAMPLE = Path.of("../examples/jet-tagging/jet-tagger.onnx");
    private static final String CHECK =
            "import sys, onnx; [onnx.checker.check_model(onnx.load(f), full_check='qdq' in f) for f in sys.argv[1:]]";

    @TempDir
    private Path folder;

    private record Said(int exit, String out, String err) {}

    private static Said goshawk(Object... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        String[] texts =
                java.util.Arrays.stream(arguments).map(Object::toString).toArray(String[]::new);
        int exit = Main.run(new PrintWriter(out), new PrintWriter(err), texts);
        return new Said(exit, out.toString(), err.toString());
    }

    private static Graph<OnnxOp> load(Path file) {
        return OnnxImporter.load(file, ImportOptions.NONE, new Diagnostics());
    }

    @Test
    void qonnxComesBackEqual() {
        Path file = folder.resolve("qonnx.onnx");
        assertThat(goshawk("export", EXAMPLE, "--format", "qonnx", "-o", file)).satisfies(said -> {
            assertThat(said.exit()).isZero();
            assertThat(said.out()).contains("jet-tagger.onnx as qonnx");
        });
        assertThat(NormalForm.of(load(file))).isEqualTo(NormalForm.of(load(EXAMPLE)));
    }

    @Test
    void qdqHasNoQuantAndMeansTheSame() {
        Path file = folder.resolve("qdq.onnx");
        Said said = goshawk("export", EXAMPLE, "--format", "qdq", "-o", file);
        assertThat(said.err()).isEmpty();
        Graph<OnnxOp> before = load(EXAMPLE);
        Graph<OnnxOp> after = load(file);
        assertThat(after.nodes()).noneMatch(node -> node.op() instanceof Quant);
        assertThat(after.nodes()).anyMatch(node -> node.op() instanceof DequantizeLinear);
        Random random = new Random(1);
        for (int run = 0; run < 20; run++) {
            double[] values = random.doubles(
                            before.inputs().getFirst().value().shape().size(), -4, 4)
                    .map(x -> (float) x)
                    .toArray();
            Tensor input = FloatTensor.of(before.inputs().getFirst().value().shape(), FloatType.F32, values);
            assertThat(Interpreter.run(after, List.of(input))).isEqualTo(Interpreter.run(before, List.of(input)));
        }
    }

    @Test
    void theCheckerOfOnnxAgrees() throws IOException, InterruptedException {
        Path python = Tools.python("onnx");
        Path qonnx = folder.resolve("q.onnx");
        Path qdq = folder.resolve("qdq.onnx");
        goshawk("export", EXAMPLE, "--format", "qonnx", "-o", qonnx);
        goshawk("export", EXAMPLE, "--format", "qdq", "-o", qdq);
        Process process = new ProcessBuilder(python.toString(), "-c", CHECK, qonnx.toString(), qdq.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
    }

    @Test
    void whatAFormatCannotHoldIsRefusedAndNothingIsWritten() {
        Path file = folder.resolve("plain.onnx");
        Said said = goshawk("export", EXAMPLE, "--format", "onnx", "-o", file);
        assertThat(said.exit()).isEqualTo(1);
        assertThat(said.err()).contains("GHK-8006", "Quant is no operator of ONNX", "--format qdq");
        assertThat(file).doesNotExist();
    }

    @Test
    void onlyModelsAreReplaced() throws IOException {
        Path text = Files.writeString(folder.resolve("notes.txt"), "mine");
        Said said = goshawk("export", EXAMPLE, "--format", "qonnx", "-o", text);
        assertThat(said.exit()).isEqualTo(1);
        assertThat(said.err()).contains("GHK-8002", "a file that is no model");
        assertThat(text).hasContent("mine");
        assertThat(goshawk("export", EXAMPLE, "--format", "qonnx", "-o", text, "--force")
                        .exit())
                .isZero();
        assertThat(goshawk("export", EXAMPLE, "--format", "qonnx", "-o", text).exit())
                .isZero();
        assertThat(goshawk("export", text, "--format", "qonnx", "-o", text).err())
                .isNotEmpty();
        assertThat(goshawk("export", EXAMPLE, "--format", "qonnx", "-o", folder).err())
                .contains("it is a folder");
        assertThat(goshawk("export", EXAMPLE, "--format", "qonnx", "-o", folder.resolve("a/b.onnx"))
                        .err())
                .contains("there is no folder");
        assertThat(goshawk("export", EXAMPLE, "--format", "keras", "-o", text).exit())
                .isEqualTo(2);
        try (var files = Files.list(folder)) {
            assertThat(files.count()).as("nothing is left beside").isEqualTo(1);
        }
    }
}
