package io.goshawk.ir.onnx;

import io.goshawk.ir.Op;
import io.goshawk.ir.shape.ShapeOp;

/// The `onnx` dialect: a model as imported, its clutter gone. Shapes are static, names unique, the opset is
/// normalised, shape arithmetic is folded. Elements are floats, or the integers that index them.
///
/// Constants keep the bits of the model; what is computed from them is exact (see `docs/semantics.md`).
public sealed interface OnnxOp extends Op
        permits ShapeOp, Constant, Binary, Unary, MatMul, BatchNormalization, Softmax, ArgMax, Quant, BipolarQuant {}
