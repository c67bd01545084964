package io.goshawk.passes.integer;

import io.goshawk.ir.integer.StepFunction;
import io.goshawk.ir.num.IntRange;

/// A law that no integer form of this build equals. Becomes GHK-3004 at the user's node.
public final class NoFormException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NoFormException(StepFunction law, IntRange interval) {
        super("no integer form of " + law + " on " + interval);
    }
}
