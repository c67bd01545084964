package io.goshawk.ir.onnx.elementwise;

import io.goshawk.ir.Broadcast;
import io.goshawk.ir.TensorType;
import io.goshawk.ir.Value;
import java.util.List;

/// An element-wise operation of two tensors that broadcast.
public record Binary(Value left, Value right, Kind kind) implements ElementwiseOp {
    /// Which operation: ONNX Add, Sub, Mul, Div, Pow.
    public enum Kind {
        ADD,
        SUB,
        MUL,
        DIV,
        POW
    }

    @Override
    public List<Value> operands() {
        return List.of(left, right);
    }

    @Override
    public Binary withOperands(List<Value> operands) {
        return new Binary(operands.get(0), operands.get(1), kind);
    }

    @Override
    public TensorType resultType() {
        return left.type().withShape(Broadcast.of(left.shape(), right.shape()));
    }
}
