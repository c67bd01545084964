package io.goshawk.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.goshawk.harness.ToyDesigns.Fault;
import io.goshawk.harness.ToyDesigns.Style;
import io.goshawk.testkit.Tools;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IverilogYosysTest {
    @TempDir
    private Path folder;

    private Design design() throws IOException {
        return Design.read(ToyDesigns.verilog(folder, new Style(true, "none", 2), Fault.NONE));
    }

    private void bench(int expected) throws IOException {
        ToyDesigns.write(folder.resolve("tb/in.hex"), "030201\n");
        ToyDesigns.write(folder.resolve("tb/toy_tb.v"), """
                module toy_tb;
                  reg clk = 0; always #5 clk = !clk;
                  reg [23:0] a [0:0]; wire [13:0] y; wire [10:0] z; wire v;
                  initial $readmemh("in.hex", a);
                  toy dut(.clk(clk), .in_valid(1'b1), .out_valid(v), .a(a[0]), .b(40'd0), .y(y), .z(z));
                  initial begin
                    #100 if (z === -11'sd%d) $display("PASS: 1 vector"); else $display("FAIL: z is %%d", z);
                    $finish;
                  end
                endmodule
                """.formatted(expected));
    }

    @Test
    void theTestBenchPasses() throws IOException {
        Tools.require("iverilog");
        bench(1);
        assertThat(Iverilog.run(design())).isEqualTo(new Iverilog.Result(true, "PASS: 1 vector\n"));
    }

    @Test
    void theTestBenchFails() throws IOException {
        Tools.require("iverilog");
        bench(2);
        Iverilog.Result result = Iverilog.run(design());
        assertThat(result.passed()).isFalse();
        assertThat(result.output()).contains("FAIL: z is");
    }

    @Test
    void brokenVerilogIsRefused() throws IOException {
        Tools.require("iverilog");
        bench(1);
        Design design = design();
        ToyDesigns.write(folder.resolve("rtl/keep.v"), "module keep(;\n");
        assertThatThrownBy(() -> Iverilog.run(design)).isInstanceOf(ToolFailed.class);
    }

    @Test
    void yosysCountsCells() throws IOException {
        Tools.require("yosys");
        Yosys.Resources resources = Yosys.synthesise(design(), false);
        // Registers: 3 sums of 9, 9 and 11 bits at most, outputs of 7, 6 and 9 to 11 bits, two valid bits.
        assertThat(resources.flipFlops()).isBetween(45, 56);
        assertThat(resources.luts()).isBetween(20, 120);
        assertThat(resources.dsps()).isZero();
        assertThat(resources.brams()).isZero();
        assertThat(resources.cells()).isNotEmpty();
    }
}
