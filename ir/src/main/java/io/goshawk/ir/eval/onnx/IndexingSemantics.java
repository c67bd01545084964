package io.goshawk.ir.eval.onnx;

import io.goshawk.ir.Shape;
import io.goshawk.ir.onnx.indexing.Concat;
import io.goshawk.ir.onnx.indexing.IndexingOp;
import io.goshawk.ir.tensor.Tensor;
import io.goshawk.ir.tensor.Tensors;
import java.util.List;

/// What operations mean that pick, join and place elements.
public final class IndexingSemantics {
    private IndexingSemantics() {}

    /// {@return what `op` makes of `in`}
    static Tensor evaluate(IndexingOp op, List<Tensor> in) {
        return switch (op) {
            case Concat concat -> concat(concat, in);
        };
    }

    private static Tensor concat(Concat op, List<Tensor> parts) {
        Shape shape = op.resultType().shape();
        int inner = shape.stride(op.axis());
        int outer = shape.size() == 0 ? 0 : shape.size() / inner / shape.extent(op.axis());
        int[] from = new int[shape.size()];
        int place = 0;
        for (int block = 0; block < outer; block++) {
            int start = 0;
            for (Tensor part : parts) {
                int run = part.shape().extent(op.axis()) * inner;
                for (int i = 0; i < run; i++) {
                    from[place++] = start + block * run + i;
                }
                start += part.shape().size();
            }
        }
        return Tensors.joined(parts).gather(shape, from);
    }
}
