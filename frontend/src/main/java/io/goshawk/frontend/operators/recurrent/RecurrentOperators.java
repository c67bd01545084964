package io.goshawk.frontend.operators.recurrent;

import io.goshawk.frontend.operators.Operator;
import java.util.Map;

/// The recurrent operators of ONNX itself.
public final class RecurrentOperators {
    /// Each by its type.
    public static final Map<String, Operator> BY_TYPE = Map.of(
            "GRU", new RecurrentOperator(RecurrentOperator.Kind.GRU),
            "LSTM", new RecurrentOperator(RecurrentOperator.Kind.LSTM),
            "RNN", new RecurrentOperator(RecurrentOperator.Kind.RNN));

    private RecurrentOperators() {}
}
