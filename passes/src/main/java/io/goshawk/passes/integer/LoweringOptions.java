package io.goshawk.passes.integer;

/// What the user may choose about the road from scales to integers.
///
/// @param requantisation what a rescaling means
/// @param costs what decides between forms that are equal
/// @param maxError how near a function that has no exact form is kept to
public record LoweringOptions(Requantisation requantisation, FormCost costs, MaxError maxError) {
    /// Exactly the model, for hardware.
    public static final LoweringOptions EXACT = new LoweringOptions(new Requantisation.Exact(), FormCost.LOGIC);

    /// Functions are kept to half a step of their output, or near it.
    public LoweringOptions(Requantisation requantisation, FormCost costs) {
        this(requantisation, costs, MaxError.DEFAULT);
    }
}
