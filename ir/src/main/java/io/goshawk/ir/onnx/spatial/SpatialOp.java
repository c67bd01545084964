package io.goshawk.ir.onnx.spatial;

import io.goshawk.ir.onnx.OnnxOp;

/// Operations on neighbourhoods of feature maps: convolutions, pools, resizing.
public sealed interface SpatialOp extends OnnxOp permits Conv {}
