package io.goshawk.passes.integer;

import java.math.BigInteger;

/// Why a requantisation by a multiplier has the multiplier it has, or why none can do it.
sealed interface MultiplierProof {
    /// Every input gives the same: there is nothing to multiply.
    record Constant() implements MultiplierProof {}

    /// The factor of the law is itself a power of two: no multiplier is shorter than its one bit.
    record PowerOfTwo() implements MultiplierProof {}

    /// The law is a product of integers: neighbouring results lie `factor` apart on the whole interval,
    /// which bounds `m / 2^s` to less than one around it, and a fraction has more bits.
    record WholeFactor(BigInteger factor) implements MultiplierProof {}

    /// Too many steps to list them: the form is the law's own formula.
    record OwnFormula() implements MultiplierProof {}

    /// All exact multipliers lie between the bounds, and none with one bit less does.
    record Shortest(MultiplierBound bound, int bits, int shift) implements MultiplierProof {}

    /// The bounds exclude each other: no plain multiplier at any shift. With the law's tie rule `shift`
    /// is the smallest at which there is one.
    record TiedOnly(MultiplierBound bound, int bits, int shift) implements MultiplierProof {}

    /// The bounds exclude each other, and no tie rule mends it up to `upTo` places.
    record None(MultiplierBound bound, int upTo) implements MultiplierProof {}

    /// There is a plain multiplier, but one with the law's tie rule costs less.
    record TiedCheaper(MultiplierBound bound, int bits, int shift) implements MultiplierProof {}

    /// One proof for each side of a pivot.
    record Bent(MultiplierProof below, MultiplierProof above) implements MultiplierProof {}
}
