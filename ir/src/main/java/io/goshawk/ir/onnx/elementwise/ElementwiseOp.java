package io.goshawk.ir.onnx.elementwise;

import io.goshawk.ir.onnx.OnnxOp;

/// Operations that work on each element by itself, operands broadcasting.
public sealed interface ElementwiseOp extends OnnxOp
        permits Activation, Binary, BitCast, Cast, Clip, IsInf, Unary, Where {}
