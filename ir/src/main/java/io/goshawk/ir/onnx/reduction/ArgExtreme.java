package io.goshawk.ir.onnx.reduction;

import io.goshawk.ir.IntType;
import io.goshawk.ir.TensorType;
import io.goshawk.ir.Value;
import io.goshawk.ir.shape.Reduction;
import java.util.List;

/// ONNX ArgMax and ArgMin: the place of the largest or the smallest element along `axis`; a NaN wins in both.
///
/// @param largest whether the largest is looked for, instead of the smallest
/// @param last whether the last of equal elements is taken, instead of the first
public record ArgExtreme(Value input, boolean largest, int axis, boolean keepAxis, boolean last)
        implements ReductionOp {
    public ArgExtreme {
        if (axis < 0 || axis >= input.shape().rank() || input.shape().extent(axis) == 0) {
            throw new IllegalArgumentException("no element of [" + input.shape() + "] along axis " + axis);
        }
    }

    /// {@return the first place of the largest element}
    public static ArgExtreme max(Value input, int axis, boolean keepAxis) {
        return new ArgExtreme(input, true, axis, keepAxis, false);
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
    public ArgExtreme withOperands(List<Value> operands) {
        return new ArgExtreme(operands.getFirst(), largest, axis, keepAxis, last);
    }

    @Override
    public TensorType resultType() {
        return new TensorType(Reduction.shape(input.shape(), axis, keepAxis), IntType.s(64));
    }
}
