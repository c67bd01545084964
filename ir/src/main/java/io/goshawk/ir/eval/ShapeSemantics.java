package io.goshawk.ir.eval;

import io.goshawk.ir.shape.ArrangeOp;
import io.goshawk.ir.shape.Reshape;
import io.goshawk.ir.shape.ShapeOp;
import io.goshawk.ir.shape.Transpose;
import io.goshawk.ir.tensor.Tensor;
import io.goshawk.ir.tensor.Tensors;
import java.util.List;

/// What the operations that move elements mean.
public final class ShapeSemantics {
    private ShapeSemantics() {}

    /// {@return the elements of `parts` that `op` puts together}
    public static Tensor evaluate(ArrangeOp op, List<? extends Tensor> parts) {
        Tensor all = parts.size() == 1 ? parts.getFirst() : Tensors.joined(parts);
        return all.gather(op.resultType().shape(), op.sources());
    }

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
