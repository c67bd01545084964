package io.goshawk.frontend.operators.quantization;

import io.goshawk.frontend.operators.Operator;
import java.util.Map;

/// The operators of ONNX itself that quantise, and that work on quantised tensors.
public final class QuantizationOperators {
    /// Each by its type.
    public static final Map<String, Operator> BY_TYPE = Map.of(
            "QuantizeLinear", new QuantizeLinearOperator(),
            "DequantizeLinear", new DequantizeLinearOperator(),
            "DynamicQuantizeLinear", new DynamicQuantizeLinearOperator(),
            "QLinearMatMul", new QLinearMatMulOperator(),
            "MatMulInteger", new MatMulIntegerOperator());

    private QuantizationOperators() {}
}
