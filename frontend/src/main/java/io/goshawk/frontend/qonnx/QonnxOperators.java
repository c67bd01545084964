package io.goshawk.frontend.qonnx;

import io.goshawk.frontend.operators.Operator;
import io.goshawk.frontend.operators.spatial.ChannelsLastOperators;
import java.util.Map;

/// The operators of QONNX that can be imported.
public final class QonnxOperators {
    /// Each by its type.
    public static final Map<String, Operator> BY_TYPE = Map.of(
            "Quant", new QuantOperator(),
            "IntQuant", new QuantOperator(),
            "BipolarQuant", new BipolarQuantOperator(),
            "Trunc", new TruncOperator(),
            "FloatQuant", new FloatQuantOperator(),
            "MultiThreshold", new MultiThresholdOperator(),
            "XnorPopcountMatMul", new XnorPopcountOperator(),
            "QuantAvgPool2d", new QuantAvgPoolOperator(),
            "Im2Col", ChannelsLastOperators.GENERAL.get("Im2Col"),
            "MaxPoolNHWC", ChannelsLastOperators.GENERAL.get("MaxPoolNHWC"));

    private QonnxOperators() {}
}
