package io.goshawk.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.goshawk.harness.ToyDesigns.Fault;
import io.goshawk.harness.ToyDesigns.Style;
import io.goshawk.ir.IntType;
import io.goshawk.ir.diag.Refusal;
import io.goshawk.ir.num.IntRange;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DesignReaderTest {
    @TempDir
    private Path folder;

    @Test
    void readsWhatTheReadmeDescribes() throws IOException {
        Design design = Design.read(ToyDesigns.verilog(folder, new Style(true, "async", 2), Fault.NONE));
        assertThat(design.top()).isEqualTo("toy");
        assertThat(design.inputs().get(1).port()).isEqualTo("b");
        assertThat(design.inputs().get(1).range()).isEqualTo(IntRange.of(-9, 9));
        assertThat(design.outputs().getFirst().type()).isEqualTo(IntType.u(7));
        assertThat(design.verilog().orElseThrow().latencyCycles()).isEqualTo(2);
        assertThat(design.verilog().orElseThrow().reset()).isEqualTo(Design.Reset.ASYNC);
        assertThat(design.layers()).extracting(Layer::node).containsExactly("%1", "%2");
        assertThat(design.layers().getFirst().signals()).hasSize(3);
    }

    @Test
    void netsMayHaveOwnWidthsAndElementsMayBeConstant() throws IOException {
        ToyDesigns.verilog(folder, new Style(true, "none", 2), Fault.NONE);
        edit("\"sum__1\"", "{\"net\": \"n\", \"bits\": 3, \"signed\": false}");
        edit("\"sum2\"", "{\"constant\": -5}");
        assertThat(Design.read(folder).layers().getFirst().signals())
                .containsExactly(
                        new Layer.Signal.Net("sum0", IntType.s(11)),
                        new Layer.Signal.Net("n", IntType.u(3)),
                        new Layer.Signal.Constant(-5));
    }

    private void edit(String from, String to) throws IOException {
        Path file = folder.resolve("design.json");
        String text = Files.readString(file);
        assertThat(text).contains(from);
        Files.writeString(file, text.replace(from, to));
    }

    @Test
    void aFolderWithoutDesignIsRefused() {
        assertThatThrownBy(() -> Design.read(folder))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("GHK-8004")
                .hasMessageContaining("no design.json");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "target"                | "tarot"          | "target" is missing
            "verilog"               | "vhdl"           | "target" is "vhdl"
            "latencyCycles": 2      | "latencyCycles": "two" | "latencyCycles" is no number
            "bits": 40              | "bits": 0        | an integer of 0 bits
            "bits": 40              | "bits": 65       | 64 are the limit
            "min": -9               | "min": 10        | an empty range
            "elements": 2           | "elements": 3    | as many elements
            ["kept"]                | ["kept", "k"]    | 2 signals for 3 elements
            [1, 3]                  | [1, "x"]         | is no extent
            {"target"               | "target"         | JSON
            """)
    void aMalformedDesignIsRefusedWithAReason(String from, String to, String message) throws IOException {
        ToyDesigns.verilog(folder, new Style(true, "none", 2), Fault.NONE);
        edit(from, to);
        assertThatThrownBy(() -> Design.read(folder))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("GHK-8004")
                .hasMessageContaining(message);
    }
}
