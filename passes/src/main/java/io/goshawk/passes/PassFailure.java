package io.goshawk.passes;

import io.goshawk.ir.Graph;
import io.goshawk.ir.Op;

/// A pass broke: a bug in Goshawk. Carries the graph that it was given, the reproducer.
public final class PassFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Graph<? extends Op> input;

    PassFailure(int index, String name, Graph<? extends Op> input, RuntimeException cause) {
        super("pass " + index + ", " + name + ", failed on @" + input.name() + ": " + cause, cause);
        this.input = input;
    }

    public Graph<? extends Op> input() {
        return input;
    }
}
