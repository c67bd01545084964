package io.goshawk.ir.onnx.indexing;

import io.goshawk.ir.onnx.OnnxOp;

/// Operations that pick, join and place elements, without changing one.
public sealed interface IndexingOp extends OnnxOp permits Concat {}
