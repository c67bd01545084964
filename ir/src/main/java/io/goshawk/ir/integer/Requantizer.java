package io.goshawk.ir.integer;

import io.goshawk.ir.num.IntRange;
import java.math.BigInteger;

/// One channel of a requantisation with its certificate: on every `x` of `interval`,
/// `law.clamp().clamp(form(x)) == law(x)`.
///
/// The verifier checks that equality again wherever the operation appears.
///
/// @param form how it is computed
/// @param interval the accumulator values that can occur
/// @param law what it must equal
public record Requantizer(Form form, IntRange interval, StepFunction law) {
    /// {@return the result at `x`}
    public BigInteger apply(BigInteger x) {
        return law.clamp().clamp(form.apply(x));
    }
}
