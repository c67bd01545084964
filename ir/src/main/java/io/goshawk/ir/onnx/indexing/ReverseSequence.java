package io.goshawk.ir.onnx.indexing;

import io.goshawk.ir.Shape;
import io.goshawk.ir.TensorType;
import io.goshawk.ir.Value;
import java.util.List;

/// ONNX ReverseSequence: for each place along `batchAxis`, the first `lengths` places along `timeAxis` in reverse.
///
/// @param lengths one integer for each place along `batchAxis`, from 0 to the extent along `timeAxis`
public record ReverseSequence(Value input, Value lengths, int batchAxis, int timeAxis) implements IndexingOp {
    public ReverseSequence {
        Axes.check(batchAxis, input.shape());
        Axes.check(timeAxis, input.shape());
        Axes.checkIndices(lengths);
        if (batchAxis == timeAxis
                || !lengths.shape().equals(Shape.of(input.shape().extent(batchAxis)))) {
            throw new IllegalArgumentException("lengths of shape [" + lengths.shape() + "] for the axes " + batchAxis
                    + " and " + timeAxis + " of [" + input.shape() + "]");
        }
    }

    @Override
    public List<Value> operands() {
        return List.of(input, lengths);
    }

    @Override
    public ReverseSequence withOperands(List<Value> operands) {
        return new ReverseSequence(operands.get(0), operands.get(1), batchAxis, timeAxis);
    }

    @Override
    public TensorType resultType() {
        return input.type();
    }
}
