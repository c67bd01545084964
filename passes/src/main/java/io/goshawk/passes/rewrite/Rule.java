package io.goshawk.passes.rewrite;

import io.goshawk.ir.Op;
import io.goshawk.ir.Value;
import java.util.Optional;

/// A local, meaning-preserving replacement of one operation.
public interface Rule<D extends Op, T extends D> {
    /// {@return the class of the operations that the rule looks at}
    Class<T> root();

    /// {@return the value that takes the place of `op`'s, or nothing where the rule has no say}
    Optional<Value> apply(T op, Rewriter<D> rewriter);

    /// {@return the name in reports}
    default String name() {
        return getClass().getSimpleName();
    }
}
