package io.goshawk.frontend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.goshawk.frontend.protos.AttributeProto;
import io.goshawk.frontend.protos.GraphProto;
import io.goshawk.frontend.protos.ModelProto;
import io.goshawk.frontend.protos.NodeProto;
import io.goshawk.frontend.protos.OperatorSetIdProto;
import io.goshawk.frontend.protos.TensorProto;
import io.goshawk.frontend.protos.TypeProto;
import io.goshawk.frontend.protos.ValueInfoProto;
import io.goshawk.ir.diag.Code;
import io.goshawk.ir.diag.Diagnostic;
import io.goshawk.ir.diag.Diagnostics;
import io.goshawk.ir.diag.Refusal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Models made to exhaust the reader: each is refused, soon, and in few words.
@Timeout(120)
class HostileModelTest {
    @TempDir
    private Path folder;

    private static List<Diagnostic> problems(byte[] bytes) {
        try {
            OnnxImporter.load(bytes, "test.onnx", ImportOptions.NONE, new Diagnostics());
            return List.of();
        } catch (Refusal refusal) {
            assertThat(refusal.getMessage().length()).isLessThan(3_000_000);
            return refusal.diagnostics();
        }
    }

    private static byte[] model(GraphProto.Builder graph) {
        return ModelProto.newBuilder()
                .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(13))
                .setGraph(graph)
                .build()
                .toByteArray();
    }

    private static GraphProto.Builder graph() {
        return ModelProto.newBuilder().getGraphBuilder().addInput(value("x")).addOutput(value("y"));
    }

    private static ValueInfoProto value(String name) {
        TypeProto.Builder type = TypeProto.newBuilder();
        type.getTensorTypeBuilder()
                .setElemType(1)
                .getShapeBuilder()
                .addDimBuilder()
                .setDimValue(1);
        return ValueInfoProto.newBuilder().setName(name).setType(type).build();
    }

    private static NodeProto.Builder node(String type, String name, String output, String input) {
        return NodeProto.newBuilder()
                .setOpType(type)
                .setName(name)
                .addOutput(output)
                .addInput(input);
    }

    @Test
    void aLongChainIsAGraph() {
        GraphProto.Builder graph = graph();
        int count = 20_000;
        for (int i = 0; i < count; i++) {
            graph.addNode(node("Relu", "n", i == count - 1 ? "y" : "v" + i, i == 0 ? "x" : "v" + (i - 1)));
        }
        assertThat(problems(model(graph))).isEmpty();
    }

    @Test
    void manyNodesThatFeedThemselves() {
        GraphProto.Builder graph = graph();
        for (int i = 0; i < 200_000; i++) {
            graph.addNode(node("Relu", "n", "v" + i, "v" + i));
        }
        assertThat(problems(model(graph))).hasSizeLessThan(2000);
    }

    @Test
    void manyUnknownOperators() {
        GraphProto.Builder graph = graph();
        for (int i = 0; i < 20_000; i++) {
            graph.addNode(node("Unknown" + "A".repeat(200) + i, "n", "v" + i, "x"));
        }
        assertThat(problems(model(graph))).hasSizeLessThan(2000);
    }

    @Test
    void partsWithoutNumber() throws IOException {
        ByteArrayOutputStream nodes = new ByteArrayOutputStream();
        byte[] empty = {0x0a, 0};
        for (int i = 0; i < 6_000_000; i++) {
            nodes.write(empty);
        }
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        // Field 7, the graph.
        file.write(0x3a);
        for (int rest = nodes.size(); ; rest >>>= 7) {
            file.write((rest & 0x7f) | (rest >>> 7 == 0 ? 0 : 0x80));
            if (rest >>> 7 == 0) {
                break;
            }
        }
        nodes.writeTo(file);
        assertOnly(problems(file.toByteArray()), Code.MODEL_TOO_LARGE, "more than 4194304");
    }

    @Test
    void namesOfMegabytes() {
        GraphProto.Builder graph = graph().addNode(node("Relu", "n".repeat(10_000_000), "y", "x"));
        assertOnly(problems(model(graph)), Code.MODEL_TOO_LARGE, "a name (onnx.NodeProto.name) of 10000000 bytes");
        GraphProto.Builder operator = graph().addNode(node("R".repeat(16_000), "n", "y", "x"));
        assertThat(problems(model(operator))).hasSize(1);
    }

    @Test
    void graphsInGraphs() {
        GraphProto.Builder graph = GraphProto.newBuilder();
        for (int depth = 0; depth < 40; depth++) {
            NodeProto.Builder outer = node("If", "n", "y", "x");
            outer.addAttribute(
                    AttributeProto.newBuilder().setName("then_branch").setG(graph));
            graph = GraphProto.newBuilder().addNode(outer);
        }
        assertOnly(problems(model(graph)), Code.MODEL_TOO_LARGE, "nested more than 100 deep");
        byte[] groups = new byte[1_000_000];
        java.util.Arrays.fill(groups, (byte) 0x2b);
        assertOnly(problems(groups), Code.NOT_A_MODEL, "");
    }

    @Test
    void lengthsBeyondTheFile() {
        byte[] wrong = {0x3a, (byte) 0xff, (byte) 0xff, (byte) 0xff, (byte) 0xff, 0x7f};
        assertOnly(problems(wrong), Code.NOT_A_MODEL, "");
    }

    @Test
    void shapesBeyondMeasure() {
        for (long extent : new long[] {1L << 31, Long.MAX_VALUE, (1L << 31) - 1}) {
            TensorProto tensor = TensorProto.newBuilder()
                    .setName("w")
                    .setDataType(TensorProto.DataType.FLOAT_VALUE)
                    .addDims(extent)
                    .addDims(extent)
                    .setRawData(ByteString.copyFrom(new byte[4]))
                    .build();
            List<Diagnostic> problems = ModelBuilder.model()
                    .input("x", 1)
                    .output("y")
                    .tensor(tensor)
                    .node("Add", "y", "x", "w")
                    .problems();
            assertOnly(problems, Code.BAD_SHAPE, "more than 2^31 - 1 elements");
        }
    }

    @Test
    void tensorsMadeUpOneByOne() {
        ModelBuilder model = ModelBuilder.model().input("x", 1).output("y").integers("s", 1 << 22);
        for (int i = 0; i < 2000; i++) {
            model.node("ConstantOfShape", "c" + i, "s");
        }
        model.node("Relu", "y", "x");
        assertThat(model.problems()).isNotEmpty().allMatch(problem -> problem.code() == Code.MODEL_TOO_LARGE);
    }

    @Test
    void bracketsInBracketsOfGoshawkText() throws IOException {
        Path file = folder.resolve("deep.ghk");
        Files.writeString(
                file,
                "graph @g(%0 \"x\": tensor<1xf32>) {\n %1 = onnx.relu %0 {a = " + "[".repeat(100_000)
                        + "} : tensor<1xf32>");
        assertThatThrownBy(() -> ModelDoors.network(file, ImportOptions.NONE, new Diagnostics()))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("nested more than 128 deep");
    }

    private static void assertOnly(List<Diagnostic> problems, Code code, String message) {
        assertThat(problems).singleElement().satisfies(problem -> {
            assertThat(problem.code()).isEqualTo(code);
            assertThat(problem.message()).contains(message);
        });
    }
}
