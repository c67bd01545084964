package io.goshawk.ir.onnx;

import io.goshawk.ir.IntType;
import io.goshawk.ir.TensorType;
import io.goshawk.ir.Value;
import io.goshawk.ir.tensor.FloatTensor;
import io.goshawk.ir.tensor.IntTensor;
import io.goshawk.ir.tensor.RealTensor;
import io.goshawk.ir.tensor.Tensor;
import java.util.List;

/// A tensor that the model carries: an initialiser or a Constant node. Integers count as `i64`.
public record Constant(Tensor data) implements OnnxOp {
    public Constant {
        if (data instanceof RealTensor) {
            throw new IllegalArgumentException("a model carries floats and integers, not exact reals");
        }
    }

    @Override
    public List<Value> operands() {
        return List.of();
    }

    @Override
    public Constant withOperands(List<Value> operands) {
        return this;
    }

    @Override
    public TensorType resultType() {
        return switch (data) {
            case FloatTensor floats -> new TensorType(floats.shape(), floats.type());
            case IntTensor integers -> new TensorType(integers.shape(), IntType.s(64));
            case RealTensor _ -> throw new IllegalStateException("checked by the constructor");
        };
    }
}
