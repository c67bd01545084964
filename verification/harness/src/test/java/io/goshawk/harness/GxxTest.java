package io.goshawk.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.goshawk.harness.ToyDesigns.Fault;
import io.goshawk.testkit.Tools;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GxxTest {
    @TempDir
    private Path folder;

    @TempDir
    private Path cache;

    @BeforeEach
    void theToolsAreHere() {
        Tools.require("g++");
    }

    private Verification verify(boolean hls, Fault fault) throws IOException {
        Design design = Design.read(ToyDesigns.cpp(folder, hls, fault));
        Batch inputs = Vectors.mixed(design.inputs(), List.of(), 1000, 7);
        return Verification.run(design, new Gxx(design, new BuildCache(cache)), inputs, ToyDesigns.ORACLE);
    }

    @Test
    void plainCppRuns() throws IOException {
        assertThat(verify(false, Fault.NONE).summary()).isEqualTo("g++: 1000 vectors, 3 outputs, 0 differences");
    }

    @Test
    void hlsRunsAgainstTheGenuineHeaders() throws IOException {
        try {
            Gxx.apTypes();
        } catch (ToolMissing e) {
            if (Tools.isContinuousIntegration()) {
                throw e;
            }
            Assumptions.abort(e.getMessage());
        }
        assertThat(verify(true, Fault.NONE).comparison().isEqual()).isTrue();
        assertThat(verify(true, Fault.WRONG_ADDER).node().orElseThrow().node()).isEqualTo("%1");
    }

    @Test
    void aWrongShiftIsFoundInItsNode() throws IOException {
        NodeDifference node = verify(false, Fault.WRONG_SHIFT).node().orElseThrow();
        assertThat(node.node()).isEqualTo("%2");
        assertThat(node.toString()).startsWith("node %2 (toy.onnx:/relu), element ");
    }

    @Test
    void brokenCppIsRefusedWithTheToolsWords() throws IOException {
        Design design = Design.read(ToyDesigns.cpp(folder, false, Fault.NONE));
        ToyDesigns.write(folder.resolve("src/toy.cpp"), "#include \"toy.h\"\nvoid toy( {}\n");
        assertThatThrownBy(() -> new Gxx(design, new BuildCache(cache)).build())
                .isInstanceOf(ToolFailed.class)
                .hasMessageContaining("toy.cpp:2");
    }

    @Test
    void aProgramThatFailsIsNoPass() throws IOException {
        Design design = Design.read(ToyDesigns.cpp(folder, false, Fault.NONE));
        Gxx engine = new Gxx(design, new BuildCache(cache));
        ToyDesigns.write(folder.resolve("tb/vectors_main.cpp"), "int main() { return 7; }\n");
        assertThatThrownBy(() -> engine.run(Vectors.uniform(design.inputs(), 3, 1)))
                .isInstanceOf(ToolFailed.class)
                .hasMessageContaining("status 7");
        ToyDesigns.write(folder.resolve("tb/vectors_main.cpp"), "int main() { return 0; }\n");
        assertThatThrownBy(() -> engine.run(Vectors.uniform(design.inputs(), 3, 1)))
                .isInstanceOf(ToolFailed.class)
                .hasMessageContaining("results cannot be read");
    }
}
