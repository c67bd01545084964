package io.goshawk.ir.onnx.reduction;

import io.goshawk.ir.IntType;
import io.goshawk.ir.TensorType;
import io.goshawk.ir.Value;
import io.goshawk.ir.shape.Reduction;
import java.util.List;

/// ONNX ArgMax: the first place of the largest element along `axis`.
public record ArgMax(Value input, int axis, boolean keepAxis) implements ReductionOp {
    @Override
    public List<Value> operands() {
        return List.of(input);
    }

    @Override
    public ArgMax withOperands(List<Value> operands) {
        return new ArgMax(operands.getFirst(), axis, keepAxis);
    }

    @Override
    public TensorType resultType() {
        return new TensorType(Reduction.shape(input.shape(), axis, keepAxis), IntType.s(64));
    }
}
