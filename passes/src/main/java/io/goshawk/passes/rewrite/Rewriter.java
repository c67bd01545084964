package io.goshawk.passes.rewrite;

import io.goshawk.ir.Op;
import io.goshawk.ir.Value;
import java.util.Optional;

/// What a rule may ask and do.
public interface Rewriter<D extends Op> {
    /// {@return the operation that yields `value`, if it is a `type`}
    <T extends D> Optional<T> producer(Value value, Class<T> type);

    /// {@return the operation that yields `value`, if it is a `type` and nothing else reads it}
    <T extends D> Optional<T> soleProducer(Value value, Class<T> type);

    /// Adds `op` at the place being rewritten. {@return its value}
    Value emit(D op);
}
