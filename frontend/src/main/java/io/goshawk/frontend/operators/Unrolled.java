package io.goshawk.frontend.operators;

import io.goshawk.ir.diag.Code;

/// The bound on recurrences that become one group of operations a step.
public final class Unrolled {
    /// A file of a few bytes may state a sequence of any length, and each step costs operations.
    public static final int MAX_STEPS = 4096;

    private Unrolled() {}

    /// Checks how many steps a recurrence has.
    /// @throws io.goshawk.frontend.model.Unconvertible if there are no steps, or more than are unrolled
    public static void check(OnnxNode node, int steps) {
        if (steps < 1 || steps > MAX_STEPS) {
            throw node.because(
                            Code.UNSUPPORTED_FEATURE,
                            node.type() + " over " + steps + " steps; from 1 to " + MAX_STEPS + " are unrolled")
                    .hint("give the length of the sequence with --shape");
        }
    }
}
