package io.goshawk.ir.onnx.elementwise;

import io.goshawk.ir.TensorType;
import io.goshawk.ir.Value;
import java.util.List;

/// An element-wise operation of one tensor.
public record Unary(Value input, Kind kind) implements ElementwiseOp {
    /// Which operation: ONNX Relu, Sqrt, Neg.
    public enum Kind {
        RELU,
        SQRT,
        NEG
    }

    @Override
    public List<Value> operands() {
        return List.of(input);
    }

    @Override
    public Unary withOperands(List<Value> operands) {
        return new Unary(operands.getFirst(), kind);
    }

    @Override
    public TensorType resultType() {
        return input.type();
    }
}
