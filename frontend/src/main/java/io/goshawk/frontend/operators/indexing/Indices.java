package io.goshawk.frontend.operators.indexing;

import io.goshawk.frontend.operators.Imported.Known;
import io.goshawk.frontend.operators.OnnxNode;
import io.goshawk.ir.num.IntRange;
import io.goshawk.ir.tensor.IntTensor;
import java.math.BigInteger;
import java.util.List;

/// What can be said at import of indices.
final class Indices {
    private Indices() {}

    /// Checks that the indices that are input `index`, where they are known, name places of an axis of `extent`.
    static void check(OnnxNode node, int index, int extent) {
        if (node.known(index).map(Known::data).orElse(null) instanceof IntTensor indices
                && indices.shape().size() > 0) {
            IntRange hull = indices.hull();
            for (BigInteger bound : List.of(hull.min(), hull.max())) {
                long place = bound.bitLength() < Long.SIZE ? bound.longValue() : Long.MAX_VALUE;
                node.attributes().axis("the index", place, extent);
            }
        }
    }
}
