package io.goshawk.ir.eval;

import io.goshawk.ir.ElementType;
import io.goshawk.ir.Graph;
import io.goshawk.ir.IntType;
import io.goshawk.ir.QuantType;
import io.goshawk.ir.tensor.IntTensor;
import io.goshawk.ir.tensor.Tensor;

/// Whether a tensor may enter a port.
final class Fit {
    private Fit() {}

    static void check(Graph.Port port, Tensor tensor) {
        if (!tensor.shape().equals(port.value().shape())) {
            throw new IllegalArgumentException(
                    "input " + port.name() + " has shape " + port.value().shape() + ", not " + tensor.shape());
        }
        ElementType element = port.value().type().element();
        IntType storage = element instanceof QuantType q ? q.storage() : element instanceof IntType i ? i : null;
        if (storage != null
                && !(tensor instanceof IntTensor integers && storage.range().contains(integers.hull()))) {
            throw new IllegalArgumentException("input " + port.name() + " takes integers of " + storage);
        }
    }
}
