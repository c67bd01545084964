package io.goshawk.ir.onnx.reduction;

import io.goshawk.ir.FloatType;
import io.goshawk.ir.Shape;
import io.goshawk.ir.TensorType;
import io.goshawk.ir.Value;
import java.util.List;

/// ONNX Det: the determinants of square matrices of floats, `[…, n, n] -> […]`.
public record Det(Value input) implements ReductionOp {
    public Det {
        int rank = input.shape().rank();
        if (rank < 2
                || input.shape().extent(rank - 1) != input.shape().extent(rank - 2)
                || !(input.type().element() instanceof FloatType)) {
            throw new IllegalArgumentException("no determinant of " + input.type());
        }
    }

    @Override
    public boolean isAffine() {
        return false;
    }

    @Override
    public List<Value> operands() {
        return List.of(input);
    }

    @Override
    public Det withOperands(List<Value> operands) {
        return new Det(operands.getFirst());
    }

    @Override
    public TensorType resultType() {
        List<Integer> extents = input.shape().extents();
        return input.type().withShape(new Shape(extents.subList(0, extents.size() - 2)));
    }
}
