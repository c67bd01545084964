package io.goshawk.frontend.operators.transformer;

import io.goshawk.frontend.operators.Operator;
import java.util.Map;

/// The operators of ONNX itself that transformers and recurrent networks are made of.
public final class TransformerOperators {
    /// Each by its type.
    public static final Map<String, Operator> BY_TYPE = Map.of(
            "Attention", new AttentionOperator(),
            "LayerNormalization", new LayerNormalizationOperator(),
            "LinearAttention", new LinearAttentionOperator(),
            "LogSoftmax", new SoftmaxOperator(true),
            "RMSNormalization", new RmsNormalizationOperator(),
            "RotaryEmbedding", new RotaryEmbeddingOperator(),
            "SimplifiedLayerNormalization", new RmsNormalizationOperator(),
            "Softmax", new SoftmaxOperator(false),
            "SwiGLU", new SwiGluOperator());

    private TransformerOperators() {}
}
