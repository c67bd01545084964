package io.goshawk.frontend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.goshawk.frontend.protos.StringStringEntryProto;
import io.goshawk.frontend.protos.TensorProto;
import io.goshawk.frontend.protos.TensorProto.DataType;
import io.goshawk.ir.Graph;
import io.goshawk.ir.Shape;
import io.goshawk.ir.diag.Code;
import io.goshawk.ir.diag.Diagnostic;
import io.goshawk.ir.diag.Diagnostics;
import io.goshawk.ir.diag.Refusal;
import io.goshawk.ir.onnx.Constant;
import io.goshawk.ir.onnx.OnnxOp;
import io.goshawk.ir.tensor.FloatTensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Tensors in files beside the model, and what is never opened.
class ExternalDataTest {
    private static final FloatTensor EXPECTED = FloatTensor.of(Shape.of(2), 1.5f, -2.5f);

    @TempDir
    private Path folder;

    private Path models;
    private Path secret;

    @BeforeEach
    void writeFiles() throws IOException {
        models = Files.createDirectories(folder.resolve("models"));
        Files.createDirectories(models.resolve("deep"));
        byte[] bytes = data();
        Files.write(models.resolve("weights.bin"), bytes);
        Files.write(models.resolve("deep/weights.bin"), bytes);
        secret = Files.write(folder.resolve("secret.bin"), bytes);
    }

    /// Four bytes of something else, 1.5, -2.5, and four more.
    private static byte[] data() {
        ByteBuffer bytes = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
        return bytes.putInt(7).putFloat(1.5f).putFloat(-2.5f).putInt(7).array();
    }

    private static ModelBuilder model(String... entries) {
        TensorProto.Builder tensor = TensorProto.newBuilder()
                .setName("w")
                .setDataType(DataType.FLOAT_VALUE)
                .addDims(2)
                .setDataLocation(TensorProto.DataLocation.EXTERNAL);
        for (int i = 0; i < entries.length; i += 2) {
            tensor.addExternalData(
                    StringStringEntryProto.newBuilder().setKey(entries[i]).setValue(entries[i + 1]));
        }
        return ModelBuilder.model()
                .input("x", 2)
                .output("y")
                .tensor(tensor.build())
                .node("Add", "y", "x", "w");
    }

    private static ModelBuilder at(String location) {
        return model("location", location, "offset", "4", "length", "8");
    }

    private Graph<OnnxOp> load(ModelBuilder model) throws IOException {
        Path file = Files.write(models.resolve("model.onnx"), model.bytes());
        return OnnxImporter.load(file, ImportOptions.NONE, new Diagnostics());
    }

    private Diagnostic problem(ModelBuilder model) throws IOException {
        try {
            load(model);
        } catch (Refusal refusal) {
            assertThat(refusal.diagnostics()).hasSize(1);
            return refusal.diagnostics().getFirst();
        }
        throw new AssertionError("nothing was refused");
    }

    private static FloatTensor constant(Graph<OnnxOp> graph) {
        return graph.nodes().stream()
                .map(Graph.Node::op)
                .flatMap(op -> op instanceof Constant constant ? Stream.of(constant) : Stream.empty())
                .map(constant -> (FloatTensor) constant.data())
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(strings = {"weights.bin", "./weights.bin", "deep/weights.bin"})
    void filesOfTheFolderAreRead(String location) throws IOException {
        assertThat(constant(load(at(location)))).isEqualTo(EXPECTED);
    }

    @Test
    void aLargeFileIsMapped() throws IOException {
        byte[] large = new byte[1 << 20];
        System.arraycopy(data(), 0, large, 1 << 19, 16);
        Files.write(models.resolve("large.bin"), large);
        ModelBuilder model = model("location", "large.bin", "offset", "" + ((1 << 19) + 4), "length", "8");
        assertThat(constant(load(model))).isEqualTo(EXPECTED);
    }

    @Test
    void theChecksumIsThatOfTheFile() throws Exception {
        String right =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(data()));
        String[] entries = {"location", "weights.bin", "offset", "4", "length", "8", "checksum", right};
        assertThat(constant(load(model(entries)))).isEqualTo(EXPECTED);
        entries[7] = "00" + right.substring(2);
        assertThat(problem(model(entries)).message()).contains("checksum is " + right);
    }

