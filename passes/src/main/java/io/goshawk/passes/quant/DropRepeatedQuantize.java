package io.goshawk.passes.quant;

import io.goshawk.ir.Value;
import io.goshawk.ir.quant.QuantOp;
import io.goshawk.ir.quant.Quantize;
import io.goshawk.ir.shape.ShapeOp;
import io.goshawk.passes.rewrite.Rewriter;
import io.goshawk.passes.rewrite.Rule;
import java.util.Optional;

/// A quantiser of a tensor that was quantised by the same numbers, and perhaps moved about,
/// is nothing.
///
/// Sound because each real is on the quantiser's grid already, and within its clamp.
public final class DropRepeatedQuantize implements Rule<QuantOp, Quantize> {
    @Override
    public Class<Quantize> root() {
        return Quantize.class;
    }

    @Override
    public Optional<Value> apply(Quantize quantize, Rewriter<QuantOp> rewriter) {
        Value source = quantize.input();
        Optional<ShapeOp> moved = rewriter.producer(source, ShapeOp.class);
        while (moved.isPresent()) {
            source = moved.get().operands().getFirst();
            moved = rewriter.producer(source, ShapeOp.class);
        }
        return rewriter.producer(source, Quantize.class)
                .filter(first -> first.element().equals(quantize.element())
                        && quantize.clamp().contains(first.clamp()))
                .map(_ -> quantize.input());
    }
}
