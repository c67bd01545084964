package io.goshawk.ir.eval;

import io.goshawk.ir.shape.Reshape;
import io.goshawk.ir.shape.ShapeOp;
import io.goshawk.ir.shape.Transpose;
import io.goshawk.ir.tensor.Tensor;

/// What the operations that move elements mean.
public final class ShapeSemantics {
    private ShapeSemantics() {}

    /// {@return `input` rearranged by `op`}
    public static Tensor evaluate(ShapeOp op, Tensor input) {
        return switch (op) {
            case Reshape reshape -> input.reshape(reshape.shape());
            case Transpose transpose ->
                input.gather(
                        transpose.resultType().shape(),
                        Tensor.transposition(transpose.input().shape(), transpose.permutation()));
        };
    }
}
