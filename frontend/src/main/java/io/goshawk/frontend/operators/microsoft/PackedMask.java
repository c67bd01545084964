package io.goshawk.frontend.operators.microsoft;

import io.goshawk.frontend.operators.Composition;
import io.goshawk.frontend.operators.OnnxNode;
import io.goshawk.frontend.operators.transformer.Mask;
import io.goshawk.ir.IntType;
import io.goshawk.ir.Shape;
import io.goshawk.ir.Value;
import io.goshawk.ir.diag.Code;
import io.goshawk.ir.onnx.elementwise.Binary;

/// The key padding masks of ONNX Runtime's operators, by their shape:
///
/// * `[batch]`: how many keys of each sequence are no padding;
/// * `[2 * batch]`: the ends, then the starts of what is no padding;
/// * `[batch, keys]`, `[batch, queries, keys]`, `[batch, 1, most, most]`: positive where a key may be attended.
final class PackedMask {
    private static final IntType LONG = IntType.s(Long.SIZE);

    private PackedMask() {}

    /// Adds input `index` of `node` to `mask`, that of scores of shape `scores`.
    static void require(OnnxNode node, Composition steps, int index, Mask mask, Shape scores) {
        Value given = steps.cast(node.value(index), LONG);
        Shape shape = given.shape();
        int batch = scores.extent(0);
        int queries = scores.extent(2);
        int keys = scores.last();
        if (shape.equals(Shape.of(batch))) {
            mask.require(steps.binary(places(steps, keys), Binary.Kind.LESS, column(steps, given)));
        } else if (shape.equals(Shape.of(2 * batch))) {
            Value ends = column(steps, steps.slice(given, 0, 0, batch));
            Value starts = column(steps, steps.slice(given, 0, batch, batch));
            mask.require(steps.binary(places(steps, keys), Binary.Kind.LESS, ends));
            mask.require(steps.binary(places(steps, keys), Binary.Kind.GREATER_OR_EQUAL, starts));
        } else if (shape.equals(Shape.of(batch, keys))) {
            mask.require(positive(steps, steps.reshape(given, batch, 1, 1, keys)));
        } else if (shape.equals(Shape.of(batch, queries, keys))) {
            mask.require(positive(steps, steps.reshape(given, batch, 1, queries, keys)));
        } else if (shape.rank() == 4 && shape.extent(2) >= keys && shape.extent(2) == shape.extent(3)) {
            Value rows = steps.slice(given, 2, keys - queries, queries);
            mask.require(positive(steps, steps.slice(rows, 3, 0, keys)));
        } else {
            throw node.because(
                    Code.UNSUPPORTED_FEATURE,
                    "a mask of shape [" + shape + "] for " + batch + " sequences, " + queries + " queries and " + keys
                            + " keys");
        }
    }

    private static Value places(Composition steps, int keys) {
        return steps.integers(Shape.of(1, 1, 1, keys), place -> place);
    }

    private static Value column(Composition steps, Value vector) {
        return steps.reshape(vector, vector.shape().size(), 1, 1, 1);
    }

    private static Value positive(Composition steps, Value numbers) {
        return steps.binary(numbers, Binary.Kind.GREATER, steps.literal(LONG, 0));
    }
}
