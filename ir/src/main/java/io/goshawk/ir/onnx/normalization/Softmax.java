package io.goshawk.ir.onnx.normalization;

import io.goshawk.ir.TensorType;
import io.goshawk.ir.Value;
import java.util.List;

/// ONNX Softmax along one axis (opset 13's meaning; older forms are brought to it).
public record Softmax(Value input, int axis) implements NormalizationOp {
    @Override
    public List<Value> operands() {
        return List.of(input);
    }

    @Override
    public Softmax withOperands(List<Value> operands) {
        return new Softmax(operands.getFirst(), axis);
    }

    @Override
    public TensorType resultType() {
        return input.type();
    }
}
