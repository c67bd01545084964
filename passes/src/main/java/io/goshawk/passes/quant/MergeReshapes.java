package io.goshawk.passes.quant;

import io.goshawk.ir.Value;
import io.goshawk.ir.quant.QuantOp;
import io.goshawk.ir.shape.Reshape;
import io.goshawk.passes.rewrite.Rewriter;
import io.goshawk.passes.rewrite.Rule;
import java.util.Optional;

/// A reshape of a reshape is the outer one; a reshape to the same shape is nothing.
///
/// Sound because a reshape keeps the elements and their row-major order.
public final class MergeReshapes implements Rule<QuantOp, Reshape> {
    @Override
    public Class<Reshape> root() {
        return Reshape.class;
    }

    @Override
    public Optional<Value> apply(Reshape outer, Rewriter<QuantOp> rewriter) {
        if (outer.input().shape().equals(outer.shape())) {
            return Optional.of(outer.input());
        }
        return rewriter.producer(outer.input(), Reshape.class)
                .map(inner -> rewriter.emit(new Reshape(inner.input(), outer.shape())));
    }
}
