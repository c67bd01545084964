package io.goshawk.ir.eval;

import io.goshawk.ir.FloatType;
import io.goshawk.ir.TensorType;
import io.goshawk.ir.tensor.RealTensor;

/// The limit of exactness between quantisers: how dear one exact element may become.
///
/// An exact element is computed from the operands it came of, and these from theirs. A product of products of
/// products would take millions of operations, so an operand is rounded to its float type where its reader's
/// elements would take more than [#LIMIT]. That depends on the shape of the network alone, never on its
/// numbers, and it never happens in front of a quantiser whose input comes of one product of quantised tensors.
public final class Effort {
    /// Operations on exact numbers that one element may take.
    public static final long LIMIT = 1 << 17;

    private Effort() {}

    /// {@return `operand` as the reader of it sees it}
    ///
    /// @param type the type of the value; only floats are ever rounded
    /// @param effort what one element of the reader's result would take
    public static RealTensor limited(RealTensor operand, TensorType type, double effort) {
        return effort > LIMIT && operand.effort() > 1 && type.element() instanceof FloatType floats
                ? RealTensor.exactly(Floats.of(operand, floats))
                : operand;
    }
}
