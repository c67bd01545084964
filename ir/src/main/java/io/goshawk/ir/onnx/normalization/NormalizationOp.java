package io.goshawk.ir.onnx.normalization;

import io.goshawk.ir.onnx.OnnxOp;

/// Operations that scale elements by statistics of their neighbours.
public sealed interface NormalizationOp extends OnnxOp
        permits BatchNormalization,
                GroupNormalization,
                LayerNormalization,
                LocalResponseNormalization,
                LogSoftmax,
                LpNormalization,
                MeanVarianceNormalization,
                RmsNormalization,
                Softmax {
    @Override
    default boolean isAffine() {
        return false;
    }
}
