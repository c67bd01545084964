package io.goshawk.ir.integer;

import io.goshawk.ir.Op;
import io.goshawk.ir.shape.ArrangeOp;
import io.goshawk.ir.shape.ShapeOp;

/// The `integer` dialect: no scale, no float, every narrowing explicit. The hand-over point to all
/// backends.
public sealed interface IntegerOp extends Op
        permits ShapeOp,
                ArrangeOp,
                Constant,
                MatMul,
                Conv,
                MaxPool,
                WindowSum,
                WeightedSum,
                Requantize,
                TransformerOp,
                ArgMax {}
