package io.goshawk.ir.quant;

import io.goshawk.ir.RealType;
import io.goshawk.ir.TensorType;
import io.goshawk.ir.Value;
import io.goshawk.ir.shape.MatrixShapes;
import java.util.List;

/// The exact products `[…, m, k] x […, k, n] -> […, m, n]` of the reals that two computed tensors stand
/// for. The leading extents are the same.
public record BatchMatMul(Value left, Value right) implements QuantOp {
    public BatchMatMul {
        MatrixShapes.check(left.shape(), right.shape());
    }

    @Override
    public List<Value> operands() {
        return List.of(left, right);
    }

    @Override
    public BatchMatMul withOperands(List<Value> operands) {
        return new BatchMatMul(operands.get(0), operands.get(1));
    }

    @Override
    public TensorType resultType() {
        return new TensorType(MatrixShapes.product(left.shape(), right.shape()), RealType.REAL);
    }
}
