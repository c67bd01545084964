package io.goshawk.ir.onnx.reduction;

import io.goshawk.ir.TensorType;
import io.goshawk.ir.Value;
import java.util.List;

/// ONNX CumSum and CumProd: each element with all those before it along `axis`.
///
/// @param exclusive whether the element itself is left out
/// @param reverse whether those behind it count, instead of those before it
public record Cumulate(Value input, int axis, Kind kind, boolean exclusive, boolean reverse) implements ReductionOp {
    /// How elements are taken together.
    public enum Kind {
        SUM,
        PRODUCT
    }

    public Cumulate {
        if (axis < 0 || axis >= input.shape().rank()) {
            throw new IllegalArgumentException("a tensor of shape [" + input.shape() + "] has no axis " + axis);
        }
    }

    @Override
    public boolean isAffine() {
        return false;
    }

    @Override
    public List<Value> operands() {
        return List.of(input);
    }

    @Override
    public Cumulate withOperands(List<Value> operands) {
        return new Cumulate(operands.getFirst(), axis, kind, exclusive, reverse);
    }

    @Override
    public TensorType resultType() {
        return input.type();
    }
}
