package io.goshawk.ir.quant;

import io.goshawk.ir.Op;
import io.goshawk.ir.shape.ArrangeOp;
import io.goshawk.ir.shape.ShapeOp;

/// The `quant` dialect: tensors of quantised integers with their scales, and the exact reals between
/// quantisers.
public sealed interface QuantOp extends Op
        permits ShapeOp,
                ArrangeOp,
                Constant,
                Quantize,
                BipolarQuantize,
                CountThresholds,
                MatMul,
                BatchMatMul,
                Gather,
                Conv,
                ConvTranspose,
                MaxPool,
                WindowSum,
                Add,
                ApplyAffine,
                Relu,
                LeakyRelu,
                Clip,
                Softmax,
                LogSoftmax,
                Curve,
                Normalize,
                ArgMax,
                TopK {}
