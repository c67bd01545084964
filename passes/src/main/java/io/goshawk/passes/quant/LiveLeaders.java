package io.goshawk.passes.quant;

import io.goshawk.ir.GraphBuilder;
import io.goshawk.ir.Location;
import io.goshawk.ir.Value;
import io.goshawk.ir.onnx.indexing.TopK.Part;
import io.goshawk.ir.onnx.reduction.ArgExtreme;
import io.goshawk.ir.quant.ArgMax;
import io.goshawk.ir.quant.QuantOp;
import io.goshawk.ir.quant.TopK;
import io.goshawk.ir.shape.Reshape;

/// The ends of classifiers: the largest and the smallest of data, and where they stand.
final class LiveLeaders {
    private final GraphBuilder<QuantOp> builder;

    LiveLeaders(GraphBuilder<QuantOp> builder) {
        this.builder = builder;
    }

    /// {@return the place of the first extreme}
    QuantOp place(ArgExtreme op, Value input, Location at) {
        if (op.largest()) {
            return new ArgMax(input, op.axis(), op.keepAxis());
        }
        TopK smallest = new TopK(input, 1, op.axis(), false, Part.INDICES);
        return op.keepAxis()
                ? smallest
                : new Reshape(builder.add(smallest, at), op.resultType().shape());
    }

    /// {@return the same leaders; the place of the one largest is an arg-max, which hardware has too}
    QuantOp of(io.goshawk.ir.onnx.indexing.TopK op, Value input) {
        boolean first = op.count() == 1 && op.largest() && op.part() == Part.INDICES;
        return first
                ? new ArgMax(input, op.axis(), true)
                : new TopK(input, op.count(), op.axis(), op.largest(), op.part());
    }
}
