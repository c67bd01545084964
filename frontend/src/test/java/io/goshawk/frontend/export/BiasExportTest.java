package io.goshawk.frontend.export;

import static org.assertj.core.api.Assertions.assertThat;

import io.goshawk.frontend.ImportOptions;
import io.goshawk.frontend.OnnxExporter;
import io.goshawk.frontend.OnnxImporter;
import io.goshawk.frontend.protos.ModelProto;
import io.goshawk.frontend.protos.NodeProto;
import io.goshawk.ir.Graph;
import io.goshawk.ir.diag.Diagnostics;
import io.goshawk.ir.onnx.OnnxOp;
import io.goshawk.testkit.Tools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/// A convolution is written with its bias, as others' optimisers look for it.
class BiasExportTest {
    @Test
    void biasesAreOperandsOfTheirConvolutions() throws IOException {
        Path file = Tools.data("models/cnn/Ultraface.version-RFB-320.onnx");
        byte[] source = Files.readAllBytes(file);
        Graph<OnnxOp> graph =
                OnnxImporter.load(source, file.getFileName().toString(), ImportOptions.NONE, new Diagnostics());
        byte[] bytes = OnnxExporter.write(graph, "test", new Diagnostics());
        List<NodeProto> nodes = ModelProto.parseFrom(bytes).getGraph().getNodeList();
        assertThat(nodes)
                .filteredOn(node -> node.getOpType().equals("Conv"))
                .isNotEmpty()
                .allSatisfy(node -> {
                    assertThat(node.getInputCount()).isEqualTo(3);
                    assertThat(node.getAttributeList())
                            .noneMatch(attribute -> attribute.getName().equals("dilations")
                                    && attribute.getIntsList().stream().allMatch(step -> step == 1));
                });
    }
}
