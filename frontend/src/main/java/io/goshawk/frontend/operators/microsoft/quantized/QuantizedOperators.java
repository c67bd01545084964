package io.goshawk.frontend.operators.microsoft.quantized;

import io.goshawk.frontend.operators.Operator;
import io.goshawk.frontend.operators.quantization.DequantizeLinearOperator;
import io.goshawk.frontend.operators.quantization.QuantizeLinearOperator;
import java.util.Map;

/// The operators of ONNX Runtime (domain com.microsoft) on quantised tensors.
public final class QuantizedOperators {
    /// Each by its type.
    public static final Map<String, Operator> BY_TYPE = Map.ofEntries(
            Map.entry("DequantizeLinear", new DequantizeLinearOperator()),
            Map.entry("DynamicQuantizeMatMul", new DynamicQuantizeMatMulOperator()),
            Map.entry("GatherBlockQuantized", new GatherBlockQuantizedOperator()),
            Map.entry("MatMulIntegerToFloat", new MatMulIntegerToFloatOperator()),
            Map.entry("MatMulNBits", new MatMulNBitsOperator()),
            Map.entry("QGemm", new QGemmOperator()),
            Map.entry("QLinearAdd", new QLinearOperator("Add", 2)),
            Map.entry("QLinearAveragePool", new QLinearOperator("AveragePool", 1)),
            Map.entry("QLinearConcat", new QLinearConcatOperator()),
            Map.entry("QLinearGlobalAveragePool", new QLinearOperator("GlobalAveragePool", 1)),
            Map.entry("QLinearLeakyRelu", new QLinearOperator("LeakyRelu", 1)),
            Map.entry("QLinearMul", new QLinearOperator("Mul", 2)),
            Map.entry("QLinearReduceMean", new QLinearOperator("ReduceMean", 1)),
            Map.entry("QLinearSigmoid", new QLinearOperator("Sigmoid", 1)),
            Map.entry("QLinearSoftmax", new QLinearOperator("Softmax", 1)),
            Map.entry("QLinearWhere", new QLinearWhereOperator()),
            Map.entry("QuantizeLinear", new QuantizeLinearOperator()));

    private QuantizedOperators() {}
}
