package io.goshawk.ir.onnx.quantization;

import io.goshawk.ir.onnx.OnnxOp;

/// Quantisers, dequantisers and operators on what they make.
public sealed interface QuantizationOp extends OnnxOp permits Quant, BipolarQuant, QonnxOp, LinearQuantizationOp {
    @Override
    default boolean isAffine() {
        return true;
    }
}