    @Test
    void nothingOutsideTheFolderIsRead() throws IOException {
        assertRefused(at(secret.toString()), "which is no path relative to the model's folder");
        assertRefused(at("../secret.bin"), "which leaves the model's folder");
        assertRefused(at("deep/../../secret.bin"), "which leaves the model's folder");
        assertRefused(at("..\\secret.bin"), "which is no path relative");
        assertRefused(at("C:/secret.bin"), "which is no path relative");
    }

    @Test
    void linksAreNotFollowed() throws IOException {
        Files.createSymbolicLink(models.resolve("link.bin"), secret);
        Files.createSymbolicLink(models.resolve("inner.bin"), models.resolve("weights.bin"));
        Files.createSymbolicLink(models.resolve("up"), folder);
        assertRefused(at("link.bin"), "where \"link.bin\" is a symbolic link");
        assertRefused(at("inner.bin"), "where \"inner.bin\" is a symbolic link");
        assertRefused(at("up/secret.bin"), "where \"up\" is a symbolic link");
    }

    @Test
    void onlyRegularFilesAreRead() throws IOException, InterruptedException {
        assertRefused(at("deep"), "which is no regular file");
        assertRefused(at("."), "which is no regular file");
        Process fifo = new ProcessBuilder("mkfifo", models.resolve("pipe").toString()).start();
        if (fifo.waitFor() == 0) {
            assertRefused(at("pipe"), "which is no regular file");
        }
        assertRefused(at("absent.bin"), "which is not there");
        assertRefused(at("a\0b"), "which is no path");
    }

    @Test
    void boundsAreThoseOfTheFile() throws IOException {
        assertRefused(model("location", "weights.bin", "offset", "12", "length", "8"), "and the file has 16");
        assertRefused(model("location", "weights.bin", "offset", "99"), "and the file has 16");
        assertRefused(
                model("location", "weights.bin", "offset", "4", "length", "999999999999999999"), "the file has 16");
        assertRefused(model("location", "weights.bin", "offset", "-4"), "whose offset is \"-4\"");
        assertRefused(model("location", "weights.bin", "length", "99999999999999999999"), "whose length is");
        assertRefused(model("offset", "4"), "does not say which");
        Diagnostic wrongSize = problem(model("location", "weights.bin", "offset", "4", "length", "4"));
        assertThat(wrongSize.code()).isEqualTo(Code.BAD_TENSOR_DATA);
        assertThat(wrongSize.message()).contains("needs 8 bytes and has 4");
    }

    @Test
    void bytesHaveNoFolder() {
        List<Diagnostic> problems = at("weights.bin").problems();
        assertThat(problems).hasSize(1);
        assertThat(problems.getFirst().message()).contains("and the model came without a folder");
    }

    @Test
    void aFileIsNotReadWithoutEnd() throws IOException {
        Files.write(models.resolve("large.bin"), new byte[1 << 18]);
        ModelBuilder model = ModelBuilder.model().input("x", 2).output("y").node("Relu", "y", "x");
        for (int i = 0; i < 8; i++) {
            model.tensor(TensorProto.newBuilder()
                    .setName("w" + i)
                    .setDataType(DataType.FLOAT_VALUE)
                    .addDims(1 << 16)
                    .setDataLocation(TensorProto.DataLocation.EXTERNAL)
                    .addExternalData(StringStringEntryProto.newBuilder()
                            .setKey("location")
                            .setValue("large.bin"))
                    .build());
        }
        assertThatThrownBy(() -> load(model))
                .isInstanceOfSatisfying(
                        Refusal.class,
                        refusal -> assertThat(refusal.diagnostics())
                                .hasSize(4)
                                .allSatisfy(problem ->
                                        assertThat(problem.message()).contains("bytes where it has 262144")));
    }

    private void assertRefused(ModelBuilder model, String reason) throws IOException {
        Diagnostic problem = problem(model);
        assertThat(problem.code()).isEqualTo(Code.BAD_EXTERNAL_DATA);
        assertThat(problem.message())
                .startsWith("initialiser \"w\" keeps its data in ")
                .contains(reason);
        assertThat(problem.hint()).isPresent();
    }
}
