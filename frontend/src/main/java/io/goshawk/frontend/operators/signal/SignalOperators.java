package io.goshawk.frontend.operators.signal;

import io.goshawk.frontend.operators.Operator;
import java.util.Map;

/// The operators of ONNX itself on signals, and those that make what signals are weighted with.
public final class SignalOperators {
    /// Each by its type.
    public static final Map<String, Operator> BY_TYPE = Map.of(
            "BlackmanWindow", new WindowOperator(0.42, 0.5, 0.08),
            "DFT", new DftOperator(),
            "HammingWindow", new WindowOperator(25.0 / 46, 1 - 25.0 / 46, 0),
            "HannWindow", new WindowOperator(0.5, 0.5, 0),
            "MelWeightMatrix", new MelWeightMatrixOperator(),
            "STFT", new StftOperator());

    private SignalOperators() {}
}
