package io.goshawk.ir.eval.onnx;

import io.goshawk.ir.Broadcast;
import io.goshawk.ir.Shape;
import io.goshawk.ir.eval.Reals;
import io.goshawk.ir.onnx.linear.LinearOp;
import io.goshawk.ir.onnx.linear.MatMul;
import io.goshawk.ir.tensor.RealTensor;
import io.goshawk.ir.tensor.Tensor;
import io.goshawk.ir.tensor.Tensors;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// What matrix products mean.
public final class LinearSemantics {
    private LinearSemantics() {}

    /// {@return what `op` makes of `in`}
    static Tensor evaluate(LinearOp op, List<Tensor> in) {
        List<RealTensor> reals = OnnxSemantics.reals(op, in);
        return switch (op) {
            case MatMul product -> matmul(product, reals.get(0), reals.get(1));
        };
    }

    private static Tensor matmul(MatMul op, RealTensor left, RealTensor right) {
        if (right.shape().rank() == 2) {
            return Reals.matmul(left, right);
        }
        int[] lefts = Broadcast.indices(MatMul.leading(left.shape()), op.batch());
        int[] rights = Broadcast.indices(MatMul.leading(right.shape()), op.batch());
        List<Tensor> products = new ArrayList<>();
        for (int i = 0; i < lefts.length; i++) {
            products.add(Reals.matmul(matrix(left, lefts[i]), matrix(right, rights[i])));
        }
        return Tensors.joined(products).reshape(op.resultType().shape());
    }

    private static RealTensor matrix(RealTensor tensor, int index) {
        Shape shape = Shape.of(tensor.shape().extent(-2), tensor.shape().last());
        int first = index * shape.size();
        return tensor.gather(shape, IntStream.range(first, first + shape.size()).toArray());
    }
}
