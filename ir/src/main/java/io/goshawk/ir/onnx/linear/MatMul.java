package io.goshawk.ir.onnx.linear;

import io.goshawk.ir.Broadcast;
import io.goshawk.ir.FloatType;
import io.goshawk.ir.Shape;
import io.goshawk.ir.TensorType;
import io.goshawk.ir.Value;
import java.util.ArrayList;
import java.util.List;

/// ONNX MatMul of matrices: `[…, m, k] x […, k, n] -> […, m, n]`, where the leading extents broadcast. Either side may
/// be the constant.
///
/// Both sides are floats, or integers of one type, in which the products and their sums wrap. Vectors became matrices
/// of one row or one column at import.
public record MatMul(Value left, Value right) implements LinearOp {
    public MatMul {
        if (left.shape().rank() < 2
                || right.shape().rank() < 2
                || left.shape().last() != right.shape().extent(-2)) {
            throw new IllegalArgumentException("no matrix product of " + left.shape() + " and " + right.shape());
        }
        boolean floats =
                left.type().element() instanceof FloatType && right.type().element() instanceof FloatType;
        if (!floats && !left.type().element().equals(right.type().element())) {
            throw new IllegalArgumentException("no matrix product of "
                    + left.type().element() + " and " + right.type().element() + " elements");
        }
        batch(left.shape(), right.shape());
    }

    private static Shape batch(Shape left, Shape right) {
        return Broadcast.of(leading(left), leading(right));
    }

    /// {@return the extents of `shape` in front of the matrices: the innermost two}
    public static Shape leading(Shape shape) {
        return new Shape(shape.extents().subList(0, shape.rank() - 2));
    }

    /// {@return the leading extents of the result}
    public Shape batch() {
        return batch(left.shape(), right.shape());
    }

    @Override
    public List<Value> operands() {
        return List.of(left, right);
    }

    @Override
    public MatMul withOperands(List<Value> operands) {
        return new MatMul(operands.get(0), operands.get(1));
    }

    @Override
    public TensorType resultType() {
        List<Integer> extents = new ArrayList<>(batch().extents());
        extents.add(left.shape().extent(-2));
        extents.add(right.shape().last());
        return left.type().withShape(new Shape(extents));
    }
}
