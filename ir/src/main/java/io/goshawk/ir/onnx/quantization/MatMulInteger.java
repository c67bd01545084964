package io.goshawk.ir.onnx.quantization;

import io.goshawk.ir.Broadcast;
import io.goshawk.ir.IntType;
import io.goshawk.ir.Shape;
import io.goshawk.ir.TensorType;
import io.goshawk.ir.Value;
import java.util.ArrayList;
import java.util.List;

/// ONNX MatMulInteger: `(left - leftZero) x (right - rightZero)`, batches broadcasting; sums wrap at 32 bits.
///
/// @param leftZero, rightZero zero points that broadcast to `left` and `right`
public record MatMulInteger(Value left, Value right, Value leftZero, Value rightZero) implements LinearQuantizationOp {
    public MatMulInteger {
        Shape a = left.shape();
        Shape b = right.shape();
        if (a.rank() < 2 || b.rank() < 2 || a.last() != b.extent(b.rank() - 2)) {
            throw new IllegalArgumentException("no matrix product of " + a + " and " + b);
        }
        Broadcast.of(batch(a), batch(b));
        Blocks.NONE.check(leftZero.shape(), a, "zero point");
        Blocks.NONE.check(rightZero.shape(), b, "zero point");
    }

    /// {@return the extents of `shape` in front of the last two}
    public static Shape batch(Shape shape) {
        return new Shape(shape.extents().subList(0, shape.rank() - 2));
    }

    @Override
    public List<Value> operands() {
        return List.of(left, right, leftZero, rightZero);
    }

    @Override
    public MatMulInteger withOperands(List<Value> o) {
        return new MatMulInteger(o.get(0), o.get(1), o.get(2), o.get(3));
    }

    @Override
    public TensorType resultType() {
        List<Integer> extents = new ArrayList<>(
                Broadcast.of(batch(left.shape()), batch(right.shape())).extents());
        extents.add(left.shape().extent(left.shape().rank() - 2));
        extents.add(right.shape().last());
        return new TensorType(new Shape(extents), IntType.s(32));
    }
}
