package io.goshawk.passes.integer;

/// What the user may choose about the road from scales to integers.
///
/// @param requantisation what a rescaling means
/// @param costs what decides between forms that are equal
public record LoweringOptions(Requantisation requantisation, FormCost costs) {
    /// Exactly the model, for hardware.
    public static final LoweringOptions EXACT = new LoweringOptions(new Requantisation.Exact(), FormCost.LOGIC);
}
