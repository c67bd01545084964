package io.goshawk.frontend.tflite;

import java.util.Arrays;

/// What kernels make of a layer.
///
/// @param once, twice the integers of kernels that round products once, twice; empty where no arithmetic of integers
///     is documented
/// @param exact the real result in steps of the output's scale, its zero point added, held within its range
/// @param bounds how far off `exact` a kernel may be in front of its last rounding
record KernelResult(long[] once, long[] twice, double[] exact, double[] bounds) {
    /// Half a unit in the last place of a float is at most this part of it.
    static final double FLOAT_UNIT = 0x1p-24;

    /// {@return a result to be filled in}
    static KernelResult of(int size) {
        return new KernelResult(new long[size], new long[size], new double[size], new double[size]);
    }

    /// {@return integers that every kernel agrees on}
    static KernelResult certain(long[] integers, double[] exact, double[] bounds) {
        return new KernelResult(integers, integers, exact, bounds);
    }

    /// {@return sums of floats in any order, behind a RELU if `activation` is not 0: one unit of error for each term}
    static KernelResult floats(Sums sums, int activation) {
        double least = activation == 0 ? Double.NEGATIVE_INFINITY : 0;
        return new KernelResult(
                new long[0],
                new long[0],
                Arrays.stream(sums.values()).map(x -> Math.max(x, least)).toArray(),
                Arrays.stream(sums.magnitudes())
                        .map(x -> x * (sums.terms() + 1) * FLOAT_UNIT)
                        .toArray());
    }

    /// {@return whether the integers are known}
    boolean hasIntegers() {
        return once.length > 0;
    }

    /// {@return the stored numbers}
    double[] stored(boolean roundedTwice, boolean quantised) {
        if (hasIntegers()) {
            return Arrays.stream(roundedTwice ? twice : once).asDoubleStream().toArray();
        }
        return Arrays.stream(exact)
                .map(x -> quantised ? Math.floor(x + 0.5) : (float) x)
                .toArray();
    }
}
