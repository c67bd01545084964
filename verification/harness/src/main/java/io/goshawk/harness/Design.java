package io.goshawk.harness;

import io.goshawk.ir.diag.Refusal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// An emitted design: its folder and what `design.json` says about it.
///
/// @param folder the design folder
/// @param top the top module or function
/// @param verilog how a Verilog design is clocked and named; for the target `verilog` only
/// @param layers the tensors between, each behind what it reads; may be empty
public record Design(
        Path folder,
        Target target,
        String top,
        List<DesignPort> inputs,
        List<DesignPort> outputs,
        Optional<VerilogPorts> verilog,
        List<Layer> layers) {
    public Design {
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
        layers = List.copyOf(layers);
    }

    /// What a design is written in.
    public enum Target {
        VERILOG,
        HLS,
        CPP
    }

    /// When the registers of a Verilog design are reset; active high.
    public enum Reset {
        NONE,
        SYNC,
        ASYNC
    }

    /// How a Verilog design is clocked and its ports are named.
    ///
    /// @param latencyCycles rising clock edges from an input to its output; 0 is combinational
    /// @param packed whether a tensor is one port, else `PORT_0`, `PORT_1`, …
    public record VerilogPorts(
            int latencyCycles,
            boolean packed,
            Reset reset,
            String clock,
            String resetPort,
            String validIn,
            String validOut) {}

    /// Reads `design.json` in `folder`.
    ///
    /// @throws Refusal if the folder holds no design, or `design.json` is malformed
    public static Design read(Path folder) {
        return DesignReader.read(folder);
    }

    /// {@return the files in `subfolder` whose names end with one of `suffixes`, sorted}
    List<Path> files(String subfolder, String... suffixes) {
        try (Stream<Path> files = Files.walk(folder.resolve(subfolder))) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> Stream.of(suffixes).anyMatch(file.toString()::endsWith))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
