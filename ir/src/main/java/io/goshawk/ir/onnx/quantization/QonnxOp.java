package io.goshawk.ir.onnx.quantization;

/// The quantisers of QONNX and FINN beyond Quant and BipolarQuant.
public sealed interface QonnxOp extends QuantizationOp
        permits Trunc, TruncV1, FloatQuant, MultiThreshold, QuantAveragePool {}
