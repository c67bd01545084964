package io.goshawk.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Runs the emitted test bench of a Verilog design in Icarus Verilog, as a user would.
public final class Iverilog {
    private static final Duration LIMIT = Duration.ofMinutes(30);

    private Iverilog() {}

    /// What the test bench said.
    ///
    /// @param passed whether it printed a line that begins `PASS` and none that begins `FAIL`
    /// @param output all that it printed
    public record Result(boolean passed, String output) {}

    /// Runs `DIR/tb/TOP_tb.v`.
    ///
    /// @throws ToolMissing if Icarus Verilog is not installed
    /// @throws ToolFailed if it does not compile the design
    public static Result run(Design design) {
        Path compiler = Processes.find("iverilog");
        Path simulator = Processes.find("vvp");
        Path work = Processes.temporaryFolder();
        try {
            for (Path file : design.files("tb", "")) {
                Files.copy(file, work.resolve(file.getFileName()));
            }
            String bench = design.top() + "_tb";
            List<String> command = new ArrayList<>(List.of(compiler.toString(), "-g2005", "-o", "bench.vvp"));
            command.addAll(List.of(
                    "-I", design.folder().resolve("rtl").toAbsolutePath().toString(), "-s", bench));
            command.add(bench + ".v");
            design.files("rtl", ".v")
                    .forEach(file -> command.add(file.toAbsolutePath().toString()));
            Processes.check(command, work, LIMIT);
            String output = Processes.check(List.of(simulator.toString(), "-n", "bench.vvp"), work, LIMIT);
            boolean passed = output.lines().anyMatch(line -> line.startsWith("PASS"))
                    && output.lines().noneMatch(line -> line.startsWith("FAIL"));
            return new Result(passed, output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            Processes.delete(work);
        }
    }
}
