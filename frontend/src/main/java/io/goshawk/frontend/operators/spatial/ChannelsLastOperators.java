package io.goshawk.frontend.operators.spatial;

import io.goshawk.frontend.operators.Operator;
import io.goshawk.frontend.operators.normalization.NormalizationOperators;
import io.goshawk.frontend.operators.spatial.PoolOperator.Kind;
import java.util.Map;

/// The operators of QONNX whose channels lie along the last axis.
public final class ChannelsLastOperators {
    /// The domain of [#BY_TYPE].
    public static final String DOMAIN = "qonnx.custom_op.channels_last";

    /// Each by its type, in the domain that wraps operators of ONNX itself.
    public static final Map<String, Operator> BY_TYPE = Map.of(
            "BatchNormalization", new ChannelsLast(NormalizationOperators.BY_TYPE.get("BatchNormalization"), 1),
            "Conv", new ChannelsLast(new ConvOperator(), 2),
            "MaxPool", new ChannelsLast(new PoolOperator(Kind.MAX, false), 1));

    /// Each by its type, in the general domains.
    public static final Map<String, Operator> GENERAL = Map.of(
            "Im2Col", new Im2ColOperator(),
            "MaxPoolNHWC", new ChannelsLast(new PoolOperator(Kind.MAX, false), 1));

    private ChannelsLastOperators() {}
}
