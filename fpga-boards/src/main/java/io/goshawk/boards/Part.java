package io.goshawk.boards;

/// An FPGA as its vendor's tools name it.
///
/// @param name the full part number: device, package, speed and temperature grade
/// @param family the vendor's name of the family
/// @param yosysFamily what yosys `synth_xilinx -family` calls it
/// @param boards where it is mounted, readable; may be empty
/// @param luts, flipFlops six-input look-up tables and registers
/// @param dsps multiplier slices
/// @param blockRams blocks of 36 Kb
/// @param lutInputs inputs of a look-up table
/// @param source where the counts are published
public record Part(
        String name,
        String family,
        String yosysFamily,
        String boards,
        int luts,
        int flipFlops,
        int dsps,
        int blockRams,
        int lutInputs,
        Timing timing,
        String source) {}
