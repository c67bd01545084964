package io.goshawk.frontend.operators.indexing;

import io.goshawk.ir.ElementType;
import io.goshawk.ir.FloatType;
import io.goshawk.ir.tensor.FloatTensor;
import io.goshawk.ir.tensor.IntTensor;
import io.goshawk.ir.tensor.Tensor;
import java.util.Arrays;

/// Small integers as elements of whatever type.
public final class Numbers {
    private Numbers() {}

    /// {@return `integers`, each of which `element` holds exactly, as a tensor of such elements}
    public static Tensor of(IntTensor integers, ElementType element) {
        return element instanceof FloatType type
                ? FloatTensor.of(
                        integers.shape(),
                        type,
                        Arrays.stream(integers.toLongs()).asDoubleStream().toArray())
                : integers;
    }
}
