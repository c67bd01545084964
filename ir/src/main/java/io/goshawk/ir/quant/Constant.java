package io.goshawk.ir.quant;

import io.goshawk.ir.QuantType;
import io.goshawk.ir.TensorType;
import io.goshawk.ir.Value;
import io.goshawk.ir.tensor.IntTensor;
import java.util.List;

/// A quantised weight: integers and what they stand for.
///
/// @param data the stored integers, within the storage type of `element`
public record Constant(IntTensor data, QuantType element) implements QuantOp {
    public Constant {
        if (!element.storage().range().contains(data.hull())) {
            throw new IllegalArgumentException(data.hull() + " leaves " + element.storage());
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
        return new TensorType(data.shape(), element);
    }
}
