package io.goshawk.frontend.operators.indexing;

import io.goshawk.frontend.operators.Imported;
import io.goshawk.frontend.operators.Imported.Flowing;
import io.goshawk.frontend.operators.Imported.Known;
import io.goshawk.frontend.operators.Imported.Usable;
import io.goshawk.frontend.operators.OnnxNode;
import io.goshawk.ir.Shape;
import io.goshawk.ir.diag.Code;
import io.goshawk.ir.shape.Reshape;

/// What all operators that only change the shape come down to.
final class Reshaping {
    private Reshaping() {}

    /// {@return `input` in the shape `shape`: itself where that is its own, folded where its elements are known}
    static Imported to(OnnxNode node, Usable input, Shape shape) {
        if (input.shape().equals(shape)) {
            return (Imported) input;
        }
        if (size(input.shape()) != size(shape)) {
            throw node.because(
                    Code.SHAPE_MISMATCH,
                    "[" + input.shape() + "] with " + size(input.shape()) + " elements cannot become [" + shape
                            + "] with " + size(shape));
        }
        return switch (input) {
            case Known known -> node.known(known.data().reshape(shape), known.element());
            case Flowing flowing -> node.result(new Reshape(flowing.value(), shape));
        };
    }

    /// {@return how many elements a tensor of shape `shape` has}
    /// @throws ArithmeticException if they are 2^63 or more
    static long size(Shape shape) {
        return shape.extents().stream().mapToLong(Integer::longValue).reduce(1, Math::multiplyExact);
    }
}
