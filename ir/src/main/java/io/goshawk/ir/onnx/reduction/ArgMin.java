package io.goshawk.ir.onnx.reduction;

import io.goshawk.ir.IntType;
import io.goshawk.ir.TensorType;
import io.goshawk.ir.Value;
import io.goshawk.ir.shape.Reduction;
import java.util.List;

/// ONNX ArgMin: the place of the smallest element along `axis`; a NaN counts as the smallest.
///
/// @param last whether the last of equal elements is taken, instead of the first
public record ArgMin(Value input, int axis, boolean keepAxis, boolean last) implements ReductionOp {
    public ArgMin {
        Extremes.check(input, axis);
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
    public ArgMin withOperands(List<Value> operands) {
        return new ArgMin(operands.getFirst(), axis, keepAxis, last);
    }

    @Override
    public TensorType resultType() {
        return new TensorType(Reduction.shape(input.shape(), axis, keepAxis), IntType.s(64));
    }
}
