package io.goshawk.frontend.operators;

import io.goshawk.ir.FloatType;
import io.goshawk.ir.diag.Code;

/// Checks of operators that take floats only.
public final class Floating {
    private Floating() {}

    /// Checks that input `index` has float elements.
    /// @throws io.goshawk.frontend.model.Unconvertible if it has not
    public static void check(OnnxNode node, int index) {
        if (!(node.input(index).type().element() instanceof FloatType)) {
            throw node.because(
                            Code.UNSUPPORTED_FEATURE,
                            node.type() + " of " + node.input(index).type().element() + " elements")
                    .hint("cast input " + index + " to float in the model");
        }
    }
}
