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
/// @param maxTerms how many operands a sum may have that is written inside another. Each net of its own is exactly
///     as wide as its range, which yosys rewards with fewer look-up tables (2 costs 1 % more than 1, 8 costs 3 %);
///     Verilator takes longer the more nets there are (1 costs it four times as long as 8 on a large design)
public record RtlOptions(
        String design,
        Part part,
        double clockNanos,
        TargetSettings.ResetStyle reset,
        TargetSettings.PortStyle ports,
        int maxTerms) {
    /// What is taken where nothing else is said.
    public static final int DEFAULT_MAX_TERMS = 2;
}
