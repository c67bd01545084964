package io.goshawk.passes.integer;

import io.goshawk.ir.integer.BentLaw;
import io.goshawk.ir.integer.StepFunction;
import io.goshawk.ir.num.IntRange;
import java.util.OptionalInt;

/// A [MultiplierProof] for people.
///
/// @param bits of the shortest multiplier that the proof is about
/// @param argument one of a few words for the kind of proof
/// @param text the whole of it
record ProofWords(OptionalInt bits, String argument, String text) {
    /// {@return the words of `proof`, whose numbers were looked up in `law` again}
    /// @throws IllegalStateException if the law does not take the values that the proof rests on
    static ProofWords of(MultiplierProof proof, StepFunction law, IntRange interval) {
        return switch (proof) {
            case MultiplierProof.Constant _ ->
                new ProofWords(OptionalInt.empty(), "constant", "one value on the whole interval");
            case MultiplierProof.PowerOfTwo _ ->
                new ProofWords(OptionalInt.of(1), "shift", "the law's factor is a power of two");
            case MultiplierProof.WholeFactor(var factor) ->
                new ProofWords(
                        OptionalInt.of(factor.abs()
                                .shiftRight(Math.max(0, factor.getLowestSetBit()))
                                .bitLength()),
                        "whole factor",
                        "neighbours lie " + factor + " apart, so m/2^s is less than 1 from it");
            case MultiplierProof.OwnFormula _ ->
                new ProofWords(
                        OptionalInt.empty(), "own formula", "too many levels to go through: the law's own formula");
            case MultiplierProof.Shortest(var bound, int bits, int shift) ->
                new ProofWords(
                        OptionalInt.of(bits),
                        "shortest",
                        bits + " bits at s = " + shift + ", no m at s = " + (shift - 1) + ": " + words(bound, law));
            case MultiplierProof.TiedCheaper(var bound, int bits, int shift) ->
                new ProofWords(
                        OptionalInt.of(bits),
                        "tie rule cheaper",
                        bits + " bits with the tie rule at s = " + shift + "; without it " + words(bound, law));
            case MultiplierProof.TiedOnly(var bound, int bits, int shift) ->
                new ProofWords(
                        OptionalInt.of(bits),
                        "tie rule only",
                        "no plain (m, c, s): " + words(bound, law) + "; with the tie rule " + bits + " bits at s = "
                                + shift + ", none at s = " + (shift - 1));
            case MultiplierProof.None none ->
                new ProofWords(OptionalInt.empty(), "none", "no plain (m, c, s): " + words(none.bound(), law));
            case MultiplierProof.Bent(var below, var above) -> bent(below, above, law, interval);
        };
    }

    private static String words(MultiplierBound bound, StepFunction law) {
        if (!bound.holdsFor(law)) {
            throw new IllegalStateException(bound + " does not follow from " + law);
        }
        return bound.words();
    }

    private static ProofWords bent(MultiplierProof below, MultiplierProof above, StepFunction law, IntRange interval) {
        if (!(law.on(interval) instanceof BentLaw bent)) {
            throw new IllegalStateException(law + " has no pivot in " + interval);
        }
        ProofWords left = of(below, bent.below(), new IntRange(interval.min(), bent.pivot()));
        ProofWords right = of(above, bent.above(), new IntRange(bent.pivot(), interval.max()));
        boolean both = left.bits.isPresent() && right.bits.isPresent();
        OptionalInt bits = both
                ? OptionalInt.of(Math.max(left.bits.getAsInt(), right.bits.getAsInt()))
                : left.bits.isPresent() ? left.bits : right.bits;
        String argument = left.argument.equals(right.argument) ? left.argument : left.argument + " + " + right.argument;
        return new ProofWords(
                bits, argument, "below " + bent.pivot() + ": " + left.text + "; from there on: " + right.text);
    }
}
