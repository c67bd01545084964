package io.goshawk.ir.onnx.normalization;

import io.goshawk.ir.TensorType;
import io.goshawk.ir.Value;
import java.util.List;

/// ONNX LogSoftmax along one axis (opset 13's meaning; older forms are brought to it).
///
/// @param axis from 0 to the rank less one
public record LogSoftmax(Value input, int axis) implements NormalizationOp {
    public LogSoftmax {
        Parameters.check(input.shape(), axis, input.shape());
    }

    @Override
    public List<Value> operands() {
        return List.of(input);
    }

    @Override
    public LogSoftmax withOperands(List<Value> operands) {
        return new LogSoftmax(operands.getFirst(), axis);
    }

    @Override
    public TensorType resultType() {
        return input.type();
    }
}
