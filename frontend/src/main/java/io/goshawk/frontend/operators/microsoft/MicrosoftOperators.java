package io.goshawk.frontend.operators.microsoft;

import io.goshawk.frontend.operators.Operator;
import io.goshawk.frontend.operators.microsoft.quantized.QuantizedOperators;
import io.goshawk.frontend.operators.transformer.LayerNormalizationOperator;
import io.goshawk.frontend.operators.transformer.RmsNormalizationOperator;
import io.goshawk.ir.onnx.elementwise.Unary;
import java.util.HashMap;
import java.util.Map;

/// The operators of ONNX Runtime, which its optimiser puts into models: those of the domain `com.microsoft`.
public final class MicrosoftOperators {
    private static final Map<String, Operator> ON_FLOATS = Map.ofEntries(
            Map.entry("Attention", new PackedAttentionOperator()),
            Map.entry("BiasGelu", new BiasedOperator(Unary.Kind.GELU)),
            Map.entry("BiasSplitGelu", new BiasSplitGeluOperator()),
            Map.entry("EmbedLayerNormalization", new EmbedNormalizationOperator()),
            Map.entry("FastGelu", new BiasedOperator(Unary.Kind.GELU_TANH)),
            Map.entry("FusedConv", new FusedConvOperator()),
            Map.entry("FusedGemm", new FusedGemmOperator()),
            Map.entry("FusedMatMul", new FusedMatMulOperator()),
            Map.entry("Gelu", new BiasedOperator(Unary.Kind.GELU)),
            Map.entry("GroupQueryAttention", new GroupQueryAttentionOperator()),
            Map.entry("LayerNormalization", new LayerNormalizationOperator()),
            Map.entry("MultiHeadAttention", new MultiHeadAttentionOperator()),
            Map.entry("QAttention", new QAttentionOperator()),
            Map.entry("QuickGelu", new QuickGeluOperator()),
            Map.entry("RotaryEmbedding", new PositionOperator()),
            Map.entry("SimplifiedLayerNormalization", new RmsNormalizationOperator()),
            Map.entry("SkipLayerNormalization", new SkipNormalizationOperator(false)),
            Map.entry("SkipSimplifiedLayerNormalization", new SkipNormalizationOperator(true)),
            Map.entry("TransposeMatMul", new FusedMatMulOperator()));

    /// Each by its type.
    public static final Map<String, Operator> BY_TYPE = all();

    private MicrosoftOperators() {}

    private static Map<String, Operator> all() {
        Map<String, Operator> all = new HashMap<>(ON_FLOATS);
        all.putAll(QuantizedOperators.BY_TYPE);
        return Map.copyOf(all);
    }
}
