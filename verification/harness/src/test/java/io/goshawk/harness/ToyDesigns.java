package io.goshawk.harness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A network of two layers, written by hand in each language:
/// `%1 = [a0 + a1, a1 - a2, 3 * a0 + b]`, `%2 = clamp(%1 >> 1, 0, 63)`, `y = [%2[0] + %2[1], %2[2]]`, `z = %1[1]`.
final class ToyDesigns {
    /// A mistake that a test puts into the Verilog.
    enum Fault {
        NONE,
        WRONG_SHIFT,
        WRONG_ADDER,
        LATE_OUTPUT
    }

    record Style(boolean packed, String reset, int latency) {}

    private ToyDesigns() {}

    static final Oracle ORACLE = new Oracle() {
        @Override
        public Batch outputs(Batch inputs) {
            List<long[]> outputs = new ArrayList<>();
            for (int i = 0; i < inputs.count(); i++) {
                long[] sums = sums(inputs.vector(i));
                long[] kept = clamps(sums);
                outputs.add(new long[] {kept[0] + kept[1], kept[2], sums[1]});
            }
            return Batch.of(OUTPUTS, outputs);
        }

        @Override
        public Map<String, long[]> between(Batch vector) {
            long[] sums = sums(vector.vector(0));
            return Map.of("%1", sums, "%2", clamps(sums));
        }
    };

    private static final String PORTS = """
              "inputs": [{"name": "a", "shape": [1, 3], "elements": 3, "bits": 8, "signed": true},
                         {"name": "b in", "port": "b", "shape": [], "elements": 1, "bits": 40, "signed": true, \
            "min": -9, "max": 9}],
              "outputs": [{"name": "y", "shape": [1, 2], "elements": 2, "bits": 7, "signed": false},
                          {"name": "z", "shape": [], "elements": 1, "bits": 11, "signed": true}],
            """;

    static final List<DesignPort> OUTPUTS = ports().outputs();

    static List<DesignPort> inputs() {
        return ports().inputs();
    }

