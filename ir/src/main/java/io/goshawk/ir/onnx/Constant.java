package io.goshawk.ir.onnx;

import io.goshawk.ir.ElementType;
import io.goshawk.ir.IntType;
import io.goshawk.ir.TensorType;
import io.goshawk.ir.Value;
import io.goshawk.ir.tensor.FloatTensor;
import io.goshawk.ir.tensor.IntTensor;
import io.goshawk.ir.tensor.RealTensor;
import io.goshawk.ir.tensor.Tensor;
import java.util.List;

/// A tensor that the model carries: an initialiser or a Constant node.
///
/// @param element the type of its elements: that of the floats, or an integer type that holds all of them
public record Constant(Tensor data, ElementType element) implements OnnxOp {
    public Constant {
        boolean fits = switch (data) {
            case FloatTensor floats -> floats.type() == element;
            case IntTensor integers ->
                element instanceof IntType type
                        && (integers.shape().size() == 0 || type.range().contains(integers.hull()));
            case RealTensor _ -> false;
        };
        if (!fits) {
            throw new IllegalArgumentException(data + " is no constant of type " + element);
        }
    }

    /// {@return the constant with the elements `data`, integers being `i64`}
    public static Constant of(Tensor data) {
        return new Constant(data, data instanceof FloatTensor floats ? floats.type() : IntType.s(64));
    }

    @Override
    public boolean isAffine() {
        return true;
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
        return new TensorType(data.shape(), element);
    }
}
