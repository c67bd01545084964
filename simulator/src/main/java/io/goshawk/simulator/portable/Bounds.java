package io.goshawk.simulator.portable;

import io.goshawk.ir.num.IntRange;
import io.goshawk.simulator.plan.Kernel;
import io.goshawk.simulator.plan.Step;
import java.math.BigInteger;

/// How large what a step computes on the way can become, from above.
final class Bounds {
    private Bounds() {}

    /// {@return a bound of every partial sum, in whichever order}
    static double of(Step.Product step) {
        double largest = magnitude(step.in().range());
        if (step.padded()) {
            largest = Math.max(largest, step.padding().abs().doubleValue());
        }
        Kernel kernel = step.kernel();
        double weights = 0;
        for (int output = 0; output < kernel.outputs(); output++) {
            double sum = 0;
            for (int tap = 0; tap < kernel.taps(); tap++) {
                for (int input = 0; input < kernel.depth(); input++) {
                    sum += Math.abs((double) kernel.at(output, tap, input));
                }
            }
            weights = Math.max(weights, sum);
        }
        return weights * largest * (1 + 0x1p-30);
    }

    /// {@return a bound of the sum and its terms}
    static double of(Step.Sum step) {
        double left = magnitude(step.left().range()) * step.leftFactor().abs().doubleValue();
        double right =
                magnitude(step.right().range()) * step.rightFactor().abs().doubleValue();
        return (left + right) * (1 + 0x1p-30);
    }

    private static double magnitude(IntRange range) {
        BigInteger magnitude = range.min().abs().max(range.max().abs());
        return magnitude.doubleValue();
    }
}
