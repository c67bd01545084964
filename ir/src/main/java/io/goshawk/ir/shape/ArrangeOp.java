package io.goshawk.ir.shape;

import io.goshawk.ir.integer.IntegerOp;
import io.goshawk.ir.quant.QuantOp;

/// Operations that join tensors or leave elements out; permitted wherever numbers are quantised. Free in
/// hardware.
public sealed interface ArrangeOp extends QuantOp, IntegerOp permits Concat, Pick {
    /// {@return for each element of the result, which element of the operands it is; these count on from
    ///     one operand to the next}
    int[] sources();
}
