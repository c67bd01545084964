package io.goshawk.frontend.operators.normalization;

import io.goshawk.frontend.operators.Operator;
import java.util.Map;

/// The operators of ONNX itself that scale elements by statistics.
public final class NormalizationOperators {
    /// Each by its type.
    public static final Map<String, Operator> BY_TYPE = Map.of(
            "BatchNormalization", new BatchNormalizationOperator(),
            "GroupNormalization", new GroupNormalizationOperator(),
            "InstanceNormalization", new GroupNormalizationOperator(),
            "LRN", new LocalResponseNormalizationOperator(),
            "LpNormalization", new LpNormalizationOperator(),
            "MeanVarianceNormalization", new MeanVarianceNormalizationOperator());

    private NormalizationOperators() {}
}
