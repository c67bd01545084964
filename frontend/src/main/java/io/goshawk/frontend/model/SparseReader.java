package io.goshawk.frontend.model;

import io.goshawk.frontend.protos.SparseTensorProto;
import io.goshawk.ir.Location;
import io.goshawk.ir.Shape;
import io.goshawk.ir.diag.Code;
import io.goshawk.ir.tensor.IntTensor;
import io.goshawk.ir.tensor.Tensor;

/// The dense tensor that a SparseTensorProto stands for (ONNX IR specification, SparseTensorProto): values, and for
/// each one its place, counted row-major or axis by axis; zero everywhere else.
public final class SparseReader {
    private final SparseTensorProto proto;
    private final Location at;
    private final String what;

    private SparseReader(SparseTensorProto proto, Location at, String what) {
        this.proto = proto;
        this.at = at;
        this.what = what;
    }

    /// {@return the dense tensor, as large as the import may still make up}
    /// @param what how a diagnostic names it
    /// @throws Unconvertible if it is too large, or if values and places do not go together
    public static Tensor read(SparseTensorProto proto, Location at, String what) {
        return new SparseReader(proto, at, what).read();
    }

    private Tensor read() {
        Shape shape = Extents.shape(proto.getDimsList(), at, what);
        Extents.checkFilled(shape, at);
        Tensor values = TensorReader.read(proto.getValues(), at, "the values of " + what);
        Tensor indices = TensorReader.read(proto.getIndices(), at, "the places of " + what);
        if (!(indices instanceof IntTensor places) || !places.fitsLong()) {
            throw bad("has places that are no integers");
        }
        int count = values.shape().size();
        boolean flat = places.shape().equals(Shape.of(count));
        if (values.shape().rank() != 1 || (!flat && !places.shape().equals(Shape.of(count, shape.rank())))) {
            throw bad("has values of shape [" + values.shape() + "] and places of shape [" + places.shape() + "]");
        }
        int[] from = new int[shape.size()];
        java.util.Arrays.fill(from, count);
        for (int i = 0; i < count; i++) {
            from[place(i, flat, places, shape)] = i;
        }
        return Filling.zeroBehind(values).gather(shape, from);
    }

    private int place(int index, boolean flat, IntTensor places, Shape shape) {
        int axes = flat ? 1 : shape.rank();
        long place = 0;
        for (int axis = 0; axis < axes; axis++) {
            long step = places.at(index * axes + axis);
            int extent = flat ? shape.size() : shape.extent(axis);
            if (step < 0 || step >= extent) {
                throw bad("of shape [" + shape + "] has a value at place " + step + " of " + extent);
            }
            place = place * extent + step;
        }
        return (int) place;
    }

    private Unconvertible bad(String message) {
        return Unconvertible.because(Code.BAD_TENSOR_DATA, at, what + " " + message)
                .hint("store it as a dense tensor; zeros cost nothing in hardware");
    }
}
