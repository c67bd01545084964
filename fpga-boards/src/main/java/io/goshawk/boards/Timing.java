package io.goshawk.boards;

/// Rough delays inside a part, in ns. They are estimates of Goshawk's own for placing registers, chosen a little
/// above what routed designs of the family show; they are no data-sheet values.
///
/// @param clockToOut from the clock edge to a register's output
/// @param setup before the next edge, clock uncertainty included
/// @param level one look-up table and the routing to it
/// @param carryPerBit one bit of a carry chain
public record Timing(double clockToOut, double setup, double level, double carryPerBit) {
    public Timing {
        if (clockToOut <= 0 || setup <= 0 || level <= 0 || carryPerBit <= 0) {
            throw new IllegalArgumentException("delays are positive");
        }
    }
}
