package io.goshawk.ir.onnx.spatial;

import io.goshawk.ir.onnx.OnnxOp;

/// Operations on neighbourhoods of feature maps: convolutions, pools, resizing.
public sealed interface SpatialOp extends OnnxOp
        permits Conv,
                ConvTranspose,
                DeformConv,
                MaxPool,
                AveragePool,
                LpPool,
                MaxUnpool,
                Resize,
                GridSample,
                AffineGrid,
                Im2Col {
    @Override
    default boolean isAffine() {
        return true;
    }
}
