package io.goshawk.ir.onnx.reduction;

import io.goshawk.ir.IntType;
import io.goshawk.ir.TensorType;
import io.goshawk.ir.Value;
import io.goshawk.ir.shape.Reduction;
import java.util.List;

/// ONNX ArgMax: the place of the largest element along `axis`; a NaN counts as the largest.
///
/// @param last whether the last of equal elements is taken, instead of the first
public record ArgMax(Value input, int axis, boolean keepAxis, boolean last) implements ReductionOp {
    public ArgMax {
        Extremes.check(input, axis);
    }

    /// The first place of the largest element.
    public ArgMax(Value input, int axis, boolean keepAxis) {
        this(input, axis, keepAxis, false);
    }

    @Override
    public boolean isAffine() {
        return true;
    }

    @Override
    public List<Value> operands() {
        return List.of(input);
    }

    @Override
    public ArgMax withOperands(List<Value> operands) {
        return new ArgMax(operands.getFirst(), axis, keepAxis, last);
    }

    @Override
    public TensorType resultType() {
        return new TensorType(Reduction.shape(input.shape(), axis, keepAxis), IntType.s(64));
    }
}
