package io.goshawk.frontend.operators;

import io.goshawk.frontend.model.Extents;
import io.goshawk.ir.Shape;
import io.goshawk.ir.tensor.Tensor;
import java.util.List;

/// Reading places of a known tensor along one axis: what Gather and Slice come down to.
final class Picking {
    private Picking() {}

    /// {@return the places `picked` of `tensor` along `axis`, in that order}
    static Tensor along(OnnxNode node, Tensor tensor, int axis, int[] picked) {
        Shape shape = tensor.shape();
        Integer[] extents = shape.extents().toArray(Integer[]::new);
        extents[axis] = picked.length;
        Shape result = new Shape(List.of(extents));
        Extents.checkMadeUp(result, node.at());
        int stride = shape.stride(axis);
        int block = stride * shape.extent(axis);
        int outer = block == 0 ? 0 : shape.size() / block;
        int[] from = new int[result.size()];
        int next = 0;
        for (int o = 0; o < outer; o++) {
            for (int place : picked) {
                for (int inner = 0; inner < stride; inner++) {
                    from[next++] = o * block + place * stride + inner;
                }
            }
        }
        return tensor.gather(result, from);
    }
}
