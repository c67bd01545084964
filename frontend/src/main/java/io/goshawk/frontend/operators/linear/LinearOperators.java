package io.goshawk.frontend.operators.linear;

import io.goshawk.frontend.operators.Operator;
import java.util.Map;

/// The operators of ONNX itself that multiply matrices.
public final class LinearOperators {
    /// Each by its type.
    public static final Map<String, Operator> BY_TYPE =
            Map.of("Gemm", new GemmOperator(), "MatMul", new MatMulOperator());

    private LinearOperators() {}
}
