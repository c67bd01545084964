package io.goshawk.harness;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Synthesises a Verilog design for AMD UltraScale+ with yosys and counts cells.
public final class Yosys {
    private static final Duration LIMIT = Duration.ofHours(2);

    private Yosys() {}

    /// What a design takes.
    ///
    /// @param luts look-up tables of any size, those that work as memory or shift register included
    /// @param flipFlops registers of one bit
    /// @param carries carry chains of eight bits, or four
    /// @param dsps multiply-add blocks
    /// @param brams memory blocks
    /// @param cells the count of each kind of cell
    public record Resources(int luts, int flipFlops, int carries, int dsps, int brams, Map<String, Integer> cells) {
        static Resources of(Map<String, Integer> cells) {
            return new Resources(
                    count(cells, "LUT\\d|INV|RAM\\d+X.*|SRL.*|SRLC?\\d+E"),
                    count(cells, "FD[RSCP]E(_1)?"),
                    count(cells, "CARRY\\d"),
                    count(cells, "DSP.*"),
                    count(cells, "RAMB.*|URAM.*"),
                    Map.copyOf(cells));
        }

        private static int count(Map<String, Integer> cells, String pattern) {
            return cells.entrySet().stream()
                    .filter(cell -> cell.getKey().matches(pattern))
                    .mapToInt(Map.Entry::getValue)
                    .sum();
        }
    }

    /// Synthesises the design, without input and output buffers.
    ///
    /// @param dsps whether multiply-add blocks may be used
    /// @throws ToolMissing if yosys is not installed
    /// @throws ToolFailed if it refuses the design
    public static Resources synthesise(Design design, boolean dsps) {
        Path yosys = Processes.find("yosys");
        Path work = Processes.temporaryFolder();
        try {
            StringBuilder script = new StringBuilder();
            for (Path file : design.files("rtl", ".v")) {
                script.append("read_verilog -I\"")
                        .append(design.folder().resolve("rtl").toAbsolutePath());
                script.append("\" \"").append(file.toAbsolutePath()).append("\"\n");
            }
            script.append("synth_xilinx -family xcup -top ").append(design.top());
            script.append(" -flatten -noiopad").append(dsps ? "" : " -nodsp").append('\n');
            script.append("tee -q -o stat.json stat -json\n");
            Files.writeString(work.resolve("script.ys"), script);
            Processes.check(List.of(yosys.toString(), "-q", "script.ys"), work, LIMIT);
            return Resources.of(cells(new ObjectMapper().readTree(Files.readString(work.resolve("stat.json")))));
        } catch (IOException e) {
            throw new ToolFailed("yosys's counts cannot be read: " + e.getMessage(), e);
        } finally {
            Processes.delete(work);
        }
    }

    private static Map<String, Integer> cells(JsonNode stat) {
        Map<String, Integer> cells = new TreeMap<>();
        stat.path("design")
                .path("num_cells_by_type")
                .properties()
                .forEach(cell -> cells.put(cell.getKey(), cell.getValue().asInt()));
        return cells;
    }
}
