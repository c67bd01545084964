package io.goshawk.frontend.operators.transformer;

import io.goshawk.frontend.operators.Operator;
import java.util.Map;

/// The operators of ONNX itself that transformers and recurrent networks are made of.
public final class TransformerOperators {
    /// Each by its type.
    public static final Map<String, Operator> BY_TYPE = Map.of(
            "LayerNormalization",
            new LayerNormalizationOperator(),
            "LogSoftmax",
            new SoftmaxOperator(true),
            "RMSNormalization",
            new RmsNormalizationOperator(),
            "SimplifiedLayerNormalization",
            new RmsNormalizationOperator(),
            "Softmax",
            new SoftmaxOperator(false));

    private TransformerOperators() {}
}
