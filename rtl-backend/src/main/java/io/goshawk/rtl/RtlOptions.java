package io.goshawk.rtl;

import io.goshawk.boards.Part;
import io.goshawk.codegen.TargetSettings;

/// What shapes the emitted Verilog.
///
/// @param design name of the top module
/// @param part whose delays place the registers; also named in the synthesis scripts
/// @param clockNanos clock period in ns
/// @param reset how the `valid` pipeline is reset. Data registers never are: Vivado can make shift
///     registers (SRL) only of registers without reset
/// @param ports packed vectors, or one port an element for flows that wire scalars (Vivado HLS-style block
///     designs)
/// @param maxTerms operands of one expression at most. Verilator's C++ gets slow to compile with one net an
///     adder, and deep expressions overflow some parsers' stacks
public record RtlOptions(
        String design,
        Part part,
        double clockNanos,
        TargetSettings.ResetStyle reset,
        TargetSettings.PortStyle ports,
        int maxTerms) {
    /// Operands of one expression where nothing else is said.
    public static final int DEFAULT_MAX_TERMS = 8;
}
