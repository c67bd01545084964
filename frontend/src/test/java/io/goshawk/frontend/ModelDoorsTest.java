package io.goshawk.frontend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.goshawk.ir.Graph;
import io.goshawk.ir.diag.Code;
import io.goshawk.ir.diag.Diagnostics;
import io.goshawk.ir.diag.Refusal;
import io.goshawk.ir.onnx.OnnxOp;
import io.goshawk.ir.text.GhkFile;
import io.goshawk.ir.text.Printer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModelDoorsTest {
    private static final String TEXT = """
            <ir_version: 8, opset_import: ["" : 13, "qonnx.custom_op.general" : 1]>
            model (float[1, 4] x) => (float[1, 4] y)
            <float s = {0.25}, float z = {0}, float b = {4}>
            {
                [q] y = qonnx.custom_op.general.Quant<signed = 1, narrow = 0, rounding_mode = "ROUND">(x, s, z, b)
            }
            """;

    @TempDir
    private Path folder;

    private static Graph<OnnxOp> network(Path file) {
        return ModelDoors.network(file, ImportOptions.NONE, new Diagnostics());
    }

    private Graph<OnnxOp> binary() throws IOException {
        byte[] bytes = ModelBuilder.model()
                .input("x", 1, 4)
                .output("y", 1, 4)
                .scalar("s", 0.25)
                .scalar("z", 0)
                .scalar("b", 4)
                .node("Quant", "y", "x", "s", "z", "b")
                .named("q")
                .domain("qonnx.custom_op.general")
                .bytes();
        return network(Files.write(folder.resolve("model.ONNX"), bytes));
    }

    @Test
    void theTextualSyntaxIsTheSameModel() throws IOException {
        Graph<OnnxOp> text = network(Files.writeString(folder.resolve("model.onnxtxt"), TEXT));
        assertThat(Printer.print(text).replace(".onnxtxt", ""))
                .isEqualTo(Printer.print(binary()).replace(".ONNX", ""));
    }

    @Test
    void goshawkTextIsTheSameModel() throws IOException {
        Graph<OnnxOp> binary = binary();
        Path file = Files.writeString(folder.resolve("model.ghk"), Printer.print(binary));
        assertThat(network(file)).isEqualTo(binary);
        ImportOptions options = new ImportOptions(Map.of(), Map.of("N", 1));
        assertThatThrownBy(() -> ModelDoors.network(file, options, new Diagnostics()))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("--shape binds none");
    }

    @Test
    void laterStagesAreRecognised() throws IOException {
        Path several = Files.writeString(
                folder.resolve("design.ghk"), Printer.print(new GhkFile(List.of(binary(), binary()))));
        assertThat(ModelDoors.open(several, ImportOptions.NONE, new Diagnostics()))
                .isInstanceOf(LoadedModel.Design.class);
        assertThatThrownBy(() -> network(several)).hasMessageContaining("a later stage");
    }

    @ParameterizedTest
    @ValueSource(strings = {"model", "model.h5", "model.onnx.gz", "onnx"})
    void otherEndingsAreRefusedByNamingThoseThatAreUnderstood(String name) throws IOException {
        Path file = Files.writeString(folder.resolve(name), TEXT);
        assertThatThrownBy(() -> network(file))
                .isInstanceOfSatisfying(
                        Refusal.class,
                        refusal -> assertThat(refusal.diagnostics())
                                .singleElement()
                                .satisfies(problem -> {
                                    assertThat(problem.code()).isEqualTo(Code.NOT_A_MODEL);
                                    assertThat(problem.hint().orElseThrow())
                                            .contains(".onnx (", ".onnxtxt (", ".ghk (");
                                }));
    }

    @Test
    void theHintInABinaryDoorNamesTheTextualOne() throws IOException {
        Path file = Files.writeString(folder.resolve("model.onnx"), TEXT);
        assertThatThrownBy(() -> network(file)).hasMessageContaining("files named .onnxtxt");
    }
}
