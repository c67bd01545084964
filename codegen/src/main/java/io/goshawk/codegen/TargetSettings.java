package io.goshawk.codegen;

import java.util.Optional;

/// What the user set about the target; each backend reads what concerns it.
///
/// @param design the name of the top module or function: a legal C and Verilog identifier
/// @param clockNanos the clock period in ns, positive
/// @param part the device's part number, such as `xcvu9p-flga2104-2-e`
public record TargetSettings(
        String design, double clockNanos, Optional<String> part, ResetStyle reset, PortStyle ports) {
    /// How registers of the `valid` pipeline are reset; data registers never need it.
    public enum ResetStyle {
        SYNC,
        ASYNC,
        NONE
    }

    /// Whether a tensor port is one packed vector, element 0 in the low bits, or one port an element.
    public enum PortStyle {
        PACKED,
        ELEMENTS
    }
}
