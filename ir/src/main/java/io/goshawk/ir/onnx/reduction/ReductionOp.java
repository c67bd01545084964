package io.goshawk.ir.onnx.reduction;

import io.goshawk.ir.onnx.OnnxOp;

/// Operations that make one element of many along axes.
public sealed interface ReductionOp extends OnnxOp permits Reduce, ArgExtreme, Cumulate, Det {}
