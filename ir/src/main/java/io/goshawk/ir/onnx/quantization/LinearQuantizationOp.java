package io.goshawk.ir.onnx.quantization;

/// ONNX's own quantisers, and its products of the integers that they make.
public sealed interface LinearQuantizationOp extends QuantizationOp
        permits QuantizeLinear, DequantizeLinear, DynamicQuantizeLinear, MatMulInteger, ConvInteger {}
