package io.goshawk.frontend.operators;

import io.goshawk.ir.Shape;
import io.goshawk.ir.tensor.Tensor;
import java.util.List;

/// Reading places of a known tensor along one axis: what Gather and Slice come down to.
final class Picking {
    private Picking() {}

    /// {@return the places `picked` of `tensor` along `axis`, in that order}
    static Tensor along(Tensor tensor, int axis, int[] picked) {
        Shape shape = tensor.shape();
        int stride = shape.stride(axis);
        int block = stride * shape.extent(axis);
        int outer = block == 0 ? 0 : shape.size() / block;
        int[] from = new int[Math.multiplyExact(Math.multiplyExact(outer, picked.length), stride)];
        int next = 0;
        for (int o = 0; o < outer; o++) {
            for (int place : picked) {
                for (int inner = 0; inner < stride; inner++) {
                    from[next++] = o * block + place * stride + inner;
                }
            }
        }
        Integer[] extents = shape.extents().toArray(Integer[]::new);
        extents[axis] = picked.length;
        return tensor.gather(new Shape(List.of(extents)), from);
    }
}
