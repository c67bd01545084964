package io.goshawk.ir.onnx.indexing;

import io.goshawk.ir.IntType;
import io.goshawk.ir.Shape;
import io.goshawk.ir.TensorType;
import io.goshawk.ir.Value;
import java.util.List;

/// ONNX TopK: the `count` largest or smallest elements along `axis`, in order, or their places. Of equal elements,
/// the first comes first; NaN counts as larger than any number.
public record TopK(Value input, int count, int axis, boolean largest, Part part) implements IndexingOp {
    /// Which of the two outputs of the operator.
    public enum Part {
        /// The elements.
        VALUES,
        /// Where they stood along the axis, as `i64`.
        INDICES
    }

    public TopK {
        Axes.check(axis, input.shape());
        if (count < 0 || count > input.shape().extent(axis)) {
            throw new IllegalArgumentException(
                    "there are no " + count + " elements along axis " + axis + " of [" + input.shape() + "]");
        }
    }

    @Override
    public List<Value> operands() {
        return List.of(input);
    }

    @Override
    public TopK withOperands(List<Value> operands) {
        return new TopK(operands.getFirst(), count, axis, largest, part);
    }

    @Override
    public TensorType resultType() {
        Shape shape = Axes.replaced(input.shape(), axis, List.of(count));
        return switch (part) {
            case VALUES -> input.type().withShape(shape);
            case INDICES -> new TensorType(shape, IntType.s(64));
        };
    }
}
