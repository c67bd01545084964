package io.goshawk.ir.integer;

import io.goshawk.ir.num.IntRange;
import java.math.BigInteger;

/// What a requantisation must compute, exactly: a step function of integers.
///
/// A [Law] is one line, rounded and clamped; a [BentLaw] follows one step function below a pivot and
/// another from there on; a [CountLaw] steps at listed places.
public sealed interface StepFunction permits Law, BentLaw, CountLaw {
    /// {@return the value at the integer `x`}
    BigInteger apply(BigInteger x);

    /// {@return the bounds within which all values lie}
    IntRange clamp();

    /// {@return the same function as plainly as it can be said where only `interval` matters}
    StepFunction on(IntRange interval);

    /// {@return what the values on `interval` lie between, both ends reached}
    IntRange over(IntRange interval);
}