    private static Design ports() {
        try {
            Path folder = Files.createTempDirectory("toy");
            Files.writeString(
                    folder.resolve("design.json"), "{\"target\": \"cpp\", \"top\": \"toy\"," + PORTS + "\"x\": 1}");
            Design design = Design.read(folder);
            Processes.delete(folder);
            return design;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static long[] sums(long[] in) {
        return new long[] {in[0] + in[1], in[1] - in[2], 3 * in[0] + in[3]};
    }

    private static long[] clamps(long[] sums) {
        return java.util.Arrays.stream(sums)
                .map(sum -> Math.clamp(sum >> 1, 0, 63))
                .toArray();
    }

    static Path verilog(Path folder, Style style, Fault fault) throws IOException {
        write(folder.resolve("design.json"), """
                {"target": "verilog", "top": "toy", "latencyCycles": %d, "portStyle": "%s", "reset": "%s",
                %s  "layers": [
                    {"node": "%%1", "origin": "toy.onnx:/fc1", "elements": 3, "bits": 11, "signed": true,
                     "signals": ["sum0", "sum__1", "sum2"]},
                    {"node": "%%2", "origin": "toy.onnx:/relu", "elements": 3, "bits": 6, "signed": false,
                     "signals": ["kept"]}]}
                """.formatted(
                        style.latency(), style.packed() ? "packed" : "elements", style.reset(), PORTS));
        write(folder.resolve("rtl/toy.v"), text(style, fault));
        write(folder.resolve("rtl/keep.v"), """
                module keep(input wire signed [10:0] x, output wire [5:0] y);
                  wire signed [10:0] half = x >>> %d;
                  assign y = half < 0 ? 6'd0 : half > 63 ? 6'd63 : half[5:0];
                endmodule
                """.formatted(fault == Fault.WRONG_SHIFT ? 2 : 1));
        return folder;
    }

    private static String text(Style style, Fault fault) {
        boolean reset = !style.reset().equals("none");
        String edge = "always @(posedge clk" + (style.reset().equals("async") ? " or posedge rst" : "") + ")";
        String clear = reset ? "if (rst) begin v1 <= 0; v2 <= 0; end else " : "";
        String ports = style.packed()
                ? "input wire [23:0] a, input wire [39:0] b, output wire [13:0] y, output wire [10:0] z"
                : "input wire [7:0] a_0, a_1, a_2, input wire [39:0] b_0, output wire [6:0] y_0, y_1, output wire [10:0] z_0";
        String unpack = style.packed()
                ? "wire [7:0] a_0 = a[7:0], a_1 = a[15:8], a_2 = a[23:16]; wire [39:0] b_0 = b; wire [6:0] y_0, y_1; "
                        + "wire [10:0] z_0; assign y = {y_1, y_0}; assign z = z_0;"
                : "";
        String late = fault == Fault.LATE_OUTPUT ? "reg [6:0] late; always @(posedge clk) late <= kept[17:12]; " : "";
        return """
                module toy(%s input wire in_valid, output wire out_valid, %s);
                  %s
                  wire signed [7:0] s0 = a_0, s1 = a_1, s2 = a_2;
                  wire signed [10:0] sum0, sum__1, sum2;
                  %s
                  %s
                  wire [17:0] kept;
                  keep k0(.x(sum0), .y(kept[5:0]));
                  keep k1(.x(sum__1), .y(kept[11:6]));
                  keep k2(.x(sum2), .y(kept[17:12]));
                  %s
                endmodule
                """.formatted(
                style.latency() > 0 || reset ? "input wire clk, " + (reset ? "input wire rst," : "") : "",
                ports,
                unpack,
                style.latency() > 0 ? "reg signed [10:0] r0, r1, r2; assign sum0 = r0, sum__1 = r1, sum2 = r2;" : "",
                sums(style.latency() > 0, fault),
                late + outputs(style, fault, edge, clear));
    }

    private static String sums(boolean registered, Fault fault) {
        String sign = fault == Fault.WRONG_ADDER ? "+" : "-";
        String second = "s1 " + sign + " s2";
        String third = "s0 + (s0 <<< 1) + $signed(b_0[10:0])";
        return registered
                ? "always @(posedge clk) begin r0 <= s0 + s1; r1 <= %s; r2 <= %s; end".formatted(second, third)
                : "assign sum0 = s0 + s1, sum__1 = %s, sum2 = %s;".formatted(second, third);
    }

    private static String outputs(Style style, Fault fault, String edge, String clear) {
        String first = "kept[5:0] + kept[11:6]";
        String second = fault == Fault.LATE_OUTPUT ? "late" : "kept[17:12]";
        return switch (style.latency()) {
            case 0 -> "assign y_0 = %s, y_1 = %s, z_0 = sum__1, out_valid = in_valid;".formatted(first, second);
            case 1 ->
                "reg v1, v2; %s %s v1 <= in_valid; assign out_valid = v1, y_0 = %s, y_1 = %s, z_0 = sum__1;"
                        .formatted(edge, clear, first, second);
            default -> """
                reg v1, v2; reg [6:0] o0, o1; reg [10:0] o2;
                  %s %sbegin v1 <= in_valid; v2 <= v1; end
                  always @(posedge clk) begin o0 <= %s; o1 <= %s; o2 <= sum__1; end
                  assign out_valid = v2, y_0 = o0, y_1 = o1, z_0 = o2;""".formatted(edge, clear, first, second);
        };
    }

    /// @param hls whether integers are `ap_int`s
    static Path cpp(Path folder, boolean hls, Fault fault) throws IOException {
        write(folder.resolve("design.json"), """
                {"target": "%s", "top": "toy", %s  "layers": [
                    {"node": "%%1", "origin": "toy.onnx:/fc1", "elements": 3, "bits": 11, "signed": true},
                    {"node": "%%2", "origin": "toy.onnx:/relu", "elements": 3, "bits": 6, "signed": false}]}
                """.formatted(hls ? "hls" : "cpp", PORTS));
        String sum = hls ? "ap_int<11>" : "int16_t";
        write(folder.resolve("src/toy.h"), """
                #pragma once
                %s
                typedef %s sum_t;
                void toy(const long long a[4], sum_t sums[3], int kept[3], long long out[3]);
                """.formatted(hls ? "#include \"ap_int.h\"" : "#include <cstdint>", sum));
        write(folder.resolve("src/toy.cpp"), """
                #include "toy.h"
                void toy(const long long a[4], sum_t sums[3], int kept[3], long long out[3]) {
                    sums[0] = (sum_t) (a[0] + a[1]);
                    sums[1] = (sum_t) (a[1] %s a[2]);
                    sums[2] = (sum_t) (3 * a[0] + a[3]);
                    for (int i = 0; i < 3; i++) {
                    #pragma HLS unroll
                        int half = (int) sums[i] >> %d;
                        kept[i] = half < 0 ? 0 : half > 63 ? 63 : half;
                    }
                    out[0] = kept[0] + kept[1];
                    out[1] = kept[2];
                    out[2] = (int) sums[1];
                }
                """.formatted(
                        fault == Fault.WRONG_ADDER ? "+" : "-", fault == Fault.WRONG_SHIFT ? 2 : 1));
        write(folder.resolve("tb/vectors_main.cpp"), """
                #include "toy.h"
                #include <cstdio>
                #include <cstdlib>
                int main(int argc, char** argv) {
                    if (argc < 4) return 2;
                    std::FILE* in = std::fopen(argv[1], "rb");
                    std::FILE* out = std::fopen(argv[2], "wb");
                    long long a[4], y[3];
                    sum_t sums[3];
                    int kept[3];
                    for (long i = 0; i < std::atol(argv[3]); i++) {
                        if (std::fread(a, 8, 4, in) != 4) return 3;
                        toy(a, sums, kept, y);
                        std::fwrite(y, 8, 3, out);
                #ifdef GOSHAWK_TRACE
                        std::FILE* trace = std::fopen(argv[4], "wb");
                        for (int k = 0; k < 6; k++) {
                            long long value = k < 3 ? (long long) sums[k] : kept[k - 3];
                            std::fwrite(&value, 8, 1, trace);
                        }
                        std::fclose(trace);
                #endif
                    }
                    std::fclose(in);
                    return std::fclose(out);
                }
                """);
        return folder;
    }

    static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
