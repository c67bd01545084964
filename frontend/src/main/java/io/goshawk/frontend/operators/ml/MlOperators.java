package io.goshawk.frontend.operators.ml;

import io.goshawk.frontend.operators.Operator;
import java.util.Map;

/// The operators of ONNX's domain for classical machine learning that stand around networks.
public final class MlOperators {
    /// Their domain.
    public static final String DOMAIN = "ai.onnx.ml";

    /// Each by its type.
    public static final Map<String, Operator> BY_TYPE = Map.of(
            "ArrayFeatureExtractor", new FeatureOperator(),
            "Binarizer", new BinarizerOperator(),
            "LabelEncoder", new LabelEncoderOperator(),
            "ZipMap", new ZipMapOperator());

    private MlOperators() {}
}
