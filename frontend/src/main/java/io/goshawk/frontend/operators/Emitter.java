package io.goshawk.frontend.operators;

import io.goshawk.frontend.model.Extents;
import io.goshawk.frontend.model.Unconvertible;
import io.goshawk.frontend.operators.Imported.Flowing;
import io.goshawk.frontend.operators.Imported.Known;
import io.goshawk.frontend.operators.Imported.Usable;
import io.goshawk.ir.GraphBuilder;
import io.goshawk.ir.Location;
import io.goshawk.ir.Value;
import io.goshawk.ir.diag.Code;
import io.goshawk.ir.onnx.Constant;
import io.goshawk.ir.onnx.OnnxOp;
import io.goshawk.ir.tensor.FloatTensor;
import java.util.IdentityHashMap;

/// Adds operations to the graph, and each known tensor at most once.
public final class Emitter {
    private final GraphBuilder<OnnxOp> builder;
    private final IdentityHashMap<Known, Value> constants = new IdentityHashMap<>();

    public Emitter(GraphBuilder<OnnxOp> builder) {
        this.builder = builder;
    }

    /// {@return the value of `usable`, a constant where its elements are known}
    /// @throws Unconvertible if one of them is infinite or not a number
    public Value value(Usable usable) {
        return switch (usable) {
            case Flowing flowing -> flowing.value();
            case Known known -> {
                Value earlier = constants.get(known);
                yield earlier == null ? constant(known) : earlier;
            }
        };
    }

    private Value constant(Known known) {
        if (known.data() instanceof FloatTensor floats) {
            for (int i = 0; i < floats.shape().size(); i++) {
                if (!Double.isFinite(floats.at(i))) {
                    throw Unconvertible.because(
                                    Code.BAD_TENSOR_DATA,
                                    known.at(),
                                    "a constant of shape [" + floats.shape() + "] holds " + floats.at(i) + " at place "
                                            + i)
                            .hint("train or export the model again: no exact arithmetic is possible with this number");
                }
            }
        }
        Value value = add(new Constant(known.data()), known.at());
        constants.put(known, value);
        return value;
    }

    /// Adds `op`. {@return its value}
    /// @throws Unconvertible if its result would have too many elements
    public Value add(OnnxOp op, Location at) {
        Extents.check(op.resultType().shape(), at, "the result");
        return builder.add(op, at);
    }
}
